from django.apps import AppConfig


class CondominiumsConfig(AppConfig):
    name = "faitiere.apps.condominiums"
    verbose_name = "Espace des copropriétés"
