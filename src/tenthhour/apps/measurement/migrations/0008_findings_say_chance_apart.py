"""Findings kept before `by_chance` was a field of its own get it from the end of their sentence, where it stood."""

from django.db import migrations


def tell_apart(apps, editor):
    rows = apps.get_model("measurement", "StoredFinding")._base_manager
    for row in rows.filter(body__by_chance__isnull=True).iterator():
        last = row.body["sentence"].rpartition(". ")[2]
        row.body["by_chance"] = "" if row.body["kind"] == "improvement" else last
        row.save(update_fields=["body"])


class Migration(migrations.Migration):

    dependencies = [("measurement", "0007_months_wait_for_late_results")]

    operations = [migrations.RunPython(tell_apart, migrations.RunPython.noop)]
