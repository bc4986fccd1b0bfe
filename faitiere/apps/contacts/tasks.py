from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.territories.models import Territory
from faitiere.lib.jobs import job
from faitiere.lib.tenancy import territory_scope

from . import actions


@job()
def look_for_duplicates_everywhere() -> None:
    """Every night, territory by territory: people who could be the same one."""
    for territory in Territory.objects.all():
        with territory_scope(territory):
            actions.look_for_duplicates(actor=system_actor(territory))
