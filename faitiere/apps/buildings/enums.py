from django.db import models

from faitiere.engines.bills import Energy, Use


class HomeKind(models.TextChoices):
    HOUSE = "house", "Maison"
    FLAT = "flat", "Appartement"
    BUILDING = "building", "Immeuble"


# What one household lives in; a building is the subject of a condominium.
DWELLINGS = [(kind.value, kind.label) for kind in (HomeKind.HOUSE, HomeKind.FLAT)]


class DescriptionSource(models.TextChoices):
    DPE = "dpe", "Fichier DPE"
    DECLARED = "declared", "Déclaré"


class HeatingSystem(models.TextChoices):
    COLLECTIVE = "collective", "Collectif"
    INDIVIDUAL = "individual", "Individuel"
    NETWORK = "network", "Réseau de chaleur"
    MIXED = "mixed", "Collectif et individuel"


class ShareKeyKind(models.TextChoices):
    GENERAL = "general", "Charges générales"
    SPECIAL = "special", "Charges spéciales"
    BUILDING = "building", "Par bâtiment"
    # Works of collective interest on private parts (article 25 f): all vote, the owners of the lots concerned pay.
    PRIVATE = "private", "Travaux d'intérêt collectif sur parties privatives"


class LotKind(models.TextChoices):
    DWELLING = "dwelling", "Logement"
    SHOP = "shop", "Commerce ou bureau"
    PARKING = "parking", "Stationnement"
    CELLAR = "cellar", "Cave ou grenier"
    OTHER = "other", "Autre"


class LotUse(models.TextChoices):
    OWNER = "owner", "Occupé"
    TENANT = "tenant", "Loué"
    SECONDARY = "secondary", "Secondaire"
    VACANT = "vacant", "Vacant"


class CoOwnerKind(models.TextChoices):
    PERSON = "person", "Personne"
    JOINT = "joint", "Couple ou indivision"
    COMPANY = "company", "SCI ou société"


class DiagnosisKind(models.TextChoices):
    DPE = "dpe", "DPE collectif"
    PPPT = "pppt", "Projet de plan pluriannuel de travaux (PPPT)"
    DTG = "dtg", "Diagnostic technique global (DTG)"
    AUDIT = "audit", "Audit énergétique"


class BillUse(models.TextChoices):
    HEAT = Use.HEAT, "Chauffage"
    WATER = Use.WATER, "Eau chaude"
    HEAT_AND_WATER = Use.HEAT_AND_WATER, "Chauffage et eau chaude ensemble"
    COMMON = Use.COMMON, "Électricité des parties communes"


class BillEnergy(models.TextChoices):
    GAS = Energy.GAS, "Gaz naturel"
    DISTRICT = Energy.DISTRICT, "Réseau de chaleur"
    ELECTRICITY = Energy.ELECTRICITY, "Électricité"
    OIL = Energy.OIL, "Fioul"
    PROPANE = Energy.PROPANE, "Propane"
    PELLETS = Energy.PELLETS, "Granulés"
    LOGS = Energy.LOGS, "Bûches"


class SplitKind(models.TextChoices):
    BILLS = "bills", "D'après les montants facturés"
    METER = "meter", "D'après l'eau chaude mesurée"


class HeatingEnergy(models.TextChoices):
    """Main heating energy, as people look for homes by it."""

    GAS = "gas", "Gaz de réseau"
    OIL = "oil", "Fioul"
    ELECTRICITY = "electricity", "Électricité"
    WOOD = "wood", "Bois"
    NETWORK = "network", "Réseau de chaleur"
    LPG = "lpg", "Propane, butane"
    COAL = "coal", "Charbon"
    OTHER = "other", "Autre"
