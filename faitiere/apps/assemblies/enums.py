from django.db import models

from faitiere.engines.votes import Article, Choice, Presence


class Majority(models.TextChoices):
    A24 = Article.A24, "Article 24 : plus de voix pour que contre"
    A25 = Article.A25, "Article 25 : plus de la moitié des voix de tous"
    A26 = Article.A26, "Article 26 : deux tiers des voix, plus de la moitié des copropriétaires"
    UNANIMITY = Article.UNANIMITY, "Unanimité"


class Motion(models.TextChoices):
    """What a resolution asks; the majority of each is a dated rule (`params/tables/motions.csv`)."""

    ACCOUNTS = "comptes", "Comptes et budget"
    UPKEEP = "entretien", "Entretien courant"
    SAFETY = "conservation", "Conservation, sécurité, travaux imposés par la loi"
    DTG = "dtg", "Diagnostic technique global (DTG)"
    DRAFT_PLAN = "pppt", "Faire établir le projet de plan pluriannuel (PPPT)"
    PLAN = "ppt", "Adopter le plan pluriannuel de travaux (PPT)"
    AUDIT = "audit", "Audit énergétique"
    SUPPORT = "amo", "Assistance à maîtrise d'ouvrage (AMO)"
    DESIGN = "maitrise_oeuvre", "Maîtrise d'œuvre"
    ENERGY = "travaux_energie", "Travaux d'économie d'énergie"
    IMPROVEMENT = "ameliorations", "Amélioration, transformation, addition"
    OWN_WORKS = "parties_communes", "Travaux d'un copropriétaire sur des parties communes"
    FUND = "fonds_travaux", "Cotisation au fonds de travaux"
    OPT_IN_LOAN = "pret_adherents", "Prêt collectif de ceux qui y adhèrent"
    OPT_OUT_LOAN = "pret_sauf_refus", "Prêt collectif de tous, sauf refus"
    DISPOSAL = "cession", "Cession d'une partie commune"
    BY_LAWS = "reglement", "Règlement de copropriété"


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


class OwnerStay(models.TextChoices):
    """What an owner says of its dwellings in the condominium."""

    OCCUPANT = "occupant", "J'y habite"
    LANDLORD = "landlord", "Je le loue"
    BOTH = "both", "J'en habite un et j'en loue un autre"
    OTHER = "other", "Ni l'un ni l'autre (secondaire, vacant)"


class LoanKind(models.TextChoices):
    """The collective loan that is offered with the works."""

    OPT_IN = "opt_in", "Prêt collectif de ceux qui y adhèrent (article 26-4 II)"
    ECO_PTZ = "eco_ptz", "Éco-PTZ collectif, de ceux qui y adhèrent"
    OPT_OUT = "opt_out", "Prêt collectif de tous, sauf refus (article 26-4 III)"


class Attending(models.TextChoices):
    """How an owner thinks it will take part."""

    UNKNOWN = "unknown", "Je ne sais pas encore"
    PRESENT = "present", "Je viendrai"
    REPRESENTED = "represented", "Je donnerai pouvoir"
    POSTAL = "postal", "Je voterai par correspondance"
    ABSENT = "absent", "Je ne voterai pas"


class Sharing(models.TextChoices):
    """Who sees what an owner thinks of the vote, beside itself."""

    NOBODY = "nobody", "Moi seulement"
    ADVISOR = "advisor", "Mon conseiller, pour simuler l'assemblée"
    COUNCIL = "council", "Mon conseiller et le conseil syndical"


class LoanChoice(models.TextChoices):
    NONE = "none", "Sans prêt : payer sa part"
    COLLECTIVE = "shared", "Prêt collectif proposé"
