from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "faitiere.apps.accounts"
    verbose_name = "Comptes"
