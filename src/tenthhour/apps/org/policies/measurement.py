"""Numbers and findings, and the files they come from; the pages of the week."""

from tenthhour.apps.org.policies.policy import (
    ACT,
    DATA,
    GET,
    LEADERS,
    LEADS,
    ME,
    MINE_OR_LED,
    NOBODY,
    OWN,
    POST,
    READ,
    READ_OF_OTHER,
    STEWARDS,
    WRITE,
    Policy,
)

POLICIES = (
    # A clinician's numbers: the clinician at once, the leader three working days later
    Policy("monday.week.read", "measurement.PersonMonth", READ, LEADERS, GET, READ_OF_OTHER),
    Policy("monday.person.read", "measurement.PersonMonth", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    Policy("monday.charts.read", "measurement.StoredSeries", READ, MINE_OR_LED, GET, READ_OF_OTHER),
    Policy("measurement.finding.read", "measurement.StoredFinding", READ, MINE_OR_LED, GET, OWN, route=False),
    Policy("measurement.silence.read", "measurement.StoredNotSaid", READ, MINE_OR_LED, GET, OWN, route=False),
    Policy("measurement.series.read", "measurement.StoredSeries", READ, MINE_OR_LED, GET, OWN, route=False),
    Policy("measurement.correction.read", "measurement.Correction", READ, MINE_OR_LED, GET, OWN, route=False),
    Policy("measurement.comment.read", "measurement.Comment", READ, MINE_OR_LED, GET, OWN, route=False),
    Policy("measurement.comment.create", "measurement.Comment", WRITE, ME, POST, ACT),
    # The data: stewards bring files in and take the latest out again; they see files, not findings
    Policy("measurement.batch.read", "measurement.Batch", READ, DATA, GET, OWN),
    Policy("measurement.file.read", "measurement.Batch", READ, DATA, GET, ACT, sudo=True),
    Policy("measurement.upload.read", "measurement.Upload", READ, DATA, GET, OWN, route=False),
    Policy("measurement.upload.create", "measurement.Upload", WRITE, DATA, POST, ACT),
    Policy("measurement.upload.match", "measurement.Upload", WRITE, DATA, GET | POST, OWN),
    Policy("measurement.upload.mapping", "measurement.Upload", READ, DATA, GET, OWN),
    Policy("measurement.upload.preview", "measurement.Upload", READ, DATA, GET, OWN),
    Policy("monday.first_hour.read", None, READ, frozenset({LEADS, STEWARDS}), GET, OWN),
    Policy("measurement.batch.import", "measurement.Batch", WRITE, DATA, POST, ACT),
    # Questions about the numbers themselves: the steward answers them; whom they concern reads what was decided
    Policy("measurement.question.read", "measurement.StoredQuestion", READ, DATA, GET, READ_OF_OTHER),
    Policy("measurement.question.answer", "measurement.Decision", WRITE, DATA, POST, ACT),
    Policy("measurement.level.confirm", "measurement.Decision", WRITE, MINE_OR_LED, POST, ACT),
    Policy(
        "measurement.decision.read", "measurement.Decision", READ, MINE_OR_LED | DATA, GET, OWN, route=False
    ),
    # What was left out while its results came in is judged by the clock on the day they are in
    Policy("measurement.month.complete", "measurement.Batch", WRITE, DATA, NOBODY, ACT, route=False),
    Policy("measurement.batch.undo", "measurement.Batch", WRITE, DATA, POST, ACT),
)
