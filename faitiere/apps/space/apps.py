from django.apps import AppConfig


class SpaceConfig(AppConfig):
    name = "faitiere.apps.space"
    verbose_name = "Espace projet"
