"""What a member of a condominium's space does in it, beside its own share (see `assemblies.actions`)."""

from dataclasses import dataclass

from django.db import transaction

from faitiere.apps.cases.actions import add_document, add_entry, set_readers
from faitiere.apps.cases.enums import EntryKind, Visibility
from faitiere.apps.cases.models import Case, Document, Entry, Stage
from faitiere.apps.cases.notices import followers_at_desk
from faitiere.apps.notifications.actions import notify
from faitiere.apps.notifications.kinds import HouseholdMessage


@transaction.atomic
def write(*, actor, case: Case, text: str, readers: str) -> Entry:
    """A message of a member: the guichet reads it and is told, and the audience it chose reads it in the space."""
    title = f"Message de {actor.label}"
    shared = Visibility.SHARED
    entry = add_entry(actor=actor, case=case, kind=EntryKind.MESSAGE, title=title, text=text, visibility=shared)
    entry.readers = readers
    entry.save(update_fields=["readers"])
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
