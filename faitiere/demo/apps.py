from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "faitiere.demo"
    verbose_name = "démonstration"
