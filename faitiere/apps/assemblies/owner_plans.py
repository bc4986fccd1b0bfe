"""The plan of each owner for one meeting: from its resolutions, keys and private declarations to the engine."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from faitiere.apps.buildings.enums import LotKind, LotUse
from faitiere.apps.buildings.models import CoOwner, Lot
from faitiere.engines import finance, params
from faitiere.lib.numbers import NBSP, count, date_words, money

from .counting import Holdings, holdings
from .enums import LoanChoice
from .models import GeneralMeeting, OwnerFacts, Resolution


@dataclass(frozen=True)
class Plan:
    """An owner, what it declared, its lots, and its plan in cents."""

    owner: CoOwner
    facts: OwnerFacts | None
    lots: list[Lot]
    money: finance.OwnerPlan
    sentences: list[str]


def plans(meeting: GeneralMeeting) -> list[Plan]:
    """Every owner's plan, by name: a constant number of queries whatever the lots."""
    held = holdings(meeting.condominium, on=meeting.held_on)
    works = list(meeting.resolutions.filter(second_of__isnull=True, cost_cents__gt=0).select_related("key"))
    facts = {str(one.owner_id): one for one in OwnerFacts.objects.filter(owner__condominium=meeting.condominium)}
    lots = lots_by_owner(meeting, held)
    means = {who: _means(meeting, works, facts.get(who), lots.get(who, [])) for who in held.owners}
    general = meeting.condominium.keys.order_by("position").first()
    found = finance.owner_plans(
        [_cost(one, held) for one in works if any(held.by_key.get(one.key_id, {}).values())],
        fund_cents=meeting.fund_cents,
        fund_weights=held.by_key.get(general.pk, {}) if general else {},
        means=means,
    )
    return [
        Plan(owner, facts.get(who), lots.get(who, []), found[who], _sentences(found[who], lots.get(who, [])))
        for who, owner in held.owners.items()
        if who in found
    ]


def lots_by_owner(meeting: GeneralMeeting, held: Holdings) -> dict[str, list[Lot]]:
    """Lots of each owner on the day of the meeting."""
    by_id = {lot.pk: lot for lot in meeting.condominium.lots.all()}
    found: dict[str, list[Lot]] = {}
    for lot, owner in held.owner_of.items():
        found.setdefault(owner, []).append(by_id[lot])
    return found


def _cost(resolution: Resolution, held: Holdings) -> finance.SharedCost:
    return finance.SharedCost(
        resolution.title, resolution.cost_cents, resolution.aid_cents, held.by_key[resolution.key_id]
    )


def _means(
    meeting: GeneralMeeting, works: list[Resolution], facts: OwnerFacts | None, lots: list[Lot]
) -> finance.OwnerMeans:
    """The individual premium goes with a collective aid, for a dwelling lived in by its owner."""
    borrows = facts is not None and facts.loan == LoanChoice.COLLECTIVE
    months, rate = (meeting.loan_months, float(meeting.loan_rate)) if borrows else (0, 0.0)
    lived_in = sum(lot.kind == LotKind.DWELLING and lot.use == LotUse.OWNER for lot in lots)
    if facts is None or not lived_in or not any(one.aid_cents for one in works):
        return finance.OwnerMeans(0, months, rate)
    found = params.find_or_none("copro_individual", on=meeting.held_on, case=facts.income_bracket or "inconnue")
    euros = int(str(found.value)) if found else 0
    return finance.OwnerMeans(euros * 100, months, rate)


def _sentences(plan: finance.OwnerPlan, lots: list[Lot]) -> list[str]:
    """What the owner should know beside the figures."""
    found = []
    if plan.own_aid_cents:
        found.append(
            f"Prime individuelle de {money(plan.own_aid_cents)} si la copropriété obtient l'aide collective. "
            "À confirmer : chaque ménage n'y a droit que pour sa résidence principale."
        )
    if plan.collective_aid_cents:
        found.append(f"À avancer tant que les aides ne sont pas versées{NBSP}: {money(plan.to_advance_cents)}.")
    for one in params.in_force(timezone.localdate(), "rental_ban_on"):
        label = dict(one.keys)["label"]
        rented = sum(lot.use == LotUse.TENANT and lot.dpe_label == label for lot in lots)
        if rented:
            day = date_words(dt.date.fromisoformat(str(one.value)))
            homes = count(rented, "logement loué", "logements loués")
            found.append(f"{homes} en classe {label} : interdiction de louer à partir du {day}.")
    return found


def totals(found: list[Plan]) -> dict[str, int]:
    """Sums over the owners, equal to the amounts voted to the cent."""
    names = ("cost_cents", "collective_aid_cents", "fund_cents", "own_aid_cents", "remaining_cents")
    return {name: sum(getattr(one.money, name) for one in found) for name in names}
