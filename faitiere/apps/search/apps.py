from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "faitiere.apps.search"
    verbose_name = "Recherche"
