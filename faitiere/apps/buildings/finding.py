"""What finds a home in the search box."""

from faitiere.apps.search.rules import STREETS, words_of

from .models import Home


def words_of_home(home: Home) -> set[str]:
    """Its address but the kind of street, its postcode and its commune."""
    return words_of(home.address, home.postcode, home.commune.name if home.commune else "") - STREETS
