"""Handing somebody everything that is kept about them."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import datetime

from django.template.loader import render_to_string

from tenthhour.apps.org import queries
from tenthhour.apps.org.audit import action
from tenthhour.apps.org.audit.checkpoints import checkpoint
from tenthhour.apps.org.models import Person
from tenthhour.documents.audit_script import script

README = """Everything Tenth Hour keeps about {name}, as it stood on {at:%-d %B %Y, %H:%M} UTC.

data.html        to read
data.json        the same for a program
record.jsonl     who saw or changed something of yours; entries about other people are covered
checkpoint.txt   what stood at the end of the record on that day
verify_audit.py  proves that nothing was taken out of the record or changed:

    python3 verify_audit.py record.jsonl --checkpoint checkpoint.txt

Keep checkpoint.txt. With it, a later copy of the record can be shown to hold everything this one held.
"""


def export_own(*, by: Person, at: datetime) -> bytes:
    """An archive of everything about oneself, with the proof of the record and a fresh checkpoint."""
    with action(by, "org.own.export", at=at, subject=by):
        pass
    taken = checkpoint(why="export", at=at)
    tables = queries.own_tables(by, at)
    page = {"tables": tables, "not_given": queries.not_given(), "person": by, "at": at, "checkpoint": taken}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README.format(name=by.name, at=at))
        archive.writestr("data.html", render_to_string("org/own_file.html", page))
        said = {table.label: table.rows for table in tables}
        archive.writestr("data.json", json.dumps(said, ensure_ascii=False, indent=1))
        with archive.open("record.jsonl", "w") as record:
            for line in queries.own_record(by):
                record.write(line.encode() + b"\n")
        archive.writestr(
            "checkpoint.txt", f"{taken.printed}  {taken.installation}  {at:%Y-%m-%d %H:%M} UTC\n"
        )
        archive.writestr("verify_audit.py", script())
    return packed.getvalue()
