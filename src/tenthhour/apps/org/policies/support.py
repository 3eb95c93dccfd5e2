"""Asks, sums, talks, promises and letters."""

from tenthhour.apps.org.policies.policy import (
    ACT,
    GET,
    LEADERS,
    ME,
    MINE_OR_LED,
    NOBODY,
    OWN,
    POST,
    READ,
    READ_OF_OTHER,
    WRITE,
    Policy,
)

POLICIES = (
    # Asks: a draft is its leader's alone; from shared on both read all of it at the same moment
    Policy("support.draft.new", "support.AskDraft", WRITE, LEADERS, GET | POST, OWN),
    Policy("support.draft.read", "support.AskDraft", READ, ME, GET, OWN),
    Policy("support.draft.edit", "support.AskDraft", WRITE, ME, GET | POST, OWN),
    Policy("support.draft.write", "support.AskDraft", WRITE, ME, NOBODY, ACT, route=False),
    Policy("support.draft.discard", "support.AskDraft", WRITE, ME, POST, ACT),
    Policy("support.draft.share", "support.AskDraft", WRITE, LEADERS, POST, ACT),
    Policy("support.ask.share", "support.Ask", WRITE, LEADERS, NOBODY, ACT, route=False),
    Policy("support.ask.list", "support.Ask", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    Policy("support.ask.read", "support.Ask", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    Policy("support.ask.answer", "support.Ask", WRITE, LEADERS, POST, ACT),
    Policy("support.sum.draft", "support.AskDraft", READ, ME, GET, OWN),
    Policy("support.sum.draft_pdf", "support.AskDraft", READ, ME, GET, OWN),
    Policy("support.sum.keep", "support.AskDraft", WRITE, ME, POST, ACT),
    Policy("support.sum.read", "support.Ask", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    Policy("support.sum.pdf", "support.Ask", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    # Talks and promises: both read them; the notes of a leader and the points of a clinician are their own
    Policy("support.brief.read", "support.Talk", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    Policy("support.brief.pdf", "support.Talk", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    Policy("support.talk.invite", "support.Talk", WRITE, LEADERS, POST, ACT),
    Policy("support.talk.agenda", "support.Talk", WRITE, ME, POST, ACT),
    Policy("support.scratch.read", "support.Scratch", READ, ME, GET, OWN, route=False),
    Policy("support.scratch.write", "support.Scratch", WRITE, ME, POST, ACT),
    Policy("support.promise.read", "support.Promise", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    Policy("support.promise.calendar", "support.Promise", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    Policy("support.promise.make", "support.Promise", WRITE, MINE_OR_LED, POST, ACT),
    Policy("support.promise.settle", "support.Promise", WRITE, MINE_OR_LED, POST, ACT),
    # Letters: written from what is known, taken away as text, kept nowhere
    Policy("support.letter.draft", "support.AskDraft", READ, ME, GET | POST, OWN),
    Policy("support.letter.ask", "support.Ask", READ, LEADERS, GET | POST, READ_OF_OTHER),
    Policy("support.letter.team", None, READ, LEADERS, GET | POST, OWN),
    Policy("support.letter.policy", None, READ, LEADERS, GET | POST, OWN),
)
