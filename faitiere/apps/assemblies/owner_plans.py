"""The plan of each owner for one meeting: from its resolutions, keys and private declarations to the engine."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from faitiere.apps.buildings.enums import LotKind, LotUse
from faitiere.apps.buildings.models import CoOwner, Lot
from faitiere.engines import finance, params
from faitiere.lib.numbers import NBSP, count, date_words, money

from . import key_doubts
from .counting import UNOWNED, Holdings, holdings
from .enums import LoanChoice, LoanKind, OwnerStay
from .models import GeneralMeeting, OwnerFacts, Resolution

_MOST_NAMES = 12


@dataclass(frozen=True)
class Plan:
    """An owner, what it declared, its lots, and its plan in cents."""

    owner: CoOwner
    facts: OwnerFacts | None
    lots: list[Lot]
    money: finance.OwnerPlan
    sentences: list[str]
    # Its part of what the works save on the charges, in a year.
    savings_cents: int = 0

    @property
    def monthly_savings_cents(self) -> int:
        return round(self.savings_cents / 12)

    @property
    def net_monthly_cents(self) -> int:
        """What a month costs once the savings on the charges are in; negative when they pay for the loan."""
        return self.money.monthly_cents - self.monthly_savings_cents


@dataclass(frozen=True)
class Plans:
    """Every owner's plan, by name, and the share of lots whose owner is not known, which nobody pays yet."""

    of_owners: list[Plan]
    unowned: finance.OwnerPlan | None
    unowned_lots: int
    # What the works fund offers.
    offered_cents: int = 0

    @property
    def fund_left_cents(self) -> int:
        """What nobody needs: it stays in the works fund."""
        return self.offered_cents - self.totals["fund_cents"]

    @property
    def unowned_words(self) -> str:
        return count(self.unowned_lots, "lot sans propriétaire connu", "lots sans propriétaire connu")

    @property
    def totals(self) -> dict[str, int]:
        """Sums over all, equal to the amounts voted to the cent."""
        names = ("cost_cents", "collective_aid_cents", "fund_cents", "own_aid_cents", "remaining_cents")
        every = [one.money for one in self.of_owners] + ([self.unowned] if self.unowned else [])
        return {name: sum(getattr(one, name) for one in every) for name in names}


def plans(meeting: GeneralMeeting) -> Plans:
    """The plans of a meeting: a constant number of queries whatever the lots."""
    held = holdings(meeting.condominium, on=meeting.held_on)
    works = list(meeting.resolutions.filter(second_of__isnull=True, cost_cents__gt=0).select_related("key"))
    facts = {str(one.owner_id): one for one in OwnerFacts.objects.filter(owner__condominium=meeting.condominium)}
    lots = lots_by_owner(meeting, held)
    means = {who: _means(meeting, works, facts.get(who), lots.get(who, [])) for who in held.owners}
    general = next(iter(key_doubts.keys_of(meeting.condominium)), None)
    found = finance.owner_plans(
        [_cost(one, held) for one in works if any(held.weights(one.key_id).values())],
        fund_cents=meeting.fund_cents,
        fund_weights=held.weights(general.pk) if general else {},
        means=means,
    )
    saved = _savings(meeting, held, general)
    of_owners = [
        Plan(
            owner,
            facts.get(who),
            lots.get(who, []),
            found[who],
            _sentences(found[who], facts.get(who), lots.get(who, [])),
            saved.get(who, 0),
        )
        for who, owner in held.owners.items()
        if who in found
    ]
    return Plans(of_owners, found.get(UNOWNED), held.unowned_lots, meeting.fund_cents)


def plan_of(meeting: GeneralMeeting, owner: CoOwner) -> Plan | None:
    """The plan of one owner, from the same computation as all the others; None when it shares nothing voted."""
    return next((one for one in plans(meeting).of_owners if one.owner.pk == owner.pk), None)


def _savings(meeting: GeneralMeeting, held: Holdings, general) -> dict[str, int]:
    """What each owner saves in a year, by the key chosen, else the general one; sums to the cent."""
    key = meeting.savings_key_id or (general.pk if general else None)
    weights = held.weights(key)
    if not meeting.savings_cents or not any(weights.values()):
        return {}
    return dict(zip(weights, finance.share(meeting.savings_cents, list(weights.values())), strict=True))


def lots_by_owner(meeting: GeneralMeeting, held: Holdings) -> dict[str, list[Lot]]:
    """Lots of each owner on the day of the meeting."""
    by_id = {lot.pk: lot for lot in meeting.condominium.lots.all()}
    found: dict[str, list[Lot]] = {}
    for lot, owner in held.owner_of.items():
        found.setdefault(owner, []).append(by_id[lot])
    return found


def _cost(resolution: Resolution, held: Holdings) -> finance.SharedCost:
    return finance.SharedCost(
        resolution.title,
        resolution.cost_cents,
        resolution.aid_cents,
        held.weights(resolution.key_id),
        resolution.key.name,
    )


def _means(
    meeting: GeneralMeeting, works: list[Resolution], facts: OwnerFacts | None, lots: list[Lot]
) -> finance.OwnerMeans:
    """The individual premium goes with MaPrimeRénov' Copropriété, for a dwelling lived in by its owner."""
    months, rate = (meeting.loan_months, float(meeting.loan_rate)) if _borrows(meeting, facts) else (0, 0.0)
    if facts is None or not _lives_there(facts, lots) or not any(one.mpr for one in works):
        return finance.OwnerMeans(0, months, rate)
    found = params.find_or_none("copro_individual", on=meeting.held_on, case=facts.income_bracket or "inconnue")
    euros = int(str(found.value)) if found else 0
    return finance.OwnerMeans(euros * 100, months, rate)


def _borrows(meeting: GeneralMeeting, facts: OwnerFacts | None) -> bool:
    """In the loan by its own choice; with the loan of article 26-4 III, as long as it does not refuse."""
    if facts is None:
        return meeting.loan_kind == LoanKind.OPT_OUT
    return facts.loan == LoanChoice.COLLECTIVE


def _lives_there(facts: OwnerFacts, lots: list[Lot]) -> bool:
    """Whether a dwelling is its home: what it declared, else what the list of the lots says."""
    homes = [lot for lot in lots if lot.kind == LotKind.DWELLING]
    if facts.stay:
        return bool(homes) and facts.stay in {OwnerStay.OCCUPANT, OwnerStay.BOTH}
    return any(lot.use == LotUse.OWNER for lot in homes)


def _rented(facts: OwnerFacts | None, lots: list[Lot]) -> list[Lot]:
    """Its rented dwellings: those of the list, all of them when it declares to let them."""
    lets = facts is not None and facts.stay == OwnerStay.LANDLORD
    return [lot for lot in lots if lot.kind == LotKind.DWELLING and (lets or lot.use == LotUse.TENANT)]


def few(names: list[str]) -> str:
    """Some names, and how many are left: what must stay on one line."""
    if len(names) <= _MOST_NAMES:
        return ", ".join(names)
    return f"{', '.join(names[:_MOST_NAMES])} et {count(len(names) - _MOST_NAMES, 'autre')}"


def _sentences(plan: finance.OwnerPlan, facts: OwnerFacts | None, lots: list[Lot]) -> list[str]:
    """What the owner should know beside the figures."""
    found = []
    if plan.own_aid_cents:
        found.append(
            f"Prime individuelle de {money(plan.own_aid_cents)} si la copropriété obtient l'aide collective. "
            "À confirmer : chaque ménage n'y a droit que pour sa résidence principale."
        )
    if plan.collective_aid_cents:
        found.append(f"À avancer tant que les aides ne sont pas versées{NBSP}: {money(plan.to_advance_cents)}.")
    return found + _ban_sentences(_rented(facts, lots))


def _ban_sentences(rented: list[Lot]) -> list[str]:
    """From when the dwellings let may not be let any more, by class."""
    found = []
    for one in params.in_force(timezone.localdate(), "rental_ban_on"):
        label = dict(one.keys)["label"]
        if many := sum(lot.dpe_label == label for lot in rented):
            day = date_words(dt.date.fromisoformat(str(one.value)))
            homes = count(many, "logement loué", "logements loués")
            found.append(f"{homes} en classe {label} : interdiction de louer à partir du {day}.")
    if unknown := [lot.number for lot in rented if not lot.dpe_label]:
        numbers = few(unknown)
        found.append(f"Logement loué, lot {numbers} : la classe de son DPE dira si et quand louer sera interdit.")
    return found
