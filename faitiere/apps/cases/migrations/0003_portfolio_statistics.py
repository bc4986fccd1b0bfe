"""On PostgreSQL, tell the planner that a stage, an organisation or an advisor belongs to one territory: without it a
filter looks far rarer than it is, and the list is sorted whole instead of being read from its index."""

from django.db import migrations


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE STATISTICS IF NOT EXISTS case_within_territory (dependencies) "
            "ON territory_id, stage_id, organisation_id, advisor_id FROM cases_case"
        )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP STATISTICS IF EXISTS case_within_territory")


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_portfolio")]
    operations = [migrations.RunPython(make, drop)]
