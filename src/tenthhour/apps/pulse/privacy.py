"""What the pulse keeps: who may answer while a wave is open, and afterwards bands of groups."""

from tenthhour.apps.org.privacy.kept import Kept, declare

declare(
    Kept("pulse.Wave", "Questions asked of everybody, when; about nobody"),
    # Named and not "about": a legal hold would else keep for years who could have answered.
    Kept("pulse.Eligible", "Who may answer while a wave is open; deleted when it ends", names=("person",)),
    Kept("pulse.Slip", "Slips nobody has answered with yet; they name nobody, and are deleted"),
    Kept("pulse.SealedAnswer", "Sealed answers of an open wave; they name nobody, and are deleted"),
    Kept("pulse.Result", "Bands of groups of five and more; about nobody"),
    Kept("pulse.Overall", "Blurred shares of everybody; about nobody"),
)
