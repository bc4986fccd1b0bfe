from django.apps import AppConfig


class StudiesConfig(AppConfig):
    name = "faitiere.apps.studies"
    verbose_name = "Études"
