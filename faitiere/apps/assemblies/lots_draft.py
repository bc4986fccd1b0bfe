"""The syndic's list between its reading and its import: kept half an hour for whoever sent it, then gone by itself."""

from dataclasses import dataclass

from faitiere.apps.buildings import lots_rules, table_drafts
from faitiere.apps.buildings.lots_table import read_table
from faitiere.apps.buildings.models import Condominium, Lot, Ownership
from faitiere.lib.text import search_key

_SHOWN_LOTS = 20


@dataclass(frozen=True)
class KeySum:
    """A key of the list, the sum of its lots, and what the by-laws announce when it is known.

    stated: the same total on the list's own row "TOTAL", None without such a row
    is_new: no key of this name is known yet
    """

    name: str
    total: int
    announced: int | None
    stated: int | None
    is_new: bool


def read(condominium: Condominium, content: bytes) -> lots_rules.LotsPlan:
    """What a list would make of this condominium. Raises `Refused` for what is no list."""
    table_drafts.check_size(content)
    return lots_rules.plan(read_table(content), totals=_totals(condominium))


def _totals(condominium: Condominium) -> dict[str, int]:
    return {key.name: key.total for key in condominium.keys.all() if key.total is not None}


def _what(condominium: Condominium) -> str:
    return f"lots:{condominium.pk}"


def put_aside(actor, condominium: Condominium, content: bytes) -> str:
    """Keep the list for its confirmation."""
    return table_drafts.put_aside(actor, _what(condominium), content)


def take_back(actor, condominium: Condominium, token: str) -> bytes:
    """The list that was put aside; `Refused` when it waited too long or is somebody else's."""
    return table_drafts.take_back(actor, _what(condominium), token)


def key_sums(condominium: Condominium, plan: lots_rules.LotsPlan) -> list[KeySum]:
    """The keys of the list, in its order."""
    totals, known = _totals(condominium), set(condominium.keys.values_list("name", flat=True))
    return [
        KeySum(name, total, totals.get(name), lots_rules.stated_total(plan, name), name not in known)
        for name, total in plan.sums().items()
    ]


def sales(condominium: Condominium, plan: lots_rules.LotsPlan) -> int:
    """How many lots would have another owner than today's."""
    owned = Ownership.objects.filter(lot__condominium=condominium, valid_to__isnull=True)
    held = {number: search_key(name) for number, name in owned.values_list("lot__number", "owner__name")}
    return sum(
        bool(lot.owner) and held.get(lot.number, search_key(lot.owner)) != search_key(lot.owner) for lot in plan.lots
    )


def preview(condominium: Condominium, plan: lots_rules.LotsPlan) -> dict:
    """What would change, in figures, with the first lots of the list."""
    known = set(condominium.lots.filter(Lot.STANDING).values_list("number", flat=True))
    listed = {lot.number for lot in plan.lots}
    return {
        "plan": plan,
        "created": len(listed - known),
        "updated": len(listed & known),
        "kept": len(known - listed),
        "owners": len(plan.owners),
        "without_owner": sum(not lot.owner for lot in plan.lots),
        "sums": key_sums(condominium, plan),
        "first_lots": [
            {"lot": lot, "shares": [lot.shares.get(key, 0) for key in plan.keys]} for lot in plan.lots[:_SHOWN_LOTS]
        ],
    }
