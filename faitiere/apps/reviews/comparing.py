"""Two answers on the aids of one scenario held side by side: what changes, by how much, by which rule. Pure."""

from dataclasses import dataclass

from faitiere.apps.studies.plan_page import STATUSES, reason_words, source_words, to_confirm
from faitiere.lib.numbers import money

_GRANT = "subvention"


@dataclass(frozen=True, slots=True)
class Side:
    """Aids as `studies.aid_run` answers them, and the cost of the works with tax, in cents."""

    aids: list[dict]
    ttc_cents: int


@dataclass(frozen=True, slots=True)
class Difference:
    before_cents: int
    after_cents: int
    gain_cents: int
    details: list[dict]


def difference(before: Side, after: Side) -> Difference:
    """What the household gains (aids more, tax less) and each aid that changes, with the reason of the new rule."""
    first, second = _granted(before.aids), _granted(after.aids)
    return Difference(
        before_cents=first,
        after_cents=second,
        gain_cents=(second - after.ttc_cents) - (first - before.ttc_cents),
        details=[*_changed_aids(before.aids, after.aids), *_changed_tax(before, after)],
    )


def _granted(aids: list[dict]) -> int:
    return sum(aid["counted_cents"] for aid in aids if aid["kind"] == _GRANT)


def _changed_aids(before: list[dict], after: list[dict]) -> list[dict]:
    was, now = {_key(aid): aid for aid in before}, {_key(aid): aid for aid in after}
    found = []
    for key in dict.fromkeys([*was, *now]):
        old, new = was.get(key), now.get(key)
        if _worth(old) != _worth(new):
            found.append(_detail(old, new))
    return sorted(found, key=lambda one: -abs(one["after_cents"] - one["before_cents"]))


def _key(aid: dict) -> str:
    """A local aid keeps its name from one version to the next; its code names the version."""
    return aid["name_fr"] if aid["code"].startswith("locale_") else aid["code"]


def _worth(aid: dict | None) -> tuple:
    """What matters of an aid to the household: the sum counted; for a loan or a tax advantage, its amount."""
    if aid is None:
        return (0, False)
    if aid["kind"] == _GRANT:
        return (aid["counted_cents"], False)
    open_to = aid["status"] == "eligible"
    return ((aid["amount_cents"] or 0) if open_to and aid["kind"] != "tva" else 0, open_to)


def _detail(old: dict | None, new: dict | None) -> dict:
    shown = new or old
    counted = "counted_cents" if shown["kind"] == _GRANT else "amount_cents"
    return {
        "name": shown["name_fr"],
        "kind": shown["kind"],
        "before_cents": (old or {}).get(counted) or 0,
        "after_cents": (new or {}).get(counted) or 0,
        "before": _status(old),
        "after": _status(new),
        "reason": _reason(new) if new else "Cette aide n’est plus en vigueur à cette date.",
        "source": source_words(shown),
    }


def _reason(aid: dict) -> str:
    """Its own reason; above all the cap on all the aids when it is what lowers this one."""
    capped = (
        aid["status"] == "eligible" and not aid["excluded_fr"] and aid["counted_cents"] < (aid["amount_cents"] or 0)
    )
    if aid["kind"] == _GRANT and capped:
        return f"Réduite par le plafond de toutes les aides, seule elle donnerait {money(aid['amount_cents'])}."
    return reason_words(aid)


def _status(aid: dict | None) -> str:
    if aid is None:
        return "Absente"
    if aid["excluded_fr"]:
        return "Non retenue"
    return "À confirmer" if to_confirm(aid) else STATUSES[aid["status"]][1]


def _changed_tax(before: Side, after: Side) -> list[dict]:
    if before.ttc_cents == after.ttc_cents:
        return []
    tax = next((aid for aid in after.aids if aid["kind"] == "tva"), None)
    return [
        {
            "name": "TVA des travaux",
            "kind": "tva",
            "before_cents": -before.ttc_cents,
            "after_cents": -after.ttc_cents,
            "before": "",
            "after": "",
            "reason": reason_words(tax) if tax else "",
            "source": source_words(tax) if tax else "",
        }
    ]
