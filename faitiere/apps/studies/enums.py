from django.db import models


class StudyStatus(models.TextChoices):
    DRAFT = "draft", "En préparation"
    PRINTED = "printed", "Imprimée"
