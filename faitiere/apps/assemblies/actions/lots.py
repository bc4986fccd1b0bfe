"""Writers of lots that votes may rest on: sold, removed, listed anew on a dated day."""

import datetime as dt

from django.db import transaction

from faitiere.apps.buildings import actions as buildings
from faitiere.apps.buildings.lots_rules import LotsPlan, owner_kind_of
from faitiere.apps.buildings.models import Condominium, Lot, Ownership
from faitiere.lib.numbers import date_words

from ..models import GeneralMeeting, Vote
from ..rules import Refused


def _last_voted(condominium: Condominium) -> dt.date | None:
    """Day of the last meeting in which somebody voted."""
    voted = Vote.objects.filter(resolution__meeting__condominium=condominium).values("resolution__meeting")
    return GeneralMeeting.objects.filter(pk__in=voted).order_by("-held_on").values_list("held_on", flat=True).first()


def _check_after_votes(condominium: Condominium, on: dt.date) -> None:
    """Raises `Refused` for a day whose change would alter voices already counted."""
    last = _last_voted(condominium)
    if last and on <= last:
        raise Refused(
            f"L'assemblée du {date_words(last)} a voté avec les copropriétaires d'alors : donnez une date qui la suit."
        )


@transaction.atomic
def sell_lot(*, actor, lot: Lot, buyer: str, on: dt.date) -> Ownership:
    """The lot has another owner from this day; meetings already voted keep the former one."""
    _check_after_votes(lot.condominium, on)
    return buildings.sell_lot(actor=actor, lot=lot, buyer=buyer, kind=owner_kind_of("", buyer), on=on)


@transaction.atomic
def remove_lot(*, actor, lot: Lot, on: dt.date) -> bool:
    """The lot counts no more from this day. True when it is kept in the history, for the meetings that voted."""
    kept = _last_voted(lot.condominium) is not None
    _check_after_votes(lot.condominium, on)
    buildings.remove_lot(actor=actor, lot=lot, on=on, keep=kept)
    return kept


@transaction.atomic
def import_lots(*, actor, condominium: Condominium, plan: LotsPlan, totals: dict[str, int], sold_on: dt.date | None):
    """The syndic's list imported, its sales on the day typed; returns what `buildings.import_lots` counts."""
    if sold_on:
        _check_after_votes(condominium, sold_on)
    return buildings.import_lots(actor=actor, condominium=condominium, plan=plan, totals=totals, sold_on=sold_on)
