"""Ten ordinary spreadsheets in ten house styles, each with the table a person would read out of it.

Written before the matcher that reads them; all numbers and names are made up.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import openpyxl
from openpyxl.styles import Font

PEOPLE = ["Dr Example 01", "Dr Example 02", "Dr Example 03", "Dr Example 04", "Dr Example 05"]
SHORT = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

# One row of truth: person, series, month, numerator, denominator, mean, n (None where the sheet has none).
Truth = tuple[str, str, str, float | None, float | None, float | None, float | None]


@dataclass(frozen=True)
class House:
    """A spreadsheet as somebody sends it, and what it says."""

    name: str
    content: bytes
    truth: frozenset[Truth]


def _months(first: int, count: int, year: int = 2025) -> list[tuple[str, date]]:
    days = [date(year + (first + i - 1) // 12, (first + i - 1) % 12 + 1, 1) for i in range(count)]
    return [(f"{d:%Y-%m}", d) for d in days]


def _book(rows: list[list[object]], title: str = "Sheet1") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return book


def _bytes(book: openpyxl.Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def billing_export() -> House:
    """A long CSV from the billing system: money with a currency sign, an NPI, a department."""
    made = random.Random(1)
    lines = ["Rendering Provider,NPI,Department,Service Month,Encounters,Clinical Sessions,Charges"]
    truth: set[Truth] = set()
    for person in PEOPLE:
        for month, day in _months(7, 9):
            seen, sessions = made.randint(150, 290), made.randint(12, 20)
            charges = f'"${made.randint(20_000, 60_000):,}.00"'
            lines.append(
                f"{person},16790{person[-2:]}001,Family Medicine,{day:%b %Y},{seen},{sessions},{charges}"
            )
            truth.add((person, "Encounters", month, seen, sessions, None, None))
    return House("billing_export.csv", ("\r\n".join(lines) + "\r\n").encode(), frozenset(truth))


def scorecard() -> House:
    """A workbook with a title, months across as real dates, a year-to-date column and a clinic average."""
    made = random.Random(2)
    months = _months(1, 8, 2026)
    rows: list[list[object]] = [["Encounters per session", *[None] * 9], ["Printed 3 September 2026"], []]
    rows.append(["Provider", *[d for _, d in months], "YTD"])
    truth: set[Truth] = set()
    for person in PEOPLE:
        values = [round(made.uniform(11, 19), 1) for _ in months]
        rows.append([person, *values, round(sum(values) / 8, 2)])
        truth |= {
            (person, "Encounters per session", m, None, None, v, None)
            for (m, _), v in zip(months, values, strict=True)
        }
    rows.append(["Clinic average", *[14.2] * 8, 14.2])
    rows.append(["Source: practice management system. Excludes telephone."])
    book = _book(rows, "Scorecard")
    for cell in book["Scorecard"][4][1:-1]:
        cell.number_format = "mmm-yy"
    return House("scorecard.xlsx", _bytes(book), frozenset(truth))


def percentages_only() -> House:
    """A long sheet of percentages without counts."""
    made = random.Random(3)
    rows: list[list[object]] = [["Clinician", "Month", "Notes closed within 2 days"]]
    truth: set[Truth] = set()
    for person in PEOPLE:
        for month, day in _months(10, 6):
            share = made.randint(550, 990) / 1000
            rows.append([person, day, share])
            truth.add((person, "Notes closed within 2 days", month, None, None, share, None))
    book = _book(rows)
    for row in book["Sheet1"].iter_rows(min_row=2, min_col=3, max_col=3):
        row[0].number_format = "0.0%"
    return House("percentages_only.xlsx", _bytes(book), frozenset(truth))


def two_header_rows() -> House:
    """Months merged over two columns each: seen, sessions."""
    made = random.Random(4)
    months = _months(1, 6, 2026)
    top: list[object] = [None]
    below: list[object] = ["Doctor"]
    for _, day in months:
        top += [f"{day:%B %Y}", None]
        below += ["Patients seen", "Sessions"]
    rows = [top, below]
    truth: set[Truth] = set()
    for person in PEOPLE:
        row: list[object] = [person]
        for month, _ in months:
            seen, sessions = made.randint(120, 260), made.randint(10, 18)
            row += [seen, sessions]
            truth.add((person, "Patients seen", month, seen, sessions, None, None))
        rows.append(row)
    book = _book(rows)
    for column in range(2, 14, 2):
        book["Sheet1"].merge_cells(start_row=1, start_column=column, end_row=1, end_column=column + 1)
    return House("two_header_rows.xlsx", _bytes(book), frozenset(truth))


def german_numbers() -> House:
    """Semicolons, commas for decimals, points for thousands, Windows characters."""
    made = random.Random(5)
    lines = ["Arzt;Monat;Fälle;Sitzungen;Bemerkung"]
    truth: set[Truth] = set()
    for person in PEOPLE:
        for month, day in _months(9, 7):
            cases, sessions = made.randint(900, 1900), made.randint(100, 190) / 10
            written = f"{cases:,}".replace(",", ".")
            lines.append(f"{person};{day:%m.%Y};{written};{str(sessions).replace('.', ',')};")
            truth.add((person, "Fälle", month, cases, sessions, None, None))
    lines[3] += "Urlaub über Ostern"
    return House("german_numbers.csv", ("\r\n".join(lines) + "\r\n").encode("cp1252"), frozenset(truth))


def rolling_thirteen() -> House:
    """Thirteen months across as text, a row for each person and metric, names only on the first row."""
    made = random.Random(6)
    months = _months(11, 13)
    rows: list[list[object]] = [["Provider", "Metric", *[f"{d:%b-%y}" for _, d in months], "13 mo avg"]]
    truth: set[Truth] = set()
    for person in PEOPLE:
        for index, metric in enumerate(["Encounters per session", "Days to next appointment"]):
            values = [made.randint(90, 250) / 10 for _ in months]
            rows.append([person if index == 0 else None, metric, *values, round(sum(values) / 13, 1)])
            truth |= {
                (person, metric, m, None, None, v, None) for (m, _), v in zip(months, values, strict=True)
            }
    return House("rolling_thirteen.xlsx", _bytes(_book(rows, "Rolling 13")), frozenset(truth))


def pivot_with_subtotals() -> House:
    """A pivot table: site only on its first row, a subtotal for each, a grand total, counts of missed and booked."""
    made = random.Random(7)
    rows: list[list[object]] = [["Site", "Clinician", "Month", "Missed", "Booked"]]
    truth: set[Truth] = set()
    for site, people in (("North", PEOPLE[:3]), ("South", PEOPLE[3:])):
        for index, person in enumerate(people):
            for number, (month, _) in enumerate(_months(1, 4, 2026)):
                missed, booked = made.randint(2, 19), made.randint(140, 240)
                first = index == 0 and number == 0
                rows.append([site if first else None, person if number == 0 else None, month, missed, booked])
                truth.add((person, "Missed", month, missed, booked, None, None))
        rows.append([f"{site} Total", None, None, 99, 1999])
    rows.append(["Grand Total", None, None, 198, 3998])
    return House("pivot_with_subtotals.xlsx", _bytes(_book(rows, "Pivot")), frozenset(truth))


def wrvu_by_clinician() -> House:
    """Months inside the column names, a specialty and a working-time column, thousands as text."""
    made = random.Random(8)
    months = _months(1, 6, 2026)
    rows: list[list[object]] = [
        ["Last Name", "Specialty", "cFTE", *[f"wRVU {d:%b %Y}" for _, d in months], "Total wRVU"]
    ]
    truth: set[Truth] = set()
    for person in PEOPLE:
        values = [made.randint(38_000, 71_000) / 100 for _ in months]
        rows.append([person, "Family", 0.8, *values, round(sum(values), 2)])
        truth |= {(person, "wRVU", m, None, None, v, None) for (m, _), v in zip(months, values, strict=True)}
    book = _book(rows, "wRVU")
    for cell in book["wRVU"][1]:
        cell.font = Font(bold=True)
    return House("wrvu_by_clinician.xlsx", _bytes(book), frozenset(truth))


def survey_top_box() -> House:
    """A survey vendor's export: question, period, top-box percentage, answers, a percentile rank to leave alone."""
    made = random.Random(9)
    lines = [
        "Survey results for Example Clinic,,,,,,",
        "Provider Name,Question,Period,Top Box %,n,Percentile Rank,Benchmark",
    ]
    truth: set[Truth] = set()
    for person in PEOPLE:
        for question in ("Listened carefully", "Explained things"):
            for month, day in _months(1, 5, 2026):
                share, n = made.randint(600, 980) / 10, made.randint(8, 60)
                lines.append(f"{person},{question},{day:%m/%Y},{share}%,{n},{made.randint(1, 99)},81.2%")
                truth.add((person, question, month, None, None, share / 100, n))
    lines.append("n = number of answers. Top box = 'always'.,,,,,,")
    return House("survey_top_box.csv", ("\n".join(lines) + "\n").encode("utf-8-sig"), frozenset(truth))


def hidden_columns() -> House:
    """Last year's numbers stand in hidden columns between the ones people see."""
    made = random.Random(10)
    rows: list[list[object]] = [
        ["Clinician", "Month", "Letters on time (old)", "Letters on time", "Letters", "Comment"]
    ]
    truth: set[Truth] = set()
    for person in PEOPLE:
        for month, _ in _months(1, 6, 2026):
            letters = made.randint(40, 90)
            on_time = made.randint(20, letters)
            rows.append(
                [person, month, made.randint(1, 39), on_time, letters, "new clerk" if on_time < 25 else None]
            )
            truth.add((person, "Letters on time", month, on_time, letters, None, None))
    book = _book(rows, "Letters")
    book["Letters"].column_dimensions["C"].hidden = True
    return House("hidden_columns.xlsx", _bytes(book), frozenset(truth))


TEN: tuple[Callable[[], House], ...] = (
    billing_export, scorecard, percentages_only, two_header_rows, german_numbers,
    rolling_thirteen, pivot_with_subtotals, wrvu_by_clinician, survey_top_box, hidden_columns,
)  # fmt: skip
