"""Patient identifiers: looked for in every header and in the values, and refused. Nothing of them is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from tenthhour.core.errors import Refused
from tenthhour.data.checks.numbers import shown
from tenthhour.data.tables import RawTable

_ALWAYS = re.compile(
    r"(patient|pt|pat|client)s?_?(name|surname|forename|first_?name|last_?name|full_?name|id|ident\w*|no|nr|num|"
    r"number|ref|reference|key|mrn|dob|address|initials)"
    r"|(first|last|family|given|middle|maiden|full|sur|fore)_?name|initials"
    r"|mrn\w*|(medical|health|hospital|case|chart|unit)_?(record)?_?(no|nr|num|number|id)|empi|mpi_?id"
    r"|nhs_?(no|nr|num|number|id)|chi_?(no|number)|hcn|(medicare|medicaid|insurance|policy|member|beneficiary)_?"
    r"(no|nr|num|number|id)|hicn|mbi|ssn|social_?security\w*|national_?(id|insurance)\w*|passport\w*"
    r"|(date|day|year)_?of_?birth|birth_?(date|day|year)|born(_on)?|dob|d_o_b|geburtsdatum"
    r"|date_?of_?death|death_?date|dod"
    r"|(home|street|postal|mailing)_?address|next_?of_?kin|street"
)
_CONTACT = re.compile(
    r"(\w+_)?(telephone|phone|mobile|cell|fax|e_?mail|address|post_?code|zip|zip_?code)(_?(no|number|1|2))?"
)
_A_CONTACT = re.compile(
    r"\S+@\S+\.\w+|(\+|0)[\d ()\-]{8,}|\(?\d{3}\)?[ \-]\d{3}[ \-]\d{4}|[A-Za-z]{1,2}\d[\dA-Za-z]? ?\d[A-Za-z]{2}"
    r"|\d{5}-\d{4}|\d+ [A-Za-z].*"
)
_BARE = re.compile(r"(first|last|family|given|middle|full|sur|fore)_?name|name")
_SSN = r"^\d{3}-\d{2}-\d{4}$"
_NHS = r"^\d{3}[ \-]?\d{3}[ \-]?\d{4}$"
_WEIGHTS = range(10, 1, -1)
_ENOUGH = 3  # one ten-digit number in eleven passes the check digit by chance; three of three: one in 1,331
_LOOKED_AT = 20_000

_REMOVE = "looks like patient data. Remove the column; Tenth Hour stores no patient identifiers."


def refuse(originals: Iterable[RawTable]) -> None:
    """Look at every column of every sheet as it stood.

    Raises:
        Refused: Any column looks like a patient identifier; all of them are named.

    """
    found = [
        f"{table.place}, column '{table.labels.get(name, name)}': {_REMOVE}"
        for table in (t.start(_LOOKED_AT) for t in originals)
        for name, values in table.columns.items()
        if _is_identifier(name, values, clinician=_of_clinician(name, table))
    ]
    if found:
        raise Refused(*found)


def _of_clinician(name: str, table: RawTable) -> bool:
    """A column named as the clinician; beside a last name also the first name."""
    beside = any(_BARE.fullmatch(p) for p in table.people)
    return name in table.people or (beside and _BARE.fullmatch(name) is not None)


def _is_identifier(name: str, values: pa.Array, *, clinician: bool) -> bool:
    if clinician:  # "Last name" of a scorecard is the clinician's; a patient's is still named so
        return name.startswith(("patient", "pt_")) or _looks_like_identifiers(values)
    if _ALWAYS.fullmatch(name) or name == "name":
        return True
    if _CONTACT.fullmatch(name):
        return _mostly_contacts(values)
    return _looks_like_identifiers(values)


def _looks_like_identifiers(values: pa.Array) -> bool:
    seen = pc.unique(values.slice(0, _LOOKED_AT).drop_null())
    if pc.any(pc.match_substring_regex(seen, _SSN)).as_py():
        return True
    tens = seen.filter(pc.match_substring_regex(seen, _NHS)).to_pylist()
    valid = sum(is_nhs_number(t) for t in tens)
    return valid >= _ENOUGH and valid * 2 > len(seen)


def _mostly_contacts(values: pa.Array) -> bool:
    seen = [shown(t) for t in pc.unique(values.slice(0, _LOOKED_AT).drop_null()).to_pylist()]
    return bool(seen) and sum(bool(_A_CONTACT.fullmatch(t)) for t in seen) * 2 > len(seen)


def is_nhs_number(text: str) -> bool:
    """Ten digits whose last is the right check digit (modulus 11, NHS Data Dictionary).

    >>> is_nhs_number("943 476 5919"), is_nhs_number("943 476 5918")
    (True, False)
    """
    digits = [int(c) for c in text if c.isdigit()]
    if len(digits) != 10:
        return False
    check = 11 - sum(w * d for w, d in zip(_WEIGHTS, digits, strict=False)) % 11
    return digits[9] == (0 if check == 11 else check)
