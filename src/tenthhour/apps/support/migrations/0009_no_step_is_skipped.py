"""What no program can do, and no person at the database's own prompt: skip a step, date one back, or move many at once.

The steps stand here as they were on the day of this migration; a test compares them with the table of the
pathway. SQLite copies a table to change a constraint and loses its triggers with it: whoever changes the
constraints of these tables makes the triggers again.
"""

from django.db import migrations

STEPS = {
    "measure": (
        "S0 T01 S1", "S1 T02 S0", "S1 T03 S0", "S1 T04 S2", "S1 T05 S2", "S2 T08 S0", "S2 T09 S0",
        "S2 T10 S3", "S2 T11 S3", "S3 T12 S0", "S3 T13 S3", "S3 T14 S4", "S3 T15 S0", "S1 T18 S0",
        "S2 T18 S0", "S3 T18 S0", "S1 T19 S0", "S2 T19 S0", "S3 T19 S0", "S4 T19 S0", "S4 T20 S0",
        "S4 T21 S3", "S4 T22 S5", "S4 T23 S0", "S1 T27 SP", "S2 T27 SP", "S3 T27 SP", "S3h T27 SP",
        "S4 T27 SP", "SP T28 S1", "SP T28 S2", "SP T28 S3", "SP T28 S3h", "SP T28 S4",
    ),
    "event": (
        "S0 T06 S2", "S2 T08 S0", "S2 T09 S0", "S2 T10 S3", "S2 T11 S3", "S3 T12 S0", "S3 T13 S3",
        "S3 T15 S0", "S1 T18 S0", "S2 T18 S0", "S3 T18 S0", "S1 T27 SP", "S2 T27 SP", "S3 T27 SP",
        "S3h T27 SP", "S4 T27 SP", "SP T28 S1", "SP T28 S2", "SP T28 S3", "SP T28 S3h", "SP T28 S4",
    ),
    "ask": (
        "S0 T29 S2", "S2 T08 S0", "S2 T09 S0", "S2 T10 S3", "S2 T11 S3", "S3 T12 S0", "S3 T13 S3",
        "S3 T14 S4", "S3 T15 S0", "S1 T18 S0", "S2 T18 S0", "S3 T18 S0", "S1 T19 S0", "S2 T19 S0",
        "S3 T19 S0", "S4 T19 S0", "S4 T20 S0", "S4 T21 S3", "S4 T22 S5", "S4 T23 S0", "S1 T27 SP",
        "S2 T27 SP", "S3 T27 SP", "S3h T27 SP", "S4 T27 SP", "SP T28 S1", "SP T28 S2", "SP T28 S3",
        "SP T28 S3h", "SP T28 S4",
    ),
    "help": (
        "S0 T07 S3h", "S3h T16 S0", "S3h T17 S0", "S1 T27 SP", "S2 T27 SP", "S3 T27 SP", "S3h T27 SP",
        "S4 T27 SP", "SP T28 S1", "SP T28 S2", "SP T28 S3", "SP T28 S3h", "SP T28 S4",
    ),
    "exception": (
        "S0 T24 SX", "SX T25 S0", "SX T26 S5",
    ),
}
# Calendar days in the state that a step needs at the least; pauses only lengthen them.
WAITS = {"T03": 14, "T04": 3, "T09": 30, "T11": 14, "T13": 90, "T14": 90, "T17": 180, "T22": 60, "T23": 120}

_OF_THIS = "FROM support_visit v WHERE v.question_id = NEW.question_id"
_LAST = f"(SELECT v.state {_OF_THIS} ORDER BY v.number DESC LIMIT 1)"
_ENTERED = f"""(SELECT v."on" {_OF_THIS} AND v.move NOT IN ('T13', 'T27', 'T28') ORDER BY v.number DESC LIMIT 1)"""
_KIND = "(SELECT q.kind FROM support_question q WHERE q.id = NEW.question_id)"
_SAID_YES = """FROM support_confirmation c WHERE c.question_id = NEW.question_id AND c.move = NEW.move
  AND c.after = NEW.number - 1"""
_KNOWN = ", ".join(f"'{kind} {step}'" for kind, steps in STEPS.items() for step in steps)
_WAIT = " ".join(f"WHEN '{move}' THEN {days}" for move, days in WAITS.items())

# Each pair: what is refused, and the sentence. [days:a|b] is written in the words of the engine.
REFUSED = [
    (
        f"NEW.number <> 1 + (SELECT COALESCE(MAX(v.number), 0) {_OF_THIS})",
        "steps are written one after the other",
    ),
    (f"NEW.number > 1 AND {_LAST} IN ('S0', 'S5')", "this question is closed"),
    (
        f"{_KIND} || ' ' || COALESCE({_LAST}, 'S0') || ' ' || NEW.move || ' ' || NEW.state NOT IN ({_KNOWN})",
        "there is no such step from here",
    ),
    (
        f"NEW.move = 'T28' AND NEW.state <> (SELECT v.state {_OF_THIS} AND v.number = NEW.number - 2)",
        "a pause leads back where it began",
    ),
    (f"""NEW."on" < (SELECT MAX(v."on") {_OF_THIS})""", "a step cannot be dated before the last one"),
    ("""ABS([days:NEW."on"|[day:NEW.at]]) > 1""", "the day of a step is the day it was written"),
    (
        "[minutes:(SELECT e.at FROM org_auditentry e ORDER BY e.seq DESC LIMIT 1)|NEW.at] > 10",
        "a step cannot be dated before what the record has already",
    ),
    (
        "NEW.audit_id <> 1 + COALESCE((SELECT h.seq FROM org_audithead h LIMIT 1), 0)",
        "a step is written together with its own row of the record, one at a time",
    ),
    (
        f"""[days:NEW."on"|{_ENTERED}] < CASE NEW.move {_WAIT} ELSE 0 END""",
        "the days this step needs have not passed",
    ),
    (
        f"NEW.state IN ('S4', 'S5', 'SX') AND (SELECT COUNT(DISTINCT c.person_id) {_SAID_YES}) < 2",
        "this step needs two people",
    ),
    (
        f"""NEW.state IN ('S4', 'S5', 'SX') AND EXISTS (SELECT 1 {_SAID_YES} AND c.person_id IN (
  SELECT a.holder_id FROM org_assignment a JOIN support_question q ON q.subject_id = a.subject_id
  WHERE q.id = NEW.question_id AND a.kind = 'leads' AND a.state IN ('active', 'delegated')
    AND a.valid_from <= NEW.at AND (a.valid_to IS NULL OR a.valid_to > NEW.at)))""",
        "the leader cannot take part in this step",
    ),
    (
        """NEW.move = 'T14' AND (SELECT COUNT(*) FROM support_meeting m WHERE m.question_id = NEW.question_id
  AND m.kind = 'check_in' AND (m.declined_confirmed_on IS NOT NULL
    OR (m.leader_said_on IS NOT NULL AND m.clinician_said_on IS NOT NULL))) < 3""",
        "three check-ins come first",
    ),
    (
        """NEW.move = 'T14' AND EXISTS (SELECT 1 FROM support_planaction a WHERE a.question_id = NEW.question_id
  AND a.delivered_on IS NULL AND a.waived_on IS NULL AND a.plan_id = (SELECT p.id FROM support_plan p
    WHERE p.question_id = NEW.question_id ORDER BY p.written_at DESC LIMIT 1))""",
        "the organisation delivers first",
    ),
]
NEVER_CHANGED = ["support_visit", "support_confirmation", "support_statement", "support_wish"]
FIXED = ("kind", "subject_id", "measure_id", "ask_id", "opened_at")

ENGINE = {
    "sqlite": {
        "days": "(julianday({}) - julianday({}))",
        "day": "substr({}, 1, 10)",
        "minutes": "((julianday({}) - julianday({})) * 1440)",
    },
    "postgresql": {
        "days": "({} - {})",
        "day": "(({}) AT TIME ZONE 'UTC')::date",
        "minutes": "(EXTRACT(EPOCH FROM {} - {}) / 60)",
    },
}


def written(condition, engine):
    """A condition in the words of one engine: the innermost [name:a|b] first."""
    while "[" in condition:
        start = condition.rindex("[")
        end = condition.index("]", start)
        name, rest = condition[start + 1 : end].split(":", 1)
        condition = condition[:start] + ENGINE[engine][name].format(*rest.split("|")) + condition[end + 1 :]
    return condition


def on_sqlite():
    checks = "\n".join(
        f"SELECT RAISE(ABORT, '{why}') WHERE {written(condition, 'sqlite')};" for condition, why in REFUSED
    )
    yield f"CREATE TRIGGER visit_skips_nothing BEFORE INSERT ON support_visit BEGIN {checks} END"
    for table in NEVER_CHANGED:
        for event in ("UPDATE", "DELETE"):
            yield f"""CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, 'what was written stays as it was'); END"""
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in FIXED)
    yield f"""CREATE TRIGGER question_stays BEFORE UPDATE ON support_question WHEN {changed}
BEGIN SELECT RAISE(ABORT, 'a question stays about what it was about'); END"""


def on_postgresql():
    checks = " ".join(
        f"IF ({written(condition, 'postgresql')}) THEN RAISE EXCEPTION '{why}'; END IF;"
        for condition, why in REFUSED
    )
    yield _function("visit_skips_nothing", f"{checks} RETURN NEW;")
    yield _trigger("visit_skips_nothing", "INSERT", "support_visit")
    yield _function("written_once", "RAISE EXCEPTION 'what was written stays as it was';")
    for table in NEVER_CHANGED:
        yield _trigger("written_once", "UPDATE OR DELETE", table)
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FIXED)
    stays = f"IF {changed} THEN RAISE EXCEPTION 'a question stays about what it was about'; END IF; RETURN NEW;"
    yield _function("question_stays", stays)
    yield _trigger("question_stays", "UPDATE", "support_question")


def _function(name, body):
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def _trigger(name, events, table):
    return f"CREATE TRIGGER {name} BEFORE {events} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


def refuse(apps, editor):
    statements = {"sqlite": on_sqlite, "postgresql": on_postgresql}[editor.connection.vendor]
    for statement in statements():
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("support", "0008_questions_and_their_steps"), ("org", "0003_every_kind_of_assignment")]

    operations = [migrations.RunPython(refuse)]
