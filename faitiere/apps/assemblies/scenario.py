"""Works of the building's scenario put to the vote: what is left, and whether amounts still hold. Reads only."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from faitiere.apps.buildings.site_works import SiteScenario, SiteWork, kept_scenario

from .models import Resolution
from .rules import Refused


@dataclass(frozen=True)
class Amounts:
    """What a resolution takes from the works it votes."""

    key_id: uuid.UUID
    cost_cents: int
    aid_cents: int
    mpr: bool


def amounts(works: Sequence[SiteWork]) -> Amounts:
    """Their sums, under the key they share. Raises `Refused` when they have none, or several."""
    if not works:
        raise Refused("Cochez au moins un travail du scénario.")
    keys = {work.key_id for work in works}
    if len(keys) > 1:
        raise Refused("Ces travaux n'ont pas la même clé de répartition : faites une résolution par clé.")
    key = keys.pop()
    if key is None:
        raise Refused("Importez d'abord les lots : sans clé de répartition, personne ne peut voter.")
    cost, aid = sum(one.cost_cents for one in works), sum(one.aid_cents for one in works)
    return Amounts(key, cost, aid, any(one.mpr for one in works))


def works_of(site: SiteScenario, codes: Sequence[str]) -> list[SiteWork]:
    """The works of these codes that the scenario still has."""
    return [work for work in site.works if work.code in codes]


def offered(case, resolutions: Iterable[Resolution]) -> dict:
    """For the page of a meeting: the scenario, its works left to vote, the resolutions out of step with it."""
    site = kept_scenario(case)
    if site is None:
        return {"site": None, "left": [], "stale": set()}
    linked = [one for one in resolutions if one.works]
    voted = {code for one in linked for code in one.works}
    return {
        "site": site,
        "left": [work for work in site.works if work.code not in voted],
        "stale": {one.pk for one in linked if not one.again_of_id and out_of_step(site, one)},
    }


def out_of_step(site: SiteScenario, resolution: Resolution) -> bool:
    """The scenario changed since the resolution took its amounts."""
    try:
        now = amounts(works_of(site, resolution.works))
    except Refused:
        return True
    return now != Amounts(resolution.key_id, resolution.cost_cents, resolution.aid_cents, resolution.mpr)
