"""What a condominium is, in the few lines that head its case."""

from django.db.models import Count, Q, Sum

from faitiere.lib.numbers import count, number

from .enums import LotKind
from .models import Condominium, Lot, Share


def site_lines(condominium: Condominium) -> list[tuple[str, str]]:
    """Label and words: register, lots, keys, syndic, heating and hot water; what is not known says so. Two queries."""
    dwellings = Count("pk", filter=Q(kind=LotKind.DWELLING))
    lots = condominium.lots.filter(Lot.STANDING).aggregate(all=Count("pk"), dwellings=dwellings)
    keys = condominium.keys.annotate(held=Sum("shares__tantiemes", filter=Share.OF_STANDING))
    known = f"{count(lots['all'], 'lot')}, dont {count(lots['dwellings'], 'logement')}"
    return [
        ("Registre (RNIC)", condominium.rnic or "Pas encore connu"),
        ("Lots", known if lots["all"] else "Pas encore importés"),
        ("Clés de répartition", ", ".join(f"{key} ({number(key.held or 0)})" for key in keys) or "Pas encore connues"),
        ("Syndic", condominium.syndic or "Pas encore connu"),
        ("Chauffage", condominium.get_heating_display() or "Pas encore connu"),
        ("Eau chaude", condominium.get_hot_water_display() or "Pas encore connue"),
    ]
