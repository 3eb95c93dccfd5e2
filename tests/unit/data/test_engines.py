"""DuckDB and Spark count alike: the same expressions, on rows chosen to part them."""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tenthhour.content.loader import measures
from tenthhour.core.errors import UsageError
from tenthhour.data import aggregate
from tenthhour.data.blocks import stored
from tenthhour.data.engine import chosen, engine
from tenthhour.data.generate import Plan, generate

SPARK = "spark://local[2]"
COUNT = """
import json, sys
from pathlib import Path
import pyarrow.parquet as pq
from tenthhour.content.loader import measures
from tenthhour.data import aggregate, cells
from tenthhour.data.engine import engine
here = engine()
tables = here.tables({p.stem: pq.read_table(p) for p in Path(sys.argv[1]).glob("*.parquet")})
said = {}
for id_ in ("bp_controlled", "encounters_per_session", "communication", "missed_appointments"):
    measure = measures()[id_]
    found = aggregate.collected(here, tables, measure)
    said[measure.id] = found.to_pylist() if found else []
    seen = cells.collected(here, {k: v for k, v in tables.items() if k != "results"}, measure)
    said[measure.id + " patients"] = seen.table.to_pylist() if seen else []
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def spark() -> str:
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("NOT RUN: Java 17 is missing. On Debian: sudo apt-get install openjdk-17-jre-headless")
    try:
        import pyspark  # noqa: F401 - only whether it is there
    except ImportError:
        pytest.skip(
            "NOT RUN: pyspark is missing. make test-all installs it; or pip install 'tenthhour[spark]'"
        )
    return SPARK


def times(rng: np.random.Generator, rows: int) -> pa.Array:
    """Instants around the ends of months and years, where another time zone would be another month."""
    ends = [datetime(2025, 12, 31, 23, 30, tzinfo=UTC), datetime(2026, 1, 1, 0, 10, tzinfo=UTC),
            datetime(2024, 2, 29, 23, 59, tzinfo=UTC), datetime(2026, 3, 31, 12, 0, tzinfo=UTC)]  # fmt: skip
    return pa.array([ends[i] for i in rng.integers(0, 4, rows)], pa.timestamp("us", "UTC"))


def some(rng: np.random.Generator, choices: list, rows: int) -> list:
    return [choices[i] for i in rng.integers(0, len(choices), rows)]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Missing keys, zero denominators, months' ends, every row twice."""
    rng, folder = np.random.default_rng(5), tmp_path_factory.mktemp("hostile")
    who = ["c1", "c2", "ä", None, ""]
    encounters = pa.table({
        "clinician_id": some(rng, who, 4000), "encounter_date": times(rng, 4000),
        "age_band": some(rng, ["18-64", "65-79", "80+", None, "older", ""], 4000),
        "hypertension": some(rng, ["yes", "no", None], 4000), "diabetes": some(rng, ["yes", "no", None], 4000),
        "new_patient": some(rng, ["yes", "no"], 4000),
        "bp_ok": pa.array(some(rng, [0.0, 1.0, None], 4000), pa.float64()),
        "completed": pa.array(some(rng, [0.0, 1.0, None], 4000), pa.float64()),
        "session_share": pa.array(some(rng, [0.0, 0.1, 0.3, None], 4000), pa.float64()),
    })  # fmt: skip
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2024, 2, 29), None]
    answers = ["never", "sometimes", "usually", "always", "no idea", None]
    items = {c: some(rng, answers, 3000) for c in ("explains", "listens", "respects", "time")}
    asked = {"clinician_id": some(rng, who, 3000), "response_date": pa.array(some(rng, days, 3000), pa.date32()), **items,
             "age_band": some(rng, ["18-34", "75+", None], 3000), "education": some(rng, ["school", None], 3000),
             "self_rated_health": some(rng, ["good", "poor"], 3000)}  # fmt: skip
    given = {"clinician_id": ["c1", "c1", "c2", None], "measure_id": ["missed_appointments"] * 4,
             "month": ["2025-12", "2025-12", "2026-01", "2026-02"], "numerator": [1.0, 1.0, 0.0, 2.0],
             "denominator": [3.0, 3.0, 0.0, None]}  # fmt: skip
    for name, table in (
        ("encounters", encounters),
        ("responses", pa.table(asked)),
        ("results", pa.table(given)),
    ):
        pq.write_table(pa.concat_tables([table, table]), folder / f"{name}.parquet")
    return folder


def python(place: str, zone: str, *arguments: str) -> str:
    env = os.environ | {"TENTHHOUR_ENGINE": place, "TZ": zone}
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


Counts = dict[str, dict[tuple, dict[str, float]]]


def counted(place: str, zone: str, folder: Path) -> Counts:
    said = json.loads(python(place, zone, "-c", COUNT, str(folder)).splitlines()[-1])
    keys = ("clinician_id", "clinician", "period", *(f"code_{i}" for i in range(5)))
    return {
        name: {
            tuple(r[k] for k in keys if k in r): {k: v for k, v in r.items() if k not in keys} for r in rows
        }
        for name, rows in said.items()
    }


@pytest.fixture(scope="module")
def both(spark: str, hostile: Path) -> tuple[Counts, Counts]:
    return counted("duckdb", "America/New_York", hostile), counted(spark, "Pacific/Auckland", hostile)


@pytest.mark.slow
def test_engines_count_the_same_clinicians_months_and_patterns(both: tuple[Counts, Counts]) -> None:
    duckdb, spark = both
    assert {name: set(rows) for name, rows in duckdb.items()} == {
        name: set(rows) for name, rows in spark.items()
    }
    assert sum(len(rows) for rows in duckdb.values()) > 100


def alike(column: str, here: float | None, there: float | None) -> bool:
    """Counts exactly, sums of fractions to a billionth, and nothing only where the other has nothing."""
    if here is None or there is None or column in ("n", "numerator"):
        return here == there
    return math.isclose(here, there, rel_tol=1e-9)


@pytest.mark.slow
def test_counts_are_equal_and_sums_to_a_billionth(both: tuple[Counts, Counts]) -> None:
    duckdb, spark = both
    apart = [
        (name, key, column, value, spark[name][key][column])
        for name, rows in duckdb.items()
        for key, count in rows.items()
        for column, value in count.items()
        if not alike(column, value, spark[name][key][column])
    ]
    assert apart == []


@pytest.mark.slow
def test_findings_are_the_same_on_spark(spark: str, tmp_path: Path) -> None:
    generate(Plan(clinicians=6, months=16, seed=3, encounters=True), tmp_path / "clinic")
    program = "from tenthhour.cli import main; main()"
    command = ("-c", program, "findings", str(tmp_path / "clinic"), "--format", "json", "--no-cache")
    here, there = (json.loads(python(e, z, *command)) for e, z in ((spark, "Asia/Tokyo"), ("duckdb", "UTC")))
    assert (here["engine"].pop("backend"), there["engine"].pop("backend")) == ("spark", "duckdb")
    assert here == there


def test_days_are_those_of_utc_whatever_the_clock(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    here = engine()
    tables = here.tables({"encounters": stored([hostile / "encounters.parquet"])})
    found = aggregate.collected(here, tables, measures()["encounters_per_session"])
    assert set(found["period"].to_pylist()) == {2025 * 12 + 11, 2026 * 12, 2024 * 12 + 1, 2026 * 12 + 2}


@pytest.mark.parametrize("named", ["postgres", "spark://", "local[2]"])
def test_unknown_engine_is_refused_with_the_choices(named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENTHHOUR_ENGINE", named)
    with pytest.raises(
        UsageError, match=r"is no engine\. TENTHHOUR_ENGINE: write duckdb, spark://local\[2\]"
    ):
        chosen()


def test_missing_spark_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENTHHOUR_ENGINE", SPARK)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(UsageError, match=r"pip install 'tenthhour\[spark\]'"):
        engine()


def test_memory_for_counting_can_be_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENTHHOUR_ENGINE_MEMORY", "123MiB")
    here = engine().connection
    assert here.raw_sql("select current_setting('memory_limit')").fetchone() == ("123.0 MiB",)
