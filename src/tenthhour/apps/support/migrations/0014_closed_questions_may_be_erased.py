"""What was written stays as it was, until the record says that the whole question is erased.

The rows of a question may be deleted only while the newest entry of the record is `org.expire` of that very
question: the entry is written first, in the same transaction, with the head of the record locked.
"""

from django.db import migrations

TABLES = ("support_visit", "support_confirmation", "support_statement", "support_wish")
# SQLite keeps a UUID without its hyphens, the record with them.
ERASED = """EXISTS (SELECT 1 FROM org_auditentry e JOIN org_audithead h ON h.seq = e.seq
WHERE e.action = 'org.expire' AND replace(e.object_ref, '-', '') =
  'support.Question:' || replace(CAST(OLD.question_id AS {text}), '-', ''))"""
SAID = "what was written stays as it was"


def on_sqlite():
    for table in TABLES:
        yield f"DROP TRIGGER IF EXISTS {table}_no_delete"
        yield f"""CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN NOT {ERASED.format(text="text")}
BEGIN SELECT RAISE(ABORT, '{SAID}'); END"""


def on_postgresql():
    yield f"""CREATE OR REPLACE FUNCTION written_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF TG_OP = 'DELETE' AND {ERASED.format(text="text")} THEN RETURN OLD; END IF;
RAISE EXCEPTION '{SAID}'; END $$"""


def permit(apps, editor):
    statements = {"sqlite": on_sqlite, "postgresql": on_postgresql}[editor.connection.vendor]
    for statement in statements():
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0013_needs_of_leaders_in_a_crisis"),
        ("org", "0009_closed_questions_are_opened_by_two"),
    ]

    operations = [migrations.RunPython(permit)]
