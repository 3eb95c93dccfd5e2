"""Whatever happens in whatever order: no row that a hold covers is ever lost, and the record stays whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tenthhour.apps.monday.actions import tick
from tenthhour.apps.org.access import ON_THE_SERVER
from tenthhour.apps.org.actions import agree, ask_erasure, place_hold, release_hold, sign_retention, the_site
from tenthhour.apps.org.audit.verify import site_proof
from tenthhour.apps.org.models import (
    Assignment,
    AuditDetail,
    AuditEntry,
    Erasure,
    Hold,
    HoldRelease,
    Notice,
    Person,
    RetentionPolicy,
)
from tenthhour.apps.support.actions import write_scratch
from tenthhour.apps.support.models import Scratch
from tenthhour.core.errors import Refused

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
DAYS = st.integers(1, 45)
WHOM = st.sampled_from(["bob", "carol"])


class Holds(RuleBasedStateMachine):
    """A leader writes, keepers hold and release, the clock runs, somebody deletes around the program."""

    work: dict[str, int]

    @initialize()
    def people(self) -> None:
        transaction.savepoint()
        self.now = AT
        self.mark = transaction.savepoint()
        names = ("alice", "bob", "carol", "pat", "alex")
        self.who = {n: Person.objects.create(code=n, name=n) for n in names}
        for keeper in ("pat", "alex"):  # whenever they sign, they have just shown who they are
            self.who[keeper].confirmed_at = ON_THE_SERVER
        for kind, holder, subject in (
            ("leads", "alice", "bob"),
            ("leads", "alice", "carol"),
            ("staffs", "pat", None),
            ("administers", "alex", None),
        ):
            given = {"kind": kind, "holder": self.who[holder], "valid_from": AT}
            Assignment.objects.create(subject=self.who[subject] if subject else None, **given)
        the_site(at=AT)

    def teardown(self) -> None:
        if hasattr(self, "mark"):
            assert site_proof({}).faults == ()
            transaction.savepoint_rollback(self.mark)

    @rule(whom=WHOM)
    def write(self, whom: str) -> None:
        write_scratch(about=self.who[whom], text="x", by=self.who["alice"], at=self.now)
        Notice.objects.create(subject=self.who[whom], text="told", at=self.now)

    @rule(whom=st.sampled_from(["bob", "carol", None]), by=st.sampled_from(["pat", "alex"]))
    def hold(self, whom: str | None, by: str) -> None:
        subject = self.who[whom] if whom else None
        place_hold(subject=subject, reason="Letter of counsel", by=self.who[by], at=self.now)

    @precondition(lambda self: Hold.objects.exists())
    @rule()
    def release(self) -> None:
        hold = Hold.objects.order_by("asked_at").first()
        self._try(
            lambda: release_hold(hold_id=hold.pk, reason="It is settled", by=self.who["pat"], at=self.now)
        )

    @rule(days=st.integers(365, 400))
    def policy(self, days: int) -> None:
        self._try(
            lambda: sign_retention(
                days={"file": days, "detail": days}, reason="Board 2026", by=self.who["pat"], at=self.now
            )
        )

    @rule(whom=WHOM)
    def erase(self, whom: str) -> None:
        self._try(
            lambda: ask_erasure(
                subject=self.who[whom], reason="They asked for it", by=self.who["pat"], at=self.now
            )
        )

    @rule()
    def second_signatures(self) -> None:
        held = self._held()
        for model in (Hold, HoldRelease, Erasure, RetentionPolicy):
            for row in model.objects.filter(agreed_at__isnull=True):
                self._try(lambda row=row: agree(row_id=row.pk, by=self.who["alex"], at=self.now))
                if model is not HoldRelease:
                    assert held <= self._rows()
                held = self._held()

    @rule(days=DAYS, far=st.booleans())
    def clock(self, days: int, far: bool) -> None:
        held = self._held()
        self.now += timedelta(days=days + 400 * far)
        tick(at=self.now)
        assert held <= self._rows()
        self.work["held"] += len(held)

    @rule()
    def around_the_program(self) -> None:
        held = self._held()
        for model in (Scratch, Notice, AuditDetail):
            for row in model._base_manager.all():
                try:
                    with transaction.atomic():
                        model._base_manager.filter(pk=row.pk)._raw_delete("default")
                        if model is AuditDetail:
                            raise DatabaseError  # words deleted around the program are a fault of the record
                except DatabaseError:
                    self.work["refused"] += 1
        assert held <= self._rows()

    def _try(self, act: Any) -> None:
        try:
            act()
        except Refused:
            self.work["refused"] += 1

    def _held(self) -> set[tuple[str, Any]]:
        """Worked out here from the bare rows, not by the code under test."""
        ended = set(HoldRelease.objects.filter(agreed_at__isnull=False).values_list("hold", flat=True))
        people = {h.subject_id for h in Hold.objects.all() if h.pk not in ended}
        refs = {str(p) for p in people}
        rows = {
            ("scratch", s.pk) for s in Scratch.unscoped.all() if {s.subject_id, s.about_id, None} & people
        }
        rows |= {("notice", n.pk) for n in Notice.unscoped.all() if {n.subject_id, None} & people}
        about = dict(AuditEntry.unscoped.values_list("seq", "subject_ref"))
        rows |= {("word", d.seq) for d in AuditDetail.objects.all() if None in people or about[d.seq] in refs}
        return rows

    def _rows(self) -> set[tuple[str, Any]]:
        return {
            *(("scratch", key) for key in Scratch.unscoped.values_list("pk", flat=True)),
            *(("notice", key) for key in Notice.unscoped.values_list("pk", flat=True)),
            *(("word", key) for key in AuditDetail.objects.values_list("pk", flat=True)),
        }


@pytest.mark.parametrize("sequences", [12, pytest.param(1000, marks=pytest.mark.slow)])
def test_held_rows_are_never_lost(db: None, tmp_path: Path, settings: Any, sequences: int) -> None:
    settings.HOME = tmp_path
    work = {"held": 0, "refused": 0}
    Holds.work = work
    run_state_machine_as_test(Holds, settings=_settings(sequences))
    assert work["held"] >= sequences // 2, f"too little work: {work}"
    assert work["refused"] >= sequences, f"too little work: {work}"


def _settings(sequences: int) -> settings:
    return settings(
        max_examples=sequences,
        stateful_step_count=20,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
