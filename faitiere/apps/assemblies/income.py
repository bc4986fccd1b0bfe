"""The income bracket of an owner, from what it read on its tax notice."""

from django.utils import timezone

from faitiere.apps.buildings.models import Condominium
from faitiere.apps.local_aids.places import ILE_DE_FRANCE
from faitiere.engines import aids

from .enums import IncomeBracket

_BRACKETS = {
    "tres_modeste": IncomeBracket.VERY_MODEST,
    "modeste": IncomeBracket.MODEST,
    "intermediaire": IncomeBracket.INTERMEDIATE,
    "superieur": IncomeBracket.HIGHER,
}


def bracket(condominium: Condominium, *, size: int, rfr_euros: int) -> str:
    """Bracket under today's ceilings for a household of this building; "" when they are not known."""
    commune = condominium.home.commune
    in_ile_de_france = commune is not None and commune.region == ILE_DE_FRANCE
    known = aids.Situation(household_size=size, rfr_euros=rfr_euros, ile_de_france=in_ile_de_france)
    found = aids.income_category(known, on=timezone.localdate())
    return _BRACKETS.get(found.code or "", "")
