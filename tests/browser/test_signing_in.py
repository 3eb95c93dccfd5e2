"""Signing in by every way there is: link, password, app, recovery code, passkey, the organisation's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from browser.conftest import ROOT
from browser.office import Office, choose_password, office, sign_in
from browser.organisation import PASSWORD as THEIRS
from browser.visit import DESK, PHONE, Visits, assert_good, enter, press, reach
from playwright.sync_api import Browser, Page
from unit.apps.signing_in.conftest import shown_by_phone

BOTH = pytest.mark.parametrize(
    "script", [pytest.param(True, id="script", marks=pytest.mark.slow), pytest.param(False, id="no script")]
)
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def place(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with office(tmp_path_factory.mktemp("office")) as made:
        yield made


@pytest.fixture
def visits(browser: Browser, place: Office, request: pytest.FixtureRequest) -> Iterator[Visits]:
    made = Visits(browser, place.site, ROOT / "artefacts" / "signing-in", request.node.name)
    yield made
    made.close()


def look(visits: Visits, page: Page, name: str) -> None:
    """Both widths, held to the rules of every page."""
    for size, width in ((PHONE, "phone"), (DESK, "desk")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert_good(page)
        visits.picture(page, f"{name}-{width}")


def device(page: Page) -> None:
    """A made-up phone that says yes to every passkey."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def with_app(page: Page) -> list[str]:
    """Set an app up by keyboard; gives the recovery codes, the first used as the next code."""
    page.goto("/me/sign-in/")
    press(page, "Set up an app")
    secret = page.locator(".key-text").inner_text()
    reach(page, "Code from the app")
    page.keyboard.type(shown_by_phone(secret))
    press(page, "Turn it on")
    return page.locator(".codes code").all_inner_texts()


@BOTH
def test_link_password_and_home(visits: Visits, place: Office, script: bool) -> None:
    name = f"bea{script:d}"
    link = place.invited(visits, name)
    page = visits.open(link, script=script, size=PHONE)
    reach(page, "Password")
    page.keyboard.type("too short")
    press(page, "Keep it and sign in")
    visits.picture(page, "too-short")
    choose_password(page)
    press(page, "Sign out")
    sign_in(page, name)
    assert page.get_by_role("button", name="Sign out").is_visible()


@BOTH
def test_app_and_recovery_code(visits: Visits, place: Office, script: bool) -> None:
    name = f"ben{script:d}"
    page = visits.open(place.invited(visits, name), script=script)
    choose_password(page)
    codes = with_app(page)
    if script:
        look(visits, page, "codes")
    press(page, "Sign out")
    sign_in(page, name)
    visits.picture(page, "one-more-step")
    reach(page, "Code")
    page.keyboard.type("000000")
    enter(page)
    assert "This code is not right" in page.locator(".errorlist").inner_text()
    reach(page, "Code")
    page.keyboard.press("Control+A")
    page.keyboard.type(codes[0])
    enter(page)
    page.goto("/me/sign-in/")
    assert page.get_by_text("9 of 10 left").is_visible()


def test_passkey_without_name_and_password(visits: Visits, place: Office) -> None:
    page = visits.open(place.invited(visits, "cleo"))
    choose_password(page)
    device(page)
    page.goto("/me/sign-in/")
    look(visits, page, "ways")
    press(page, "Set up a passkey")
    look(visits, page, "set-up")
    reach(page, "A name for it")
    page.keyboard.type("my phone")
    press(page, "Make the passkey")
    page.goto("/me/sign-in/")
    look(visits, page, "ways-with-a-passkey")
    press(page, "Sign out")
    look(visits, page, "sign-in")
    press(page, "Sign in with a passkey")
    assert page.get_by_role("button", name="Sign out").is_visible()


@pytest.mark.slow
def test_lockout_is_said_and_a_passkey_still_opens(visits: Visits, place: Office) -> None:
    page = visits.open(place.invited(visits, "dora"))
    choose_password(page)
    device(page)
    page.goto("/me/sign-in/passkey/")
    press(page, "Make the passkey")
    press(page, "Sign out")
    for number in range(10):
        page.get_by_label("Sign-in name").fill("dora")
        page.get_by_label("Password").fill(f"guess number {number}")
        enter(page)
    sign_in(page, "dora")
    look(visits, page, "locked")
    assert "Too many wrong tries" in page.locator(".errorlist").inner_text()
    press(page, "Sign in with a passkey")
    assert page.get_by_role("button", name="Sign out").is_visible()


@pytest.mark.slow
def test_grave_act_takes_a_passkey_for_an_answer(visits: Visits, place: Office) -> None:
    page = visits.open(place.invited(visits, "emil"))
    choose_password(page)
    device(page)
    page.goto("/me/sign-in/passkey/")
    press(page, "Make the passkey")
    place.let_pass(page, 601)
    page.goto("/me/sign-in/passkey/")
    look(visits, page, "asked")
    press(page, "Use a passkey")
    assert page.locator("h1").inner_text() == "Set up a passkey"


def through_organisation(visits: Visits, place: Office, name: str) -> Page:
    visits.places += (place.organisation.rsplit("/", 1)[0],)
    page = visits.open("/sign-in/")
    press(page, "Sign in through Example Clinic")
    reach(page, "Username")
    page.keyboard.type(name)
    reach(page, "Password")
    page.keyboard.type(THEIRS)
    enter(page)
    return page


def test_organisation_leads_to_the_account_with_the_address(visits: Visits, place: Office) -> None:
    place.invited(visits, "gina", "gina@clinic.example")
    page = through_organisation(visits, place, "gina")
    assert page.url.startswith(place.site.url)
    press(page, "How I sign in")
    assert page.get_by_text("You sign in as gina").is_visible()
    assert page.get_by_role("link", name="Accounts").count() == 0


@pytest.mark.parametrize("name", ["ines", pytest.param("jana", marks=pytest.mark.slow)])
def test_organisation_opens_nothing_to_others(visits: Visits, place: Office, name: str) -> None:
    page = through_organisation(visits, place, name)
    look(visits, page, "unknown")
    assert page.locator("h1").inner_text() == "No account here yet"
    page.goto("/")
    assert page.url.endswith("/sign-in/")


@BOTH
def test_grave_act_asks_and_goes_on(visits: Visits, place: Office, script: bool) -> None:
    place.let_pass(place.administrator(visits), 601)
    page = visits.open("/sign-in/", script=script)
    page.context.add_cookies(place.cookies)
    page.goto("/accounts/")
    press(page, "Make an account")
    visits.picture(page, "asked")
    if script:
        look(visits, page, "asked")
    assert page.locator("h1").inner_text() == "Is it you?"
    reach(page, "Your password")
    page.keyboard.type("the tea is still warm")
    press(page, "Go on")
    assert re.search(r"/accounts/new/$", page.url)
    assert page.locator("h1").inner_text() == "Make an account"
