from django.db import models


class ActStatus(models.TextChoices):
    CONFIRMED = "confirmed", "Confirmé"
    DISMISSED = "dismissed", "Écarté"


class Indicator(models.TextChoices):
    CASES = "cases", "Dossiers suivis"
    ACTS = "acts", "Actes"
    GAIN = "gain", "Gain d'énergie moyen calculé"
    WORKS = "works", "Montant des travaux"
    AIDS = "aids", "Montant des aides"
