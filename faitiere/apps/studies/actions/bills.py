"""Writer of the balance of the bills, filed in the case."""

from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.cases.actions import add_document
from faitiere.apps.cases.enums import DocumentCategory, Visibility
from faitiere.apps.cases.models import Case, Document
from faitiere.lib.reports import bill_balance_pdf

from ..bills import balance, printed, rows
from ..rules import Refused


@transaction.atomic
def file_balance(*, actor, case: Case) -> Document:
    """File the balance of today in the case, shared; the next one of the same case is a new version."""
    found = balance(case.home, rows(case.home), on=timezone.localdate())
    if not found.years:
        raise Refused("Ajoutez au moins une facture complète avant de ranger le bilan.")
    document = add_document(
        actor=actor,
        case=case,
        category=DocumentCategory.REPORT,
        title="Bilan des factures d'énergie",
        content=bill_balance_pdf(printed(case, found, territory=actor.territory)),
        name=f"bilan-factures-{case.number}.pdf",
        visibility=Visibility.SHARED,
    )
    record(actor=actor, verb="bills.filed", target=document, case_id=case.pk)
    return document
