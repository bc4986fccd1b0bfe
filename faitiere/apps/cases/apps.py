from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "faitiere.apps.cases"
    verbose_name = "Dossiers"
