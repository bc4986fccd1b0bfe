from django.db import migrations, models


def one_seat_each(apps, schema_editor):
    """An advisor receives one person at a time, in whatever territory."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SELECT set_config('faitiere.territory', '*', true)")
    apps.get_model("booking", "Opening").objects.filter(advisor__isnull=False, seats__gt=1).update(seats=1)


class Migration(migrations.Migration):
    dependencies = [("booking", "0001_appointments")]
    operations = [
        migrations.AlterField(
            model_name="textmessage",
            name="text",
            field=models.CharField(max_length=765, verbose_name="texte"),
        ),
        migrations.RunPython(one_seat_each, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="takenquarter", name="never_two_on_a_slot"),
        migrations.AddConstraint(
            model_name="takenquarter",
            constraint=models.UniqueConstraint(fields=("calendar", "seat", "at"), name="never_two_on_a_slot"),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.CheckConstraint(
                condition=models.Q(("advisor__isnull", True), ("seats", 1), _connector="OR"),
                name="opening_of_an_advisor_one_seat",
            ),
        ),
    ]
