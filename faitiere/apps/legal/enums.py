from django.db import models


class QuestionStatus(models.TextChoices):
    ASKED = "asked", "En attente"
    ANSWERED = "answered", "Répondue"


class Channel(models.TextChoices):
    PHONE = "phone", "Téléphone"
    VISIT = "visit", "Entretien sur place"
    VIDEO = "video", "Visioconférence"
    MAIL = "mail", "Courriel"
    LETTER = "letter", "Courrier"
    EVENT = "event", "Permanence ou salon"
    CASE = "case", "Demande d'un conseiller"


class Public(models.TextChoices):
    OWNER_OCCUPIER = "owner_occupier", "Propriétaire occupant"
    LANDLORD = "landlord", "Propriétaire bailleur"
    TENANT = "tenant", "Locataire"
    CO_OWNER = "co_owner", "Copropriétaire ou conseil syndical"
    SYNDIC = "syndic", "Syndic"
    BUYER = "buyer", "Accédant à la propriété"
    PROFESSIONAL = "professional", "Professionnel"
    AUTHORITY = "authority", "Collectivité ou travailleur social"
    OTHER = "other", "Autre"


class Redirection(models.TextChoices):
    GUICHET = "guichet", "Conseiller du guichet"
    NOTARY = "notary", "Notaire"
    LAWYER = "lawyer", "Avocat"
    CONCILIATOR = "conciliator", "Conciliateur de justice"
    COMMISSION = "commission", "Commission de conciliation"
    OFFICER = "officer", "Commissaire de justice"
    CONSUMER = "consumer", "Répression des fraudes"
    INSURER = "insurer", "Assureur ou médiateur"
    HEALTH = "health", "Service d'hygiène de la commune"
    SOCIAL = "social", "Service social, CAF ou FSL"
    COURT = "court", "Tribunal"
    OTHER = "other", "Autre"
