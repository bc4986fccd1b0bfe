"""Writers of documents: bytes are sniffed before anything is kept, files live under opaque names."""

from django.db import transaction
from django.db.models import Max

from faitiere.apps.audit.actions import record
from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.notifications.actions import notify
from faitiere.apps.notifications.kinds import DocumentReceived
from faitiere.lib.uploads import forget, keep, sniff

from ..enums import DocumentCategory, EntryKind, Visibility
from ..models import Case, Document, Entry
from ..notices import followers_at_desk
from ..rules import Refused, readers_at_first
from .thread import add_entry


@transaction.atomic
def add_document(
    *, actor, case: Case, category: str, title: str, content: bytes, name: str, visibility=Visibility.INTERNAL
) -> Document:
    """Keep a file of the case; the same title in the same category makes a new version.

    Raises `lib.uploads.UploadRefused` (French sentence) for a kind of file that is not accepted.
    """
    mime, _ = sniff(content)
    stored = keep(content, name=name, mime=mime)
    title = title.strip()[:200] or stored.file_name.rpartition(".")[0] or stored.file_name
    same = Document.objects.filter(case=case, category=category, title=title)
    document = Document(
        case=case,
        category=category,
        title=title,
        file_name=stored.file_name,
        vault_name=stored.vault_name,
        mime=stored.mime,
        size=stored.size,
        sha256=stored.sha256,
        version=(same.aggregate(last=Max("version"))["last"] or 0) + 1,
    )
    document.visibility, document.uploaded_by = visibility, actor.user
    document.readers = readers_at_first(case, from_member=actor.user is not None and not actor.is_staff)
    document.save(force_insert=True)
    record(actor=actor, verb="document.added", target=document, case_id=case.pk, category=category)
    version = f", version {document.version}" if document.version > 1 else ""
    add_entry(
        actor=actor,
        case=case,
        kind=EntryKind.DOCUMENT,
        title=f"{document.title}{version}",
        visibility=visibility,
        document=document,
    )
    if actor.user and not actor.is_staff:
        received = DocumentReceived(case=case, text=document.title)
        notify(actor=actor, people=followers_at_desk(case), notification=received)
    return document


def _set_visibility(actor, document: Document, visibility: str) -> None:
    document.visibility = visibility
    document.save(update_fields=["visibility"])
    Entry.objects.filter(document=document, kind=EntryKind.DOCUMENT).update(visibility=visibility)
    record(
        actor=actor,
        verb="document.visibility_changed",
        target=document,
        case_id=document.case_id,
        visibility=str(visibility),
    )


@transaction.atomic
def set_readers(*, actor, document: Document, readers: str, stage=None) -> None:
    """Who reads a document and its line in a space of many people, and the stage it is filed under."""
    document.readers, document.stage = readers, stage
    document.save(update_fields=["readers", "stage"])
    Entry.objects.filter(document=document, kind=EntryKind.DOCUMENT).update(readers=readers)
    record(
        actor=actor, verb="document.readers_changed", target=document, case_id=document.case_id, readers=str(readers)
    )


@transaction.atomic
def share_document(*, actor, document: Document) -> None:
    """Show a document, and its line of the timeline, to the household."""
    _set_visibility(actor, document, Visibility.SHARED)


def _versions(document: Document):
    """Every version of a document, itself included."""
    return Document.objects.filter(case=document.case_id, category=document.category, title=document.title)


@transaction.atomic
def unshare_document(*, actor, document: Document) -> None:
    """Keep a document for the desk from now on, its other versions too."""
    for one in _versions(document).filter(visibility=Visibility.SHARED):
        _set_visibility(actor, one, Visibility.INTERNAL)
    document.visibility = Visibility.INTERNAL


@transaction.atomic
def file_document(*, actor, document: Document, category: str, title: str) -> None:
    """Rename a document or put it in another category, with all its versions.

    Raises `Refused` when that category has one of that title already: two documents never become one by mistake.
    """
    title = " ".join(title.split())[:200]
    if (category, title) == (document.category, document.title):
        return
    if Document.objects.filter(case=document.case_id, category=category, title=title).exists():
        label = DocumentCategory(category).label
        raise Refused(f"« {title} » existe déjà dans « {label} ». Donnez un autre titre.")
    before = document.category
    _versions(document).update(category=category, title=title)
    document.category, document.title = category, title
    record(actor=actor, verb="document.filed", target=document, case_id=document.case_id, before=before, after=category)


def opened_at_desk(document: Document):
    """When the guichet first opened a file of the household; None while it did not."""
    own = document.case.participants.filter(person__user__isnull=False).values("person__user")
    reads = AuditEvent.objects.filter(verb="document.read", object_id=str(document.pk)).exclude(actor_id__in=own)
    return reads.order_by("number").values_list("at", flat=True).first()


@transaction.atomic
def withdraw_document(*, actor, document: Document) -> None:
    """Take back a file sent from the project space, while the guichet did not open it: row and file go."""
    if document.uploaded_by_id is None or document.uploaded_by_id != actor.user_id:
        raise Refused("Vous n'avez pas envoyé ce document : demandez à votre conseiller de le retirer.")
    if opened_at_desk(document):
        raise Refused("Votre conseiller a déjà ouvert ce document. Écrivez-lui pour qu'il le retire.")
    case, title, vault_name = document.case, document.title, document.vault_name
    record(actor=actor, verb="document.withdrawn", target=document, case_id=case.pk, category=document.category)
    Entry.objects.filter(document=document, kind=EntryKind.DOCUMENT).delete()
    document.delete()
    add_entry(
        actor=actor, case=case, kind=EntryKind.NOTE, title=f"Document retiré : {title}", visibility=Visibility.SHARED
    )
    transaction.on_commit(lambda: forget(vault_name))
