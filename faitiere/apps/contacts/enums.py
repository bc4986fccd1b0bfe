from django.db import models


class Occupancy(models.TextChoices):
    """Status of the household in the home (TBS column 8 maps these to its own words)."""

    OWNER_OCCUPIER = "owner_occupier", "Propriétaire occupant"
    LANDLORD = "landlord", "Propriétaire bailleur"
    TENANT = "tenant", "Locataire"
    FREE_OCCUPIER = "free_occupier", "Occupant à titre gratuit"
    BUYER = "buyer", "Futur acquéreur"


class Purpose(models.TextChoices):
    FOLLOW_UP = "follow_up", "Suivi du projet par le guichet"
    NEWSLETTER = "newsletter", "Lettre d'information"
    STATISTICS = "statistics", "Transmission aux financeurs à des fins de statistiques"
    OWNER_PLAN = "owner_plan", "Plan de financement d'un copropriétaire"


class PointKind(models.TextChoices):
    PHONE = "phone", "Téléphone"
    EMAIL = "email", "Adresse e-mail"


class LinkKind(models.TextChoices):
    """Read from the person to the other one: "est … de"."""

    SPOUSE = "spouse", "Conjoint"
    CHILD = "child", "Enfant"
    PARENT = "parent", "Parent"
    RELATIVE = "relative", "Proche"
    GUARDIAN = "guardian", "Tuteur ou curateur"
    NEIGHBOUR = "neighbour", "Voisin"


# How the other person is linked back.
MIRRORED = {
    LinkKind.SPOUSE: LinkKind.SPOUSE,
    LinkKind.CHILD: LinkKind.PARENT,
    LinkKind.PARENT: LinkKind.CHILD,
    LinkKind.RELATIVE: LinkKind.RELATIVE,
    LinkKind.NEIGHBOUR: LinkKind.NEIGHBOUR,
}


class ListKind(models.TextChoices):
    BY_HAND = "by_hand", "Choisie à la main"
    CRITERIA = "criteria", "Par critères"


class PairReason(models.TextChoices):
    """Why two people could be the same one, surest first (alphabetical order is the order shown)."""

    EMAIL = "a_email", "Même adresse e-mail, nom proche"
    PHONE = "b_phone", "Même téléphone, nom proche"
    TYPO = "c_typo", "Même nom, téléphone à un chiffre près"
    NAME = "d_name", "Même nom, rien qui les distingue"


class PairState(models.TextChoices):
    TO_CHECK = "to_check", "À vérifier"
    APART = "apart", "Deux personnes différentes"
