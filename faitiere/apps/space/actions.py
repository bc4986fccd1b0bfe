"""What a member of the space does in it."""

from django.db import transaction
from django.utils import timezone

from faitiere.apps.cases.actions import add_entry
from faitiere.apps.cases.enums import EntryKind, Visibility
from faitiere.apps.cases.models import Case, Entry
from faitiere.apps.cases.notices import followers_at_desk
from faitiere.apps.notifications.actions import notify
from faitiere.apps.notifications.kinds import HouseholdMessage


@transaction.atomic
def write_to_advisor(*, actor, case: Case, text: str) -> Entry:
    """A message from the household, at the top of the case's timeline."""
    entry = add_entry(
        actor=actor,
        case=case,
        kind=EntryKind.MESSAGE,
        title=f"Message de {actor.label}",
        text=text,
        visibility=Visibility.SHARED,
    )
    Case.objects.filter(pk=case.pk).update(last_contact_at=timezone.now())
    notify(actor=actor, people=followers_at_desk(case), notification=HouseholdMessage(case=case, text=text))
    return entry
