"""The database itself refuses to change or delete an audit row, and two leaders at one instant."""

from django.db import migrations

REFUSALS = """
CREATE TRIGGER audit_entry_never_changed BEFORE UPDATE ON org_auditentry
BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END;
CREATE TRIGGER audit_entry_never_deleted BEFORE DELETE ON org_auditentry
BEGIN SELECT RAISE(ABORT, 'audit entries are never deleted'); END;
"""

OVERLAP = """
CREATE TRIGGER assignment_one_leader_{event} BEFORE {event} ON org_assignment
WHEN NEW.kind = 'leads' AND NEW.state IN ('active', 'delegated') AND EXISTS (
  SELECT 1 FROM org_assignment a
  WHERE a.kind = 'leads' AND a.state IN ('active', 'delegated') AND a.subject_id = NEW.subject_id
    AND a.id <> NEW.id
    AND (NEW.valid_to IS NULL OR a.valid_from < NEW.valid_to)
    AND (a.valid_to IS NULL OR NEW.valid_from < a.valid_to))
BEGIN SELECT RAISE(ABORT, 'a clinician has one leader at a time'); END;
"""


class Migration(migrations.Migration):
    dependencies = [("org", "0001_initial")]

    operations = [
        migrations.RunSQL(
            REFUSALS,
            "DROP TRIGGER audit_entry_never_changed; DROP TRIGGER audit_entry_never_deleted;",
        ),
        *[
            migrations.RunSQL(OVERLAP.format(event=event), f"DROP TRIGGER assignment_one_leader_{event};")
            for event in ("insert", "update")
        ],
    ]
