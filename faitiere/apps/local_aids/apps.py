from django.apps import AppConfig


class LocalAidsConfig(AppConfig):
    name = "faitiere.apps.local_aids"
    verbose_name = "Aides locales"
