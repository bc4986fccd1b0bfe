"""Writers of the sites that may show the simulator."""

from django.db import transaction

from faitiere.apps.audit.actions import record

from ..models import EmbeddingSite


@transaction.atomic
def allow_site(*, actor, origin: str) -> EmbeddingSite:
    """Let a site show the simulator; asking twice changes nothing."""
    site, created = EmbeddingSite.objects.get_or_create(origin=origin, defaults={"added_by": actor.user})
    if created:
        record(actor=actor, verb="embedding.allowed", target=site, origin=origin)
    return site


@transaction.atomic
def forbid_site(*, actor, site: EmbeddingSite) -> None:
    """Take the permission back: the next page refuses to be shown there."""
    record(actor=actor, verb="embedding.forbidden", target=site, origin=site.origin)
    site.delete()
