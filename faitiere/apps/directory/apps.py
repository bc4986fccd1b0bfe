from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "faitiere.apps.directory"
    verbose_name = "Annuaire des professionnels"
