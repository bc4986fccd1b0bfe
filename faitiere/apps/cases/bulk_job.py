import uuid

from django.urls import reverse

from faitiere.apps.accounts.actors import actor_for, system_actor
from faitiere.apps.notifications.actions import notify
from faitiere.apps.notifications.kinds import JobFinished
from faitiere.apps.territories.models import Territory
from faitiere.lib.jobs import job
from faitiere.lib.tenancy import territory_scope

from .actions import bulk
from .enums import BulkState
from .models import BulkRun


@job()
def work_on_bulk(territory_id: str, run_id: str) -> None:
    """Go on with a bulk action, with the rights its author holds now."""
    with territory_scope(uuid.UUID(territory_id)):
        run = BulkRun.objects.select_related("author").get(pk=run_id)
        territory = Territory.objects.get(pk=territory_id)
        bulk.work(actor=actor_for(run.author, territory), run=run)
        run.refresh_from_db()
        if run.state in {BulkState.DONE, BulkState.UNDONE}:
            words = f"{run.get_verb_display()} : {run.get_state_display().lower()}"
            told = JobFinished(text=words, path=reverse("cases:bulk_run", args=[run.pk]))
            notify(actor=system_actor(territory), people=[run.author], notification=told)
