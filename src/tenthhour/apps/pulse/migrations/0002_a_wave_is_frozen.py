"""What no program can do, and no person at the database's own prompt: change a launched wave, write a figure twice,
take an answer after the end, or delete one before it.

SQLite copies a table to change a constraint and loses its triggers with it: whoever changes the constraints of
these tables makes the triggers again.
"""

from django.db import migrations

FIXED = ("instrument", "k", "opens_on", "closes_on", "definition", "digest", "public_key", "launched_at")
STEPS = (
    "draft draft", "draft frozen", "draft void", "frozen frozen", "frozen open", "frozen void", "open open",
    "open closed", "open void", "closed closed", "closed published", "closed void",
)
_KNOWN = ", ".join(f"'{step}'" for step in STEPS)
_CHANGED = " OR ".join(f"NEW.{column} DIFFERS OLD.{column}" for column in FIXED)
_STATE = "(SELECT w.state FROM pulse_wave w WHERE w.id = {}.wave_id)"
_OVERLAP = """EXISTS (SELECT 1 FROM pulse_wave w WHERE w.id <> NEW.id AND w.state IN ('frozen', 'open', 'closed')
  AND w.opens_on <= NEW.closes_on AND NEW.opens_on <= w.closes_on)"""
_ENDED = "('published', 'void')"

# Table, event, what is refused, and the sentence. Nothing given: always.
REFUSED = [
    ("wave", "INSERT", "NEW.state <> 'draft'", "a wave begins as a draft"),
    ("wave", "UPDATE", f"OLD.state <> 'draft' AND ({_CHANGED})", "a wave stays as it was launched"),
    ("wave", "UPDATE", f"OLD.state || ' ' || NEW.state NOT IN ({_KNOWN})", "a wave takes one step after the other"),
    ("wave", "UPDATE", f"NEW.state = 'frozen' AND OLD.state = 'draft' AND {_OVERLAP}", "waves do not overlap"),
    ("wave", "DELETE", "OLD.state <> 'draft'", "a launched wave stays"),
    ("eligible", "INSERT", f"{_STATE.format('NEW')} <> 'frozen'", "who may answer is written at launch"),
    (
        "eligible",
        "UPDATE",
        """NEW.wave_id <> OLD.wave_id OR NEW.person_id <> OLD.person_id OR NEW."group" <> OLD."group"
        OR (OLD.slip_taken AND NOT NEW.slip_taken)""",
        "who may answer stays as it was at launch",
    ),
    ("eligible", "DELETE", f"{_STATE.format('OLD')} NOT IN {_ENDED}", "who may answer is deleted at the end"),
    ("slip", "INSERT", f"{_STATE.format('NEW')} <> 'open'", "this wave is not open"),
    ("slip", "UPDATE", "", "a slip is never changed"),
    ("sealedanswer", "INSERT", f"{_STATE.format('NEW')} <> 'open'", "this wave is not open"),
    ("sealedanswer", "UPDATE", "", "an answer is never changed"),
    ("sealedanswer", "DELETE", f"{_STATE.format('OLD')} NOT IN {_ENDED}", "answers are deleted at the end"),
    *(
        line
        for table in ("result", "overall")
        for line in (
            (table, "INSERT", f"{_STATE.format('NEW')} <> 'closed'", "figures are written once, at publication"),
            (table, "UPDATE", "", "what is published stays"),
            (table, "DELETE", "", "what is published stays"),
        )
    ),
]


def on_sqlite(name, table, event, condition, why):
    when = f"WHEN {condition}".replace("DIFFERS", "IS NOT") if condition else ""
    yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{why}'); END"


def on_postgresql(name, table, event, condition, why):
    row = "OLD" if event == "DELETE" else "NEW"
    condition = condition.replace("DIFFERS", "IS DISTINCT FROM") or "TRUE"
    body = f"IF ({condition}) THEN RAISE EXCEPTION '{why}'; END IF; RETURN {row};"
    yield f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
    yield f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


def refuse(apps, editor):
    written = {"sqlite": on_sqlite, "postgresql": on_postgresql}[editor.connection.vendor]
    for number, (table, *rest) in enumerate(REFUSED):
        for statement in written(f"pulse_guard_{number}", f"pulse_{table}", *rest):
            editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("pulse", "0001_initial")]

    operations = [migrations.RunPython(refuse)]
