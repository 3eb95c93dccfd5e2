"""Deliberately broken files: every column, type, encoding, truncation. Each breaks in exactly one way."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

Row = dict[str, str]

GOOD: dict[str, list[Row]] = {
    "clinicians": [
        {"clinician_id": "c01", "name": "Dr Example 01", "peer_group": "family", "team": "north", "leader_id": "l1",
         "clinical_fte": "0.8", "started_on": "2020-01-01", "ended_on": "2026-12-31"},
        {"clinician_id": "c02", "name": "Dr Example 02", "peer_group": "family", "team": "north", "leader_id": "l1",
         "clinical_fte": "1", "started_on": "2021-01-01", "ended_on": "2026-11-30"},
    ],
    "results": [
        {"clinician_id": "c01", "measure_id": "missed_appointments", "month": "2026-03", "numerator": "3",
         "denominator": "40", "mean": "", "sd": "", "n": ""},
        {"clinician_id": "c01", "measure_id": "communication", "month": "2026-03", "numerator": "",
         "denominator": "", "mean": "88.5", "sd": "12.25", "n": "30"},
    ],
    "encounters": [
        {"clinician_id": "c01", "encounter_date": "2026-03-04", "age_band": "18-64", "new_patient": "no",
         "completed": "1", "missed": "0", "session_share": "0.0625", "wrvu": "1.5"},
        {"clinician_id": "c01", "encounter_date": "2026-03-05", "age_band": "80+", "new_patient": "yes",
         "completed": "1", "missed": "0", "session_share": "0.0625", "wrvu": "2.25"},
    ],
    "responses": [
        {"clinician_id": "c01", "response_date": "2026-03-04", "age_band": "18-34", "education": "school",
         "self_rated_health": "good", "recommends": "1"},
        {"clinician_id": "c01", "response_date": "2026-03-05", "age_band": "75+", "education": "degree",
         "self_rated_health": "poor", "recommends": "0"},
    ],
    "exclusions": [
        {"clinician_id": "c01", "from_date": "2026-01-05", "to_date": "2026-02-01"},
        {"clinician_id": "c02", "from_date": "2026-04-01", "to_date": "2026-04-30"},
    ],
}  # fmt: skip

MONTHS = [
    "2026-13",
    "2026-00",
    "Q1 2026",
    "2026-Q1",
    "46082",
    "Mars 2026",
    "soon",
    "2026",
    "1776-03",
    "02/03/2026",
    "",
]
DATES = ["2026-02-30", "2026-13-01", "46082", "03/04/2026", "yesterday", "2026", "1026-01-01"]
NUMBERS = ["three", "1,23,456", "nan", "inf", "9" * 40, "1.2.3", "3;", "12 34", "#DIV/0!", "£3"]

BREAKS: dict[str, dict[str, list[str]]] = {
    "clinicians": {"clinician_id": ["", "c02"], "clinical_fte": [*NUMBERS, "-1", "0", "7"],
                   "started_on": [*DATES, "2027-01-01"], "ended_on": [*DATES, "2019-01-01"]},
    "results": {"clinician_id": [""], "measure_id": ["", "unheard_of"], "month": MONTHS,
                "numerator": [*NUMBERS, "-3", "41", ""], "denominator": [*NUMBERS, "-40", "2", "0"]},
    "encounters": {"clinician_id": [""], "encounter_date": [*DATES, ""], "age_band": ["18-65"], "new_patient": ["maybe"],
                   "completed": ["yes", "-1"], "missed": ["2", "no", "0.5"],
                   "session_share": [*NUMBERS, "-0.5"], "wrvu": [*NUMBERS, "-2"]},
    "responses": {"clinician_id": [""], "response_date": [*DATES, ""], "age_band": ["18"], "education": ["none"],
                  "self_rated_health": ["9"], "recommends": ["2", "definitely"]},
    "exclusions": {"clinician_id": [""], "from_date": [*DATES, "2026-03-01", ""], "to_date": [*DATES, "2025-12-31", ""]},
}  # fmt: skip
MEANS = {"mean": [*NUMBERS, "101", "-1"], "sd": [*NUMBERS, "-1", "51"], "n": [*NUMBERS, "-30", "0.5"]}

IDENTIFIERS = {
    "mrn": "A123456", "MRN": "1", "patient_name": "x", "Patient Name": "x", "patient id": "17", "NHS Number": "9434765919",
    "dob": "1950-01-01", "Date of Birth": "1950-01-01", "SSN": "x", "home_address": "1 High Street", "surname": "x",
    "first name": "x", "name": "x", "email": "a@example.org", "Telephone": "01632 960001", "postcode": "ZZ99 9ZZ",
    "note": "078-05-1120",
}  # fmt: skip


@dataclass(frozen=True)
class Broken:
    """A file that must be refused, with the exit code it must get."""

    name: str
    content: bytes
    exit_code: int = 1


def csv_bytes(rows: list[Row], separator: str = ",", encoding: str = "utf-8") -> bytes:
    lines = [separator.join(rows[0])]
    lines += [separator.join(f'"{v}"' if separator in v else v for v in row.values()) for row in rows]
    return ("\n".join(lines) + "\n").encode(encoding)


def xlsx_bytes(rows: list[Row]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in [list(rows[0]), *([_typed(v) for v in row.values()] for row in rows)]:
        sheet.append(line)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def parquet_bytes(table: pa.Table) -> bytes:
    held = io.BytesIO()
    pq.write_table(table, held)
    return held.getvalue()


def _typed(text: str) -> object:
    """As a spreadsheet would store it: numbers as numbers, days as days."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return float(text) if text not in ("nan", "inf") else text
    except ValueError:
        return text or None


def changed(table: str, column: str, text: str, row: int = 0) -> list[Row]:
    rows = [dict(r) for r in GOOD[table]]
    rows[row][column] = text
    return rows


def all_files() -> Iterator[Broken]:
    """More than 200 files, each with a name of its own."""
    made = [*_values(), *_workbook_values(), *_texts(), *_workbooks(), *_columnar(), *_identifiers()]
    for number, one in enumerate(made):
        yield Broken(f"{number:03d}-{one.name}", one.content, one.exit_code)


def _values() -> Iterator[Broken]:
    for table, columns in BREAKS.items():
        for column, texts in columns.items():
            for text in texts:
                yield Broken(f"{table}-{column}.csv", csv_bytes(changed(table, column, text)))
    for column, texts in MEANS.items():
        for text in texts:
            yield Broken(f"results-{column}.csv", csv_bytes(changed("results", column, text, row=1)))


def _workbook_values() -> Iterator[Broken]:
    for table, column, text in [
        ("results", "month", "2026-13"), ("results", "month", "46082"), ("results", "numerator", "three"),
        ("results", "numerator", "41"), ("results", "denominator", "1.234,5x"), ("results", "measure_id", "unheard_of"),
        ("clinicians", "clinical_fte", "7"), ("exclusions", "to_date", "2025-12-31"),
    ]:  # fmt: skip
        yield Broken(f"{table}-{column}.xlsx", xlsx_bytes(changed(table, column, text)))


def _texts() -> Iterator[Broken]:
    good = csv_bytes(GOOD["results"])
    head, first, second = good.decode().splitlines()
    many = ",".join(f"c{i}" for i in range(1_000))
    texts = {
        "empty": b"", "blank": b"\n\n\n", "header-only": head.encode(), "no-header": f"{first}\n{second}\n".encode(),
        "half-a-row": f"{head}\n{first[:14]}".encode(), "cut-in-last-row": good[:-9], "extra-cell": f"{head}\n{first},1,2\n".encode(),
        "open-quote": f'{head}\n"{first}\n{second}\n'.encode(), "text-after-quote": f'{head}\n"c01"x{first[3:]}\n'.encode(),
        "twice": f"{head}\n{first}\n{first}\n".encode(), "header-twice": f"{head},month\n{first},2026-03\n".encode(),
        "nameless-column": f"{head},\n{first},7\n".encode(), "nul": good[:90] + b"\0" + good[90:], "nul-first": b"\0" + good,
        "utf-32": good.decode().encode("utf-32"), "utf-16-no-mark": good.decode().encode("utf-16-le"),
        "utf-16-odd": good.decode().encode("utf-16")[:-1], "neither": good + b"\xff\x81\x8d,\n",
        "binary": bytes(range(1, 256)) * 40, "ten-megabytes": f"{head}\n{first[:3]}{'x' * 10_000_000}{first[3:]}".encode(),
        "long-cell": f"{head}\n{'c' * 40_000}{first}\n".encode(), "thousand-columns": f"{many}\n{many}\n".encode(),
        "pdf": b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n", "old-workbook": bytes.fromhex("d0cf11e0a1b11ae1") * 64,
        "stranger": b"surgeon,deaths\nA,3\n", "prose": b"Dear all, please find the numbers below.\nBest wishes\n",
        "no-measure": f"{head.replace('measure_id', 'thing')}\n{first}\n".encode(),
        "no-month": f"{head.replace('month', 'when')}\n{first}\n".encode(),
        "json": b'[{"clinician_id": "c01", "month": "2026-03"}]', "html": b"<table><tr><td>clinician_id</td></tr></table>",
    }  # fmt: skip
    for number in ("1,234", "1.234"):
        row = f'c01,missed_appointments,2026-03,3,"{number}",,,'
        texts[f"two-readings-{number[1] == '.'}"] = f"{head}\n{row}\n".encode()
    for name, content in texts.items():
        yield Broken(f"{name}.csv", content)
    yield Broken("old.xls", bytes.fromhex("d0cf11e0a1b11ae1") * 64)


def _workbooks() -> Iterator[Broken]:
    good = xlsx_bytes(GOOD["results"])
    for at in (0, 1, 30, 100, len(good) // 2, len(good) - 30, len(good) - 1):
        yield Broken(f"cut-at-{at}.xlsx", good[:at])
    yield Broken("text-named.xlsx", csv_bytes(GOOD["results"]))
    yield Broken("formula.xlsx", _formula())
    long = _member(good, "xl/worksheets/sheet1.xml").replace(b"c01", b"c" * 40_000)
    yield Broken("long-cell.xlsx", _replaced(good, "xl/worksheets/sheet1.xml", long))
    yield Broken("wide.xlsx", xlsx_bytes([{f"c{i}": "1" for i in range(300)}]))
    yield Broken("nothing-in-it.xlsx", _saved(openpyxl.Workbook()))
    for name, extra in {
        "bomb": ("xl/media/bomb.xml", b"0" * 90_000_000), "doctype": ("xl/extra.xml", _DOCTYPE),
        "doctype-utf-16": ("xl/extra.xml", _DOCTYPE.decode().encode("utf-16")), "escaping": ("../../etc/cron.xml", b"<a/>"),
        "absolute": ("/etc/passwd.xml", b"<a/>"), "repeated": ("xl/workbook.xml", b"<a/>"),
    }.items():  # fmt: skip
        yield Broken(f"{name}.xlsx", _with_member(good, *extra))
    yield Broken("entity.xlsx", _replaced(good, "xl/worksheets/sheet1.xml", _DOCTYPE))
    yield Broken(
        "half-a-sheet.xlsx", _replaced(good, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>")
    )
    yield Broken("no-workbook.xlsx", _zip({"hello.txt": b"hello"}))
    yield Broken("many-members.xlsx", _zip({f"xl/{i}.txt": b"" for i in range(1_500)}))
    yield Broken("false-size.xlsx", _false_size(good))
    yield Broken("bad-checksum.xlsx", _bad_checksum(good))


_DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'


def _saved(book: openpyxl.Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _formula() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(GOOD["results"])))
    assert book.active is not None
    book.active["D2"] = "=1+2"
    return _saved(book)


def _zip(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return held.getvalue()


def _with_member(book: bytes, name: str, content: bytes) -> bytes:
    held = io.BytesIO(book)
    with warnings.catch_warnings(), zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # the repeated name is meant
        archive.writestr(name, content)
    return held.getvalue()


def _member(book: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return archive.read(name)


def _replaced(book: bytes, name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    return _zip(members | {name: content})


def _false_size(book: bytes) -> bytes:
    """The directory says the first sheet unpacks to three bytes."""
    at = book.rfind(b"xl/worksheets/sheet1.xml") - 46
    return book[: at + 24] + struct.pack("<I", 3) + book[at + 28 :]


def _bad_checksum(book: bytes) -> bytes:
    at = book.rfind(b"xl/worksheets/sheet1.xml") - 46
    return book[: at + 16] + b"\0\0\0\0" + book[at + 20 :]


def _columnar() -> Iterator[Broken]:
    columns = {c: [r[c] or None for r in GOOD["results"]] for c in GOOD["results"][0]}
    good = parquet_bytes(pa.table(columns))
    for at in (0, 4, 200, len(good) // 2, len(good) - 8, len(good) - 1):
        yield Broken(f"cut-at-{at}.parquet", good[:at])
    yield Broken("footer.parquet", good[:-12] + b"\xff" * 4 + good[-8:])
    yield Broken("flipped.parquet", bytes(b ^ 0xFF if 20 < i < 60 else b for i, b in enumerate(good)))
    yield Broken("lists.parquet", parquet_bytes(pa.table({**columns, "numerator": [[1], [2]]})))
    yield Broken("bytes.parquet", parquet_bytes(pa.table({**columns, "numerator": [b"1", b"2"]})))
    yield Broken("infinite.parquet", parquet_bytes(pa.table({**columns, "numerator": [float("inf"), 1.0]})))
    yield Broken(
        "not-a-number.parquet", parquet_bytes(pa.table({**columns, "numerator": [float("nan"), 1.0]}))
    )
    yield Broken("wide.parquet", parquet_bytes(pa.table({f"c{i}": [1] for i in range(300)})))
    yield Broken("text-named.parquet", csv_bytes(GOOD["results"]))


def _identifiers() -> Iterator[Broken]:
    for column, text in IDENTIFIERS.items():
        rows = [{**r, column: text} for r in GOOD["encounters"]]
        yield Broken("patient.csv", csv_bytes(rows), 3)
        yield Broken("patient.xlsx", xlsx_bytes(rows), 3)
    numbers = ["9434765919", "9434765870", "9876543210", "4010232137"]
    rows = [{**GOOD["encounters"][0], "ref": n} for n in numbers]
    yield Broken("patient-numbers.csv", csv_bytes(rows), 3)
