"""Messages and files from the space to the guichet."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from faitiere.apps.cases.actions import add_document, add_entry
from faitiere.apps.cases.enums import DocumentCategory, EntryKind, Visibility
from faitiere.apps.cases.models import Case, Document, Entry
from faitiere.apps.cases.notices import followers_at_desk
from faitiere.apps.notifications.actions import notify
from faitiere.apps.notifications.kinds import HouseholdMessage
from faitiere.lib.numbers import date_words
from faitiere.lib.preview import NoPreview, check_opens
from faitiere.lib.uploads import UploadRefused, check_unpacks, read_upload, sniff


@dataclass
class Received:
    """What became of files sent together: those kept, and a sentence for each that was not."""

    kept: list[Document] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@transaction.atomic
def write_to_advisor(*, actor, case: Case, text: str) -> Entry:
    """A message from the household or its guest, at the top of the case's timeline."""
    guest = ", sur invitation du ménage" if getattr(case, "seat", None) else ""
    entry = add_entry(
        actor=actor,
        case=case,
        kind=EntryKind.MESSAGE,
        title=f"Message de {actor.label}{guest}",
        text=text,
        visibility=Visibility.SHARED,
    )
    Case.objects.filter(pk=case.pk).update(last_contact_at=timezone.now())
    notify(actor=actor, people=followers_at_desk(case), notification=HouseholdMessage(case=case, text=text))
    return entry


def _content_of(uploaded) -> bytes:
    """The bytes of a file, once it is known to be what it says and to open without harm."""
    content = read_upload(uploaded)
    mime, _ = sniff(content)
    if mime == "application/gzip":
        raise UploadRefused("Les archives ne sont pas acceptées. Envoyez le document lui-même.")
    if mime.startswith("application/vnd.openxmlformats"):
        check_unpacks(content)
    try:
        check_opens(content, mime)
    except NoPreview:
        raise UploadRefused(
            "Ce fichier ne s'ouvre pas : il est abîmé, trop grand ou protégé par un mot de passe. Enregistrez-le de "
            "nouveau ou prenez une photo."
        ) from None
    return content


def _title_for(case: Case, category: str, said: str) -> str:
    """A title that no document of this category has yet: two photos of one day are two documents, not two versions."""
    words = said.strip() or f"{DocumentCategory(category).label}, {date_words(timezone.localdate())}"
    taken = set(case.documents.filter(category=category).values_list("title", flat=True))
    rank, title = 1, words
    while title in taken:
        rank += 1
        title = f"{words} ({rank})"
    return title


def send_files(*, actor, case: Case, files, category: str, title: str = "") -> Received:
    """File what was sent, each file on its own: one that is refused takes no other with it."""
    received = Received()
    for uploaded in files:
        try:
            content = _content_of(uploaded)
            document = add_document(
                actor=actor,
                case=case,
                category=category,
                title=_title_for(case, category, title),
                content=content,
                name=uploaded.name,
                visibility=Visibility.SHARED,
            )
        except UploadRefused as refused:
            received.refused.append(f"{uploaded.name} : {refused}")
        else:
            received.kept.append(document)
    return received
