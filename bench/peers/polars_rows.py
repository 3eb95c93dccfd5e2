"""Encounters to clinician-months with polars, lazily from Parquet; prints lines "name value ..."."""

import sys
import time

import polars as pl

started, cpu = time.perf_counter(), time.process_time()
day = pl.col("encounter_date").dt
kept = pl.scan_parquet(sys.argv[1]).filter(
    pl.col("hypertension").is_in(["yes"])
    & pl.col("age_band").is_in(["18-64", "65-79", "80+"])
    & pl.col("bp_ok").is_not_null()
)
keyed = kept.with_columns(period=day.year().cast(pl.Int64) * 12 + day.month().cast(pl.Int64) - 1)
counted = keyed.group_by("clinician_id", "period").agg(
    numerator=pl.col("bp_ok").sum(), denominator=pl.len().cast(pl.Float64)
)
table = counted.sort("clinician_id", "period").collect(engine="streaming")
print("seconds", time.perf_counter() - started)
print("cpu", time.process_time() - cpu)
print("numerator", *table["numerator"].to_list())
print("denominator", *table["denominator"].to_list())
print("version", pl.__version__)
