"""Writer of the territory's own prices."""

import datetime as dt

from django.db import transaction

from faitiere.apps.accounts.enums import Role
from faitiere.apps.accounts.permissions import holders_of
from faitiere.apps.audit.actions import record
from faitiere.apps.notifications.actions import notify
from faitiere.apps.notifications.kinds import RuleChange
from faitiere.engines.energy import works

from ..models import WorkPrice


@transaction.atomic
def set_price(*, actor, work_code: str, cents: tuple[int, int, int], valid_from: dt.date, source: str) -> WorkPrice:
    """The territory's (low, likely, high) price of a work from a day; typed again for the same day, it replaces."""
    low, likely, high = cents
    price, _ = WorkPrice.objects.update_or_create(
        work_code=work_code,
        valid_from=valid_from,
        defaults={
            "low_cents": low,
            "likely_cents": likely,
            "high_cents": high,
            "source": source,
            "created_by": actor.user,
        },
    )
    record(actor=actor, verb="price.set", target=price, work=work_code, on=valid_from.isoformat())
    told = RuleChange(text=f"prix de référence, {works.entry(work_code).libelle}")
    notify(actor=actor, people=holders_of(Role.TERRITORY_ADMIN, Role.MANAGER, Role.ADVISOR), notification=told)
    return price
