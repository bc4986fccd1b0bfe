"""Archive, restore, and the end of what is kept."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import erase, erase_case, record
from faitiere.apps.contacts.models import Person
from faitiere.apps.notifications.actions import notify
from faitiere.apps.notifications.kinds import RetentionNear
from faitiere.lib.numbers import date_words

from ..enums import CaseStatus, EntryKind
from ..models import Case
from ..notices import followers_at_desk
from ..retention import whose_time_is_near
from ..rules import Refused
from .thread import add_entry

# How long before its erasure a case is announced.
WARNING_DAYS = 30


@transaction.atomic
def archive(*, actor, case: Case, reason: str = "") -> None:
    """Put a case out of sight and of the counters, with everything it holds. Archiving twice changes nothing."""
    if case.status == CaseStatus.ARCHIVED:
        return
    case.status_before, case.status, case.archived_at = case.status, CaseStatus.ARCHIVED, timezone.now()
    case.save(update_fields=["status_before", "status", "archived_at"])
    record(actor=actor, verb="case.archived", target=case, case_id=case.pk)
    add_entry(actor=actor, case=case, kind=EntryKind.STAGE, title="Dossier archivé", text=reason)


@transaction.atomic
def restore(*, actor, case: Case) -> None:
    """Bring an archived case back as it was: state, next step, tasks, documents, people."""
    if case.status != CaseStatus.ARCHIVED:
        return
    if case.erased_at:
        raise Refused("Ce dossier a été effacé au terme de sa durée de conservation. Il ne peut plus être restauré.")
    case.status, case.status_before, case.archived_at = case.status_before or CaseStatus.CLOSED, "", None
    case.save(update_fields=["status", "status_before", "archived_at"])
    record(actor=actor, verb="case.restored", target=case, case_id=case.pk)
    add_entry(actor=actor, case=case, kind=EntryKind.STAGE, title="Dossier restauré")


@transaction.atomic
def warn_of_erasure(*, actor, today: dt.date) -> int:
    """Tell who follows them, once, of the cases erased within thirty days."""
    near = [(case, clock) for case, clock in whose_time_is_near(today=today, days=WARNING_DAYS)]
    for case, clock in near:
        text = f"effacé le {date_words(clock.erased_on)} sans nouvel échange"
        once = f"{RetentionNear.kind}:{case.pk}:{clock.erased_on.isoformat()}"
        notify(actor=actor, people=followers_at_desk(case), notification=RetentionNear(case=case, text=text, once=once))
    return len(near)


def erase_when_due(*, actor, today: dt.date) -> int:
    """Erase the cases whose time is up, each in its own transaction, and the people no other case knows."""
    due = [case for case, clock in whose_time_is_near(today=today, days=0) if clock.erased_on < today]
    for case in due:
        erase_now(actor=actor, case=case)
    return len(due)


@transaction.atomic
def erase_now(*, actor, case: Case) -> None:
    """Erase a case, and its people that no other case knows; its row stays without a name, for the figures."""
    people = [part.person for part in case.participants.select_related("person__user")]
    erase_case(actor=actor, case=case)
    case.space_guests.all().delete()
    Case.objects.filter(pk=case.pk).update(
        status=CaseStatus.ARCHIVED, archived_at=case.archived_at or timezone.now(), erased_at=timezone.now()
    )
    kept = Person.objects.filter(participations__case__erased_at__isnull=True, pk__in=[one.pk for one in people])
    known = set(kept.values_list("pk", flat=True))
    for person in people:
        if person.pk not in known and person.erased_at is None:
            erase(actor=actor, person=person)
