"""The file of one question for counsel: both voices, who saw what, and everything needed to check it.

Nothing of a rehearsal, a coach or a pulse can be in it: this reads the tables of one question, and no other table.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from tenthhour.apps.org import queries as people
from tenthhour.apps.org.audit import POLICY_VERSION, verify
from tenthhour.apps.support.models import (
    Confirmation,
    Danger,
    Dispute,
    Figures,
    Meeting,
    Plan,
    PlanAction,
    PlanGoal,
    Proposal,
    Question,
    Statement,
    Visit,
)
from tenthhour.apps.support.queries.pathway.formal import adoption
from tenthhour.core.audit import Line, as_line
from tenthhour.core.audit.chain import Covered, body_of
from tenthhour.core.support.pathway import STANDING, STEPS
from tenthhour.documents.audit_script import script

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLES = (
    Visit,
    Confirmation,
    Figures,
    Meeting,
    Statement,
    Dispute,
    Plan,
    PlanAction,
    PlanGoal,
    Proposal,
    Danger,
)


def question_file(row: Question, checkpoint: str, at: datetime) -> bytes:
    """Everything of one question in one archive, each part with its SHA-256.

    Args:
        row: The question.
        checkpoint: The head of the record as taken just before, number and beginning of the link.
        at: When; stands on every part.

    """
    parts = {
        "question.json": _json(_question(row, at)),
        "chronology.txt": _chronology(row, at),
        "who-saw-what.json": _json(_seen(row)),
        "record.jsonl": "".join(f"{as_line(*line)}\n" for line in _record(row)),
        "checkpoint.txt": f"{checkpoint}\n",
        "verify_audit.py": script(),
        "READ ME.txt": _READ_ME.format(day=timezone.localdate(at), checkpoint=checkpoint),
    }
    sums = "".join(f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in parts.items())
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**parts, "SHA256SUMS": sums}.items():
            archive.writestr(zipfile.ZipInfo(name, timezone.localtime(at).timetuple()[:6]), text)
    return packed.getvalue()


def _question(row: Question, at: datetime) -> dict[str, Any]:
    adopted = adoption(timezone.localdate(at))
    return {
        "written_at": at,
        "about": row.subject.name,
        "topic": row.topic,
        "kind": row.kind,
        "policy_adopted": f"{adopted.version}, {adopted.adopted_by}, {adopted.adopted_on}, read by {adopted.counsel}"
        if adopted
        else None,
        "rights_version": POLICY_VERSION,
        **{str(model._meta.model_name): [_as_dict(r) for r in _rows(model, row)] for model in TABLES},
    }


def _rows(model: Any, row: Question) -> Any:
    return model.unscoped.filter(question=row).order_by("pk")


def _as_dict(row: Any) -> dict[str, Any]:
    """Every column; a person by name, because counsel reads names."""
    plain = {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
    named = {
        f.name
        for f in row._meta.concrete_fields
        if f.related_model and f.related_model._meta.label == "org.Person"
    }
    known = people.names(plain[n] for n in named if plain[n])
    return {n: known.get(v, v) if n in named else v for n, v in plain.items()}


def _chronology(row: Question, at: datetime) -> str:
    lines = [f"{row.topic}, {row.subject.name}. Written on {timezone.localtime(at):%Y-%m-%d %H:%M}.", ""]
    lines += [
        f"{v.on}  {v.state:<3} {STANDING[v.state].words}: {STEPS[v.move].told}" for v in _rows(Visit, row)
    ]
    return "\n".join(lines) + "\n"


def _seen(row: Question) -> list[dict[str, Any]]:
    """Everybody who read or changed something of the person it is about while the question ran, by name."""
    found = people.readings(subject=row.subject, at=timezone.now(), limit=10_000)
    return [{"at": r.at, "who": r.who, "what": r.what} for r in found if r.at >= row.opened_at]


def _record(row: Question) -> Iterator[Line]:
    """The whole chain, so that it can be checked: whatever is not of this question stays covered."""
    for entry, detail in verify.lines():
        is_own = entry.object_ref.partition(":")[0] == str(row.pk)
        if is_own or (entry.subject_ref == str(row.subject_id) and not entry.detail_digest):
            yield entry, detail if is_own else None
        else:
            yield Covered(entry.seq, body_of(entry), entry.prev_link, entry.link), None


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


_READ_ME = """This is everything Tenth Hour keeps of one question, written on {day}.

question.json      every row, both voices
chronology.txt     the steps by date
who-saw-what.json  who read or changed something, and when
record.jsonl       the chained record; words only of this question
checkpoint.txt     {checkpoint}

Check the parts:   sha256sum -c SHA256SUMS
Check the record:  python3 verify_audit.py record.jsonl --checkpoint checkpoint.txt

Compare the checkpoint with one that was kept outside this server: nothing is provable without that.
Nothing of a rehearsal, a coach or a pulse is in this file; the product cannot put it there.
"""
