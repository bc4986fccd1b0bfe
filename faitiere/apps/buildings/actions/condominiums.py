"""Writers of condominiums: what they are in law, their lots, owners and shares."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.search.actions import follow
from faitiere.lib.numbers import count
from faitiere.lib.text import search_key

from ..enums import CoOwnerKind
from ..finding import words_of_home
from ..lots_rules import LotLine, LotsPlan
from ..models import Condominium, CoOwner, Diagnosis, Home, Lot, Ownership, Share, ShareKey
from ..rules import Refused, RnicTaken
from .holders import end_ownership


@transaction.atomic
def create_condominium(*, actor, home: Home, name: str, rnic: str = "") -> Condominium:
    """The condominium of a building, to be described. Raises `RnicTaken` as `update_condominium` does."""
    if rnic and Condominium.objects.filter(rnic=rnic).exists():
        raise RnicTaken(rnic)
    condominium = Condominium.objects.create(home=home, name=name.strip(), rnic=rnic)
    record(actor=actor, verb="condominium.created", target=condominium)
    follow(source=home.pk, words=words_of_home(home))
    return condominium


@transaction.atomic
def update_condominium(*, actor, condominium: Condominium, **fields) -> Condominium:
    """Change what is known of it. Raises `RnicTaken` when another condominium of the territory has this number."""
    rnic = fields.get("rnic", "")
    if rnic and Condominium.objects.filter(rnic=rnic).exclude(pk=condominium.pk).exists():
        raise RnicTaken(rnic)
    changed = [name for name, value in fields.items() if getattr(condominium, name) != value]
    for name in changed:
        setattr(condominium, name, fields[name])
    if changed:
        condominium.save(update_fields=changed)
        record(actor=actor, verb="condominium.updated", target=condominium, fields=changed)
        follow(source=condominium.home_id, words=words_of_home(condominium.home))
    return condominium


@transaction.atomic
def update_lot(*, actor, lot: Lot, fields: dict) -> Lot:
    """What is known of one lot, corrected by hand; its shares and its owner come from the list."""
    changed = [name for name, value in fields.items() if getattr(lot, name) != value]
    for name in changed:
        setattr(lot, name, fields[name])
    if changed:
        lot.save(update_fields=changed)
        record(actor=actor, verb="condominium.lot_changed", target=lot, fields=changed)
    return lot


@transaction.atomic
def add_diagnosis(*, actor, condominium: Condominium, fields: dict) -> Diagnosis:
    """A collective DPE, a draft plan, a DTG or an audit, with its date."""
    diagnosis = Diagnosis.objects.create(condominium=condominium, **fields)
    record(actor=actor, verb="condominium.diagnosis_added", target=diagnosis, kind=diagnosis.kind)
    return diagnosis


@transaction.atomic
def remove_diagnosis(*, actor, diagnosis: Diagnosis) -> None:
    """Take back a diagnosis entered by mistake."""
    record(actor=actor, verb="condominium.diagnosis_removed", target=diagnosis, kind=diagnosis.kind)
    diagnosis.delete()


@transaction.atomic
def change_key(*, actor, key: ShareKey, fields: dict) -> ShareKey:
    """Name, nature and announced total of a key. Raises `Refused` for the name of another key."""
    twins = ShareKey.objects.filter(condominium=key.condominium_id, name=fields["name"]).exclude(pk=key.pk)
    if twins.exists():
        raise Refused("Une autre clé de cette copropriété porte déjà ce nom.")
    changed = [name for name, value in fields.items() if getattr(key, name) != value]
    for name in changed:
        setattr(key, name, fields[name])
    if changed:
        key.save(update_fields=changed)
        record(actor=actor, verb="condominium.key_changed", target=key, fields=changed)
    return key


@transaction.atomic
def remove_key(*, actor, key: ShareKey) -> None:
    """A column that was no key, or a key that is no more, with its shares. Refused while a resolution votes by it."""
    name = key.name
    record(actor=actor, verb="condominium.key_removed", target=key, name=name)
    try:
        key.delete()
    except ProtectedError as held:
        many = count(len(held.protected_objects), "résolution vote", "résolutions votent")
        raise Refused(
            f"La clé « {name} » ne peut pas être supprimée : {many} avec elle. Changez d'abord leur clé, ou renommez "
            "celle-ci."
        ) from None


@transaction.atomic
def remove_lot(*, actor, lot: Lot, on: dt.date, keep: bool) -> None:
    """A lot that is no more. `keep`: it stays in the history, ended on this day, for the meetings held before."""
    record(actor=actor, verb="condominium.lot_removed", target=lot, number=lot.number, kept=keep)
    if not keep:
        lot.delete()
        return
    for ownership in lot.ownerships.filter(valid_to__isnull=True):
        end_ownership(ownership, on)
    lot.removed_on = on
    lot.save(update_fields=["removed_on"])


@transaction.atomic
def import_lots(
    *,
    actor,
    condominium: Condominium,
    plan: LotsPlan,
    totals: Mapping[str, int] | None = None,
    sold_on: dt.date | None = None,
) -> dict[str, int]:
    """Lots, owners and shares of a list: all of it or nothing; the same list again changes nothing.

    totals: what the by-laws announce for the keys that had no total yet, by name; refused when the lots do not add up.

    Lots that the list does not name stay as they are. An owner that changed ends on `sold_on`, today when it is not
    said, and the new one begins. The same name in other letters (case, accents) is the same owner.
    Returns the number of lots created and changed. Raises `Refused` when the list has faults.
    """
    if plan.faults:
        raise Refused("Cette liste a des anomalies : corrigez-les, puis déposez-la de nouveau.")
    Condominium.objects.select_for_update().get(pk=condominium.pk)
    keys = _keys(condominium, plan)
    _announce(keys, plan, totals or {})
    known = {lot.number: lot for lot in condominium.lots.all()}
    lots = [_lot(condominium, line, known=known) for line in plan.lots]
    fields = ["rank", "kind", "building", "floor", "area_m2", "use", "dpe_label", "removed_on"]
    Lot.objects.bulk_update([lot for lot in lots if lot.number in known], fields)
    Lot.objects.bulk_create([lot for lot in lots if lot.number not in known])
    by_number = {lot.number: lot for lot in lots}
    _write_shares(plan, by_number, keys=keys)
    _write_owners(condominium, plan, by_number=by_number, on=sold_on or timezone.localdate())
    counted = {"created": sum(number not in known for number in by_number), "listed": len(lots)}
    record(actor=actor, verb="condominium.lots_imported", target=condominium, **counted)
    return counted


def _keys(condominium: Condominium, plan: LotsPlan) -> dict[str, ShareKey]:
    keys = {key.name: key for key in condominium.keys.all()}
    rank = max((key.position for key in keys.values()), default=0)
    for name in plan.keys:
        if name not in keys:
            rank += 1
            keys[name] = ShareKey.objects.create(
                condominium=condominium, name=name, position=rank, kind="general" if rank == 1 else "special"
            )
    return keys


def _announce(keys: dict[str, ShareKey], plan: LotsPlan, totals: Mapping[str, int]) -> None:
    sums = plan.sums()
    for name, total in totals.items():
        if sums.get(name) != total:
            raise Refused(f"« {name} » : le total annoncé n'est pas la somme des lots de la liste.")
        keys[name].total = total
        keys[name].save(update_fields=["total"])


def _lot(condominium: Condominium, line: LotLine, *, known: dict[str, Lot]) -> Lot:
    lot = known.get(line.number) or Lot(condominium=condominium, number=line.number)
    lot.removed_on = None
    lot.rank, lot.kind, lot.building, lot.floor, lot.use = line.line, line.kind, line.building, line.floor, line.use
    lot.area_m2 = line.area or None
    lot.dpe_label = line.dpe_label or lot.dpe_label  # a list without classes leaves those already known
    return lot


def _write_shares(plan: LotsPlan, by_number: dict[str, Lot], *, keys: dict[str, ShareKey]) -> None:
    """Tantièmes of each lot in each key of the list; a zero is no share."""
    wanted = {
        (by_number[line.number].pk, keys[name].pk): tantiemes
        for line in plan.lots
        for name, tantiemes in line.shares.items()
    }
    named = [keys[name].pk for name in plan.keys]
    Share.objects.filter(lot__in=[lot.pk for lot in by_number.values()], key__in=named).delete()
    Share.objects.bulk_create(
        Share(lot_id=lot, key_id=key, tantiemes=tantiemes) for (lot, key), tantiemes in wanted.items() if tantiemes
    )


def _write_owners(condominium: Condominium, plan: LotsPlan, *, by_number: dict[str, Lot], on: dt.date) -> None:
    owners = {search_key(owner.name): owner for owner in condominium.owners.all()}
    for line in plan.lots:
        if line.owner:
            who = search_key(line.owner)
            owners[who] = _owner(condominium, line, known=owners.get(who))
    held = {
        one.lot_id: one
        for one in Ownership.objects.filter(lot__condominium=condominium, valid_to__isnull=True).select_related("lot")
    }
    begun = []
    for line in plan.lots:
        lot, before = by_number[line.number], held.get(by_number[line.number].pk)
        if not line.owner or (before and before.owner_id == owners[search_key(line.owner)].pk):
            continue
        if before:
            end_ownership(before, on)
        begun.append(Ownership(lot=lot, owner=owners[search_key(line.owner)], valid_from=on if before else None))
    Ownership.objects.bulk_create(begun)


def _owner(condominium: Condominium, line: LotLine, *, known: CoOwner | None) -> CoOwner:
    """The owner of a line; what was put right by hand stays where the list says nothing better."""
    owner = known or CoOwner(condominium=condominium, name=line.owner)
    before = (owner.kind, owner.email, owner.postal_address)
    if owner.kind == CoOwnerKind.PERSON:
        owner.kind = line.owner_kind
    owner.email = line.email or owner.email
    owner.postal_address = line.postal_address or owner.postal_address
    if known is None or before != (owner.kind, owner.email, owner.postal_address):
        owner.save()
    return owner
