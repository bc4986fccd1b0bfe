from django.apps import AppConfig


class ReferencesConfig(AppConfig):
    name = "faitiere.apps.references"
    verbose_name = "Références"
