"""Works of a condominium as apps may vote, share or publish them: plain values, given by the app that computes."""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class SiteWork:
    """One work of a scenario: taxes included and collective aids expected, in cents, and the key that shares them."""

    code: str
    label: str
    key_id: uuid.UUID | None
    key_name: str
    cost_cents: int
    aid_cents: int
    # Its aids hold MaPrimeRénov' Copropriété, which opens the individual premium of each owner.
    mpr: bool = False

    @property
    def remaining_cents(self) -> int:
        return self.cost_cents - self.aid_cents


@dataclass(frozen=True)
class SiteScenario:
    """The scenario kept for a building: its works, the gain in primary energy in %, classes, bill saved a year."""

    name: str
    works: tuple[SiteWork, ...]
    gain_percent: float
    class_before: str
    class_after: str
    bill_saved_cents: int

    @property
    def cost_cents(self) -> int:
        return sum(work.cost_cents for work in self.works)

    @property
    def aid_cents(self) -> int:
        return sum(work.aid_cents for work in self.works)


def kept_scenario(case) -> SiteScenario | None:
    """What the app named in `settings.SITE_SCENARIO` knows of a case; None when nothing is kept."""
    return import_string(settings.SITE_SCENARIO)(case)
