"""What the support app keeps about people."""

from django.apps import apps  # noqa: TID251 this is read while the models are loaded
from django.db.models import Exists, OuterRef, Q

from tenthhour.apps.org.privacy.kept import Kept, Open, declare

OWN_NOTES = "What somebody writes for themselves before it is shared is theirs alone, and kept 30 days."


def _is_not_closed() -> Q:
    visits = apps.get_model("support", "Visit")._base_manager.filter(question=OuterRef("pk"))
    return Q(~Exists(visits.filter(state__in=["S0", "S5"])))


declare(
    Kept(
        "support.AskDraft",
        "Asks you are still writing",
        about=("subject",),
        withheld={"about": OWN_NOTES},
        expires_from="updated_at",
    ),
    Kept(
        "support.Ask",
        "What is asked of you",
        about=("subject",),
        names=("shared_by",),
        expires_from="shared_at",
        recorded_by=("support.ask.share",),
    ),
    Kept(
        "support.Talk",
        "Talks",
        about=("subject",),
        names=("invited_by", "cancelled_by", "summarised_by"),
        expires_from="invited_at",
        recorded_by=("support.talk.invite", "support.talk.summarise"),
    ),
    Kept("support.Rhythm", "How often you meet", about=("subject",), names=("set_by",)),
    Kept(
        "support.Point",
        "Points for your talks",
        about=("subject",),
        names=("added_by", "done_by"),
        expires_from="added_at",
    ),
    Kept(
        "support.Thanks",
        "What you were thanked for, and what you thanked for",
        about=("subject", "written_by"),
        expires_from="written_at",
    ),
    Kept(
        "support.OwnSum", "Your own figures for the sum of an ask", about=("subject",), expires_from="kept_at"
    ),
    Kept("support.Reminders", "How you want to be reminded", about=("subject",)),
    Kept("support.LeadersTime", "Your time for leading", about=("subject",)),
    Kept("support.LoadWeek", "Minutes a week needed and there, counted each Monday", about=("subject",)),
    Kept("support.LoadReport", "Minutes you reported as missing", about=("subject",), names=("answered_by",)),
    Kept(
        "support.Need", "What you needed from above in a crisis", about=("subject",), names=("answered_by",)
    ),
    Kept("support.Useful", "How many found their talks with you useful", about=("subject",)),
    Kept(
        "support.Scratch",
        "Your own notes for talks",
        about=("subject",),
        withheld={"about": OWN_NOTES},
        expires_from="written_at",
    ),
    Kept(
        "support.Promise",
        "Promises",
        about=("subject", "owed_by", "owed_to"),
        expires_from="made_at",
        recorded_by=("support.promise.make",),
        is_open=Open("promise", "promises", lambda: Q(status__in=["open", "missed"], kept_on__isnull=True)),
    ),
    # A question and what belongs to it stay together: nothing of it expires row by row.
    Kept(
        "support.Question",
        "Questions about you",
        about=("subject",),
        recorded_by=(
            "support.question.open",
            "support.danger.name",
        ),
        is_open=Open("question", "questions", _is_not_closed),
    ),
    Kept(
        "support.Visit",
        "Where your questions stood, and when",
        about=("question__subject",),
        recorded_by=("support.question.step", "support.question.open"),
        recorded_as=("question", "number", "move", "state", "on"),
    ),
    Kept(
        "support.Confirmation",
        "Who said yes to a step",
        about=("question__subject",),
        names=("person",),
    ),
    Kept("support.Figures", "What each import said of a question", about=("question__subject",)),
    Kept(
        "support.Meeting",
        "Meetings about a question",
        about=("question__subject",),
        recorded_by=("support.meeting.invite", "support.meeting.write"),
    ),
    Kept(
        "support.Statement",
        "Statements",
        about=("question__subject",),
        names=("by",),
        recorded_by=("support.statement.add",),
    ),
    Kept(
        "support.Dispute",
        "Your questions about the data",
        about=("question__subject",),
        names=("answered_by", "second_by"),
        recorded_by=("support.dispute.open",),
    ),
    Kept(
        "support.Wish", "What you wished for", about=("question__subject",), recorded_by=("support.wish.add",)
    ),
    Kept("support.PrivateReport", "Days of reports you entered for yourself", about=("subject",)),
    Kept(
        "support.Plan",
        "Plans of help",
        about=("question__subject",),
        names=("written_by",),
        recorded_by=(
            "support.plan.write",
            "support.plan.again",
        ),
    ),
    Kept(
        "support.PlanAction",
        "Help owed to you",
        about=("question__subject",),
        names=("said_done_by", "delivered_by"),
    ),
    Kept(
        "support.Proposal",
        "Formal steps proposed",
        about=("question__subject",),
        names=("proposed_by",),
        recorded_by=("support.proposal.write",),
    ),
    Kept(
        "support.Danger",
        "Dangers that were named",
        about=("question__subject",),
        names=("named_by",),
        recorded_by=("support.danger.name",),
        recorded_as=("question",),
    ),
    Kept(
        "support.Adoption",
        "Which steps were adopted as policy; about nobody",
        names=("recorded_by",),
        recorded_by=("support.adoption.record",),
    ),
    Kept(
        "support.Crisis",
        "Crises that were declared; about nobody",
        names=("declared_by",),
        recorded_by=("support.crisis.write",),
    ),
    Kept(
        "support.Outcome",
        "Numbers you counted; they name nobody else",
        about=("subject",),
        recorded_by=("support.outcome.count",),
    ),
    Kept("support.PlanGoal", "Goals in your own hands", about=("question__subject",)),
)
