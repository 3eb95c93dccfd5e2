"""The questions that are shipped, and what a site's own must bring."""

from __future__ import annotations

from pathlib import Path

import pytest

from tenthhour.content.instruments import instruments
from tenthhour.content.loader import SHIPPED
from tenthhour.core.errors import DataProblem

OWN = (SHIPPED / "instruments" / "team-pulse.yaml").read_text()


def own(folder: Path, **changed: str) -> Path:
    """A site's own file: the team pulse under another id, some lines replaced."""
    lines = []
    for line in OWN.replace("id: team-pulse", "id: mini-z").splitlines():
        key = line.split(":")[0]
        lines.append(f"{key}: {changed.pop(key)}" if key in changed else line)
    (folder / "instruments").mkdir()
    (folder / "instruments" / "mini-z.yaml").write_text("\n".join([*lines, *map(": ".join, changed.items())]))
    return folder


def test_three_are_shipped_and_none_is_called_validated() -> None:
    found = instruments()
    assert {id_: len(i.items) for id_, i in found.items()} == {
        "leader-behaviours": 8,
        "single-item-burnout": 1,
        "team-pulse": 5,
    }
    assert {i.status for i in found.values()} == {"draft"}


def test_each_names_its_terms_and_whom_to_credit() -> None:
    assert [
        id_ for id_, i in instruments().items() if not (i.licence and i.terms_url and i.attribution)
    ] == []


def test_burnout_asks_for_ten() -> None:
    assert instruments()["single-item-burnout"].k_min == 10


def test_site_adds_its_own(tmp_path: Path) -> None:
    assert "mini-z" in instruments(own(tmp_path, licence="By letter of 3 March 2026"))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"licence": '""'}, "mini-z.yaml has no confirmed terms. An administrator must confirm them first"),
        ({"attribution": '""'}, "mini-z.yaml has no confirmed terms"),
        ({"k_min": "4"}, "k cannot be lower than 5."),
        ({"favourable": "[usually]"}, "it must name some answers of the scale, and not all"),
        ({"total": "yes"}, "is not a key of this kind of file"),
        ({"id": "other"}, "is not the name of the file"),
    ],
)
def test_file_is_refused_with_its_reason(tmp_path: Path, changed: dict[str, str], sentence: str) -> None:
    with pytest.raises(DataProblem, match=sentence.replace(".", r"\.")):
        instruments(own(tmp_path, **changed))
