"""Looking at the screens of another account: begins with a reason, ends by itself, changes nothing."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record

from ..models import Impersonation, User


@transaction.atomic
def start_seeing(*, actor, seen: User, reason: str, case_id=None) -> Impersonation:
    """Begin; the caller has checked the right. `case_id`: the only case shown of a household."""
    now = timezone.now()
    visit = Impersonation(by=actor.user, seen=seen, case_id=case_id, reason=reason.strip(), started_at=now)
    visit.ends_at = now + dt.timedelta(minutes=settings.IMPERSONATION_MINUTES)
    visit.save(force_insert=True)
    record(actor=actor, verb="impersonation.started", target=visit, case_id=case_id, seen=str(seen.pk))
    return visit


@transaction.atomic
def stop_seeing(*, actor, visit: Impersonation) -> None:
    """End before the time."""
    visit.ended_at = timezone.now()
    visit.save(update_fields=["ended_at"])
    record(actor=actor, verb="impersonation.ended", target=visit, case_id=visit.case_id)
