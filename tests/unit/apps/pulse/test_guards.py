"""At the database's own prompt, too: a launched wave stays, and nothing is written or deleted out of its time."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction  # noqa: TID251 the database's own refusals
from unit.apps.pulse.conftest import EVERY, Clinic

from tenthhour.apps.pulse.migrations import __file__ as migrations
from tenthhour.apps.pulse.models import FIXED, Eligible, Overall, Result, SealedAnswer, Slip, Wave


def refused(sql: str, why: str) -> None:
    with pytest.raises(DatabaseError, match=why), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "change",
    [
        "k = 6",
        "instrument = 'mini-z'",
        "definition = '{}'",
        "digest = ''",
        "public_key = ''",
        "opens_on = '2026-11-01'",
        "closes_on = '2026-12-31'",
        "launched_at = NULL",
    ],
)
def test_launched_wave_is_not_changed(clinic: Clinic, change: str) -> None:
    clinic.launch()
    refused(f"UPDATE pulse_wave SET {change}", "stays as it was launched")


@pytest.mark.parametrize("state", ["draft", "closed", "published"])
def test_no_step_of_a_wave_is_skipped(clinic: Clinic, state: str) -> None:
    clinic.launch()
    refused(f"UPDATE pulse_wave SET state = '{state}'", "one step after the other")


def test_two_waves_are_never_launched_over_each_other(clinic: Clinic) -> None:
    draft = clinic.draft()
    clinic.launch()
    refused(
        f"UPDATE pulse_wave SET state = 'frozen' WHERE state = 'draft' AND k = {draft.k}", "do not overlap"
    )


def test_launched_wave_is_not_deleted(clinic: Clinic) -> None:
    clinic.launch()
    refused("DELETE FROM pulse_eligible", "deleted at the end")
    refused("DELETE FROM pulse_wave", "launched wave stays")


def test_answers_and_who_may_answer_stay_until_the_end(clinic: Clinic) -> None:
    clinic.opened()
    clinic.answer(clinic.east[0])
    refused("DELETE FROM pulse_sealedanswer", "deleted at the end")
    refused("UPDATE pulse_sealedanswer SET blob = blob", "never changed")
    refused("UPDATE pulse_eligible SET slip_taken = (1 = 0)", "stays as it was at launch")
    refused("""UPDATE pulse_eligible SET "group" = '9'""", "stays as it was at launch")


def test_nothing_is_answered_after_the_end(clinic: Clinic) -> None:
    wave = clinic.published(east=[EVERY] * 6, west=[])
    for row in (
        SealedAnswer(wave=wave, blob=b""),
        Slip(wave=wave, digest="", group="0"),
        Eligible(wave=wave, person=clinic.alice, group="0"),
    ):
        with pytest.raises(DatabaseError, match=r"not open|at launch"), transaction.atomic():
            row.save(force_insert=True)


def test_published_figures_are_never_drawn_again(clinic: Clinic) -> None:
    wave = clinic.published(east=[EVERY] * 6, west=[])
    refused("UPDATE pulse_result SET low = 0", "what is published stays")
    refused("DELETE FROM pulse_result", "what is published stays")
    for row in (
        Result(wave=wave, item="x", groups=[], n=9, low=0, high=2),
        Overall(wave=wave, item="x", percent=5),
    ):
        with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
            row.save(force_insert=True)


def test_no_figure_is_written_while_a_wave_is_open(clinic: Clinic) -> None:
    wave = clinic.opened()
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        Result.objects.create(wave=wave, item="time", groups=["0"], n=6, low=4, high=6)


def test_every_fixed_column_stands_in_the_migration() -> None:
    import runpy
    from pathlib import Path

    (file,) = Path(migrations).parent.glob("*_a_wave_is_frozen.py")
    assert runpy.run_path(str(file))["FIXED"] == FIXED


def test_no_answer_stands_beside_a_person_or_a_time() -> None:
    for table in (Slip, SealedAnswer, Result, Overall):
        kinds = {f.get_internal_type() for f in table._meta.get_fields()}
        related = {f.related_model for f in table._meta.get_fields() if f.is_relation}
        assert not kinds & {"DateTimeField", "DateField", "TimeField"}
        assert related == {Wave}
    assert {f.name for f in Eligible._meta.get_fields()} == {"id", "wave", "person", "group", "slip_taken"}


def test_keys_say_nothing_of_the_order(clinic: Clinic) -> None:
    clinic.opened()
    for one in clinic.west:
        clinic.answer(one)
    keys = list(SealedAnswer.objects.values_list("pk", flat=True))
    assert len(keys) == 12
    assert max(keys) - min(keys) > 2**50
