from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "faitiere.apps.events"
    verbose_name = "Événements"
