"""Files that wait, and the latest import taken back."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING

from tenthhour.apps.measurement.actions.months import SaidMonth, latest_run, store_run, tell
from tenthhour.apps.measurement.models import Batch, Upload
from tenthhour.apps.org.audit import action
from tenthhour.core.errors import Refused

if TYPE_CHECKING:
    from tenthhour.apps.org.models import Person


def keep_upload(*, upload_id: uuid.UUID, by: Person, at: datetime) -> Upload:
    """Remember files that wait to be imported."""
    with action(by, "measurement.upload.create", at=at) as act:
        act.obj = str(upload_id)
        return Upload.objects.create(id=upload_id, uploaded_by=by, uploaded_at=at)


def complete(*, said: SaidMonth, on: date, by: Person, at: datetime) -> Batch:
    """Keep what the newest month says now that results are in that it waited for; gives its import.

    Args:
        said: The month judged as on that day.
        on: The day.
        by: Who looks after the data: the site itself.
        at: When.

    Raises:
        Refused: No import stands.

    """
    with action(by, "measurement.month.complete", at=at, detail=f"{said.result.as_of}, {on}") as act:
        run = latest_run()
        if run is None:
            raise Refused("There is no month to judge again.")
        tell(act, said, store_run(batch=run.batch, before=run, said=said, at=at), at)
        act.obj = str(run.batch.pk)
    return run.batch


def undo(*, batch_id: uuid.UUID, said: SaidMonth | None = None, by: Person, at: datetime) -> Batch | None:
    """Take the latest import back; its rows stay readable.

    Args:
        batch_id: The import.
        said: What the month before says now, with what was decided since; without it, what it said then holds.
        by: Who takes it back.
        at: When.

    Returns:
        The import that counts from now on, if any stands.

    Raises:
        Refused: It is not the latest, or was taken back already.

    """
    with action(by, "measurement.batch.undo", at=at) as act:
        latest = Batch.objects.visible_to(by, at).filter(undone_at__isnull=True).order_by("-number").first()
        if latest is None or latest.pk != batch_id:
            raise Refused("Only the latest import can be undone. Undo the later ones first.")
        latest.undone_at, latest.undone_by = at, by
        latest.save()
        act.obj = str(latest.pk)
        run = latest_run()
        if run is not None and said is not None:
            tell(act, said, store_run(batch=run.batch, before=run, said=said, at=at), at)
    return run.batch if run else None
