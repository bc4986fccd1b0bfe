from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "faitiere.apps.notifications"
    verbose_name = "Courriels"
