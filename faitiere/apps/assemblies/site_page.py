"""What the tab "Copropriété" shows, in a constant number of queries whatever the lots."""

from dataclasses import dataclass

from django.db.models import Sum
from django.utils import timezone

from faitiere.apps.buildings.enums import DiagnosisKind, LotKind, LotUse
from faitiere.apps.buildings.models import Condominium, CoOwner, Lot, Ownership, Share, ShareKey

from .obligations import Clock, Known, State, clocks

MAIN_KINDS = (LotKind.DWELLING, LotKind.SHOP)
STATES = {
    State.LATE: ("stop", "En retard"),
    State.DUE: ("warn", "À faire"),
    State.UNKNOWN: ("note", "À compléter"),
    State.DONE: ("ok", "À jour"),
    State.EXEMPT: ("neutral", "Sans objet"),
}


@dataclass(frozen=True)
class KeyLine:
    """A key and whether its lots add up to what the by-laws announce."""

    key: ShareKey
    total: int

    @property
    def gap(self) -> int:
        return 0 if self.key.total is None else self.total - self.key.total


@dataclass(frozen=True)
class LotLine:
    lot: Lot
    owner: CoOwner | None
    shares: list[int]


def known_of(condominium: Condominium, lots: list[Lot]) -> Known:
    """What the obligation clocks ask."""
    diagnoses = list(condominium.diagnoses.all())
    rented = [lot for lot in lots if lot.use == LotUse.TENANT and lot.kind == LotKind.DWELLING]
    exempting = [one.done_on for one in diagnoses if one.kind == DiagnosisKind.DTG and one.no_works_needed]
    return Known(
        main_lots=sum(lot.kind in MAIN_KINDS for lot in lots),
        permit_year=condominium.permit_year,
        diagnoses=[(one.kind, one.done_on, one.label) for one in diagnoses],
        dtg_without_works=max(exempting, default=None),
        accounts_approved_on=condominium.accounts_approved_on,
        rnic_updated_on=condominium.rnic_updated_on,
        rented_labels=[lot.dpe_label for lot in rented if lot.dpe_label],
        rented_unlabelled=sum(not lot.dpe_label for lot in rented),
    )


def page(condominium: Condominium) -> dict:
    """Context of the tab: facts, keys with their sums, lots with their owners, obligations."""
    lots = list(condominium.lots.filter(Lot.STANDING))
    keys = list(condominium.keys.annotate(held=Sum("shares__tantiemes", filter=Share.OF_STANDING)))
    owned = Ownership.objects.filter(lot__condominium=condominium, valid_to__isnull=True).select_related("owner")
    owner_of = {one.lot_id: one.owner for one in owned}
    shares = {
        (lot, key): many
        for lot, key, many in Share.objects.filter(key__condominium=condominium).values_list(
            "lot_id", "key_id", "tantiemes"
        )
    }
    dwellings = sum(lot.kind == LotKind.DWELLING for lot in lots)
    return {
        "condominium": condominium,
        "mandate": condominium.mandates.filter(valid_to__isnull=True).first(),
        "keys": [KeyLine(key, key.held or 0) for key in keys],
        "lots": [LotLine(lot, owner_of.get(lot.pk), [shares.get((lot.pk, key.pk), 0) for key in keys]) for lot in lots],
        "counts": {"lots": len(lots), "dwellings": dwellings, "owners": len(set(owner_of.values()))},
        "clocks": [_shown(clock) for clock in clocks(known_of(condominium, lots), on=timezone.localdate())],
        "diagnoses": list(condominium.diagnoses.all()),
    }


def _shown(clock: Clock) -> dict:
    kind, words = STATES[clock.state]
    return {"clock": clock, "kind": kind, "words": words}
