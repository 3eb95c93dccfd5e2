"""Forty situations and what is said in each, word for word: a leader could be handed this page.

The left side is the situation, the right side the exact sentence; where nothing may be said, the
sentence is the reason for silence. `tests/spec/measurement/test_sentences.py` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clinics import measure

from tenthhour.core.finding import Baseline, Interval, Level, Reason
from tenthhour.core.measurement.measure import Covariate, Measure
from tenthhour.core.measurement.wording import (
    Said,
    Silence,
    cannot_say,
    change_sentence,
    not_said,
    pooled_sentence,
    strength_sentence,
    system_sentence,
)
from tenthhour.core.month import Month

BP = measure()
MISSED = measure(title="Missed appointments", direction="lower_better")
VISITS = measure(title="Visits in a session", kind="rate", direction="neither")
HEARD = measure(title="How patients rate being heard", kind="mean", scale=(0, 100), period="quarter")
MAY, OCTOBER = Month(2026, 5), Month(2025, 10)
AGE = (
    Covariate("age_band", ("18-64", "65+"), "older people differ"),
    Covariate("diabetes", ("no", "yes"), "harder"),
)


@dataclass(frozen=True)
class Case:
    """A situation and the words for it."""

    situation: str
    said: str
    words: str


def change(
    of: Measure, now: tuple[float, float, float], before: float, *, n: float = 372, clinicians: int = 12,
    budget: float = 0.2, good: bool = False,
) -> str:  # fmt: skip
    """A change told: level now with its interval, level before, patients of a year, size of the clinic."""
    baseline = Baseline(before, Month(2024, 1), Month(2025, 12), 24)
    said = Said(of, Interval(*now), baseline, MAY, n, clinicians, budget, good)
    return change_sentence(said)


def silent(reason: Reason, **why: object) -> str:
    """Why nothing may be said."""
    return not_said("c03", "bp", reason, Silence(**why)).sentence  # type: ignore[arg-type]


def level(of: Measure, value: float, low: float, high: float, expected: float, *, adjusted: bool) -> str:
    """A steady strength."""
    return strength_sentence(
        of, Level("c03", of.id, value, low, high, 372, 24, None, True, adjusted, expected)
    )


def limits(of: Measure, peers: int, *, adjusted: bool = False) -> str:
    """What stands beside a finding, in one line."""
    return " ".join(cannot_say(of, peers, adjusted=adjusted))


CHANCE = "With 12 clinicians about two such signals a year come by chance."
TAKEN = "What changed for everyone is already taken out."
CASES = (
    # -- something changed
    Case("a share fell", change(BP, (0.55, 0.48, 0.62), 0.66),
         f"Blood pressure under 140/90: about 55 % (48 to 62 %) since May 2026, 66 % before. Counted over 372 in a year. {TAKEN} {CHANCE}"),
    Case("a share rose, and more is better", change(BP, (0.75, 0.69, 0.81), 0.66, good=True),
         f"Blood pressure under 140/90: about 75 % (69 to 81 %) since May 2026, 66 % before. Counted over 372 in a year. {TAKEN} Worth a thank-you."),
    Case("a share rose, and less is better", change(MISSED, (0.091, 0.074, 0.112), 0.055, n=1240),
         f"Missed appointments: about 9.1 % (7.4 to 11 %) since May 2026, 5.5 % before. Counted over 1,240 in a year. {TAKEN} {CHANCE}"),
    Case("a small share halved", change(MISSED, (0.0062, 0.004, 0.009), 0.012, good=True),
         f"Missed appointments: about 0.62 % (0.4 to 0.9 %) since May 2026, 1.2 % before. Counted over 372 in a year. {TAKEN} Worth a thank-you."),
    Case("a rate fell, and neither is better", change(VISITS, (12.4, 11.7, 13.1), 14.2, n=210),
         f"Visits in a session: about 12.4 (11.7 to 13.1) since May 2026, 14.2 before. Counted over 210 in a year. {TAKEN} {CHANCE}"),
    Case("a mean fell", change(HEARD, (81.2, 77.5, 84.9), 88.4, n=96),
         f"How patients rate being heard: about 81 (78 to 85) since May 2026, 88 before. Counted over 96 in a year. {TAKEN} {CHANCE}"),
    Case("a clinic of one", change(BP, (0.55, 0.48, 0.62), 0.66, clinicians=1),
         f"Blood pressure under 140/90: about 55 % (48 to 62 %) since May 2026, 66 % before. Counted over 372 in a year. {TAKEN} With one clinician about one such signal in 5 years comes by chance."),
    Case("a clinic of six", change(BP, (0.55, 0.48, 0.62), 0.66, clinicians=6),
         f"Blood pressure under 140/90: about 55 % (48 to 62 %) since May 2026, 66 % before. Counted over 372 in a year. {TAKEN} With 6 clinicians about one such signal a year comes by chance."),
    Case("a clinic of two hundred", change(BP, (0.55, 0.48, 0.62), 0.66, clinicians=200),
         f"Blood pressure under 140/90: about 55 % (48 to 62 %) since May 2026, 66 % before. Counted over 372 in a year. {TAKEN} With 200 clinicians about 40 such signals a year come by chance."),
    Case("a stricter site", change(BP, (0.55, 0.48, 0.62), 0.66, budget=0.05),
         f"Blood pressure under 140/90: about 55 % (48 to 62 %) since May 2026, 66 % before. Counted over 372 in a year. {TAKEN} With 12 clinicians about one such signal in 2 years comes by chance."),
    Case("nearly everyone, before and after", change(BP, (0.985, 0.97, 0.995), 0.998),
         f"Blood pressure under 140/90: about 98 % (97 to 99.5 %) since May 2026, 99.8 % before. Counted over 372 in a year. {TAKEN} {CHANCE}"),
    Case("a change told earlier that may be over", change(BP, (0.62, 0.55, 0.68), 0.66),
         f"Blood pressure under 140/90: about 62 % (55 to 68 %) since May 2026, 66 % before. The newest months are near the level before, so this may be over. Counted over 372 in a year. {TAKEN} {CHANCE}"),
    Case("two numbers moved a little", pooled_sentence(["Missed appointments", "Notes closed"], MAY, 12, 0.2),
         f"Several numbers moved a little at the same time, from about May 2026: Missed appointments and Notes closed. None would be a signal alone. {TAKEN} {CHANCE}"),
    Case("three numbers moved a little", pooled_sentence(["A", "B", "C"], MAY, 40, 0.2),
         f"Several numbers moved a little at the same time, from about May 2026: A, B and C. None would be a signal alone. {TAKEN} With 40 clinicians about eight such signals a year come by chance."),
    # -- it changed for everyone
    Case("a shared fall in a peer group", system_sentence(MISSED, "family", 0.051, 0.031, MAY),
         "Missed appointments: for everyone in family about 3.1 % since May 2026, 5.1 % before. When it changes for all, ask about the system, not about a person."),
    Case("a shared rise in the whole clinic", system_sentence(BP, "everyone", 0.46, 0.64, MAY),
         "Blood pressure under 140/90: for everyone about 64 % since May 2026, 46 % before. When it changes for all, ask about the system, not about a person."),
    Case("a person while a shared change runs", silent("system_change", since=MAY),
         "A change shared by all began in May 2026. Ask about the system first."),
    Case("a person while the team's change runs", silent("system_change", since=MAY, team="North"),
         "A change shared by team North began in May 2026. Ask about the system first."),
    Case("a shared change of unknown start", silent("system_change"),
         "A change shared by all has begun. Ask about the system first."),
    Case("many people at once", silent("many_at_once", since=OCTOBER),
         "Many changed at once, from about October 2025. Ask about the system first."),
    # -- nothing changed, or it is too early
    Case("nothing changed", silent("quiet"), "Nothing beyond chance."),
    Case("few patients in a year", silent("too_few", n=31, floor=60),
         "Too early to judge (31 patients; 60 needed). Still worth asking about."),
    Case("few patients, large numbers", silent("too_few", n=1031, floor=1200),
         "Too early to judge (1,031 patients; 1,200 needed). Still worth asking about."),
    Case("eleven months of data", silent("too_few", periods=11, periods_needed=12),
         "Too early to judge (11 months; more than 12 needed). Still worth asking about."),
    Case("three quarters of data", silent("too_few", period="quarter", periods=3, periods_needed=4),
         "Too early to judge (3 quarters; more than 4 needed). Still worth asking about."),
    Case("one month of data", silent("too_few", periods=1, periods_needed=12),
         "Too early to judge (1 month; more than 12 needed). Still worth asking about."),
    Case("numbers that are mostly chance", silent("unreliable"),
         "Not judged: with so few patients the number is mostly chance."),
    # -- the person
    Case("first half year in post", silent("new"), "Not judged yet: these are the first months in post."),
    Case("dates left out, reason never asked", silent("leave"), "Not judged: some dates here are left out."),
    Case("two colleagues", silent("no_peers"), "Not judged: too few colleagues to see what changed for all."),
    # -- the data
    Case("a question about the data", silent("data_question", since=MAY),
         "Not judged: a question about the data is open since May 2026."),
    Case("a question of unknown start", silent("data_question"),
         "Not judged: a question about the data is open."),
    Case("one month missing", silent("missing", missing=1), "Not judged: 1 of the last 12 months is missing."),
    Case("four months missing", silent("missing", missing=4), "Not judged: 4 of the last 12 months are missing."),
    Case("two quarters missing", silent("missing", missing=2, period="quarter"),
         "Not judged: 2 of the last 4 quarters are missing."),
    Case("a month still open", silent("not_closed"), "The month is not complete yet."),
    Case("a quarter still open", silent("not_closed", period="quarter"), "The quarter is not complete yet."),
    Case("values without counts", silent("no_counts"),
         "Shown, not judged. Without counts, a month with 3 patients looks like one with 300. Add both counts, how many and out of how many, and Tenth Hour can judge."),
    Case("another definition", silent("definition_change", since=MAY),
         "Not judged: the definition changed in May 2026."),
    Case("a declared crisis", silent("crisis"), "Not judged: these months were declared a crisis."),
    Case("a review long overdue", silent("measure_overdue", overdue_since=date(2024, 6, 1)),
         "Not judged: this measure was to be reviewed by 1 June 2024."),
    # -- a steady strength, and what no sentence can say
    Case("a strength, patients adjusted for", level(HEARD, 92.1, 90.2, 94.0, 88.3, adjusted=True),
         "How patients rate being heard: about 92 over the last 12 months (90 to 94); about 88 would be expected with these patients."),
    Case("a strength, not adjusted", level(MISSED, 0.031, 0.026, 0.037, 0.055, adjusted=False),
         "Missed appointments: about 3.1 % over the last 12 months (2.6 to 3.7 %); about 5.5 % is usual here."),
    Case("limits of an adjusted measure", limits(measure(case_mix=AGE), 11, adjusted=True),
         "Why it changed. Whether care is worse or better. How a named colleague is doing."),
    Case("limits without patients' age", limits(measure(case_mix=AGE), 11),
         "Why it changed. Whether care is worse or better. How a named colleague is doing. What it would be with other patients: not adjusted for age band and diabetes."),
    Case("limits with three colleagues", limits(measure(), 3),
         "Why it changed. Whether care is worse or better. How a named colleague is doing. What it would be with other patients: this measure is not adjusted for who was seen. With three colleagues a shared cause cannot be told from a personal one."),
)  # fmt: skip
