"""First-level information on aids: nine plain answers to the situation the aids engine takes."""

import datetime as dt

from faitiere.apps.contacts.enums import Occupancy
from faitiere.engines.aids import AidResult, Situation, evaluate, income_category
from faitiere.lib.numbers import date_words, money

_OCCUPANCY = {
    Occupancy.OWNER_OCCUPIER: "occupant",
    Occupancy.LANDLORD: "bailleur",
    Occupancy.BUYER: "acquereur",
    Occupancy.TENANT: "locataire",
    Occupancy.FREE_OCCUPIER: "locataire",
}
_HOME = {"house": "maison", "flat": "appartement"}
_YES_NO = {"oui": True, "non": False}
_CLASSES = "GFEDCBA"
_STATUS = {
    "eligible": ("ok", "Oui"),
    "not_eligible": ("neutral", "Non"),
    "unknown": ("warn", "Il manque une réponse"),
    "closed": ("warn", "Fermée en ce moment"),
}
ILE_DE_FRANCE = "11"


def situation(answers: dict, *, on: dt.date) -> Situation:
    """What was answered, as the engine takes it; "je ne sais pas" stays unknown."""
    commune = answers.get("commune")
    before, jump = answers.get("class_before"), answers.get("jump")
    after = _CLASSES[min(_CLASSES.index(before) + int(jump), 6)] if before and jump else None
    return Situation(
        household_size=answers.get("household_size"),
        rfr_euros=answers.get("rfr"),
        occupancy=_OCCUPANCY.get(answers.get("occupancy")),
        ile_de_france=commune.region == ILE_DE_FRANCE if commune else None,
        department=commune.departement if commune else None,
        commune=commune.insee if commune else None,
        epci=commune.epci_id if commune else None,
        home=_HOME.get(answers.get("home_kind")),
        built_year=answers.get("built_year"),
        main_home=_YES_NO.get(answers.get("main_home")),
        class_before=before or None,
        class_after=after,
        works_ht_cents=answers["budget"] * 100 if answers.get("budget") else None,
        filed_on=on,
    )


def shown(aid: AidResult) -> dict:
    """An aid as the page's card: status in a word, amount, reason, source with its date, what to do before signing."""
    kind, status = _STATUS[aid.status]
    if aid.status == "eligible" and not aid.verified:
        kind, status = "warn", "À confirmer"
    counted = aid.status == "eligible" and aid.amount_cents
    source = aid.source
    if source and aid.valid_from:
        source = f"{source}, depuis le {date_words(aid.valid_from)}"
    before = " ".join(step.sentence_fr for step in aid.steps if step.when == "avant de signer")
    reason = " ".join(part for part in (aid.reason_fr, aid.caveat_fr) if part)
    return {
        "name": aid.name_fr,
        "kind": kind,
        "status": status,
        "amount": money(aid.amount_cents) if counted else "",
        "reason": reason,
        "source": source,
        "before": before,
    }


def simulate(answers: dict, *, on: dt.date) -> dict:
    """Aids sorted from what is open to what is not, with the income category in words."""
    asked = situation(answers, on=on)
    order = ["eligible", "unknown", "closed", "not_eligible"]
    results = sorted(evaluate(asked, on=on), key=lambda aid: order.index(aid.status))
    return {"category": income_category(asked, on=on), "aids": [shown(aid) for aid in results]}
