import pytest

from faitiere.apps.accounts.enums import Role
from faitiere.apps.accounts.tests.factories import member
from faitiere.apps.territories.models import Organisation
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.tenancy import territory_scope


@pytest.fixture
def foix_admin(cast):
    """The administrator of the other territory."""
    with territory_scope(other_territory()):
        return member(Role.TERRITORY_ADMIN, Organisation.objects.get(), first_name="Rose", last_name="Autre")
