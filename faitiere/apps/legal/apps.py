from django.apps import AppConfig


class LegalConfig(AppConfig):
    name = "faitiere.apps.legal"
    verbose_name = "Conseil juridique"
