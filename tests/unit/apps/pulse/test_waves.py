"""From a draft to its bands: what the clock does, what is refused, and what is left."""

from __future__ import annotations

import pytest
from unit.apps.pulse.conftest import DAY, EVERY, NONE, Clinic

from tenthhour.apps.org.models import AuditDetail, AuditEntry, Notice
from tenthhour.apps.pulse import actions
from tenthhour.apps.pulse.actions import sealing
from tenthhour.apps.pulse.models import Eligible, NeverChanged, Overall, Result, SealedAnswer, Slip, Wave
from tenthhour.core.errors import Refused
from tenthhour.core.pulse.wave import Definition


def left() -> int:
    return sum(table.objects.count() for table in (Eligible, Slip, SealedAnswer))


def bands(item: str = "time") -> list[tuple[int, int, int]]:
    return sorted(Result.objects.filter(item=item).values_list("n", "low", "high"))


def test_draft_stores_nothing_about_anybody(clinic: Clinic) -> None:
    assert clinic.draft().state == "draft"
    assert left() == 0


def test_launch_fixes_every_word_and_its_digest_is_in_the_record(clinic: Clinic) -> None:
    wave = clinic.launch()
    assert Definition.read(wave.definition).canonical() == wave.definition
    assert AuditDetail.objects.filter(text=f"SHA-256 {wave.digest}").exists()
    assert Eligible.objects.filter(wave=wave).count() == 18


def test_clock_opens_it_and_tells_everybody(clinic: Clinic) -> None:
    wave = clinic.launch(opens_on=clinic.at.date() + 2 * DAY)
    clinic.until(clinic.at + DAY)
    assert Wave.objects.get(pk=wave.pk).state == "frozen"
    clinic.until(clinic.at + 2 * DAY)
    assert Wave.objects.get(pk=wave.pk).state == "open"
    assert Notice.unscoped.filter(text__contains="answer without your name until").count() == 18


def test_bands_are_published_and_everything_else_is_gone(clinic: Clinic, files_emptied: list[str]) -> None:
    wave = clinic.published(east=[EVERY] * 4 + [NONE] * 2, west=[EVERY] * 3 + [NONE] * 9)
    assert wave.state == "published"
    assert bands() == [(6, 4, 6), (12, 3, 4)]
    assert (left(), sealing.key_file(wave.pk).exists(), files_emptied) == (0, False, ["asked"])


def test_nothing_is_published_before_six_in_the_morning(clinic: Clinic) -> None:
    clinic.opened()
    clinic.answer(clinic.east[0])
    after = clinic.at.replace(hour=5) + 14 * DAY
    clinic.until(after)
    assert (Wave.objects.get().state, Result.objects.count()) == ("closed", 0)


def test_late_clock_publishes_the_same(clinic: Clinic) -> None:
    clinic.opened()
    for one in clinic.east:
        clinic.answer(one)
    clinic.until(clinic.at + 90 * DAY)
    assert bands() == [(6, 4, 6)]


def test_four_answers_publish_nothing_and_say_so(clinic: Clinic) -> None:
    wave = clinic.published(east=[EVERY] * 3, west=[EVERY])
    assert (wave.state, wave.why_void) == ("void", "Not enough answers. Talk instead.")
    assert (Result.objects.count(), left()) == (0, 0)


def test_share_of_everybody_waits_for_thirty(clinic: Clinic) -> None:
    clinic.published(east=[EVERY] * 6, west=[EVERY] * 12)
    assert Overall.objects.count() == 0


def test_lost_key_publishes_nothing(clinic: Clinic) -> None:
    wave = clinic.opened()
    for one in clinic.west:
        clinic.answer(one)
    sealing.key_file(wave.pk).unlink()
    clinic.until(clinic.at + 15 * DAY)
    wave.refresh_from_db()
    assert (wave.state, wave.why_void[:33], left()) == ("void", "The answers could not be read: th", 0)


def test_changed_box_publishes_nothing(clinic: Clinic) -> None:
    wave = clinic.opened()
    for one in clinic.west:
        clinic.answer(one)
    box = bytes(SealedAnswer.objects.all()[0].blob)
    SealedAnswer.objects.create(wave=wave, blob=box[:-1] + bytes([box[-1] ^ 1]))
    clinic.until(clinic.at + 15 * DAY)
    assert Wave.objects.get().state == "void"


def test_ended_by_the_office_leaves_nothing(clinic: Clinic) -> None:
    wave = clinic.opened()
    clinic.answer(clinic.east[0])
    clinic.office.confirmed_at = clinic.at
    actions.void(wave_id=wave.pk, why="Wrong week.", by=clinic.office, at=clinic.at)
    clinic.until(clinic.at)
    assert (Wave.objects.get().why_void, left(), sealing.key_file(wave.pk).exists()) == (
        "Wrong week.",
        0,
        False,
    )


def test_second_launch_and_late_end_are_refused(clinic: Clinic) -> None:
    wave = clinic.published(east=[EVERY] * 6, west=[])
    with pytest.raises(Refused, match="launched already"):
        actions.freeze(wave_id=wave.pk, by=clinic.office, at=clinic.at)
    with pytest.raises(Refused, match="has ended"):
        actions.void(wave_id=wave.pk, why="Late", by=clinic.office, at=clinic.at)


REFUSALS = [
    ({"k": 4}, r"k cannot be lower than 5\."),
    ({"instrument": "single-item-burnout", "k": 9}, r"k cannot be lower than 10\."),
    ({"days": 6}, "A wave is open for 7 to 21 days."),
    ({"days": 22}, "A wave is open for 7 to 21 days."),
    ({"k": 19}, "fewer than 19 people with an account could answer. Talk instead."),
]


@pytest.mark.parametrize(("wrong", "sentence"), REFUSALS)
def test_wave_that_cannot_be_is_refused_in_words(
    clinic: Clinic, wrong: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        clinic.draft(**wrong)


@pytest.mark.parametrize(
    ("later", "other", "sentence"),
    [
        (
            7,
            {"instrument": "single-item-burnout", "k": 10},
            "overlap with the wave that is open until 15 November",
        ),
        (
            20,
            {},
            "the same questions were asked until 15 November 2026. They may open again on 14 January 2027",
        ),
    ],
)
def test_overlapping_and_repeated_waves_are_refused(clinic: Clinic, later, other, sentence) -> None:
    clinic.launch()
    with pytest.raises(Refused, match=sentence):
        clinic.draft(opens_on=clinic.at.date() + later * DAY, **other)


def test_void_wave_makes_the_next_wait(clinic: Clinic) -> None:
    clinic.published(east=[EVERY], west=[])
    with pytest.raises(Refused, match=r"the last one was void\. The next may open on 17 December 2026"):
        clinic.draft(opens_on=clinic.at.date() + 30 * DAY)


def test_small_groups_are_one_before_launch(clinic: Clinic, person) -> None:
    for name in ("h0", "h1", "h2"):
        person(name, "Harbour", clinic.alice)
    groups = clinic.launch().defined.groups
    assert [(g.names, g.eligible) for g in groups] == [(("East", "Harbour"), 9), (("West",), 12)]


def test_leaders_own_cell_needs_eight_who_may_answer(clinic: Clinic) -> None:
    groups = clinic.launch(instrument="leader-behaviours").defined.groups
    assert [(g.names, g.eligible) for g in groups] == [(("Dan Example",), 12)]


@pytest.mark.parametrize(
    "name", ["k", "closes_on", "definition", "instrument", "digest", "public_key", "opens_on", "launched_at"]
)
def test_launched_wave_is_not_changed_by_the_model(clinic: Clinic, name: str) -> None:
    wave = clinic.launch()
    value = getattr(wave, name)
    changed = value + ("x" if isinstance(value, str) else 1 if name == "k" else DAY)
    setattr(wave, name, changed)
    with pytest.raises(NeverChanged):
        wave.save()


def test_answering_leaves_no_row_in_the_record(clinic: Clinic) -> None:
    clinic.opened()
    before = AuditEntry.unscoped.count()
    clinic.answer(clinic.east[0])
    assert AuditEntry.unscoped.count() == before
