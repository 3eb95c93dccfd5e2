"""Ten ways such a product goes wrong: the page that names the tests is true, and what no other test shows."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps  # noqa: TID251 every table is what these tests are about
from django.db import models

from tenthhour.content.loader import measures
from tenthhour.core.support.honest import CAUSES
from tenthhour.data import schema

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "ten-ways.md").read_text()
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
OURS = [m for m in apps.get_models() if m.__module__.startswith("tenthhour.")]
TABLES = [value for value in vars(schema).values() if isinstance(value, schema.Table)]
VALUES = r"value|level|observed|expected|estimate|statistic|numerator|denominator|mean|body|reliability"


def test_each_of_the_ten_names_a_test_that_exists() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "::" in line]
    named = [NAMED.findall(line) for line in rows]
    assert (len(rows), min(map(len, named))) == (10, 3)
    found = [(file, test) for tests in named for file, test in tests]
    assert [n for n in found if f"def {n[1]}(" not in (ROOT / n[0]).read_text()] == []


def test_no_table_takes_a_time_of_day() -> None:
    assert {c.type for t in TABLES for c in t.columns} <= {"text", "month", "date", "number", "integer"}


def test_nothing_is_recorded_or_uploaded_into_a_persons_rows() -> None:
    fields = [(m._meta.label, f) for m in OURS for f in m._meta.get_fields()]
    kept = [(label, f.name) for label, f in fields if isinstance(f, models.FileField)]
    named = [
        (label, f.name) for label, f in fields if re.search("record(ing|ed_)?$|transcript|click", f.name)
    ]
    assert (kept, named) == ([], [])


def test_nothing_is_ordered_by_how_somebody_does() -> None:
    source = [*(ROOT / "src" / "tenthhour" / "apps").rglob("*.py")]
    asked = [(p.name, o) for p in source for o in re.findall(r"order_by\(([^)]*)\)", p.read_text())]
    assert len(asked) > 50
    assert [a for a in asked if re.search(rf"\b({VALUES})\b", a[1])] == []


def test_page_over_a_team_holds_one_word_each() -> None:
    page = (ROOT / "src/tenthhour/apps/monday/templates/monday/week.html").read_text()
    lines = re.findall(r"{% for line in week\.team %}(.*?){% endfor %}", page)
    shown = {name for line in lines for name in re.findall(r"{{ *(?:line\.)?([\w.]+)", line)}
    assert shown == {"person.name", "word"}


def test_each_measure_names_two_that_would_suffer() -> None:
    assert [m.id for m in measures().values() if len(m.balancing) < 2] == []


def test_no_field_links_a_number_to_pay() -> None:
    names = [c.name for t in TABLES for c in t.columns] + [f.name for m in OURS for f in m._meta.get_fields()]
    assert [n for n in names if re.search(r"\b(pay|bonus|salary|wage|rank|score|termin)", n)] == []


def test_no_question_points_at_a_rehearsal() -> None:
    ways = [(m, f) for m in OURS if m._meta.app_label == "support" for f in m._meta.get_fields()]
    private = {"rehearsal", "pulse"}
    assert [f for _, f in ways if f.related_model and f.related_model._meta.app_label in private] == []


def test_every_brief_asks_about_the_work_first() -> None:
    assert {domain: len(causes) for domain, causes in CAUSES.items()} == dict.fromkeys(CAUSES, 3)
    said = " ".join(cause for causes in CAUSES.values() for cause in causes)
    assert not re.search(r"\b(attitude|motivat|effort|lazy|careless|skill)", said, re.I)
