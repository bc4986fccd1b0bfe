"""What a member of the space does in it."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from faitiere.apps.cases.actions import add_document, add_entry, set_readers
from faitiere.apps.cases.enums import EntryKind, Readers, Visibility
from faitiere.apps.cases.models import Case, Document, Entry, Stage
from faitiere.apps.cases.notices import followers_at_desk
from faitiere.apps.notifications.actions import notify
from faitiere.apps.notifications.kinds import HouseholdMessage


@transaction.atomic
def write_to_advisor(*, actor, case: Case, text: str, readers: str = Readers.ALL) -> Entry:
    """A message from a member of the space, at the top of the case's timeline; `readers`: who else reads it."""
    entry = add_entry(
        actor=actor,
        case=case,
        kind=EntryKind.MESSAGE,
        title=f"Message de {actor.label}",
        text=text,
        visibility=Visibility.SHARED,
    )
    Entry.objects.filter(pk=entry.pk).update(readers=readers)
    Case.objects.filter(pk=case.pk).update(last_contact_at=timezone.now())
    notify(actor=actor, people=followers_at_desk(case), notification=HouseholdMessage(case=case, text=text))
    return entry


@dataclass(frozen=True)
class Deposit:
    """A file put in the space, where it is filed and who reads it."""

    category: str
    title: str
    content: bytes
    name: str
    readers: str
    stage: Stage | None = None


@transaction.atomic
def deposit(*, actor, case: Case, given: Deposit) -> Document:
    """Add a document from the space. Raises `lib.uploads.UploadRefused` for a kind of file that is not accepted."""
    document = add_document(
        actor=actor,
        case=case,
        category=given.category,
        title=given.title,
        content=given.content,
        name=given.name,
        visibility=Visibility.SHARED,
    )
    set_readers(actor=actor, document=document, readers=given.readers, stage=given.stage)
    return document
