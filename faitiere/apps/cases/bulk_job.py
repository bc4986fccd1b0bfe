import uuid

from faitiere.apps.accounts.actors import actor_for
from faitiere.apps.territories.models import Territory
from faitiere.lib.jobs import job
from faitiere.lib.tenancy import territory_scope

from .actions import bulk
from .models import BulkRun


@job()
def work_on_bulk(territory_id: str, run_id: str) -> None:
    """Go on with a bulk action, with the rights its author holds now."""
    with territory_scope(uuid.UUID(territory_id)):
        run = BulkRun.objects.select_related("author").get(pk=run_id)
        bulk.work(actor=actor_for(run.author, Territory.objects.get(pk=territory_id)), run=run)
