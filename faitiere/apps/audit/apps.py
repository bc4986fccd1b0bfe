from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "faitiere.apps.audit"
    verbose_name = "Journal"
