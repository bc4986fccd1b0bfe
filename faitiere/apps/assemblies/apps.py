from django.apps import AppConfig


class AssembliesConfig(AppConfig):
    name = "faitiere.apps.assemblies"
    verbose_name = "assemblées"
