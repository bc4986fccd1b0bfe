"""Writers of what owners declare for their plan."""

from django.db import transaction

from faitiere.apps.audit.actions import record
from faitiere.apps.buildings.models import CoOwner

from ..models import OwnerFacts


@transaction.atomic
def save_owner_facts(*, actor, owner: CoOwner, fields: dict, by_owner: bool) -> OwnerFacts:
    """Income bracket and loan of an owner: typed by itself in its space, or from paper by the guichet."""
    facts = OwnerFacts.objects.filter(owner=owner).first() or OwnerFacts(owner=owner)
    for name, value in fields.items():
        setattr(facts, name, value)
    facts.declared_by_owner = by_owner
    facts.save()
    record(actor=actor, verb="owner.facts_saved", target=owner, by_owner=by_owner)
    return facts
