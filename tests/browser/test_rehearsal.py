"""A rehearsal: begun, played and looked back on by keyboard."""

from __future__ import annotations

import pytest
from browser.visit import DESK, PHONE, Visits, assert_good, press, reach


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_rehearsal_is_played_by_keyboard(visits: Visits, size: dict[str, int], script: bool) -> None:
    page = visits.sign_in("leader", size=size, script=script)
    press(page, "Rehearse")
    press(page, "Begin")
    reach(page, "Wait in silence")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Turn 2 of").wait_for()
    visits.picture(page, "talk")
    press(page, "Stop and see the debrief")
    page.get_by_role("heading", name="Debrief").wait_for()
    visits.picture(page, "debrief")
    if script:
        assert_good(page)
