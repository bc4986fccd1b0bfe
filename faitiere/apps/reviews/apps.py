from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "faitiere.apps.reviews"
    verbose_name = "Règles qui changent"
