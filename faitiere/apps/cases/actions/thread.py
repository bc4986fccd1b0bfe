"""Writers of the timeline: lines, mails to the household, post-its."""

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.notifications.actions import answer_at, file_under, notify, queue
from faitiere.apps.notifications.kinds import Mention
from faitiere.apps.notifications.models import OutgoingMail
from faitiere.apps.territories.enums import ProjectKind

from ..addressing import case_address
from ..enums import CONTACTS, EntryKind, Readers, Visibility
from ..filling import fields_left
from ..models import Case, Entry, PaperLetter, PinnedNote
from ..permissions import colleagues_of
from ..rules import Refused, mentioned, readers_at_first
from .letters import NewLetter, paper_people, write_letter


@transaction.atomic
def add_entry(
    *,
    actor,
    case: Case,
    kind: str,
    title: str,
    text: str = "",
    visibility=Visibility.INTERNAL,
    document=None,
    mail=None,
    incoming=None,
    readers: str = "",
) -> Entry:
    """Add a line to the timeline; a call, a mail, a message or a meeting also counts as the last contact.

    readers  who reads it once shared (`Readers`); "": as a line of whoever writes is read at first
    """
    entry = Entry(case=case, kind=kind, visibility=visibility, title=title[:200], text=text.strip())
    entry.author, entry.author_label = actor.user, actor.label
    entry.from_household = incoming is not None or (actor.user is not None and not actor.is_staff)
    entry.document, entry.mail, entry.incoming = document, mail, incoming
    entry.readers = readers or readers_at_first(case, from_member=entry.from_household)
    entry.save(force_insert=True)
    if kind in CONTACTS:
        case.last_contact_at = entry.at
        Case.objects.filter(pk=case.pk).update(last_contact_at=entry.at)
    record(actor=actor, verb="case.entry_added", target=entry, case_id=case.pk, kind=kind, visibility=visibility)
    return entry


@transaction.atomic
def add_note(*, actor, case: Case, kind: str, text: str) -> tuple[Entry, list]:
    """Add an internal line and tell the colleagues named in it (`@Karim`); returns the line and who was told."""
    entry = add_entry(actor=actor, case=case, kind=kind, title=EntryKind(kind).label, text=text)
    colleagues = {one.pk: one for one in colleagues_of(case)}
    named = [colleagues[pk] for pk in mentioned(text, {pk: str(one) for pk, one in colleagues.items()})]
    told = [one for one in named if one.pk != actor.user_id]
    notify(actor=actor, people=told, notification=Mention(case=case, text=f"par {actor.label}"))
    if told:
        record(actor=actor, verb="case.mentioned", target=entry, case_id=case.pk, who=[str(one.pk) for one in told])
    return entry, told


def _space(case: Case) -> str:
    return reverse("space:case", kwargs={"case_id": case.pk})


def unreachable(people: list, text: str, *, by_post: list) -> str:
    """Why a message to these people (`by_post`: those of them who get letters) cannot leave; empty when it can."""
    if left := fields_left(text):
        return f"Il reste à compléter : {', '.join(left)}. Écrivez ces mots à la place des accolades."
    if by_post or any(one.can_be_written_to for one in people):
        return ""
    if any(one.email for one in people):
        return "La personne a demandé à ne plus être contactée. Gardez ce texte en note interne."
    return (
        "Personne n'a d'adresse e-mail dans ce dossier. Ajoutez-en une dans « Personnes et droits », "
        "ou passez-y le dossier en courrier papier."
    )


def _mails(actor, case: Case, recipients: list, *, subject: str, text: str) -> list[OutgoingMail]:
    """The message to each of them, answered at the address of the case."""
    answer_to = case_address(case)
    shown = {"case": case, "text": text.strip(), "actor": actor, "link": actor.territory.absolute(_space(case))}
    shown |= {"can_answer": bool(answer_to)}
    mails = [
        queue(
            recipient=one.email,
            subject=subject,
            text=render_to_string("cases/mail/message.txt", shown | {"person": one}),
            html=render_to_string("cases/mail/message.html", shown | {"person": one}),
            kind="case.message",
        )
        for one in recipients
    ]
    file_under(mails=mails, case=case)
    for mail in mails if answer_to else []:
        answer_at(mail=mail, address=answer_to)
    return mails


@transaction.atomic
def write_to_household(*, actor, case: Case, subject: str, text: str, person=None) -> list[OutgoingMail | PaperLetter]:
    """Mail `person`, or everyone who follows the case, and keep the message in the shared timeline.

    In paper mode, a letter is written to those without an address (see `letters`). Who asked not to be contacted gets
    nothing. The answer comes back to the case (see `addressing`). Raises `Refused` when nobody can be written to, or
    when a field of a template is left; nothing is written then.
    """
    people = [person] if person else [part.person for part in case.followers()]
    by_post = [one for one in paper_people(case) if one in people]
    if reason := unreachable(people, f"{subject}\n{text}", by_post=by_post):
        raise Refused(reason)
    recipients = [one for one in people if one.can_be_written_to]
    letters = [
        write_letter(actor=actor, case=case, person=one, letter=NewLetter(subject=subject, text=text))
        for one in by_post
    ]
    mails = _mails(actor, case, recipients, subject=subject, text=text)
    entry = add_entry(
        actor=actor,
        case=case,
        kind=EntryKind.MAIL,
        title=subject,
        text=text,
        visibility=Visibility.SHARED,
        mail=mails[0] if mails else None,
    )
    if person and case.project_kind == ProjectKind.CONDOMINIUM:
        Entry.objects.filter(pk=entry.pk).update(readers=Readers.PRIVATE, addressee=person.user)
    return [*mails, *letters]


@transaction.atomic
def mark_read(*, case: Case) -> int:
    """The household has its timeline under its eyes: date the shared lines it had not seen yet."""
    unread = Entry.objects.filter(case=case, visibility=Visibility.SHARED, from_household=False, read_at__isnull=True)
    return unread.update(read_at=timezone.now())


@transaction.atomic
def pin(*, actor, case: Case, title: str, text: str) -> PinnedNote:
    """Put a post-it on the case."""
    note = PinnedNote(case=case, title=title.strip() or "Attention", text=text.strip(), author=actor.user)
    note.save(force_insert=True)
    record(actor=actor, verb="case.note_pinned", target=note, case_id=case.pk)
    return note


@transaction.atomic
def unpin(*, actor, note: PinnedNote) -> None:
    """Take a post-it off; its words go with it."""
    record(actor=actor, verb="case.note_unpinned", target=note, case_id=note.case_id)
    note.delete()
