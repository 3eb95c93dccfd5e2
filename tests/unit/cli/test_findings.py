"""`findings` and `replay`: shapes, bytes and exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyarrow.csv
import pytest
from click.testing import CliRunner, Result
from clinics import Cell, clinic

from tenthhour.cli import main

TOP = [
    "schema",
    "as_of",
    "synthetic",
    "engine",
    "budget",
    "measures",
    "findings",
    "system",
    "not_said",
    "problems",
]
FINDING = [
    "id", "kind", "state", "clinician_id", "peer_group", "measure_ids", "direction", "change_from",
    "first_signalled", "n", "observed", "expected", "baseline", "estimate", "statistic", "threshold",
    "reliability", "false_alarms_per_clinician_year", "shared_change", "sentence", "by_chance",
    "cannot_say", "check_first", "chart",
]  # fmt: skip
REPLAY = (
    "as_of,unit,unit_id,measure_id,measure_version,n,observed,expected,peer_month,residual,sd,baseline_var,"
    "reliability,cusum_worse,cusum_better,threshold,change_from,status,reason,onset,epoch_from"
)


def fallen(cell: Cell) -> float:
    return -1.2 if cell.clinician == 2 and cell.month >= 24 else 0.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("clinic")
    tables = clinic(clinicians=7, months=30, moved=fallen, measures=("bp_controlled", "continuity"))
    pyarrow.csv.write_csv(tables.tables["results"], place / "results.csv")
    return place


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def run(cache: Path, *arguments: object) -> Result:
    runner = CliRunner(env={"XDG_CACHE_HOME": str(cache)})
    return runner.invoke(main, [str(a) for a in arguments])


def test_json_has_the_agreed_keys_in_order(folder: Path, cache: Path) -> None:
    document = json.loads(run(cache, "findings", folder, "--format", "json").stdout)
    assert list(document) == TOP
    assert [list(f) for f in document["findings"]] == [FINDING] * len(document["findings"])
    assert list(document["findings"][0]["baseline"]) == ["value", "from", "to", "months"]


def test_same_input_gives_the_same_bytes(folder: Path, cache: Path) -> None:
    first = run(cache, "findings", folder, "--format", "json").stdout_bytes
    assert run(cache, "findings", folder, "--format", "json", "--no-cache").stdout_bytes == first


def test_seed_is_said_and_used(folder: Path, cache: Path) -> None:
    document = json.loads(run(cache, "findings", folder, "--format", "json", "--seed", "7").stdout)
    assert document["engine"]["seed"] == 7


def test_as_of_is_the_month_judged(folder: Path, cache: Path) -> None:
    document = json.loads(run(cache, "findings", folder, "--format", "json", "--as-of", "2024-06").stdout)
    assert document["as_of"] == "2024-06"


def test_measure_shows_only_that_one(folder: Path, cache: Path) -> None:
    document = json.loads(
        run(cache, "findings", folder, "--format", "json", "--measure", "continuity").stdout
    )
    assert {n["measure_id"] for n in document["not_said"]} == {"continuity"}


def test_text_tells_a_leader_what_to_talk_about(folder: Path, cache: Path) -> None:
    text = run(cache, "findings", folder).stdout
    assert "Worth a conversation\n  c02: Blood pressure under 140/90: about " in text
    assert "clinicians: Nothing beyond chance." in text


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--as-of", "2024-13"], "is not a month. Write it as YYYY-MM"),
        (["--measure", "nonsense"], '"nonsense" is no measure'),
    ],
)
def test_wrong_call_gets_a_sentence_and_exits_2(
    folder: Path, cache: Path, arguments: list[str], sentence: str
) -> None:
    result = run(cache, "findings", folder, *arguments)
    assert (result.exit_code, sentence in result.stderr) == (2, True)


def test_problem_in_the_data_exits_1(tmp_path: Path, cache: Path) -> None:
    (tmp_path / "results.csv").write_text(
        "clinician_id,measure_id,month,numerator,denominator\nc1,continuity,2026-13,1,2\n"
    )
    result = run(cache, "findings", tmp_path, "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)["problems"][0]["blocking"]) == (1, True)


def test_replay_writes_the_agreed_columns(folder: Path, cache: Path) -> None:
    text = run(cache, "replay", folder, "--format", "csv").stdout
    assert text.splitlines()[0] == REPLAY
    assert {row["unit"] for row in csv.DictReader(io.StringIO(text))} == {"clinician", "system"}
