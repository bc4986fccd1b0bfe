"""Three-minute simulator: ten plain answers to the aids engine. What is not known becomes a range, never a guess.

The engine is asked once for each way the unknown answers may turn out; what is shown is what these have in common.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from faitiere.apps.contacts.enums import Occupancy
from faitiere.apps.studies.rulebook import plain_source
from faitiere.engines.aids import AidResult, LocalAid, Situation, Stack, WorkLine, evaluate, income_category, stack
from faitiere.engines.aids.codes import CATEGORIES
from faitiere.engines.aids.supposed import income_of
from faitiere.lib.numbers import NBSP, date_words, join_words, money, money_range, trimmed

SECOND_HOME = "second_home"
# Answer → (status as the engine names it, the home is somebody's main home).
_OCCUPANCY = {
    Occupancy.OWNER_OCCUPIER: ("occupant", True),
    SECOND_HOME: ("occupant", False),
    Occupancy.LANDLORD: ("bailleur", True),
    Occupancy.BUYER: ("acquereur", True),
    Occupancy.TENANT: ("locataire", True),
    Occupancy.FREE_OCCUPIER: ("locataire", True),
}
_HOME = {"house": "maison", "flat": "appartement"}
_CLASSES = "GFEDCBA"
_STATUS = {
    "eligible": ("ok", "Oui"),
    "not_eligible": ("neutral", "Non"),
    "unknown": ("warn", "Il manque une réponse"),
    "closed": ("warn", "Fermée en ce moment"),
}
_UNSURE = ("unknown", "closed", "not_eligible")
ILE_DE_FRANCE = "11"
# Answer → (words on the form, geste of the aids; none for a whole renovation).
WHOLE = "ampleur"
WORKS: Mapping[str, tuple[str, str | None]] = {
    "toit": ("Isoler le toit", "rampants_combles"),
    "murs": ("Isoler les murs", "murs_exterieurs"),
    "plancher": ("Isoler le plancher bas", "plancher_bas"),
    "fenetres": ("Changer les fenêtres", "fenetres"),
    "pac": ("Installer une pompe à chaleur", "pac_air_eau"),
    "bois": ("Installer une chaudière à granulés", "chaudiere_bois_automatique"),
    "eau_chaude": ("Installer un chauffe-eau thermodynamique", "chauffe_eau_thermodynamique"),
    "ventilation": ("Installer une ventilation double flux", "vmc_double_flux"),
    WHOLE: ("Tout rénover : gagner deux classes ou plus", None),
}
_BOILERS = frozenset({"pac", "bois"})
_INSULATION = frozenset({"toit", "murs", "plancher", "fenetres"})
# Hypotheses, written on the screen, when the budget is not known: euros without tax.
_BUDGETS = {True: (25_000, 70_000), False: (5_000, 25_000)}
_SIZES = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class _Asked:
    """One way the unknown answers may turn out, and what the engine says of it."""

    results: Mapping[str, AidResult]
    stack: Stack


def _households(answers: Mapping, *, on: dt.date, ile_de_france: bool) -> list[tuple[int, float]]:
    """(people, income): one when both are known, else one for each category or each size."""
    size, income = answers.get("household_size"), answers.get("rfr")
    if income is None:
        people = size or 1
        place = {"household_size": people, "ile_de_france": ile_de_france, "on": on}
        return [(people, income_of(category, **place)) for category in CATEGORIES]
    return [(one, float(income)) for one in ((size,) if size else _SIZES)]


def _jumps(works: Sequence[str]) -> tuple[int, ...]:
    """How many classes the works may gain: nobody knows before an audit."""
    if WHOLE in works:
        return (2, 3, 4)
    if not works:
        return (1, 2, 3, 4)
    return (1, 2, 3) if len(_INSULATION & set(works)) >= 2 else (1,)


def _afters(before: str, works: Sequence[str]) -> list[str | None]:
    """Classes the home may reach; unknown when today's is not known."""
    if not before:
        return [None]
    best = len(_CLASSES) - 1
    reached = [_CLASSES[min(_CLASSES.index(before) + gained, best)] for gained in _jumps(works)]
    return list(dict.fromkeys(reached))


def _lines(works: Sequence[str]) -> tuple[WorkLine, ...]:
    """The works named; a whole renovation stands for others, still to be chosen."""
    lines = [WorkLine(code=code, label=WORKS[code][0], geste=WORKS[code][1]) for code in works if WORKS[code][1]]
    if WHOLE in works and len(_INSULATION & set(works)) < 2:
        lines.append(WorkLine(code=WHOLE, label="Autres travaux", vat_kind="energie"))
    return tuple(lines)


def situation(answers: Mapping, *, on: dt.date) -> Situation:
    """What was answered, as the engine takes it; "je ne sais pas" stays unknown."""
    commune = answers.get("commune")
    works = answers.get("works") or ()
    budget = answers.get("budget")
    status, main_home = _OCCUPANCY.get(answers.get("occupancy"), (None, None))
    return Situation(
        household_size=answers.get("household_size"),
        rfr_euros=answers.get("rfr"),
        occupancy=status,
        ile_de_france=commune.region == ILE_DE_FRANCE if commune else None,
        department=commune.departement if commune else None,
        commune=commune.insee if commune else None,
        epci=commune.epci_id if commune else None,
        home=_HOME.get(answers.get("home_kind")),
        built_year=answers.get("built_year"),
        area_m2=answers.get("area"),
        main_home=main_home,
        class_before=answers.get("class_before") or None,
        lines=_lines(works),
        works_ht_cents=budget * 100 if budget else None,
        filed_on=on,
    )


def _alternatives(answers: Mapping, *, on: dt.date) -> list[Situation]:
    """Every way the unknown answers may turn out; one alone when all is known."""
    known = situation(answers, on=on)
    works = answers.get("works") or ()
    region = bool(known.ile_de_france)
    budgets = [answers["budget"]] if answers.get("budget") else _BUDGETS[WHOLE in works or not works]
    boilers = (True, False) if _BOILERS & set(works) else (False,)
    households = _households(answers, on=on, ile_de_france=region)
    ways = product(households, _afters(known.class_before or "", works), budgets, boilers)
    return [
        replace(
            known,
            household_size=people,
            rfr_euros=income,
            ile_de_france=region,
            class_after=after,
            works_ht_cents=budget * 100,
            fossil_boiler_replaced=boiler,
        )
        for (people, income), after, budget, boiler in ways
    ]


def _ask(one: Situation, on: dt.date) -> _Asked:
    results = evaluate(one, on=on)
    return _Asked({aid.code: aid for aid in results}, stack(results, situation=one, on=on))


def _source(aid: AidResult) -> str:
    source = plain_source(aid.source)
    return f"{source}, depuis le {date_words(aid.valid_from)}" if source and aid.valid_from else source


def _between(low: int, high: int, *, always: bool) -> str:
    """ "entre 3 000 et 9 000 €", "jusqu’à 9 000 €" when it may also be nothing."""
    if always and low:
        return money_range(low, high)
    return f"jusqu’à {money(high)}" if high else ""


def shown(ways: Sequence[AidResult]) -> dict:
    """One aid as the page's card: status, amount or range, why, source and date, what to do before signing."""
    open_to = sorted((aid for aid in ways if aid.status == "eligible"), key=lambda aid: aid.amount_cents or 0)
    others = sorted((aid for aid in ways if aid.status != "eligible"), key=lambda aid: _UNSURE.index(aid.status))
    told = open_to[-1] if open_to else others[0]
    kind, status = _STATUS[told.status]
    reason = " ".join(part for part in (_why(told), told.caveat_fr) if part)
    if open_to and others:
        kind, status = "warn", "Cela dépend"
        reason = f"Au mieux : {reason} Sinon : {_why(others[0])}"
    elif open_to and not told.verified:
        kind, status = "warn", "À confirmer"
    amounts = [aid.amount_cents or 0 for aid in open_to] or [0]
    if len(set(amounts)) > 1 and not others and told.kind == "subvention":
        reason = f"Au mieux : {reason}"
    card = {
        "name": told.name_fr,
        "family": told.kind,
        "kind": kind,
        "status": status,
        "amount": _amount(told, amounts, always=not others),
        "most": amounts[-1],
        "reason": reason,
        "source": _source(told),
        "before": " ".join(step.sentence_fr for step in told.steps if step.when == "avant de signer"),
    }
    return card | _reduced_vat(told)


def _why(told: AidResult) -> str:
    """The reason of an aid; works whose area or performance nobody knows yet are named once, together."""
    unknown = [part.label_fr.lower() for part in told.details if part.status == "unknown"]
    if not unknown or told.kind != "subvention":
        return told.reason_fr
    settled = [part.reason_fr for part in told.details if part.status != "unknown"]
    first = f"{' ; '.join(settled)}. " if settled else ""
    return f"{first}À préciser, faute de surface ou de performance : {join_words(unknown)}."


def _amount(told: AidResult, amounts: Sequence[int], *, always: bool) -> str:
    """The range of an aid in words; more may come when a line of works lacks its quantity."""
    words = _between(amounts[0], amounts[-1], always=always and told.kind != "pret")
    more = words and always and any(part.status == "unknown" for part in told.details)
    return f"au moins {money(amounts[0])}" if more else words


def _reduced_vat(told: AidResult) -> dict:
    """The tax is a rate: it is told as such, since nobody knows the price of each work yet."""
    rates = [part.rate for part in told.details if part.rate is not None] if told.kind == "tva" else []
    if not rates:
        return {}
    return {"kind": "ok", "status": "Oui", "amount": f"{trimmed(min(rates), 1)}{NBSP}%"}


_FAMILIES = {
    "subvention": "Ce qui vous est versé",
    "pret": "Ce que vous pouvez emprunter sans intérêt",
    "fiscal": "Ce que vous payez en moins au fisc",
    "tva": "Ce que vous payez en moins au fisc",
}
_ORDER = ("Oui", "À confirmer", "Cela dépend", "Il manque une réponse", "Fermée en ce moment", "Non")


def _sorted_cards(asked: Sequence[_Asked]) -> list[dict]:
    """Sections of cards, what is paid first, the largest first; what is closed or refused last."""
    codes = list(dict.fromkeys(code for one in asked for code in one.results))
    cards = [shown([one.results[code] for one in asked if code in one.results]) for code in codes]
    cards.sort(key=lambda card: (_ORDER.index(card["status"]), -card["most"]))
    titles = dict.fromkeys(_FAMILIES.values())
    return [
        {"title": title, "aids": [card for card in cards if _FAMILIES[card["family"]] == title]}
        for title in titles
        if any(_FAMILIES[card["family"]] == title for card in cards)
    ]


def _money(asked: Sequence[_Asked]) -> dict:
    """What adds up, from the least to the most, and what then remains to pay."""
    aids = [one.stack.subsidies_cents for one in asked]
    left = [one.stack.remaining_cents for one in asked if one.stack.remaining_cents is not None]
    return {
        "aids": money_range(min(aids), max(aids)),
        "any": max(aids) > 0,
        "remaining": money_range(min(left), max(left)) if left else "",
    }


def _hypotheses(answers: Mapping) -> list[str]:
    """What was supposed in place of an answer, and what this does to the range."""
    works = answers.get("works") or ()
    found = []
    if not answers.get("commune"):
        found.append("Commune non indiquée : nous supposons un logement hors Île-de-France, sans aide locale.")
    if answers.get("rfr") is None:
        found.append("Revenu non indiqué : la fourchette va des revenus très modestes aux revenus supérieurs.")
    elif not answers.get("household_size"):
        found.append("Ménage non indiqué : la fourchette va d’une à cinq personnes.")
    if not answers.get("budget"):
        low, high = _BUDGETS[WHOLE in works or not works]
        found.append(
            f"Budget non indiqué : nous supposons des travaux {money_range(low * 100, high * 100)} hors taxes."
        )
    if _BOILERS & set(works):
        found.append("La prime énergie (CEE) est plus forte si une chaudière au gaz, au fioul ou au charbon s’en va.")
    if answers.get("occupancy") in (Occupancy.LANDLORD, Occupancy.BUYER):
        found.append("Nous supposons que le logement est ou sera une résidence principale.")
    if answers.get("class_before") and len(_jumps(works)) > 1:
        found.append("Le nombre de classes gagnées se connaît après un audit : la fourchette en couvre plusieurs.")
    return found


def _to_narrow(answers: Mapping) -> str:
    """The answers that would narrow the range most, in words."""
    wanted = [
        ("rfr", "le revenu fiscal de référence"),
        ("household_size", "le nombre de personnes"),
        ("class_before", "l’étiquette du DPE"),
        ("works", "les travaux"),
        ("budget", "le budget"),
    ]
    missing = [words for name, words in wanted if answers.get(name) in (None, "", [])]
    return join_words(missing[:3])


def simulate(answers: Mapping, *, on: dt.date, local_aids: tuple[LocalAid, ...] = ()) -> dict:
    """Money first, then aid by aid with its reason; the rules are those of the day, local aids included."""
    asked = [_ask(replace(one, local_aids=local_aids), on) for one in _alternatives(answers, on=on)]
    return {
        "on": on,
        "category": income_category(situation(answers, on=on), on=on),
        "money": _money(asked),
        "sections": _sorted_cards(asked),
        "hypotheses": _hypotheses(answers),
        "to_narrow": _to_narrow(answers),
    }
