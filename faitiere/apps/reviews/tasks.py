import uuid

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.territories.models import Territory
from faitiere.lib.jobs import job
from faitiere.lib.tenancy import territory_scope

from . import actions
from .models import Review
from .rules import Refused


@job()
def run_review(territory_id: str, review_id: str) -> None:
    """Compute the cases of one review; one dropped in the meantime asks for nothing."""
    territory = Territory.objects.get(pk=uuid.UUID(territory_id))
    with territory_scope(territory):
        review = Review.objects.select_related("draft", "local_aid").filter(pk=review_id).first()
        if review:
            actions.run(actor=system_actor(territory), review=review)


@job()
def watch_everywhere() -> None:
    """Once a day, in each territory: what the rules of the day change in the open cases."""
    for territory in Territory.objects.all():
        with territory_scope(territory):
            try:
                actions.ask_watch(actor=system_actor(territory))
            except Refused:
                continue
