from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("references", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="reference",
            name="companies",
            field=models.TextField(
                blank=True, default="", max_length=600, verbose_name="SIRET des entreprises, un par ligne"
            ),
            preserve_default=False,
        ),
    ]
