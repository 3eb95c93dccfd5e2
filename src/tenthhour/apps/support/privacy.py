"""What the support app keeps about people."""

from tenthhour.apps.org.privacy.kept import Kept, declare

OWN_NOTES = "What somebody writes for themselves before it is shared is theirs alone, and kept 30 days."

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
    ),
    Kept("support.Talk", "Talks", about=("subject",), names=("invited_by",), expires_from="invited_at"),
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
    ),
)
