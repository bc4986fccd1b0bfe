"""Asking the legal advisors of an organisation in to a case, and letting them go."""

from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record

from ..models import Case, CaseGuest


@transaction.atomic
def ask_in(*, actor, case: Case, organisation) -> CaseGuest:
    """Let an organisation's legal advisors open the case; asked twice, nothing changes."""
    guest = CaseGuest.objects.filter(case=case, organisation=organisation, valid_to=None).first()
    if guest is None:
        guest = CaseGuest(case=case, organisation=organisation, asked_by=actor.user)
        guest.save(force_insert=True)
        record(actor=actor, verb="case.guest_asked", target=case, case_id=case.pk, organisation=str(organisation.pk))
    return guest


@transaction.atomic
def let_go(*, actor, guest: CaseGuest) -> None:
    """From now on they no longer open the case; what they wrote stays."""
    guest.valid_to = timezone.localdate()
    guest.save(update_fields=["valid_to"])
    to = str(guest.organisation_id)
    record(actor=actor, verb="case.guest_let_go", target=guest.case, case_id=guest.case_id, organisation=to)
