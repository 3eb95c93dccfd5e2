"""Brief and doable page as PDF: one A4 page whatever is put in, quickly, the same bytes each time."""

from __future__ import annotations

import random
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from tenthhour.content.frameworks import frameworks
from tenthhour.core.support import brief, sendup, workload
from tenthhour.core.support.ask import Ask, Stake, Wanted, Warned
from tenthhour.core.support.promise import Promise
from tenthhour.core.support.sheet import Block, Sheet, Text
from tenthhour.core.support.standing import OwnLevel
from tenthhour.documents import pdf

TODAY = date(2026, 11, 23)
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='600' height='250'><path d='M0 9 L600 200' stroke='black'/></svg>"
WORDS = [
    "letters",
    "room",
    "template",
    "assistant",
    "Übergabe",
    "inbox",
    "visits",
    "#[x]",
    "$y$",
    "*z*",
    "30-minute",
    "documentation",
    "handover",
]


def text(dice: random.Random, longest: int) -> str:
    """Words of any length up to a limit; sometimes one long word, sometimes nothing."""
    if dice.random() < 0.1:
        return dice.choice(["", "x" * longest])
    return " ".join(dice.choices(WORDS, k=dice.randint(1, longest // 6)))[:longest]


def some(dice: random.Random, most: int, longest: int) -> tuple[str, ...]:
    return tuple(text(dice, longest) for _ in range(dice.randint(0, most)))


def any_ask(dice: random.Random) -> Ask:
    stakes = tuple(Stake(a, text(dice, 200), text(dice, 400), TODAY) for a in some(dice, 3, 400))
    warned = Warned(text(dice, 100) or "x", TODAY, text(dice, 400), TODAY) if dice.random() < 0.5 else None
    wanted = Wanted("Visits", dice.uniform(1, 5000), text(dice, 30), True)
    asker, because, name = text(dice, 200) or "Office", text(dice, 600), "Dr Example 07"
    return Ask(wanted, asker, "access", because, name, by=TODAY, stakes=stakes, warned=warned)


def any_talk(dice: random.Random) -> brief.Conversation:
    names = ("Dr Example 01", "Dr Example 07")
    owed = tuple(
        Promise(*dice.sample(names, 2), t, TODAY + timedelta(dice.randint(-9, 9))) for t in some(dice, 9, 200)
    )
    topics = tuple(
        brief.Topic(t, text(dice, 300), dice.choice([SVG, None]), "chart") for t in some(dice, 3, 600)
    )
    strength = (
        brief.Strength(text(dice, 500), dice.choice([SVG, None]), "chart") if dice.random() < 0.7 else None
    )
    around = (
        brief.WorkAround(0.8, 1432, text(dice, 200), some(dice, 6, 80))
        if dice.random() < 0.7
        else brief.WorkAround()
    )
    level = OwnLevel("Dr Example 07", 14.2, 13.6, 14.8, steady_months=dice.randint(0, 40))
    return brief.Conversation(
        *names, TODAY, TODAY, dice.choice(list(frameworks().values())),
        step=dice.choice(["S0", "S1", "S2", "S3", "S3h", "S4"]), is_adopted=dice.random() < 0.5,
        purpose=text(dice, 300), ask=any_ask(dice) if dice.random() < 0.8 else None, level=level, promises=owed,
        agenda=some(dice, 8, 400), strength=strength, topics=topics, around=around,
        doable_sentence=text(dice, 120), scratch=text(dice, 900),
    )  # fmt: skip


def pages_of(dice: random.Random, talks: int) -> set[int]:
    """How many pages the paper of so many talks has, counted in the files themselves."""
    papers = (pdf.one_page(brief.editions(brief.brief(any_talk(dice)))) for _ in range(talks))
    return {len(PdfReader(BytesIO(paper)).pages) for paper in papers}


@pytest.mark.parametrize("seed", range(8))
def test_brief_is_one_page_in_200_generated_talks(seed):
    assert pages_of(random.Random(seed), 25) == {1}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_brief_is_one_page_in_500_generated_talks(seed):
    assert pages_of(random.Random(1000 + seed), 25) == {1}


@pytest.mark.parametrize("seed", range(4))
def test_doable_page_is_one_page_in_100_generated_asks(seed):
    dice = random.Random(seed)
    for _ in range(25):
        template = dice.choice([None, workload.Template(8, 4, 20, 0.1)])
        asked = workload.per_session(dice.randint(1, 40), dice.randint(1, 10))
        inputs = workload.default_inputs(workload.contracted(dice.randint(8, 60)), asked, template=template)
        sheet = sendup.page(any_ask(dice), workload.check(inputs), workload.levers(inputs), TODAY)
        assert pdf.one_page(sendup.editions(sheet), wide=True).startswith(b"%PDF-")


def test_two_pages_are_noticed():
    long = Sheet("t", "s", (Block("a", "A", (Text("word " * 3000),)),), "f")
    with pytest.raises(pdf.Refused, match="does not fit on one page"):
        pdf.one_page([long])


def test_same_page_is_the_same_bytes():
    sheet = brief.brief(any_talk(random.Random(4)))
    assert pdf.one_page(brief.editions(sheet)) == pdf.one_page(brief.editions(sheet))
