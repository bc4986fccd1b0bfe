"""What finds a home in the search box."""

from faitiere.apps.search.rules import words_of

from .models import Home


def words_of_home(home: Home) -> set[str]:
    """Its address, postcode and commune."""
    return words_of(home.address, home.postcode, home.commune.name if home.commune else "")
