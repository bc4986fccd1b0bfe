"""Paper mode of a case: what would be mailed to somebody without an address is printed and posted."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.contacts.models import Person

from ..enums import EntryKind, LetterKind
from ..models import Case, Document, Entry, PaperLetter


@dataclass(frozen=True)
class NewLetter:
    """What a letter says; `document`: a PDF printed after it."""

    subject: str
    text: str
    kind: str = LetterKind.MESSAGE
    document: Document | None = None


def paper_people(case: Case) -> list[Person]:
    """Who is written to by post: those who follow a case in paper mode and have no address."""
    if not case.by_post:
        return []
    return [part.person for part in case.followers() if case.reaches_by_post(part.person)]


@transaction.atomic
def set_paper_mode(*, actor, case: Case, by_post: bool) -> None:
    """Whether what would be mailed to people without an address is to be printed and posted."""
    if Case.objects.filter(pk=case.pk).exclude(by_post=by_post).update(by_post=by_post):
        case.by_post = by_post
        record(actor=actor, verb="case.post_mode_set", target=case, case_id=case.pk, by_post=by_post)


@transaction.atomic
def write_letter(*, actor, case: Case, person: Person, letter: NewLetter) -> PaperLetter:
    """Put a letter in the list of what is to be printed and posted."""
    row = PaperLetter(case=case, person=person, kind=letter.kind, document=letter.document, written_by=actor.user)
    row.subject, row.text, row.signature = letter.subject.strip()[:200], letter.text.strip(), actor.label
    row.created_at = timezone.now()
    row.save(force_insert=True)
    record(actor=actor, verb="letter.written", target=row, case_id=case.pk, kind=str(letter.kind))
    return row


@transaction.atomic
def mark_posted(*, actor, letters: Sequence[PaperLetter]) -> int:
    """These letters are in the post; one already marked is left alone. Returns how many were."""
    posted = 0
    for letter in letters:
        waiting = PaperLetter.objects.filter(pk=letter.pk, posted_on=None)
        if not waiting.update(posted_on=timezone.localdate(), posted_by=actor.user):
            continue
        posted += 1
        record(actor=actor, verb="letter.posted", target=letter, case_id=letter.case_id)
        entry = Entry(case=letter.case, kind=EntryKind.MAIL, title=f"Courrier posté : {letter.subject}"[:200])
        entry.author, entry.author_label = actor.user, actor.label
        entry.save(force_insert=True)
    return posted
