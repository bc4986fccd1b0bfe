"""Writer of the follow-up report."""

from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.cases.actions import add_document
from faitiere.apps.cases.enums import DocumentCategory, Visibility
from faitiere.apps.cases.models import Case, Document
from faitiere.lib.reports import follow_up_pdf

from .. import follow_up
from ..rules import Refused


@transaction.atomic
def file_follow_up(*, actor, case: Case) -> Document:
    """The report of today filed in the case, shared; printed again, it is a new version of the same document.

    Raises `Refused` while the bills cannot be compared.
    """
    found = follow_up.of_case(case, on=timezone.localdate())
    if found.comparison is None:
        raise Refused(found.missing)
    document = add_document(
        actor=actor,
        case=case,
        category=DocumentCategory.REPORT,
        title="Bilan après travaux",
        content=follow_up_pdf(follow_up.printed(case, found, territory=actor.territory)),
        name=f"apres-travaux-{case.number}.pdf",
        visibility=Visibility.SHARED,
    )
    record(actor=actor, verb="bills.follow_up_filed", target=document, case_id=case.pk)
    return document
