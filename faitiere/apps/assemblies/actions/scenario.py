"""Writers of the resolutions that vote works of the building's scenario: their amounts are taken, never typed."""

from collections.abc import Sequence

from django.db import transaction

from faitiere.apps.audit.actions import record
from faitiere.apps.buildings.site_works import SiteScenario

from ..enums import Motion
from ..models import GeneralMeeting, Resolution, Vote
from ..motions import proposed
from ..rules import Refused
from ..scenario import amounts, works_of
from .again import check_identical
from .meetings import add_resolution


@transaction.atomic
def vote_works(*, actor, meeting: GeneralMeeting, site: SiteScenario, codes: Sequence[str], title: str) -> Resolution:
    """One more resolution, on works of the scenario, at article 25 f. Raises `Refused` when they do not share a key."""
    chosen = works_of(site, codes)
    taken = amounts(chosen)
    already = {code for one in meeting.resolutions.all() for code in one.works}
    if twice := [work.label for work in chosen if work.code in already]:
        raise Refused(f"Déjà à l'ordre du jour : {', '.join(twice)}.")
    fields = {
        "title": title or ", ".join(work.label for work in chosen)[:200],
        "motion": Motion.ENERGY,
        "majority": proposed(Motion.ENERGY, on=meeting.held_on, others=()),
        "energy": True,
        "works": [work.code for work in chosen],
        "key_id": taken.key_id,
        "cost_cents": taken.cost_cents,
        "aid_cents": taken.aid_cents,
        "mpr": taken.mpr,
    }
    return add_resolution(actor=actor, meeting=meeting, fields=fields)


@transaction.atomic
def link_works(*, actor, resolution: Resolution, site: SiteScenario, codes: Sequence[str]) -> Resolution:
    """A resolution already written takes its amounts from works of the scenario. Same refusals as `follow_scenario`."""
    resolution.works = [work.code for work in works_of(site, codes)]
    resolution.save(update_fields=["works"])
    return follow_scenario(actor=actor, resolution=resolution, site=site)


@transaction.atomic
def follow_scenario(*, actor, resolution: Resolution, site: SiteScenario) -> Resolution:
    """Take again cost, aids and key from the scenario. Raises `Refused` once somebody voted on the former ones.

    Nor does a resolution that two meetings vote change.
    """
    check_identical(resolution)
    if Vote.objects.filter(resolution=resolution).exists():
        raise Refused("Des votes sont notés sur cette résolution : ses montants ne changent plus.")
    taken = amounts(works_of(site, resolution.works))
    resolution.key_id, resolution.cost_cents, resolution.aid_cents = taken.key_id, taken.cost_cents, taken.aid_cents
    resolution.mpr = taken.mpr
    resolution.save(update_fields=["key", "cost_cents", "aid_cents", "mpr"])
    record(actor=actor, verb="meeting.resolution_changed", target=resolution, fields=["aid_cents", "cost_cents", "key"])
    return resolution
