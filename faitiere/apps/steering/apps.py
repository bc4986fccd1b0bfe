from django.apps import AppConfig


class SteeringConfig(AppConfig):
    name = "faitiere.apps.steering"
    verbose_name = "Pilotage"
