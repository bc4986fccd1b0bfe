"""On PostgreSQL, words are compared byte by byte: "begins with" is then a range of the primary key, whatever the language
of the database. SQLite already does."""

from django.db import migrations


def compare_by_byte(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute('ALTER TABLE search_searchword ALTER COLUMN word TYPE varchar(40) COLLATE "C"')
    schema_editor.execute('ALTER TABLE search_searchspelling ALTER COLUMN word TYPE varchar(40) COLLATE "C"')


class Migration(migrations.Migration):
    dependencies = [("search", "0001_search_index")]
    operations = [migrations.RunPython(compare_by_byte, migrations.RunPython.noop)]
