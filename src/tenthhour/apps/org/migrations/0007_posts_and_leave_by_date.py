"""Posts and leave by date; one post and one leave of a person a day, and no row rewritten, on either engine."""

import uuid

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

# SQLite copies a table to change a constraint and loses its triggers with it: whoever changes the
# constraints of these two tables again makes these rules again.
TABLES = ("post", "leave")
ONE_A_DAY = """CREATE TRIGGER {t}_one_a_day_{event} BEFORE {event} ON org_{t}
WHEN NEW.replaced_at IS NULL AND EXISTS (
  SELECT 1 FROM org_{t} a
  WHERE a.replaced_at IS NULL AND a.subject_id = NEW.subject_id AND a.id <> NEW.id
    AND (NEW.last_on IS NULL OR a.first_on IS NULL OR a.first_on <= NEW.last_on)
    AND (a.last_on IS NULL OR NEW.first_on IS NULL OR NEW.first_on <= a.last_on))
BEGIN SELECT RAISE(ABORT, 'two rows of org_{t} on one day'); END"""
REWRITTEN = """OLD.replaced_at IS NOT NULL OR OLD.subject_id <> NEW.subject_id
  OR OLD.recorded_at <> NEW.recorded_at OR OLD.recorded_by_id <> NEW.recorded_by_id
  OR OLD.first_on IS DISTINCT FROM NEW.first_on OR OLD.last_on IS DISTINCT FROM NEW.last_on"""
WORK = """ OR OLD.peer_group <> NEW.peer_group OR OLD.team <> NEW.team OR OLD.clinic <> NEW.clinic
  OR OLD.clinical_fte IS DISTINCT FROM NEW.clinical_fte"""
STAYS = """CREATE TRIGGER {t}_stays BEFORE UPDATE ON org_{t} WHEN {rewritten}
BEGIN SELECT RAISE(ABORT, 'a row of org_{t} is replaced, never rewritten'); END"""
PG_STAYS = """CREATE FUNCTION {t}_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF {rewritten} THEN RAISE EXCEPTION 'a row of org_{t} is replaced, never rewritten'; END IF;
  RETURN NEW; END $$;
CREATE TRIGGER {t}_stays BEFORE UPDATE ON org_{t} FOR EACH ROW EXECUTE FUNCTION {t}_stays()"""
PG_ONE_A_DAY = """ALTER TABLE org_{t} ADD CONSTRAINT {t}_one_a_day EXCLUDE USING gist
  (subject_id WITH =, daterange(first_on, last_on, '[]') WITH &&) WHERE (replaced_at IS NULL)"""


def rules(vendor):
    for t in TABLES:
        rewritten = REWRITTEN + (WORK if t == "post" else "")
        if vendor == "sqlite":
            yield from (ONE_A_DAY.format(t=t, event=event) for event in ("INSERT", "UPDATE"))
            # SQLite 3.38 and older know IS, not IS DISTINCT FROM.
            yield STAYS.format(t=t, rewritten=rewritten.replace("IS DISTINCT FROM", "IS NOT"))
        else:
            yield PG_ONE_A_DAY.format(t=t)
            yield PG_STAYS.format(t=t, rewritten=rewritten)


def make_rules(apps, editor):
    for statement in rules(editor.connection.vendor):
        editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('org', '0006_two_people_decide'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='filed',
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name='Leave',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('first_on', models.DateField(null=True)),
                ('last_on', models.DateField(null=True)),
                ('recorded_at', models.DateTimeField()),
                ('replaced_at', models.DateTimeField(null=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('replaced_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'unscoped',
                'default_manager_name': 'unscoped',
                'indexes': [models.Index(fields=['subject', 'replaced_at'], name='leave_subject')],
                'constraints': [models.CheckConstraint(condition=models.Q(('first_on__isnull', True), ('last_on__isnull', True), ('last_on__gte', models.F('first_on')), _connector='OR'), name='leave_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('replaced_at__isnull', True), ('replaced_by__isnull', True)), models.Q(('replaced_at__isnull', False), ('replaced_by__isnull', False)), _connector='OR'), name='leave_replaced_at_and_by')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('first_on', models.DateField(null=True)),
                ('last_on', models.DateField(null=True)),
                ('recorded_at', models.DateTimeField()),
                ('replaced_at', models.DateTimeField(null=True)),
                ('peer_group', models.CharField(blank=True, max_length=200)),
                ('team', models.CharField(blank=True, max_length=200)),
                ('clinic', models.CharField(blank=True, max_length=200)),
                ('clinical_fte', models.FloatField(null=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('replaced_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.person')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'unscoped',
                'default_manager_name': 'unscoped',
                'indexes': [models.Index(fields=['subject', 'replaced_at'], name='post_subject')],
                'constraints': [models.CheckConstraint(condition=models.Q(('first_on__isnull', True), ('last_on__isnull', True), ('last_on__gte', models.F('first_on')), _connector='OR'), name='post_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('replaced_at__isnull', True), ('replaced_by__isnull', True)), models.Q(('replaced_at__isnull', False), ('replaced_by__isnull', False)), _connector='OR'), name='post_replaced_at_and_by'), models.CheckConstraint(condition=models.Q(('clinical_fte__isnull', True), models.Q(('clinical_fte__gt', 0), ('clinical_fte__lte', 1.5)), _connector='OR'), name='post_share_possible')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.RunPython(make_rules),
    ]
