from django.db import models


class Source(models.TextChoices):
    RGE = "rge", "Liste nationale RGE"
    SELF = "self", "Inscription du professionnel"
    DESK = "desk", "Ajout du guichet"


class Standing(models.TextChoices):
    PUBLISHED = "published", "Publié"
    HIDDEN = "hidden", "Masqué par le guichet"
    WITHDRAWN = "withdrawn", "Retiré à sa demande"


class OrderRule(models.TextChoices):
    DISTANCE = "distance", "Du plus proche au plus éloigné ; tirage au sort sans lieu"
    RANDOM = "random", "Tirage au sort, refait chaque jour pour chaque visiteur"


class ImportState(models.TextChoices):
    WAITING = "waiting", "En attente"
    RUNNING = "running", "En cours"
    STOPPED = "stopped", "Arrêté"
    DONE = "done", "Terminé"
    REFUSED = "refused", "Refusé"


class ProposalKind(models.TextChoices):
    REGISTER = "register", "Inscription"
    CORRECT = "correct", "Correction"
    WITHDRAW = "withdraw", "Retrait"
    PROBLEM = "problem", "Signalement"


class ProposalState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", "Adresse à confirmer"
    PENDING = "pending", "À traiter"
    ACCEPTED = "accepted", "Acceptée"
    REFUSED = "refused", "Refusée"


class InvitationState(models.TextChoices):
    SENT = "sent", "Envoyée, sans réponse"
    ACCEPTED = "accepted", "Acceptée"
    DECLINED = "declined", "Déclinée"
    WITHDRAWN = "withdrawn", "Retirée"
