"""How a household would pay, as kept with a scenario: one plan or two, and which one is kept. Plain values only.

{"price_rise", "kept", "plans": [{"name", "own_funds_cents", "loans": [{"kind", "cents", "months", "rate",
"insurance"}], "deposit_percent", "balance_month", "aid_month", "aid_months": {code: month}, "no_advance": [code]}]}
A loan without "cents" takes what is left to pay; a bridge, what is missing while the aids are awaited.
"""

from copy import deepcopy

KINDS = {
    "eco_ptz": "Éco-prêt à taux zéro",
    "par_plus": "Prêt avance rénovation (PAR+)",
    "bank": "Prêt bancaire",
    "bridge": "Prêt relais ou avance",
}
NAMES = ("Plan A", "Plan B")
PRICE_RISE = 2.0
LOAN = {"kind": "eco_ptz", "cents": None, "months": 180, "rate": None, "insurance": None}
PLAN = {
    "name": NAMES[0],
    "own_funds_cents": 0,
    "loans": [LOAN],
    "deposit_percent": 100.0,
    "balance_month": 0,
    "aid_month": 3,
    "aid_months": {},
    "no_advance": [],
}


def choices_of(kept: dict) -> dict:
    """Every choice, from what was kept: nothing, one loan (`loan`, `years`, `rate`), or whole plans."""
    if "plans" in kept:
        plans = [_whole(one) for one in kept["plans"]]
    else:
        loan = LOAN | {"kind": kept.get("loan", LOAN["kind"]), "rate": kept.get("rate")}
        loan["months"] = (kept.get("years") or LOAN["months"] // 12) * 12
        loans = [] if kept.get("loan") == "none" else [loan]
        plans = [deepcopy(PLAN) | {"own_funds_cents": kept.get("own_funds_cents", 0), "loans": loans}]
    place = kept.get("kept", 0)
    rise = kept.get("price_rise", PRICE_RISE)
    return {"price_rise": rise, "kept": place if place < len(plans) else 0, "plans": plans}


def _whole(one: dict) -> dict:
    """A plan with what was not said of it."""
    return deepcopy(PLAN) | one | {"loans": [LOAN | loan for loan in one.get("loans", [LOAN])]}


def changed(kept: dict, place: int, *, wish: dict, price_rise: float) -> dict:
    """The choices with one plan as typed."""
    choices = choices_of(kept)
    choices["plans"][place] |= wish
    return choices | {"price_rise": price_rise}


def doubled(kept: dict) -> dict:
    """The choices with a second plan, a copy of the kept one to start from."""
    choices = choices_of(kept)
    if len(choices["plans"]) < len(NAMES):
        choices["plans"].append(deepcopy(choices["plans"][0]) | {"name": NAMES[1]})
    return choices


def keeping(kept: dict, place: int) -> dict:
    """The choices with another plan kept: the one that the report and the household's space show."""
    choices = choices_of(kept)
    return choices | {"kept": min(place, len(choices["plans"]) - 1)}


def without(kept: dict, place: int) -> dict:
    """The choices without a plan; the last one stays."""
    choices = choices_of(kept)
    if place < len(choices["plans"]) > 1:
        del choices["plans"][place]
        choices["plans"][0]["name"] = NAMES[0]
        choices["kept"] = 0
    return choices
