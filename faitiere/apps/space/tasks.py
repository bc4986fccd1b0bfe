"""Jobs of the project space."""

import uuid

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.territories.models import Territory
from faitiere.lib.jobs import job
from faitiere.lib.tenancy import territory_scope

from . import actions
from .enums import CopyState
from .models import DataCopy


@job(attempts=1)
def make_copy(territory_id: str, copy_id: str) -> None:
    """Make the copy of somebody's data; what was given or erased meanwhile is left alone."""
    territory = Territory.objects.get(pk=uuid.UUID(territory_id))
    with territory_scope(territory):
        copy = DataCopy.objects.filter(pk=uuid.UUID(copy_id), state=CopyState.WAITING).select_related("person").first()
        if copy is None:
            return
        try:
            actions.make_copy(actor=system_actor(territory), copy=copy)
        except Exception:
            actions.give_up_copy(actor=system_actor(territory), copy=copy)
            raise
