"""Addresses of the asks, sums, talks, promises and letters."""

from __future__ import annotations

from django.urls import path

from tenthhour.apps.support.views import asks, letters, promises, sums, talks, time
from tenthhour.apps.support.views.pathway import plans, questions, voices

urlpatterns = [
    path("asks/", asks.asks_page, name="asks"),
    path("people/<uuid:person_id>/ask/", asks.new_draft, name="ask-new"),
    path("asks/drafts/<uuid:draft_id>/change/", asks.edit_draft, name="ask-edit"),
    path("asks/drafts/<uuid:draft_id>/share/", asks.share, name="ask-share"),
    path("asks/drafts/<uuid:draft_id>/discard/", asks.discard, name="ask-discard"),
    path("asks/drafts/<uuid:draft_id>/doable/", sums.draft_sum, name="draft-sum"),
    path("asks/drafts/<uuid:draft_id>/doable/keep/", sums.keep_sum, name="draft-sum-keep"),
    path("asks/drafts/<uuid:draft_id>/doable.pdf", sums.draft_pdf, name="draft-sum-pdf"),
    path("asks/drafts/<uuid:draft_id>/letter/", letters.draft_letter, name="draft-letter"),
    path("asks/<uuid:ask_id>/answer/", asks.answer, name="ask-answer"),
    path("asks/<uuid:ask_id>/doable/", sums.sum_page, name="ask-sum"),
    path("asks/<uuid:ask_id>/doable.pdf", sums.sum_pdf, name="ask-sum-pdf"),
    path("asks/<uuid:ask_id>/letter/", letters.ask_letter, name="ask-letter"),
    path("people/<uuid:person_id>/talk/", talks.invite, name="talk-invite"),
    path("people/<uuid:person_id>/notes/", talks.scratch, name="scratch"),
    path("people/<uuid:person_id>/talks/", talks.talks, name="talks"),
    path("people/<uuid:person_id>/talks/today/", talks.happened, name="talk-happened"),
    path("people/<uuid:person_id>/points/", talks.points, name="points"),
    path("people/<uuid:person_id>/rhythm/", talks.rhythm, name="rhythm"),
    path("talks/<uuid:talk_id>/move/", talks.move, name="talk-move"),
    path("talks/<uuid:talk_id>/cancel/", talks.cancel, name="talk-cancel"),
    path("talks/<uuid:talk_id>/summary/", talks.summarise, name="talk-summary"),
    path("talks/<uuid:talk_id>/confirm/", talks.acknowledge, name="talk-confirm"),
    path("talks/<uuid:talk_id>/talk.ics", talks.calendar, name="talk-calendar"),
    path("people/<uuid:person_id>/promises/", promises.promises, name="promises"),
    path("people/<uuid:person_id>/promises/new/", promises.make_promise, name="promise-new"),
    path("promises/<uuid:promise_id>/kept/", promises.settle, name="promise-settle"),
    path("promises/<uuid:promise_id>/date/", promises.date, name="promise-date"),
    path("promises/<uuid:promise_id>/missed/", promises.miss, name="promise-miss"),
    path("promises/<uuid:promise_id>/promise.ics", promises.calendar, name="promise-calendar"),
    path("me/time/", time.my_time, name="my-time"),
    path("loads/", time.loads, name="loads"),
    path("loads/<uuid:report_id>/answer/", time.answer, name="load-answer"),
    path("people/<uuid:person_id>/thanks/", time.thank, name="thank"),
    path("thanks/", time.note, name="thanks-note"),
    path("letters/team/", letters.team_letter, name="letter-team"),
    path("letters/policy/", letters.policy_text, name="letter-policy"),
    # A question, its steps and its voices
    path("people/<uuid:person_id>/questions/", questions.questions, name="questions"),
    path("people/<uuid:person_id>/questions/talk/", questions.open_event, name="question-event"),
    path("me/help/", questions.open_help, name="question-help"),
    path("me/report/", voices.report, name="private-report"),
    path("asks/<uuid:ask_id>/talk/", questions.open_from_ask, name="ask-talk"),
    path("questions/data/", voices.disputes, name="disputes"),
    path("questions/data/<uuid:dispute_id>/answer/", voices.answer, name="dispute-answer"),
    path("questions/data/<uuid:dispute_id>/second/", voices.second, name="dispute-second"),
    path("questions/<uuid:question_id>/", questions.question, name="question"),
    path("questions/<uuid:question_id>/step/", questions.step, name="question-step"),
    path("questions/<uuid:question_id>/pause/", questions.pause, name="question-pause"),
    path("questions/<uuid:question_id>/share/", questions.share, name="question-share"),
    path("questions/<uuid:question_id>/invite/", voices.invite, name="question-invite"),
    path("questions/<uuid:question_id>/met/", voices.sum_up, name="question-sum-up"),
    path("questions/<uuid:question_id>/met/<uuid:meeting_id>/", voices.met, name="question-met"),
    path("questions/<uuid:question_id>/data/", voices.dispute, name="question-dispute"),
    path(
        "questions/<uuid:question_id>/data/<uuid:dispute_id>/second/",
        voices.ask_second,
        name="question-second-opinion",
    ),
    path("questions/<uuid:question_id>/statement/", voices.statement, name="question-statement"),
    path("questions/<uuid:question_id>/wish/", voices.wish, name="question-wish"),
    path("questions/<uuid:question_id>/plan/", plans.plan, name="question-plan"),
    path("questions/<uuid:question_id>/plan/differently/", plans.disagree, name="question-disagree"),
    path(
        "questions/<uuid:question_id>/plan/<uuid:action_id>/delivered/",
        plans.deliver,
        name="question-deliver",
    ),
    path(
        "questions/<uuid:question_id>/plan/<uuid:action_id>/arrived/", plans.confirm, name="question-confirm"
    ),
]
