from django.apps import AppConfig


class BuildingsConfig(AppConfig):
    name = "faitiere.apps.buildings"
    verbose_name = "Bâtiments"
