"""What finds a home in the search box."""

from faitiere.apps.search.rules import STREETS, words_of

from .enums import HomeKind
from .models import Condominium, Home


def words_of_home(home: Home) -> set[str]:
    """Its address but the kind of street, its postcode and its commune; of a building, also what it is in law."""
    place = words_of(home.address, home.postcode, home.commune.name if home.commune else "") - STREETS
    if home.kind != HomeKind.BUILDING:
        return place
    known = Condominium.objects.filter(home=home).values_list("name", "rnic", "syndic").first()
    return place | words_of(*known) if known else place
