"""Who may see which acts."""

from faitiere.apps.accounts.enums import Role
from faitiere.apps.cases.permissions import visible_to

from .enums import ActStatus
from .models import Act


def acts_seen_by(actor):
    """Confirmed acts of the cases the actor may open."""
    return Act.objects.filter(status=ActStatus.CONFIRMED, case__in=visible_to(actor))


def acts_measured_by(actor):
    """Confirmed acts behind the figures an actor may read: all of the territory for its administrator and its funders,
    those of its organisations for a manager. Figures only: a funder opens no case."""
    acts = Act.objects.filter(status=ActStatus.CONFIRMED)
    if actor.has(Role.TERRITORY_ADMIN, Role.FUNDER):
        return acts
    return acts.filter(organisation__in=actor.organisation_ids)


def can_export_names(actor) -> bool:
    """The TBS file names households: for those in charge of the acts, never for a body that funds."""
    return actor.has(Role.TERRITORY_ADMIN, Role.MANAGER)
