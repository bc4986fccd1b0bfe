import pytest
from django.core.cache import cache

from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.contacts.tests.factories import PersonFactory


@pytest.fixture(autouse=True)
def _no_request_before():
    """Rates start from nothing in each test."""
    cache.clear()


@pytest.fixture
def case(cast, toulouse):
    """The household's project, followed by the advisor."""
    person = PersonFactory(user=cast.household, email=cast.household.email)
    return CaseFactory(person=person, advisor=cast.advisor)


@pytest.fixture
def space(cast, login, case):
    """The household signed in, and the address of its space."""
    client = login(cast.household)
    client.space = f"/espace/{case.pk}/"
    return client
