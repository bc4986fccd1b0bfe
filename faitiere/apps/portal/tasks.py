"""Jobs of the portal: what was to be published or taken down, links followed, editors reminded."""

from django.core.management import call_command

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.territories.models import Territory
from faitiere.lib.jobs import job
from faitiere.lib.tenancy import territory_scope

from . import actions
from .models import TerritorySite


@job()
def publish_scheduled() -> None:
    """Publish the pages whose hour has come, take down those whose hour is past."""
    call_command("publish_scheduled", verbosity=0)


@job()
def check_portals() -> None:
    """Follow the links of every portal, then remind its editors of what has to be read again."""
    for territory in Territory.objects.filter(pk__in=TerritorySite.objects.values("territory")):
        with territory_scope(territory):
            actor = system_actor(territory)
            actions.check_links(actor=actor)
            actions.remind_editors(actor=actor)
