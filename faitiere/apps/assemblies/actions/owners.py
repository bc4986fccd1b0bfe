"""Writers of what owners declare for their plan, and of what they think of a vote."""

from django.db import transaction

from faitiere.apps.audit.actions import record
from faitiere.apps.buildings.models import CoOwner
from faitiere.apps.contacts.actions import give_consent, withdraw_consent
from faitiere.apps.contacts.consent_texts import TEXTS
from faitiere.apps.contacts.enums import Purpose
from faitiere.apps.contacts.models import Consent

from ..income import bracket
from ..models import GeneralMeeting, OwnerFacts, OwnerIntention, OwnerLeaning
from .meetings import alone_on

_IN_SPACE = "Espace projet"


@transaction.atomic
def save_owner_facts(*, actor, owner: CoOwner, fields: dict, by_owner: bool) -> OwnerFacts:
    """Situation, income and loan of an owner: typed by itself in its space, or from paper by the guichet.

    An income with the size of the household gives the bracket. What the owner types carries its agreement.
    """
    facts = OwnerFacts.objects.filter(owner=owner).first() or OwnerFacts(owner=owner)
    for name, value in fields.items():
        setattr(facts, name, value)
    if facts.household_size and facts.rfr_euros is not None:
        facts.income_bracket = bracket(owner.condominium, size=facts.household_size, rfr_euros=facts.rfr_euros)
    facts.declared_by_owner = by_owner
    facts.save()
    if by_owner and owner.person:
        text = TEXTS[Purpose.OWNER_PLAN]
        give_consent(actor=actor, person=owner.person, purpose=Purpose.OWNER_PLAN, text_shown=text, source=_IN_SPACE)
    record(actor=actor, verb="owner.facts_saved", target=owner, by_owner=by_owner)
    return facts


@transaction.atomic
def erase_owner_facts(*, actor, owner: CoOwner) -> None:
    """The owner takes its declaration back: the row goes, and its agreement ends."""
    OwnerFacts.objects.filter(owner=owner).delete()
    held = Consent.objects.filter(person=owner.person_id, purpose=Purpose.OWNER_PLAN, withdrawn_at__isnull=True)
    for consent in held if owner.person_id else []:
        withdraw_consent(actor=actor, consent=consent, source=_IN_SPACE)
    record(actor=actor, verb="owner.facts_erased", target=owner)


@transaction.atomic
def say_intention(*, actor, meeting: GeneralMeeting, owner: CoOwner, fields: dict, leanings: dict) -> OwnerIntention:
    """What an owner thinks of a meeting, in its own words. `leanings`: resolution id → (leaning, kept secret)."""
    alone_on(meeting)
    intention = OwnerIntention.objects.filter(meeting=meeting, owner=owner).first()
    intention = intention or OwnerIntention(meeting=meeting, owner=owner)
    for name, value in fields.items():
        setattr(intention, name, value)
    intention.save()
    intention.leanings.all().delete()
    OwnerLeaning.objects.bulk_create(
        OwnerLeaning(intention=intention, resolution_id=resolution, leaning=leaning, kept_secret=kept_secret)
        for resolution, (leaning, kept_secret) in leanings.items()
        if leaning
    )
    # The journal says that it was written and shown to whom, never what.
    record(actor=actor, verb="owner.intention_said", target=meeting, sharing=str(intention.sharing))
    return intention


@transaction.atomic
def erase_intention(*, actor, intention: OwnerIntention) -> None:
    """The owner takes its words back."""
    record(actor=actor, verb="owner.intention_erased", target=intention.meeting)
    intention.delete()
