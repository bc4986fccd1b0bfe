from importlib import import_module

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "faitiere.apps.portal"
    verbose_name = "Portail"

    def ready(self):
        # Models are importable only now.
        import_module("faitiere.apps.portal.signals").connect()
