"""Verifying the record where it is kept: the chain, the words, and that every row has its entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.apps import apps  # noqa: TID251 every table is compared with the record

from tenthhour.apps.org import audit
from tenthhour.apps.org.models import AuditDetail, AuditEntry, AuditHead, Checkpoint
from tenthhour.apps.org.privacy import Kept, declared
from tenthhour.core.audit import Entry, Proof, prove

ENDED = "org.expire"


def site_proof(outside: Mapping[int, str]) -> Proof:
    """What this site can prove of its own record.

    Args:
        outside: Checkpoints as they were kept elsewhere: number and beginning of the link.

    Raises:
        Refused: The keys of the record are missing or readable by others.

    """
    head = AuditHead.objects.first()
    if head is None:
        return prove([])
    own = dict(Checkpoint.objects.values_list("seq", "link"))
    proof = prove(lines(), keys=audit.ring(), checkpoints=outside, head=(head.seq, head.link))
    orphans = [*_unlike(own), *_orphans()]
    known = [k.label for k in declared().values() if not k.recorded_by and k.reaches]
    compared = f"Each row of {', '.join(k.label for k in _recorded())} has its entry, and each entry its row."
    return replace(
        proof,
        faults=(*proof.faults, *orphans),
        proven=() if orphans else (*proof.proven, *([compared] if proof.proven else [])),
        open=(*proof.open, f"Not compared row by row with the record: {', '.join(known)}."),
    )


def lines() -> Iterator[tuple[Entry, tuple[bytes, str] | None]]:
    """The whole record with every detail that is kept."""
    details = iter(AuditDetail.objects.order_by("seq").values_list("seq", "salt", "text").iterator())
    waiting = next(details, None)
    for entry in audit.entries():
        while waiting is not None and waiting[0] < entry.seq:
            waiting = next(details, None)
        if waiting is not None and waiting[0] == entry.seq:
            yield entry, (bytes(waiting[1]), waiting[2])
        else:
            yield entry, None


def _unlike(own: Mapping[int, str]) -> Iterator[str]:
    """Checkpoints the site itself remembers against its own entries."""
    kept = dict(AuditEntry.unscoped.filter(seq__in=list(own)).values_list("seq", "link"))
    for seq, link in sorted(own.items()):
        if kept.get(seq) != link:
            yield f"Entry {seq} is not the one a checkpoint was taken of."


def _recorded() -> list[Kept]:
    return [kept for kept in declared().values() if kept.recorded_by]


def _named(ref: str, kept: Kept) -> str:
    """The row of this table that an act names; empty where it names less, as a yes that takes no step does."""
    parts, length = ref.split(":"), len(kept.recorded_as)
    return ":".join(parts[:length]) if len(parts) >= length else ""


def _orphans() -> Iterator[str]:
    """Rows without the entry of the act that made them, and acts whose row is gone without a trace."""
    told = AuditEntry.unscoped.exclude(object_ref="")
    made: dict[str, set[str]] = defaultdict(set)
    for action, ref in told.filter(action__in=[a for k in _recorded() for a in k.recorded_by]).values_list(
        "action", "object_ref"
    ):
        made[action].add(ref)
    ended = set(told.filter(action=ENDED).values_list("object_ref", flat=True))
    for kept in _recorded():
        keys = apps.get_model(kept.label)._base_manager.values_list(*kept.recorded_as)
        rows = {":".join(map(str, key)) for key in keys}
        acts = {key for action in kept.recorded_by for ref in made[action] if (key := _named(ref, kept))}
        gone = {ref.partition(":")[2] for ref in ended if ref.startswith(f"{kept.label}:")}
        yield from (f"{kept.label} {key} has no entry in the record." for key in sorted(rows - acts))
        yield from (
            f"The record says that {kept.label} {key} was made; it is not there, and no entry says why."
            for key in sorted(acts - rows - gone)
        )
