"""A clinician's own page: read it, answer it, and see who read it."""

from __future__ import annotations

import pytest
from browser.visit import PHONE, Visits, enter, press, reach


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_own_words_are_kept_by_keyboard(visits: Visits, script: bool) -> None:
    words = f"Two weeks without a nurse, {'with' if script else 'without'} script."
    page = visits.sign_in("clinician", script=script, size=PHONE)
    reach(page, "Say something about this number")
    page.keyboard.press("Enter")
    reach(page, "Your words")
    page.keyboard.type(words)
    reach(page, "Save")
    page.keyboard.press("Enter") if script else enter(page)
    page.locator("blockquote", has_text=words).wait_for()
    visits.picture(page, "said")
    page.reload()
    assert page.locator("blockquote", has_text=words).count() == 1


def test_who_saw_my_numbers_names_the_leader(visits: Visits) -> None:
    leader = visits.sign_in("leader")
    reach(leader, "Everyone in your team")
    leader.keyboard.press("Enter")
    press(leader, "Dr Example 01")
    page = visits.sign_in("clinician")
    press(page, "Who saw my numbers")
    visits.picture(page, "log")
    assert page.get_by_role("cell", name="Dr Example Leader").first.is_visible()
