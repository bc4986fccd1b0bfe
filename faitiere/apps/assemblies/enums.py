from django.db import models

from faitiere.engines.votes import Article, Choice, Presence


class Majority(models.TextChoices):
    A24 = Article.A24, "Article 24 : plus de voix pour que contre"
    A25 = Article.A25, "Article 25 : plus de la moitié des voix de tous"
    A26 = Article.A26, "Article 26 : deux tiers des voix, plus de la moitié des copropriétaires"
    UNANIMITY = Article.UNANIMITY, "Unanimité"


class Coming(models.TextChoices):
    """How an owner takes part in a meeting."""

    PRESENT = Presence.PRESENT, "Présent"
    REPRESENTED = Presence.REPRESENTED, "Représenté"
    POSTAL = Presence.POSTAL, "Vote par correspondance"


class Answer(models.TextChoices):
    FOR = Choice.FOR, "Pour"
    AGAINST = Choice.AGAINST, "Contre"
    ABSTAIN = Choice.ABSTAIN, "Abstention"


class IncomeBracket(models.TextChoices):
    """Category of the household, as the individual premium asks (declared privately by the owner)."""

    VERY_MODEST = "tres_modeste", "Très modeste"
    MODEST = "modeste", "Modeste"
    INTERMEDIATE = "intermediaire", "Intermédiaire"
    HIGHER = "superieure", "Supérieure"


class LoanChoice(models.TextChoices):
    NONE = "none", "Sans prêt : payer sa part"
    COLLECTIVE = "shared", "Prêt collectif proposé"
