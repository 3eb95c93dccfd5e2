"""A rehearsal in the browser without JavaScript: choose, talk, debrief, try again, nothing kept."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tenthhour.apps.org.models import User
from tenthhour.apps.rehearsal.actions import count_run
from tenthhour.apps.rehearsal.models import RunCount
from tenthhour.apps.rehearsal.queries import lessons, runs
from tenthhour.content.scenarios import scenario
from tenthhour.core.rehearsal.feedback import debrief
from tenthhour.core.rehearsal.linter.bots import BOTS, Seat, run
from tenthhour.core.rehearsal.partner import play
from tenthhour.core.rehearsal.record import Turn, read, written
from tenthhour.core.rehearsal.state import Stage
from tenthhour.documents.sealed import unseal

START = {"scenario": "listener-and-number", "minutes": "10", "name": "she", "feedback": "each"}


@pytest.fixture
def alices(alice) -> Client:
    client = Client()
    client.force_login(User.objects.get(person=alice))
    return client


def record_in(page: str) -> str:
    return html.unescape(re.search(r'name="record" value="([^"]*)"', page)[1])


def kept_in(page: str) -> list[str]:
    """Earlier tries carried by the first form of the page."""
    form = page.split("<form")[2].split("</form>")[0]
    return [html.unescape(value) for value in re.findall(r'name="kept" value="([^"]*)"', form)]


def whole_talk(client: Client, bot: str = "listener") -> str:
    """A talk led by a bot through the forms; returns the last page."""
    stage = Stage.of(scenario("listener-and-number"))
    page = client.post("/rehearse/talk/", START).content.decode()
    while "The talk has ended" not in page:
        record = read(record_in(page))
        move = BOTS[bot](Seat(stage, record.seed, play(stage, record).state)).move
        assert f'value="{move}"' in page
        page = client.post("/rehearse/talk/", {"record": record_in(page), "move": move}).content.decode()
    return page


def test_choosing_shows_the_scenario_as_a_draft(alices):
    page = alices.get("/rehearse/?topic_class=productivity&step=S2&gap_size=large").content.decode()
    assert "The listener and the number" in page
    assert "No named clinician has reviewed this scenario yet." in page


def test_link_from_a_brief_offers_the_nearest_talk_and_ten_minutes(alices):
    page = alices.get(
        "/rehearse/?topic_class=documentation&step=S2&gap_size=small&minutes=10"
    ).content.decode()
    assert page.index("Good news is not the truth</h2>") < page.index("The listener and the number</h2>")
    assert '<option value="10" selected>' in page
    assert '<option value="good-news" selected>' in page


def test_link_lets_no_free_text_through(alices):
    page = alices.get("/rehearse/?topic_class=Kanarie&minutes=Kanarie&about=Kanarie").content.decode()
    assert "Kanarie" not in page


def test_talk_offers_moves_and_never_by_get(alices):
    page = alices.post("/rehearse/talk/", START)
    assert 4 <= page.content.decode().count('name="move" value="m') <= 6
    assert alices.get("/rehearse/talk/").status_code == 405


def test_page_is_not_kept_by_the_browser(alices):
    assert alices.post("/rehearse/talk/", START)["Cache-Control"] == "no-store"


def test_whole_talk_ends_in_a_debrief(alices):
    record = record_in(whole_talk(alices))
    page = alices.post("/rehearse/debrief/", {"record": record}).content.decode()
    order = [
        "Her side",
        "Turning points",
        "Counts",
        "What was named",
        "R2C2",
        "One thing to try",
        "Sixty days later",
    ]
    found = [page.find(title) for title in order]
    assert min(found) > 0
    assert found == sorted(found)


def test_going_back_takes_one_turn_off(alices):
    page = alices.post("/rehearse/talk/", START).content.decode()
    page = alices.post("/rehearse/talk/", {"record": record_in(page), "move": "wait"}).content.decode()
    page = alices.post("/rehearse/talk/", {"record": record_in(page), "back": "1"}).content.decode()
    assert "Turn 1 of 12" in page


def test_trying_again_keeps_both_tries(alices):
    first = record_in(whole_talk(alices))
    page = alices.post("/rehearse/talk/", {"record": first, "again_from": "3"}).content.decode()
    assert "Turn 3 of 12" in page
    assert [read(text) for text in kept_in(page)] == [read(first)]
    fields = {"record": record_in(page), "kept": kept_in(page), "look_at": "0"}
    assert read(record_in(alices.post("/rehearse/debrief/", fields).content.decode())) == read(first)


def test_other_try_stands_beside_this_one_from_where_they_part(alices):
    first = read(record_in(whole_talk(alices)))
    shorter = first.until(2).then(Turn(move="wait"))
    fields = {"record": written(shorter), "kept": [written(first)], "feedback": "end"}
    page = html.unescape(alices.post("/rehearse/debrief/", fields).content.decode())
    assert "The same until turn 2." in page
    assert page.count(", this try</h3>") == len(first.turns) - 2


def test_turning_point_shows_what_else_could_have_been_said(alices):
    page = alices.post("/rehearse/debrief/", {"record": record_in(whole_talk(alices))}).content.decode()
    assert page.count("As it was</h4>") == 3
    assert page.count("Also on offer, and worse") + page.count("What would have helped more") == 3


def test_own_count_is_asked_before_the_debrief(alices):
    record = record_in(whole_talk(alices))
    page = alices.post("/rehearse/debrief/", {"record": record, "feedback": "guess"}).content.decode()
    assert "Your own count first" in page
    assert "Her side" not in page
    fields = {"record": record, "feedback": "guess", "is_guessed": "1", "guess": ["9", "", ""]}
    page = alices.post("/rehearse/debrief/", fields).content.decode()
    assert "Open questions: you said 9; it was" in page
    assert "Her side" in page


def test_feedback_fades_after_two_good_talks_and_the_page_carries_it(alices):
    page = alices.post("/rehearse/talk/", START | {"feedback": "fade", "fading": "0:1"}).content.decode()
    assert 'name="fading" value="0:1"' in page
    record = record_in(whole_talk(alices))
    fields = {"record": record, "feedback": "each", "fading": "0:1"}
    page = alices.post("/rehearse/debrief/", fields).content.decode()
    assert 'data-fading="1:0"' in page


def test_chosen_feedback_is_not_remembered(alices):
    assert 'name="fading" value=""' in alices.post("/rehearse/talk/", START).content.decode()


def test_sheet_for_a_colleague_has_no_score(alices):
    page = alices.get("/rehearse/sheet/").content.decode()
    assert "No points, no grade" in page
    assert "Asked before telling" in page


def test_saved_copy_is_the_record(alices):
    record = record_in(whole_talk(alices))
    copy = alices.post("/rehearse/copy/", {"record": record})
    assert copy["Content-Disposition"] == 'attachment; filename="rehearsal.json"'
    assert read(copy.content.decode()) == read(record)


@pytest.mark.parametrize("record", ["", "{}", "[1]", '{"v":1,"turns":"x"}', "x" * 30_000])
def test_broken_record_is_refused_by_sentence(alices, record):
    page = alices.post("/rehearse/talk/", {"record": record, "move": "wait"})
    assert page.status_code == 400
    assert "This could not be done" in page.content.decode()


def test_move_of_another_talk_is_refused(alices):
    page = alices.post("/rehearse/talk/", START).content.decode()
    page = alices.post("/rehearse/talk/", {"record": record_in(page), "move": "m999"})
    assert page.status_code == 400


def test_stranger_is_sent_to_sign_in(db):
    assert Client().get("/rehearse/").status_code == 302


def test_finished_talk_is_counted_and_named_to_nobody(alices):
    whole_talk(alices)
    assert [(each.scenario, each.n) for each in RunCount.objects.all()] == [("listener-and-number", 1)]
    assert runs("listener-and-number") is None


def test_count_is_shown_from_ten(db):
    for _ in range(10):
        count_run(scenario="listener-and-number", month="2026-11")
    assert runs("listener-and-number") == 10


def every_cell() -> list[tuple[str, str]]:
    """All that is in the database, but the counts of runs."""
    with connections["default"].cursor() as cursor:
        names = connections["default"].introspection.table_names(cursor)
        cells = []
        for table in (name for name in names if name != "rehearsal_runcount"):
            cursor.execute(f"SELECT * FROM {table}")
            cells += [(table, str(cell)) for row in cursor.fetchall() for cell in row]
    return cells


def test_nothing_of_a_rehearsal_is_left_in_the_database(alices, home: Path, caplog):
    last = read(record_in(whole_talk(alices, "random")))
    said = "What does the canary mean to you?"
    typed = read(record_in(typing(alices, said, act="ask_open")))
    assert typed.turns[0].text == said
    alices.post("/rehearse/debrief/", {"record": written(typed), "feedback": "guess", "guess": "canary"})
    seeds = [f'"seed":{each.seed}' for each in (last, typed)]
    moves = [turn.move for turn in last.turns if turn.move != "wait"]
    traces = ["Dr Example", last.sha256, *seeds, "eighteen", "canary", *moves]
    cells = every_cell()
    assert len(cells) > 50
    assert [(t, cell) for t, cell in cells if any(trace in cell for trace in traces)] == []
    assert not caplog.records
    assert list(home.rglob("*")) == []


def test_only_counts_of_runs_have_a_table(db):
    known = connections["default"].introspection
    with connections["default"].cursor() as cursor:
        tables = known.table_names(cursor)
        columns = {column.name for column in known.get_table_description(cursor, "rehearsal_runcount")}
        pointing = [known.get_relations(cursor, table) for table in tables]
    assert [table for table in tables if "rehears" in table] == ["rehearsal_runcount"]
    assert columns == {"id", "scenario", "month", "n"}
    assert not [t for found in pointing for t in found.values() if "rehears" in t[1]]


def test_page_shows_what_the_core_replays(alices):
    """The same on SQLite and PostgreSQL: the page is a function of the record it brings, and no row enters."""
    stage = Stage.of(scenario("listener-and-number"))
    for seed, bot in enumerate(("listener", "random", "ultimatum_at_3", "hider")):
        talk = run(stage, BOTS[bot], seed, 10)
        with CaptureQueriesContext(connections["default"]) as queries:
            answer = alices.post("/rehearse/debrief/", {"record": written(talk.record), "feedback": "end"})
        page = " ".join(html.unescape(answer.content.decode()).replace("<br>", "\n").split())
        for said in (*(x.reply for x in talk.exchanges), debrief(stage, talk).sixty_days):
            assert " ".join(said.split()) in page
        assert not [q for q in queries if "rehearsal" in q["sql"]]


def typing(client: Client, text: str, **more: object) -> str:
    """A talk begun, and a sentence typed into its first turn; the page that answers."""
    page = client.post("/rehearse/talk/", START).content.decode()
    return client.post("/rehearse/talk/", {"record": record_in(page), "typed": text, **more}).content.decode()


def test_typed_sentence_is_asked_about_first(alices):
    page = typing(alices, "What gets in the way?")
    assert "Is this what you did?" in page
    assert 'value="ask_open"' in page
    assert "Turn 2 of" not in page


def test_confirmed_sentence_becomes_a_turn(alices):
    page = typing(alices, "What gets in the way?", act="ask_open")
    assert "Turn 2 of 12" in page
    assert read(record_in(page)).turns[0].text == "What gets in the way?"


def test_acts_that_fit_no_sentence_change_nothing(alices):
    assert "Turn 1 of 12" in typing(alices, "What gets in the way?", act=["ask_open", "plan"])


def test_saying_it_differently_keeps_the_words(alices):
    assert ">What gets in the way?</textarea>" in typing(alices, "What gets in the way?", differently="1")


def test_colleagues_name_is_refused(alices, bob):
    bob.name = "Dr Bartholomew"
    bob.save()
    assert "That looks like a colleague&#x27;s name." in typing(alices, "What would Bartholomew say?")


def test_words_about_safety_stop_the_rehearsal(alices):
    page = typing(alices, "I could kill myself.")
    assert "The rehearsal has stopped" in page
    assert "kill" not in page


def test_pronoun_picks_a_name_of_the_scenario(alices):
    page = alices.post("/rehearse/talk/", START | {"scenario": "good-news", "name": "he"}).content.decode()
    assert "Dr Paul Example" in page


def test_exercise_begins_in_the_middle_of_a_talk(alices):
    lesson = next(each for each in lessons() if each.skill.act == "own_share")
    assert lesson.skill.title in html.unescape(alices.get("/rehearse/skills/").content.decode())
    page = alices.post("/rehearse/talk/", {"record": lesson.record, "feedback": "each"}).content.decode()
    assert "Turn 3 of 12" in page


def test_copy_is_sealed_with_a_passphrase(alices):
    record = record_in(alices.post("/rehearse/talk/", START).content.decode())
    answer = alices.post("/rehearse/copy/", {"record": record, "passphrase": "long enough"})
    assert unseal(answer.content.decode(), "long enough") == record
    assert "scenario" not in answer.content.decode()
