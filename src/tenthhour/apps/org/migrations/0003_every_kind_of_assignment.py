"""Kinds held towards one question or the people office; two rules over several rows, on either engine."""

from django.db import migrations, models

# SQLite copies a table to change a constraint and loses its triggers with it: whoever changes the
# constraints of org_assignment again makes these two again.
ONE_LEADER = """CREATE TRIGGER assignment_one_leader_{event} BEFORE {event} ON org_assignment
WHEN NEW.kind = 'leads' AND NEW.state IN ('active', 'delegated') AND EXISTS (
  SELECT 1 FROM org_assignment a
  WHERE a.kind = 'leads' AND a.state IN ('active', 'delegated') AND a.subject_id = NEW.subject_id
    AND a.id <> NEW.id
    AND (NEW.valid_to IS NULL OR a.valid_from < NEW.valid_to)
    AND (a.valid_to IS NULL OR NEW.valid_from < a.valid_to))
BEGIN SELECT RAISE(ABORT, 'a clinician has one leader at a time'); END"""
SHORT_COVER = """CREATE TRIGGER assignment_short_cover_{event} BEFORE {event} ON org_assignment
WHEN NEW.kind = 'covers' AND julianday(NEW.valid_to) - julianday(NEW.valid_from) > 30.00001
BEGIN SELECT RAISE(ABORT, 'a cover lasts 30 days at most'); END"""
RULES = {
    "sqlite": [rule.format(event=event) for event in ("INSERT", "UPDATE") for rule in (ONE_LEADER, SHORT_COVER)],
    "postgresql": [
        "CREATE EXTENSION IF NOT EXISTS btree_gist",
        """ALTER TABLE org_assignment ADD CONSTRAINT assignment_one_leader_at_a_time
        EXCLUDE USING gist (subject_id WITH =, tstzrange(valid_from, valid_to) WITH &&)
        WHERE (kind = 'leads' AND state IN ('active', 'delegated'))""",
        """ALTER TABLE org_assignment ADD CONSTRAINT assignment_short_cover
        CHECK (kind <> 'covers' OR valid_to <= valid_from + interval '30 days')""",
    ],
}


def rule(apps, editor):
    for statement in RULES[editor.connection.vendor]:
        editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('org', '0002_the_record_is_never_changed'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='assignment',
            name='assignment_kind_known',
        ),
        migrations.RemoveConstraint(
            model_name='assignment',
            name='assignment_subject_fits_kind',
        ),
        migrations.AddField(
            model_name='assignment',
            name='object_ref',
            field=models.UUIDField(null=True),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['administers', 'staffs', 'stewards']), ('object_ref__isnull', True), ('subject__isnull', True)), models.Q(('kind__in', ['coaches', 'covers', 'leads', 'supervises']), ('object_ref__isnull', True), ('subject__isnull', False)), models.Q(('kind__in', ['messenger', 'people_office', 'reviews']), ('object_ref__isnull', False), ('subject__isnull', False)), _connector='OR'), name='assignment_fits_its_kind'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'covers'), _negated=True), ('valid_to__isnull', False), _connector='OR'), name='assignment_cover_has_an_end'),
        ),
        migrations.RunPython(rule),
    ]
