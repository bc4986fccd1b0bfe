from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "faitiere.apps.booking"
    verbose_name = "Rendez-vous"
