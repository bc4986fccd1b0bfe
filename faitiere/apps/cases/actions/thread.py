"""Writers of the timeline: lines, mails to the household, post-its."""

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.notifications.actions import queue
from faitiere.apps.notifications.models import OutgoingMail

from ..enums import CONTACTS, EntryKind, Visibility
from ..models import Case, Entry, PinnedNote
from ..rules import Refused


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
) -> Entry:
    """Add a line to the timeline; a call, a mail, a message or a meeting also counts as the last contact."""
    entry = Entry(case=case, kind=kind, visibility=visibility, title=title[:200], text=text.strip())
    entry.author, entry.author_label = actor.user, actor.label
    entry.from_household = actor.user is not None and not actor.is_staff
    entry.document, entry.mail = document, mail
    entry.save(force_insert=True)
    if kind in CONTACTS:
        case.last_contact_at = entry.at
        Case.objects.filter(pk=case.pk).update(last_contact_at=entry.at)
    record(actor=actor, verb="case.entry_added", target=entry, case_id=case.pk, kind=kind, visibility=visibility)
    return entry


def _space(case: Case) -> str:
    return reverse("portal:space_case", kwargs={"case_id": case.pk})


@transaction.atomic
def write_to_household(*, actor, case: Case, subject: str, text: str, person=None) -> list[OutgoingMail]:
    """Mail `person`, or everyone who follows the case, and keep the message in the shared timeline.

    Raises `Refused` when nobody has an e-mail address; nothing is written then.
    """
    people = [person] if person else [part.person for part in case.followers()]
    recipients = [one for one in people if one.email]
    if not recipients:
        raise Refused(
            "Personne n'a d'adresse e-mail dans ce dossier. Ajoutez-en une dans « Personnes et droits », "
            "ou gardez ce texte en note interne."
        )
    shown = {"case": case, "text": text.strip(), "actor": actor, "link": actor.territory.absolute(_space(case))}
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
    add_entry(
        actor=actor,
        case=case,
        kind=EntryKind.MAIL,
        title=subject,
        text=text,
        visibility=Visibility.SHARED,
        mail=mails[0],
    )
    return mails


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
