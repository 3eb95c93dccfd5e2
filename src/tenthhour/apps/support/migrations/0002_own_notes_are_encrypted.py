"""The leader's own notes are stored encrypted; what stands there already is encrypted now."""

from django.db import migrations

import tenthhour.apps.org.privacy.text as private


def _rewritten(change):
    def run(apps, schema_editor):
        for notes in apps.get_model("support", "Scratch")._base_manager.exclude(text=""):
            notes.text = change(notes.text)
            notes.save(update_fields=["text"])

    return run


class Migration(migrations.Migration):
    dependencies = [("support", "0001_initial")]

    operations = [
        # The rows first, while the column is still plain text to the migration; the column itself stays text.
        migrations.RunPython(_rewritten(private.locked), _rewritten(private.unlocked)),
        migrations.AlterField("scratch", "text", private.PrivateText(max_length=2000)),
    ]
