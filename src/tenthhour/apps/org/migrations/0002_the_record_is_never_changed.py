"""The database itself refuses to change or delete an audit row, and two leaders at one instant."""

from django.db import migrations

REFUSALS = {
    "sqlite": [
        f"""CREATE TRIGGER audit_entry_never_{done} BEFORE {event} ON org_auditentry
        BEGIN SELECT RAISE(ABORT, 'audit entries are never {done}'); END"""
        for event, done in (("UPDATE", "changed"), ("DELETE", "deleted"))
    ],
    "postgresql": [
        """CREATE FUNCTION audit_entry_stays() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'audit entries are never changed or deleted'; END $$""",
        """CREATE TRIGGER audit_entry_never_changed BEFORE UPDATE OR DELETE ON org_auditentry
        FOR EACH ROW EXECUTE FUNCTION audit_entry_stays()""",
        """CREATE TRIGGER audit_entry_never_emptied BEFORE TRUNCATE ON org_auditentry
        FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_stays()""",
    ],
}


def refuse(apps, editor):
    for statement in REFUSALS[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("org", "0001_initial")]

    operations = [migrations.RunPython(refuse)]
