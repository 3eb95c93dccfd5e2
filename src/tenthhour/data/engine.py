"""Engine: where rows are counted. DuckDB inside this process, or the Spark that TENTHHOUR_ENGINE names.

One set of expressions (`aggregate`, `cells`) runs on either; this file holds all that differs: how a table gets
in, how much memory there is, and that days are counted in UTC whatever the machine's clock says.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa

from tenthhour.core.errors import UsageError
from tenthhour.data.blocks import Rows, Stored

SETTING = "TENTHHOUR_ENGINE"
MEMORY = "TENTHHOUR_ENGINE_MEMORY"
DUCKDB, SPARK = "duckdb", "spark"
HOW = (
    f"{SETTING}: write duckdb, spark://local[2] for Spark on this machine with two threads, or the address "
    "of a cluster, such as spark://host:7077."
)

Table = Any  # an Ibis table expression; the library carries no types


@dataclass(frozen=True)
class Engine:
    """A connection, and what it is: "duckdb" or "spark"."""

    connection: Any
    name: str

    def tables(self, given: Mapping[str, Rows]) -> dict[str, Table]:
        """Typed tables, or rows on disk that need not fit into memory, as expressions."""
        return {name: self._table(name, table) for name, table in given.items()}

    def computed(self, expression: Table) -> pa.Table:
        """The rows of an expression."""
        return self.connection.to_pyarrow(expression)

    def _table(self, name: str, given: Rows) -> Table:
        files = [str(file) for file in given.files] if isinstance(given, Stored) else []
        if self.name == DUCKDB:
            return self.connection.read_parquet(files) if files else ibis.memtable(given)
        # Not through memtable: pandas on the way makes an empty text "NaN".
        view, session = f"tenthhour_{name}", self.connection._session
        frame = session.read.parquet(*files) if files else session.createDataFrame(given)
        frame.createOrReplaceTempView(view)
        return self.connection.table(view)


def chosen() -> str:
    """Which engine TENTHHOUR_ENGINE names: "duckdb" (also when it names none) or "spark".

    Raises:
        UsageError: It names something else.

    """
    named = os.environ.get(SETTING) or DUCKDB
    if named == DUCKDB:
        return DUCKDB
    if not named.startswith("spark://") or named == "spark://":
        raise UsageError(f'"{named}" is no engine. {HOW}')
    return SPARK


def engine() -> Engine:
    """The engine TENTHHOUR_ENGINE names, ready to count.

    Raises:
        UsageError: It names none that there is, or Spark or Java is missing.

    """
    name = chosen()
    return Engine(_duckdb() if name == DUCKDB else _spark(os.environ[SETTING]), name)


def _duckdb() -> Any:
    """In memory, on all cores; what does not fit is written to the temporary folder and read back."""
    bounded = {"memory_limit": os.environ[MEMORY]} if os.environ.get(MEMORY) else {}
    folder = Path(tempfile.gettempdir()) / "tenthhour-duckdb"
    connection = ibis.duckdb.connect(temp_directory=str(folder), preserve_insertion_order=False, **bounded)
    connection.raw_sql("set timezone = 'UTC'")
    return connection


@lru_cache(maxsize=1)
def _spark(url: str) -> Any:
    place = url.removeprefix("spark://")
    local = place.startswith("local")
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UsageError("Spark is not installed here: pip install 'tenthhour[spark]'") from error
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise UsageError("Spark needs Java 17 or newer. On Debian: apt-get install openjdk-17-jre-headless")
    builder = SparkSession.builder.master(place if local else url).appName("tenthhour")
    for name, value in _SPARK.items() | (_LOCAL.items() if local else set()):
        builder = builder.config(name, value)
    if os.environ.get(MEMORY):
        builder = builder.config("spark.driver.memory", os.environ[MEMORY])
    return ibis.pyspark.connect(builder.getOrCreate())


_SPARK = {
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    # What cannot be computed is missing, as in DuckDB, and does not end the run.
    "spark.sql.ansi.enabled": "false",
}
_LOCAL = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "4",  # 200 by default, made for a cluster: a minute for a small clinic
}
