"""Writers of consents: each one keeps its proof."""

from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record

from ..models import Consent, Person
from .people import held


@transaction.atomic
def give_consent(*, actor, person: Person, purpose: str, text_shown: str, source: str) -> Consent:
    """Keep what the person agreed to: the very text it was shown or read, and how it answered.

    An agreement that already holds for this purpose is ended first: the last text is the one that counts.
    """
    person = held(person.pk)
    now = timezone.now()
    Consent.objects.filter(person=person, purpose=purpose, withdrawn_at__isnull=True).update(
        withdrawn_at=now, withdrawn_source="Remplacé par un nouvel accord"
    )
    consent = Consent(person=person, purpose=purpose, text_shown=text_shown.strip(), source=source)
    consent.save(force_insert=True)
    record(actor=actor, verb="consent.given", target=consent, purpose=str(purpose))
    return consent


@transaction.atomic
def withdraw_consent(*, actor, consent: Consent, source: str) -> None:
    """The person changed its mind, from now on; the proof of what it had agreed to stays."""
    ended = Consent.objects.filter(pk=consent.pk, withdrawn_at__isnull=True).update(
        withdrawn_at=timezone.now(), withdrawn_source=source
    )
    if ended:
        record(actor=actor, verb="consent.withdrawn", target=consent, purpose=str(consent.purpose))
