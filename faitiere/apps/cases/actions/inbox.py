"""Writers of received mails: filed in their case when their origin is proven, kept apart otherwise."""

import contextlib
import datetime as dt
from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from faitiere.apps.accounts.actors import Actor
from faitiere.apps.audit.actions import record
from faitiere.apps.contacts.actions import add_point
from faitiere.apps.contacts.enums import PointKind
from faitiere.apps.contacts.models import Person
from faitiere.apps.notifications.actions import notify
from faitiere.apps.notifications.kinds import MailReceived
from faitiere.apps.territories.enums import ProjectKind
from faitiere.lib.uploads import UploadRefused, clean_name, fetch, forget, keep, sniff

from ..enums import EntryKind, MailFate, Readers, Visibility
from ..mail_reading import File, Received, without_quote
from ..models import Case, Entry, IncomingAttachment, IncomingMail
from ..rules import Refused, category_of_file, fate_of_mail
from .documents import add_document, set_readers
from .thread import add_entry


def sender_in(case: Case, address: str) -> Person | None:
    """The person of the case who writes from this address, main or further one."""
    if not address:
        return None
    same = Q(person__email_key=address) | Q(person__points__kind=PointKind.EMAIL, person__points__key=address)
    part = case.active_participants().filter(same).first()
    return part.person if part else None


def _recent(case: Case | None, sender: str) -> int:
    since = timezone.now() - dt.timedelta(hours=1)
    same = Q(sender=sender) | (Q(case=case) if case else Q())
    return IncomingMail.objects.filter(same, received_at__gte=since).count()


def _kept_file(mail: IncomingMail, file: File) -> IncomingAttachment:
    """A file put in the vault, or the sentence that says why it was not; a word may go with one that was."""
    row = IncomingAttachment(mail=mail, file_name=clean_name(file.name), size=len(file.content))
    megabytes = settings.UPLOAD_MAX_BYTES // 1024 // 1024
    if len(file.content) > settings.UPLOAD_MAX_BYTES:
        row.problem = f"Fichier de plus de {megabytes} Mo : demandez-le en plus léger, ou déposé dans l'espace projet."
    elif not file.content:
        row.problem = "Fichier vide."
    else:
        try:
            mime, _ = sniff(file.content)
            stored = keep(file.content, name=file.name, mime=mime)
            row.vault_name, row.mime, row.problem = stored.vault_name, stored.mime, file.word
        except UploadRefused as refused:
            row.problem = str(refused)[:300]
    row.save(force_insert=True)
    return row


@transaction.atomic
def receive(*, received: Received, case: Case | None, territory) -> IncomingMail | None:
    """Keep a mail once: filed when everything proves it, apart otherwise. None when it was kept already.

    A case or a sender that gets too many in an hour keeps the words only: the files stay in the mailbox.
    """
    if IncomingMail.objects.filter(origin_id=received.origin_id).exists():
        return None
    flooded = _recent(case, received.sender) >= settings.INBOX_HOURLY
    person = sender_in(case, received.sender) if case else None
    reason = fate_of_mail(
        proven=case is not None,
        known=person is not None,
        automatic=received.automatic,
        flooded=flooded,
        verdicts=received.verdicts,
    )
    mail = IncomingMail(case=case, sender=received.sender, sender_name=received.sender_name, subject=received.subject)
    mail.text, mail.origin_id, mail.reason = received.text, received.origin_id, reason
    mail.save(force_insert=True)
    for file in [] if flooded else received.files:
        _kept_file(mail, file)
    if not reason:
        label = str(person) if person else received.sender
        writer = Actor(territory=territory, user=person.user if person else None, label=label)
        _file(mail, actor=writer)
    else:
        platform = Actor(territory=territory, label="Faîtière")
        record(actor=platform, verb="mail.quarantined", target=mail, case_id=case.pk if case else None)
    return mail


def _file_attachments(mail: IncomingMail, *, actor: Actor) -> list[str]:
    """Put the files of a mail among the documents of its case; returns what is to be known of some of them."""
    problems = []
    for row in mail.attachments.all():
        if row.problem:
            problems.append(f"{row.file_name} : {row.problem}")
        if not row.vault_name:
            continue
        document = add_document(
            actor=actor,
            case=mail.case,
            category=category_of_file(row.file_name, row.mime),
            title=row.file_name.rpartition(".")[0],
            content=fetch(row.vault_name),
            name=row.file_name,
            visibility=Visibility.SHARED,
        )
        if mail.case.project_kind == ProjectKind.CONDOMINIUM:
            set_readers(actor=actor, document=document, readers=Readers.PRIVATE)
        transaction.on_commit(partial(forget, row.vault_name))
        row.vault_name = ""
        row.save(update_fields=["vault_name"])
    return problems


def _file(mail: IncomingMail, *, actor: Actor) -> Entry:
    """Put a mail and its files in the timeline of its case, visible to the household that wrote them."""
    case, problems = mail.case, _file_attachments(mail, actor=actor)
    mail.fate, mail.reason = MailFate.FILED, ""
    mail.save(update_fields=["fate", "reason", "case"])
    entry = add_entry(
        actor=actor,
        case=case,
        kind=EntryKind.MAIL,
        title=mail.subject or "Courriel sans objet",
        text=without_quote(mail.text),
        visibility=Visibility.SHARED,
        incoming=mail,
    )
    if problems:
        add_entry(
            actor=actor, case=case, kind=EntryKind.NOTE, title="Pièces jointes à revoir", text="\n".join(problems)
        )
    if case.advisor:
        notify(actor=actor, people=[case.advisor], notification=MailReceived(case=case))
    return entry


@transaction.atomic
def release_mail(*, actor, mail: IncomingMail, case: Case, person: Person | None = None) -> Entry:
    """File a mail kept apart; `person` takes its address as one of its own, so that the next one files itself."""
    mail = IncomingMail.objects.select_for_update().get(pk=mail.pk)
    if mail.fate == MailFate.FILED:
        raise Refused("Ce courriel est déjà classé dans un dossier.")
    mail.case = case
    if person is not None:
        add_point(actor=actor, person=person, kind=PointKind.EMAIL, value=mail.sender)
    writer = Actor(territory=actor.territory, user=None, label=str(person or mail.sender_name or mail.sender))
    entry = _file(mail, actor=writer)
    record(actor=actor, verb="mail.released", target=mail, case_id=case.pk)
    return entry


@transaction.atomic
def reject_mail(*, actor, mail: IncomingMail) -> None:
    """Nothing to do with a case: its words and files go, the trace of its coming stays."""
    mail = IncomingMail.objects.select_for_update().get(pk=mail.pk)
    if mail.fate != MailFate.QUARANTINE:
        raise Refused("Ce courriel a déjà été traité.")
    files = [name for name in mail.attachments.values_list("vault_name", flat=True) if name]
    mail.attachments.all().delete()
    mail.fate, mail.text = MailFate.REJECTED, ""
    mail.save(update_fields=["fate", "text"])
    record(actor=actor, verb="mail.rejected", target=mail, case_id=mail.case_id)
    transaction.on_commit(lambda: [forget(name) for name in files])


@transaction.atomic
def reject_mails(*, actor, mails: Iterable[IncomingMail]) -> int:
    """The same for several; one that somebody dealt with meanwhile is left alone. Returns how many were set aside."""
    done = 0
    for mail in mails:
        with contextlib.suppress(Refused):
            reject_mail(actor=actor, mail=mail)
            done += 1
    return done
