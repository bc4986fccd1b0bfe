"""Why each aid: the facts of the household it looked at, the rule, its source and dates, the note of the territory.

Everything comes from what the study kept: the explanation of a printed study never changes.
"""

import datetime as dt
import uuid
from urllib.parse import urlencode

from django.urls import reverse

from faitiere.apps.contacts.enums import Occupancy
from faitiere.apps.local_aids import describing
from faitiere.apps.local_aids.models import LocalAid
from faitiere.lib.numbers import area, date_words, money, trimmed

from .models import Scenario
from .parameter_names import aid_subject
from .plan_page import aid_card, ordered
from .rulebook import source_link

_CATEGORY = ("household", "income", "category")
_PROJECT = ("occupancy", "main_home", "built_year")
# Facts each aid looks at, as the conditions of the engine ask for them; a local aid looks at what it names.
FACTS = {
    "mpr_accompagne": (*_PROJECT, "class_before", "class_after", *_CATEGORY, "works", "appointment"),
    "mar": (*_PROJECT, "class_before", "class_after", *_CATEGORY),
    "mpr_geste": (*_PROJECT, "home", "class_before", *_CATEGORY, "lines"),
    "cee": ("built_year", "lines", *_CATEGORY, "department", "home", "area"),
    "cee_ampleur": ("built_year", "class_before", "class_after", "area"),
    "mpr_copropriete": (
        "occupancy",
        "built_year",
        "homes",
        "main_homes",
        "registered",
        "gain",
        "class_before",
        "class_after",
        "works",
    ),
    "copro_amo": ("occupancy", "homes", "support"),
    "eco_ptz_copro": ("occupancy", "built_year", "homes"),
    "prime_intermediation": ("occupancy", "main_home", "area"),
    "prime_individuelle": ("occupancy", *_CATEGORY),
    "mpld": ("occupancy", "built_year", *_CATEGORY),
    "mpa": ("occupancy", *_CATEGORY),
    "eco_ptz": (*_PROJECT, "lines", "gain"),
    "par_plus": (*_PROJECT, *_CATEGORY, "lines", "gain"),
    "tva": ("built_year", "lines"),
    "taxe_fonciere": ("commune", "built_year", "property_tax"),
    "locavantages": ("occupancy", "main_home", "income"),
    "denormandie": ("occupancy", "works", "commune", "gain", "income"),
}
_LOCAL = ("commune", "occupancy", *_CATEGORY, "built_year", "class_before", "class_after", "gain", "lines")
_OCCUPANCIES = {
    "occupant": Occupancy.OWNER_OCCUPIER.label,
    "bailleur": Occupancy.LANDLORD.label,
    "acquereur": Occupancy.BUYER.label,
    "locataire": Occupancy.TENANT.label,
    "copropriete": "Syndicat de copropriété",
}
_YES_NO = {True: "oui", False: "non"}
UNKNOWN = "non connu"


def cards(scenario: Scenario, *, desk: bool = True) -> list[dict]:
    """Cards of every aid of a scenario with the note of the territory and why; `desk` adds the links of the desk."""
    known, notes = known_facts(scenario), describing.notes()
    versions = _local_versions(scenario.aids)
    found = []
    for aid in ordered(scenario.aids):
        version = versions.get(aid["code"])
        note = notes.get(aid["code"])
        extra = {"note": note.text if note else "", "why": why(aid, known)}
        link = version.url if version else source_link(aid["source"])
        rules = _rules_url(aid, scenario.study.filing_on, version) if desk else ""
        found.append(aid_card(aid) | extra | {"source_url": link, "rules_url": rules})
    return found


def why(aid: dict, known: dict[str, tuple[str, str]]) -> dict:
    """Facts looked at, calculation and lines of works, what is missing, dates of the rule, when it is paid."""
    return {
        "facts": [known[name] for name in FACTS.get(aid["code"], _LOCAL) if name in known],
        "sums": _sums(aid),
        "lines": [(line["label_fr"], line["reason_fr"]) for line in aid["details"] if line["reason_fr"]],
        "missing": aid["missing"],
        "dates": _dates(aid),
        "paid_when": aid["paid_when"],
    }


def known_facts(scenario: Scenario) -> dict[str, tuple[str, str]]:
    """name → (label, value in words) of every fact an aid may look at, as the study took them."""
    inputs, result = scenario.study.inputs, scenario.result
    facts, extra, base = inputs["facts"], inputs["extra"], inputs["base"]
    lines = result["cost"]["lines"]
    gain = result["comparison"]["primary_kwh_gain_pct"]
    tax, rfr = facts.get("property_tax_cents"), facts.get("rfr_euros")
    condo = facts.get("condo") or {}
    main_homes, support = condo.get("main_homes_percent"), condo.get("support_ht_cents")
    said = {
        "occupancy": ("Statut", _OCCUPANCIES.get(facts.get("occupancy"))),
        "main_home": ("Résidence principale", _YES_NO.get(facts.get("main_home"))),
        "built_year": ("Logement achevé en", facts.get("built_year")),
        "household": ("Personnes du ménage", facts.get("household_size")),
        "income": ("Revenu fiscal de référence", None if rfr is None else money(round(rfr * 100))),
        "category": ("Catégorie de revenus", result["category"]["name_fr"]),
        "home": ("Logement", facts.get("home")),
        "area": ("Surface", area(base["area_m2"])),
        "department": ("Département", facts.get("department")),
        "commune": ("Commune, code INSEE", facts.get("commune")),
        "class_before": ("Classe estimée avant travaux", base["class"]),
        "class_after": ("Classe estimée après travaux", result["after"]["class"]),
        "gain": ("Gain d’énergie estimé", None if gain is None else f"{trimmed(gain, 1)}\u00a0%"),
        "works": ("Travaux, hors taxes", money(result["cost"]["totals"]["ht"])),
        "lines": ("Travaux", ", ".join(line["label"] for line in lines)),
        "appointment": ("Rendez-vous avec un conseiller", _YES_NO.get(extra.get("appointment_held"))),
        "property_tax": ("Taxe foncière", None if tax is None else money(tax)),
        "homes": ("Logements de la copropriété", condo.get("homes")),
        "main_homes": ("Résidences principales", None if main_homes is None else f"{trimmed(main_homes, 1)}\u00a0%"),
        "registered": ("Inscrite au registre (RNIC)", _YES_NO.get(condo.get("registered"))),
        "support": ("Assistance à maîtrise d’ouvrage, hors taxes", None if support is None else money(support)),
    }
    left = _CATEGORY if condo else ()
    words = {name: (label, UNKNOWN if value in (None, "") else str(value)) for name, (label, value) in said.items()}
    return {name: pair for name, pair in words.items() if name not in left}


def _sums(aid: dict) -> list[tuple[str, str]]:
    rate, base, ceiling = aid["rate"], aid["base_cents"], aid["ceiling_cents"]
    found = [("Dépense retenue", money(base))] if base else []
    found += [("Taux", f"{trimmed(rate, 1)}\u00a0%")] if rate else []
    found += [("Plafond", money(ceiling))] if ceiling else []
    amount = aid["amount_cents"] or 0
    found += [("Montant seul", money(amount))] if amount else []
    if aid["kind"] == "subvention" and amount and aid["counted_cents"] != amount and not aid["excluded_fr"]:
        found.append(("Compté avec les autres aides", money(aid["counted_cents"])))
    return found


def _dates(aid: dict) -> str:
    if not aid["valid_from"]:
        return ""
    until = f", jusqu’au {date_words(dt.date.fromisoformat(aid['valid_to']))}" if aid["valid_to"] else ""
    checked = "vérifiée" if aid["verified"] else "à confirmer"
    return f"Règle en vigueur depuis le {date_words(dt.date.fromisoformat(aid['valid_from']))}{until}, {checked}."


def _local_versions(aids: list[dict]) -> dict[str, LocalAid]:
    """Versions of the territory's aids used, by code of result; those of public rules have none."""
    asked = {}
    for aid in aids:
        try:
            asked[uuid.UUID(aid["code"].removeprefix(describing.CODE))] = aid["code"]
        except ValueError:
            continue
    return {asked[one.pk]: one for one in LocalAid.objects.filter(pk__in=asked)} if asked else {}


def _rules_url(aid: dict, on: dt.date, version: LocalAid | None) -> str:
    """Page of the desk that shows the rule of an aid: the version of a local one, else its dated values."""
    if version:
        return reverse("local_aids:show", args=[version.pk])
    heading = aid_subject(aid["code"])
    if not heading:
        return ""
    return f"{reverse('studies:parameters')}?{urlencode({'au': on.isoformat(), 'bareme': heading})}#valeurs"
