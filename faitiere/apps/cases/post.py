"""Letters to print: which ones an actor may print, where they go, and the document that holds them."""

import io

import pypdfium2
from django.utils import timezone

from faitiere.apps.territories.models import Territory
from faitiere.lib.reports import Letter, Letters, letters_pdf
from faitiere.lib.uploads import fetch

from .models import PaperLetter
from .permissions import visible_to


def letters_of(actor):
    """Letters of the cases an actor may open, oldest first."""
    cases = visible_to(actor).order_by().values("pk")
    letters = PaperLetter.objects.filter(case__in=cases)
    return letters.select_related("case__home__commune", "case__organisation", "person", "document").order_by(
        "created_at", "pk"
    )


def address_of(letter: PaperLetter) -> list[str]:
    """Lines of the envelope; the first only when the address of the home is not complete."""
    home = letter.case.home
    town = f"{home.postcode} {home.commune.name if home.commune else ''}".strip()
    civility = f"{letter.person.civility} " if letter.person.civility else ""
    lines = [f"{civility}{letter.person}"]
    return [*lines, home.address, town] if home.address and town else lines


def can_be_posted(letter: PaperLetter) -> bool:
    return len(address_of(letter)) > 1


def printed(letters: list[PaperLetter], *, territory: Territory) -> bytes:
    """One PDF: each letter, then the report that goes with it."""
    whole = pypdfium2.PdfDocument.new()
    for letter in letters:
        whole.import_pages(pypdfium2.PdfDocument(letters_pdf(_page(letter, territory))))
        if letter.document and letter.document.mime == "application/pdf":
            whole.import_pages(pypdfium2.PdfDocument(fetch(letter.document.vault_name)))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def _page(letter: PaperLetter, territory: Territory) -> Letters:
    organisation = letter.case.organisation
    about = [organisation.address, organisation.phone, organisation.email]
    return Letters(
        brand=(territory.brand, territory.brand_soft, territory.accent),
        territory=territory.name,
        issued_on=timezone.localdate(),
        letters=[
            Letter(
                organisation=organisation.name,
                organisation_lines=[line for line in about if line],
                address=address_of(letter),
                subject=letter.subject,
                case_number=letter.case.number,
                paragraphs=[part.strip() for part in letter.text.splitlines() if part.strip()],
                signature=f"{letter.signature}, {organisation.name}",
                joined=letter.document.title if letter.document else "",
            )
        ],
    )
