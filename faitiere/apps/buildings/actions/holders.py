"""Writers of who holds a condominium, over time: its syndic, the owners of its lots, the people who speak for them."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction

from faitiere.apps.audit.actions import record
from faitiere.apps.search.actions import follow
from faitiere.lib.numbers import date_words
from faitiere.lib.text import search_key

from ..finding import words_of_home
from ..models import Condominium, CoOwner, Lot, Ownership, SyndicMandate
from ..rules import Refused


@dataclass(frozen=True)
class Syndic:
    """A syndic, its manager for this building, and since when if it is known."""

    name: str
    manager: str = ""
    since: dt.date | None = None


@transaction.atomic
def change_syndic(*, actor, condominium: Condominium, new: Syndic) -> SyndicMandate:
    """A new syndic, or a new manager of the same: the former mandate ends the day the new one begins, and is kept."""
    before = condominium.mandates.filter(valid_to__isnull=True).first()
    if before and new.since is None:
        raise Refused("Donnez la date du changement : l'ancien syndic reste dans l'historique jusqu'à ce jour.")
    if before and before.valid_from and new.since and new.since < before.valid_from:
        raise Refused(f"Le précédent a commencé le {date_words(before.valid_from)} : donnez une date qui suit.")
    if before:
        before.valid_to = new.since
        before.save(update_fields=["valid_to"])
    mandate = SyndicMandate.objects.create(
        condominium=condominium, name=new.name, manager=new.manager, valid_from=new.since
    )
    _tell(actor, mandate, verb="condominium.syndic_changed")
    return mandate


@transaction.atomic
def correct_syndic(*, actor, condominium: Condominium, new: Syndic) -> SyndicMandate:
    """What is written of today's syndic, put right: nobody new."""
    mandate = condominium.mandates.filter(valid_to__isnull=True).first()
    if mandate is None:
        raise Refused("Aucun syndic n'est encore noté : ajoutez-le.")
    ended = condominium.mandates.filter(valid_to__isnull=False).first()
    if ended and new.since and ended.valid_to and new.since < ended.valid_to:
        raise Refused(f"Le précédent est parti le {date_words(ended.valid_to)} : donnez une date qui suit.")
    mandate.name, mandate.manager, mandate.valid_from = new.name, new.manager, new.since
    mandate.save(update_fields=["name", "manager", "valid_from"])
    _tell(actor, mandate, verb="condominium.syndic_corrected")
    return mandate


def _tell(actor, mandate: SyndicMandate, *, verb: str) -> None:
    """The lists and the search find the building by its syndic of today."""
    condominium = mandate.condominium
    condominium.syndic = mandate.name
    condominium.save(update_fields=["syndic"])
    record(actor=actor, verb=verb, target=condominium)
    follow(source=condominium.home_id, words=words_of_home(condominium.home))


@transaction.atomic
def link_owner(*, actor, owner: CoOwner, person) -> None:
    """This person speaks for the owner from now on; beside the first one when there is one."""
    if owner.person_id is None:
        owner.person = person
        owner.save(update_fields=["person"])
    elif owner.person_id != person.pk:
        owner.others.add(person)
    record(actor=actor, verb="condominium.owner_linked", target=owner)


@transaction.atomic
def unlink_owner(*, actor, owner: CoOwner, person_id: uuid.UUID) -> None:
    """This person speaks for the owner no more; one of the others, if any, takes the place of the first."""
    owner.others.remove(*owner.others.filter(pk=person_id))
    if owner.person_id == person_id:
        owner.person = owner.others.order_by("last_name", "pk").first()
        owner.save(update_fields=["person"])
        owner.others.remove(*([owner.person] if owner.person else []))
    record(actor=actor, verb="condominium.owner_unlinked", target=owner)


@transaction.atomic
def correct_owner(*, actor, owner: CoOwner, fields: dict) -> CoOwner:
    """Name, kind and addresses of an owner put right. Raises `Refused` for the name of another one."""
    others = owner.condominium.owners.exclude(pk=owner.pk).values_list("name", flat=True)
    if search_key(fields["name"]) in {search_key(name) for name in others}:
        raise Refused("Un autre copropriétaire de cette copropriété porte déjà ce nom.")
    changed = [name for name, value in fields.items() if getattr(owner, name) != value]
    for name in changed:
        setattr(owner, name, fields[name])
    if changed:
        owner.save(update_fields=changed)
        record(actor=actor, verb="condominium.owner_corrected", target=owner, fields=changed)
    return owner


@transaction.atomic
def sell_lot(*, actor, lot: Lot, buyer: str, kind: str, on: dt.date) -> Ownership:
    """The lot has another owner from this day: one already known by this name, or a new one of this kind."""
    condominium = Condominium.objects.select_for_update().get(pk=lot.condominium_id)
    wanted = search_key(buyer)
    owner = next((one for one in condominium.owners.all() if search_key(one.name) == wanted), None)
    before = lot.ownerships.filter(valid_to__isnull=True).first()
    if before and owner and before.owner_id == owner.pk:
        raise Refused("C'est déjà son propriétaire.")
    if before:
        end_ownership(before, on)
    owner = owner or CoOwner.objects.create(condominium=condominium, name=buyer, kind=kind)
    begun = Ownership.objects.create(lot=lot, owner=owner, valid_from=on if before else None)
    record(actor=actor, verb="condominium.lot_sold", target=lot, on=on.isoformat())
    return begun


def end_ownership(ownership: Ownership, on: dt.date) -> None:
    """The owner holds the lot until this day. Raises `Refused` for a day before it bought it."""
    if ownership.valid_from and on < ownership.valid_from:
        raise Refused(
            f"Le lot {ownership.lot} a changé de propriétaire le {date_words(ownership.valid_from)} : "
            "donnez une date qui suit."
        )
    ownership.valid_to = on
    ownership.save(update_fields=["valid_to"])
