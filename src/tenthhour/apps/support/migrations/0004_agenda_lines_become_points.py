"""What a clinician had written for a talk becomes points of the shared agenda, line by line."""

from django.db import migrations


def to_points(apps, schema_editor):
    talks, points = apps.get_model("support", "Talk"), apps.get_model("support", "Point")
    for talk in talks._base_manager.exclude(agenda=""):
        for line in filter(None, (line.strip() for line in talk.agenda.splitlines())):
            points._base_manager.create(
                subject_id=talk.subject_id,
                added_by_id=talk.subject_id,
                added_at=talk.invited_at,
                text=line[:200],
            )


class Migration(migrations.Migration):
    dependencies = [("support", "0003_talks_from_invitation_to_summary")]

    operations = [migrations.RunPython(to_points, migrations.RunPython.noop)]
