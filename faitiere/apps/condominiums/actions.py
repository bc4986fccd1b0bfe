"""What a member of a condominium's space does in it, beside its own share (see `assemblies.actions`)."""

from dataclasses import dataclass

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from faitiere.apps.cases.actions import NewLetter, add_document, add_entry, paper_people, set_readers, write_letter
from faitiere.apps.cases.enums import EntryKind, Visibility
from faitiere.apps.cases.models import Case, Document, Entry, Stage
from faitiere.apps.cases.notices import followers_at_desk
from faitiere.apps.cases.permissions import members_reading
from faitiere.apps.notifications.actions import file_under, notify, queue
from faitiere.apps.notifications.kinds import HouseholdMessage


@transaction.atomic
def write(*, actor, case: Case, text: str, readers: str) -> Entry:
    """A message of a member: the guichet reads it and is told, and the audience it chose reads it in the space.

    That audience is mailed, or written to by post in paper mode; who asked not to be contacted finds it in the space.
    """
    title = f"Message de {actor.label}"
    shared = Visibility.SHARED
    entry = add_entry(actor=actor, case=case, kind=EntryKind.MESSAGE, title=title, text=text, visibility=shared)
    entry.readers = readers
    entry.save(update_fields=["readers"])
    notify(actor=actor, people=followers_at_desk(case), notification=HouseholdMessage(case=case, text=text))
    _tell_members(actor, entry)
    return entry


def _tell_members(actor, entry: Entry) -> None:
    """Mail, or a letter, to those who may read the message but wrote it."""
    case, territory = entry.case, actor.territory
    people = {part.person_id: part.person for part in members_reading(case, entry.readers)}
    people = [one for one in people.values() if one.user_id != actor.user_id]
    subject = f"{entry.title}, {case.title}"
    link = territory.absolute(reverse("condominiums:messages", args=[case.pk]))
    shown = {"case": case, "author": actor.label, "text": entry.text, "link": link}
    mails = [
        queue(
            recipient=address,
            subject=subject,
            text=render_to_string("condominiums/mail/message.txt", shown),
            html=render_to_string("condominiums/mail/message.html", shown),
            kind="condominium.message",
        )
        for address in dict.fromkeys(one.email for one in people if one.can_be_written_to)
    ]
    file_under(mails=mails, case=case)
    for person in paper_people(case):
        if person in people:
            write_letter(actor=actor, case=case, person=person, letter=NewLetter(subject=subject, text=entry.text))


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
