from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "faitiere.apps.portal"
    verbose_name = "Portail"
