"""Professionals nobody heard of for long: asked whether they stay, then withdrawn."""

import datetime as dt

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.notifications.actions import queue

from ..enums import Source, Standing
from ..links import STAY, link_to
from ..models import Professional

# Two years, and a month to answer (trust.md, "Inactive professional").
_SILENT = dt.timedelta(days=730)
_WARNED_BEFORE = dt.timedelta(days=30)


def _silent():
    """Published companies that no file renews and that said nothing for almost two years."""
    since = timezone.now() - _SILENT + _WARNED_BEFORE
    known = Professional.objects.filter(standing=Standing.PUBLISHED, checked_at__lt=since)
    return known.exclude(source=Source.RGE, gone_on=None).exclude(seen_run__gt=0, gone_on=None)


@transaction.atomic
def warn_silent(*, actor) -> int:
    """Write once to those near the end; returns how many."""
    warned = list(_silent().filter(warned_at=None)[:500])
    for one in warned:
        Professional.objects.filter(pk=one.pk).update(warned_at=timezone.now())
        if one.email:
            context = {"professional": one, "territory": actor.territory, "link": link_to(actor.territory, STAY, one)}
            text = render_to_string("directory/mail/stay.txt", context)
            queue(recipient=one.email, subject="Restez-vous dans l'annuaire ?", text=text, kind="directory.stay")
    if warned:
        record(actor=actor, verb="directory.warned", count=len(warned))
    return len(warned)


@transaction.atomic
def withdraw_silent(*, actor) -> int:
    """Withdraw those warned a month ago that did not answer; returns how many."""
    late = _silent().filter(warned_at__lt=timezone.now() - _WARNED_BEFORE)
    reason = "Sans nouvelles depuis deux ans, prévenue un mois avant"
    count = late.update(standing=Standing.WITHDRAWN, standing_reason=reason)
    if count:
        record(actor=actor, verb="directory.silent_withdrawn", count=count)
    return count


@transaction.atomic
def stay(*, actor, professional: Professional) -> None:
    """The company says its page is right: two more years."""
    Professional.objects.filter(pk=professional.pk).update(checked_at=timezone.now(), warned_at=None)
    record(actor=actor, verb="directory.stayed", target=professional)
