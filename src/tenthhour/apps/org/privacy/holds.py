"""A legal hold stops every erasure: where rows are chosen, and once more in the database itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps  # noqa: TID251 a hold reaches every table that is about people
from django.db import connections, models
from django.db.models.signals import post_migrate

from tenthhour.apps.org.privacy.kept import declared

STANDS = """EXISTS (SELECT 1 FROM org_hold h WHERE (h.subject_id IS NULL OR h.subject_id IN ({people}))
  AND NOT EXISTS (SELECT 1 FROM org_holdrelease r WHERE r.hold_id = h.id AND r.agreed_at IS NOT NULL))"""
REFUSED = "not erased: a legal hold covers this row"


def standing() -> models.QuerySet[Any]:
    """The holds that stand, confirmed by a second person or not yet."""
    released = apps.get_model("org", "HoldRelease")._base_manager.filter(agreed_at__isnull=False)
    holds: models.QuerySet[Any] = apps.get_model("org", "Hold")._base_manager.all()
    return holds.exclude(pk__in=released.values("hold"))


def free(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """Of these rows, those no hold covers: only they may be deleted."""
    people = list(standing().values_list("subject", flat=True))
    if None in people:
        return rows.none()
    for way in declared()[rows.model._meta.label].reaches if people else ():
        rows = rows.exclude(**{f"{way}__in": people})
    return rows


def guard(sender: Any, using: str, **_: Any) -> None:
    """After every migration: the database refuses to delete what a hold covers, whoever asks it to."""
    if sender.label != "org":
        return
    connection = connections[using]
    with connection.cursor() as cursor:
        for table, people in _tables():
            reached = ", ".join(people).format(uuid=_UUID[connection.vendor])
            for statement in _STATEMENTS[connection.vendor]:
                cursor.execute(
                    statement.format(table=table, stands=STANDS.format(people=reached), said=REFUSED)
                )


def _tables() -> Iterator[tuple[str, list[str]]]:
    """Each table of ours that is about people, with the columns, as SQL, that lead from a row to them."""
    for kept in declared().values():
        model = apps.get_model(kept.label)
        if model.__module__.startswith("tenthhour.") and kept.reaches and kept.label not in _STAY:
            yield model._meta.db_table, [_column(model, way) for way in kept.reaches]
    # SQLite keeps a UUID without its hyphens, the record with them.
    yield (
        "org_auditdetail",
        ["(SELECT {uuid} FROM org_auditentry e WHERE e.seq = OLD.seq AND e.subject_ref <> '')"],
    )


_STAY = {"org.AuditEntry"}  # never deleted by anybody


def _column(model: Any, way: str) -> str:
    first, _, rest = way.partition("__")
    key = model._meta.pk if first == "pk" else model._meta.get_field(first)
    if not rest:
        return f"OLD.{key.column}"
    there = key.related_model._meta
    parts = (there.get_field(rest).column, there.db_table, there.pk.column, key.column)
    return _THERE.format(*parts)


_STATEMENTS = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS hold_{table}",
        "CREATE TRIGGER hold_{table} BEFORE DELETE ON {table} WHEN {stands} BEGIN SELECT RAISE(ABORT, '{said}'); END",
    ],
    "postgresql": [
        """CREATE OR REPLACE FUNCTION hold_{table}() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF {stands} THEN RAISE EXCEPTION '{said}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
        RETURN OLD; END $$""",
        """CREATE OR REPLACE TRIGGER hold_{table} BEFORE DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION hold_{table}()""",
    ],
}
_THERE = "(SELECT o.{} FROM {} o WHERE o.{} = OLD.{})"
_UUID = {"sqlite": "replace(e.subject_ref, '-', '')", "postgresql": "e.subject_ref::uuid"}

post_migrate.connect(guard, dispatch_uid="tenthhour holds")
