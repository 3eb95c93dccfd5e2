"""What the measurement app keeps about people."""

from tenthhour.apps.org.privacy.kept import Kept, declare

declare(
    Kept(
        "measurement.Upload",
        "Files you brought that wait",
        names=("uploaded_by",),
        expires_from="uploaded_at",
        recorded_by=("measurement.upload.create",),
    ),
    Kept(
        "measurement.Batch",
        "An import: files, names and hashes",
        names=("imported_by", "undone_by"),
        recorded_by=("measurement.batch.import",),
    ),
    Kept("measurement.MonthRun", "Sums over everybody; it names nobody"),
    Kept("measurement.StoredAcross", "A year of a group as coarse points; it names nobody"),
    Kept("measurement.StoredSystemSignal", "What changed for everybody; it names nobody"),
    Kept("measurement.StoredQuestion", "A question about the data your numbers rest on", about=("subject",)),
    Kept(
        "measurement.Decision",
        "What was decided about your numbers, and why",
        about=("subject",),
        names=("decided_by",),
        recorded_by=("measurement.question.answer", "measurement.level.confirm"),
    ),
    Kept("measurement.PersonMonth", "Months judged", about=("subject",)),
    Kept("measurement.StoredFinding", "What was said of your numbers", about=("page__subject",)),
    Kept("measurement.StoredNotSaid", "Why nothing was said of a number", about=("page__subject",)),
    Kept("measurement.StoredSeries", "Your numbers, month by month", about=("page__subject",)),
    Kept("measurement.Chart", "Drawings of the series above, kept once; reached only through them"),
    Kept("measurement.Correction", "Values a later file changed", about=("subject",)),
    Kept(
        "measurement.Comment",
        "What you said of your numbers",
        about=("subject",),
        expires_from="written_at",
        recorded_by=("measurement.comment.create",),
    ),
)
