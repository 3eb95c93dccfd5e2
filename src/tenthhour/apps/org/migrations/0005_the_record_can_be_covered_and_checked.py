"""Entries get a nonce, so that an export can cover them; checkpoints are remembered."""

from django.db import migrations, models

# SQLite copies the table to add the column and loses its triggers with it.
STAYS = [
    f"""CREATE TRIGGER IF NOT EXISTS audit_entry_never_{done} BEFORE {event} ON org_auditentry
    BEGIN SELECT RAISE(ABORT, 'audit entries are never {done}'); END"""
    for event, done in (("UPDATE", "changed"), ("DELETE", "deleted"))
]


def stays(apps, editor):
    if editor.connection.vendor == "sqlite":
        for statement in STAYS:
            editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("org", "0004_accounts_have_an_address")]

    operations = [
        migrations.AddField("auditentry", "nonce", models.CharField(max_length=32, default=""), preserve_default=False),
        migrations.AddField("audithead", "key_id", models.CharField(max_length=16, default=""), preserve_default=False),
        migrations.RunPython(stays),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("seq", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("link", models.CharField(max_length=64)),
                ("installation", models.CharField(max_length=36)),
                ("key_id", models.CharField(max_length=16)),
                ("taken_at", models.DateTimeField()),
                ("why", models.CharField(max_length=60)),
            ],
        ),
    ]
