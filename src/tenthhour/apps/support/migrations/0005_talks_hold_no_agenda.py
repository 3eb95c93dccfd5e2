from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("support", "0004_agenda_lines_become_points")]

    operations = [migrations.RemoveField(model_name="talk", name="agenda")]
