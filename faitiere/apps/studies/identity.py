"""The identity sheet for the screen: facts with their source, versions, and the results in words and charts."""

import datetime as dt

from django.http import Http404

from faitiere.apps.buildings.models import DpeRecord, EnergyDescription, Home
from faitiere.engines.energy.faults import DOUBTFUL, NORMALISED
from faitiere.engines.energy.typology.choices import labels
from faitiere.lib import charts
from faitiere.lib.numbers import date_words, kwh, money_range, number, percent, quantity

from .results import cost_cents, losses_of, uses_of

_TAGS = {"corrigé par": ("brand", "pencil"), "déclaré": ("note", "user"), "défaut": ("warn", "circle-help")}
_EFFECTS = {NORMALISED: "ok", DOUBTFUL: "warn"}


def shown(home: Home, version: str = "") -> EnergyDescription | None:
    """The version asked for, else the latest; None when the home was never described."""
    descriptions = EnergyDescription.objects.filter(home=home).select_related("dpe", "created_by").order_by("-version")
    if not version:
        return descriptions.first()
    if not version.isascii() or not version.isdigit() or len(version) > 6:
        raise Http404
    found = descriptions.filter(version=int(version)).first()
    if found is None:
        raise Http404
    return found


def already_there(dpe: DpeRecord) -> str:
    """What is said of a file sent twice."""
    number_of = f" n° {dpe.number}" if dpe.number else ""
    return f"Ce fichier est déjà là : DPE{number_of} déposé le {date_words(dpe.uploaded_at.date())}. Rien n’a changé."


def page(description: EnergyDescription) -> dict:
    """Context of the Logement tab for one version."""
    versions = list(description.home.descriptions.select_related("created_by").order_by("-version"))
    result = description.result
    context = {
        "description": description,
        "versions": versions,
        "is_latest": versions[0].pk == description.pk,
        "facts": [told_fact(fact, description) for fact in description.facts],
        "faults": faults_of(description),
        "refusal": result["message"] if result["status"] != "ok" else "",
        "official": official(description.dpe),
    }
    return context | (_results(description) if result["status"] == "ok" else {})


def told_fact(fact: dict, description: EnergyDescription) -> dict:
    """A fact with its source as a tag: DPE of a day, declared, default, corrected by someone."""
    source, _, words = fact["source"].partition(" : ")
    kind, icon = next(((k, i) for start, (k, i) in _TAGS.items() if source.startswith(start)), ("neutral", "file-text"))
    if description.dpe_id and icon == "file-text":
        words, source = source, f"DPE du {date_words(description.dpe.issued_on)}"
    return fact | {"source": source[:1].upper() + source[1:], "words": words, "kind": kind, "icon": icon}


def faults_of(description: EnergyDescription) -> list[dict]:
    """Faults of the DPE file and of what was read from it, each once, with the kind of its tag; none without a file."""
    if not description.dpe_id:
        return []
    read = description.dpe.faults
    unique = {(one["code"], one["place"]): one for one in [*read, *description.result.get("faults", [])]}
    return [one | {"kind": _EFFECTS.get(one["effect"], "note")} for one in unique.values()]


def official(dpe: DpeRecord | None) -> charts.Chart | None:
    """The label of the recorded DPE, only with its number and date."""
    letter = dpe.recorded.get("classe_bilan_dpe") if dpe else None
    if not letter or not dpe.number or letter not in "ABCDEFG":
        return None
    return charts.official_label(letter, dpe.number, dpe.issued_on)


def _results(description: EnergyDescription) -> dict:
    result = description.result
    losses = losses_of(result)
    worst = max(result["losses"], key=lambda one: one["w_k"])
    main = max(result["uses"], key=lambda one: one["final_kwh"])
    low, _, high = cost_cents(result)
    is_house = any(fact["key"] == "type" and fact["value"] == "Maison" for fact in description.facts)
    return {
        "engine_version": result["engine"],
        "figures": [
            (money_range(low, high), "d’énergie par an"),
            (quantity(result["primary_kwh_m2"], "kWh/m²"), "d’énergie primaire par an"),
            (quantity(result["ghg_kg_m2"], "kg CO₂/m²"), "de gaz à effet de serre par an"),
        ],
        "range": range_of(result),
        "hangs_on": hangs_on(result),
        "charts": {
            "label": charts.estimated_label(
                result["class"], possible(result), ep=result["primary_kwh_m2"], ges=result["ghg_kg_m2"]
            ),
            "losses": charts.losses_house(losses) if is_house else charts.losses(_named(losses)),
            "uses": charts.uses(uses_of(result)),
        },
        "headings": {
            "losses": f"La chaleur part d’abord par : {worst['label'].lower()}",
            "uses": f"{main['label']}, premier usage de l’énergie",
        },
        "details": _details(result),
        "hypotheses": result["hypotheses"],
    }


def possible(result: dict) -> tuple[str, str] | None:
    """Best and worst class the answers allow, that of the computation included; None for a DPE."""
    found = result.get("range")
    return (min(found["low"], result["class"]), max(found["high"], result["class"])) if found else None


def range_of(result: dict) -> dict | None:
    """What a few answers allow to say, in words and a chart; None when the home comes from a DPE."""
    found = result.get("range")
    if not found:
        return None
    between = f"{found['low']}" if found["low"] == found["high"] else f"{found['low']} et {found['high']}"
    primary, cost = found["primary"], found["cost"]
    names = labels()
    return {
        "likely": found["likely"],
        "chance": percent(found["probabilities"][found["likely"]]),
        "between": between,
        "several": found["low"] != found["high"],
        "energy": f"de {number(round(primary[0]))} à {quantity(round(primary[2]), 'kWh/m²')}",
        "bill": money_range(round(100 * cost[0]), round(100 * cost[2])),
        "differs": found["likely"] != result["class"],
        "unknown": [names[one].lower() for one in found["drawn"] if one in names],
        "chart": charts.class_chances(found["probabilities"]),
    }


def hangs_on(result: dict) -> dict | None:
    """The inputs the label hangs on, the largest swing first, and the measurement that would settle it."""
    listed = result.get("sensitivity")
    if not listed:
        return None
    rows = [
        {
            "label": one["label"],
            "state": "connue" if one["documented"] else "à confirmer",
            "moved": f"de {_change(one['factors'][0])} à {_change(one['factors'][1])}",
            "energy": f"{number(round(min(one['primary'])))} à {quantity(round(max(one['primary'])), 'kWh/m²')}",
            "classes": " ou ".join(sorted({*one["classes"], result["class"]})),
            "settles": one["settles"],
            "measure": one["measure"],
        }
        for one in listed
    ]
    return {"rows": rows, "settling": [one for one in rows if one["settles"]][:2]}


def _change(factor: float) -> str:
    return f"{'+' if factor >= 1 else '−'}{percent(abs(factor - 1))}"


def _named(losses: dict[str, float]) -> list[tuple[str, float]]:
    return [(charts.HOUSE_PARTS[part], value) for part, value in losses.items()]


def _details(result: dict) -> list[tuple[str, str]]:
    needs, cost = result["needs"], result["cost_eur"]
    rows = [
        ("Besoin de chauffage", kwh(needs["heating_kwh"])),
        ("Besoin d’eau chaude", kwh(needs["hot_water_kwh"])),
        ("Énergie finale, cinq usages", kwh(result["final_kwh"])),
        ("Énergie primaire, cinq usages", kwh(result["primary_kwh"])),
        ("Gaz à effet de serre", f"{number(result['ghg_kg'])} kg CO₂"),
        ("Facture la plus probable", f"{number(cost['likely'])} €"),
        ("Déperditions", quantity(result["losses_w_k"], "W/K")),
    ]
    rows += [(f"Énergie : {one['label'].lower()}", kwh(one["final_kwh"])) for one in result["carriers"]]
    return [(label, shown_value.replace(" ", "\u00a0")) for label, shown_value in rows]


def day_of(result: dict) -> dt.date:
    """Day of the prices and factors of a summary."""
    return dt.date.fromisoformat(result["date"])
