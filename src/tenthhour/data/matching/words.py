"""What ordinary column names say about a column. English and German, because spreadsheets come in both."""

from __future__ import annotations

import re
from typing import Literal

from tenthhour.core.month import Month
from tenthhour.data.checks import dates

Role = Literal["person", "month", "measure", "numerator", "denominator", "mean", "n", "sd", "ignore"]

PERSON = re.compile(
    r"\b(provider|clinician|doctor|physician|practitioner|consultant|surgeon|therapist|nurse|dr|gp|"
    r"last name|name|staff member|employee|arzt|ärztin|ärzt\w*|behandler\w*|mitarbeiter\w*)\b"
)
NO_PERSON = re.compile(r"\b(id|npi|no|nr|number|code|patients?|file|sheet|site|clinic|department)\b")
MEASURE = re.compile(r"\b(metric|measure|question|kpi|indicator|item|domain|kennzahl|frage|merkmal)\b")
DENOMINATOR = re.compile(
    r"\b(sessions?|sitzungen|half.?days?|booked|scheduled|eligible|denominator|nenner|clinic hours|hours worked|"
    r"appointments offered|termine)\b"
)
COUNT = re.compile(
    r"(n|n ?=|count|responses?|answers?|respondents?|surveys?|returned|number of (answers|responses|surveys)|anzahl|"
    r"rückläufer)( \(n\))?"
)
SPREAD = re.compile(r"(sd|std\.?( ?dev(iation)?)?|standard deviation|standardabweichung)")
NEVER = re.compile(
    r"\b(percentile|rank|ranking|benchmark|target|goal|budget|prior|previous|last year|change|variance|diff\w*|trend|"
    r"fte|cfte|npi|id|phone|charges?|revenue|payments?|rvu rate|quartile|decile|ziel|vorjahr|rang|umsatz)\b"
)
SUMMARY = re.compile(
    r"\b(ytd|total|totals|avg|average|mean|rolling|sum|overall|mo|summe|gesamt|schnitt|durchschnitt)\b"
)
TOTAL_ROW = re.compile(
    r"\b(grand total|sub.?totals?|totals?|average|avg|median|overall|all (providers|clinicians|doctors|physicians|staff)|"
    r"(clinic|group|team|site|practice|department) (mean|average|total)|summe|gesamt\w*|zwischensumme|durchschnitt|"
    r"mittelwert|schnitt)\b",
    re.IGNORECASE,
)
MONEY = re.compile(r"^-?[$£€]|[$£€]$")

_NAMES = r"(?:jan|jän|feb|mar|mär|mrz|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-z]*"
_IN_HEADER = re.compile(
    rf"\b{_NAMES}\.?[ '\-/]*(?:\d{{4}}|\d{{2}})\b|\b\d{{4}}[-/.]\d{{1,2}}(?:[-/.]\d{{1,2}})?\b|\b\d{{1,2}}[/.\-]\d{{4}}\b"
    rf"|\b\d{{4}}(?: | / ){_NAMES}\b",
    re.IGNORECASE,
)


def month_in(label: str) -> tuple[Month | None, str]:
    """The month a column's name holds, and what is left of the name without it.

    >>> month_in("wRVU Jan 2026")
    (Month(2026, 1), 'wRVU')
    """
    for found in sorted(
        _IN_HEADER.finditer(label), key=lambda m: -len(m[0])
    ):  # "2026 / March" before "March 20"
        month = dates.month(found[0].replace(" / ", " "))
        if isinstance(month, Month):
            rest = label[: found.start()] + " " + label[found.end() :]
            return month, " ".join(rest.split()).strip(" /-:,|()")
    return None, label


def slug(label: str) -> str:
    """An id from words.

    >>> slug("Notes closed within 2 days (%)")
    'notes_closed_within_2_days_percent'
    """
    plain = label.lower().replace("%", " percent ")
    for letter, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        plain = plain.replace(letter, letters)
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:60]
    return words if words[:1].isalpha() else f"m_{words}".rstrip("_")
