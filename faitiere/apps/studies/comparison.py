"""Base and scenarios of a study side by side, as the screen shows them: money first, then energy, bill, class."""

from faitiere.lib import charts
from faitiere.lib.numbers import money, money_change, percent, quantity

from . import stages
from .lookup import is_printed
from .models import Scenario, Study
from .results import cost_cents, uses_of
from .rules import LETTERS

# Said to a household; in a condominium each owner has its own.
MONTHLY = "Par mois, prêt moins économies"


def page(study: Study) -> dict:
    """Context of the Scénarios tab for one study."""
    scenarios, shared = list(study.scenarios.all()), bool(study.inputs["facts"].get("condo"))
    base = study.inputs["base"]
    scale = max((one.result["cost"]["totals"]["ttc_high"] for one in scenarios), default=0)
    cards = [card(one, base, scale=scale) for one in scenarios]
    mark_merits(cards, shared=shared)
    return {
        "printed": is_printed(study),
        "base": base,
        "base_bill": money(cost_cents(base)[1]),
        "cards": cards,
        "rows": [row for row in table(base, cards) if not (shared and row["label"] == MONTHLY)],
        "may_add": not is_printed(study) and len(scenarios) < len(LETTERS),
        "stale": study.description_id != latest_description(study),
    }


def latest_description(study: Study):
    """Id of the latest version of the home's sheet: another than the study's means that it is out of date."""
    return study.case.home.descriptions.order_by("-version").values_list("pk", flat=True).first()


def card(scenario: Scenario, base: dict, *, scale: int) -> dict:
    """One column of the comparison; every figure comes from what was saved."""
    result, plan = scenario.result, scenario.plan
    totals, gain = result["cost"]["totals"], result["comparison"]
    return {
        "scenario": scenario,
        "works": [work_words(line) for line in result["cost"]["lines"]],
        "remaining": plan["remaining_cents"],
        "total": totals["ttc"],
        "aids": plan["aids_cents"],
        "low": totals["ttc_low"],
        "high": totals["ttc_high"],
        "scale": scale,
        "energy": energy_words(gain["final_kwh_gain_pct"]),
        "gain_pct": gain["final_kwh_gain_pct"],
        "primary_gain": energy_words(gain["primary_kwh_gain_pct"]),
        "bill": f"{money(cost_cents(result['after'])[1])} au lieu de {money(cost_cents(base)[1])} par an",
        "bill_cents": cost_cents(result["after"])[1],
        "class": result["after"]["class"],
        "monthly": month_words(plan["monthly_effort_cents"]),
        "unfunded": plan["unfunded_cents"],
        "monthly_cents": plan["monthly_effort_cents"],
        "chart": charts.uses_compare(uses_of(base), uses_of(result["after"]), name=f"usages-{scenario.letter.lower()}"),
        "stages": stages.words(
            result.get("stages", []), {one["code"]: work_words(one) for one in result["cost"]["lines"]}
        ),
        "warnings": result.get("warnings", []),
        "merit": "",
        "missing": missing_facts(scenario.aids),
        "unsure": any(not line["verified"] or not line["vat_sure"] for line in result["cost"]["lines"]),
    }


def missing_facts(aids: list[dict]) -> list[str]:
    """Facts the subsidies lack, each once: what to ask the household."""
    unknown = [aid for aid in aids if aid["status"] == "unknown" and aid["kind"] == "subvention"]
    return list(dict.fromkeys(fact for aid in unknown for fact in aid["missing"]))


def work_words(line: dict) -> str:
    """ "Isolation des murs par l'extérieur, 118 m²"; a lump sum has no quantity."""
    if line["unit"] == "forfait":
        return line["label"]
    return f"{line['label']}, {quantity(float(line['quantity']), unit_words(line), 1)}"


def unit_words(line: dict) -> str:
    """The unit of a line in the plural when it needs one: 2 unités."""
    return "unités" if line["unit"] == "unité" and float(line["quantity"]) >= 2 else line["unit"]


def energy_words(gain_pct: float) -> str:
    """ "37 % de moins", "3 % de plus"."""
    return f"{percent(abs(gain_pct) / 100)} {'de moins' if gain_pct >= 0 else 'de plus'}"


def month_words(cents: int) -> str:
    """What changes each month: "35 € de moins qu'aujourd'hui"."""
    words = money_change(cents)
    return words if words.startswith("autant") else f"{words} qu’aujourd’hui"


def mark_merits(cards: list[dict], *, shared: bool) -> None:
    """The because of each column, only when there is something to compare; `shared`: no month of one household."""
    if len(cards) < 2:
        return
    merits = [("Le moins cher à lancer", min(cards, key=lambda one: one["remaining"]))]
    if not shared and not any(one["unfunded"] for one in cards):
        merits.append(("Coûte le moins chaque mois", min(cards, key=lambda one: one["monthly_cents"])))
    merits.append(("Économise le plus d’énergie", max(cards, key=lambda one: one["gain_pct"])))
    for words, best in merits:
        if not best["merit"]:
            best["merit"] = words


def table(base: dict, cards: list[dict]) -> list[dict]:
    """Same lines in the same order for today and each scenario, for who reads tables."""
    results = [one["scenario"].result for one in cards]
    after = [one["after"] for one in results]
    today = "aujourd’hui"
    rows = [
        {"label": "Reste à payer", "base": today, "values": [money(one["remaining"]) for one in cards]},
        {"label": "Travaux, taxes comprises", "base": today, "values": [money(one["total"]) for one in cards]},
        {"label": "Aides comptées", "base": today, "values": [money(one["aids"]) for one in cards]},
        {"label": MONTHLY, "base": today, "values": [one["monthly"] for one in cards]},
        _row("Facture d’énergie par an", base, after, lambda one: money(cost_cents(one)[1])),
        _row("Énergie finale par an", base, after, lambda one: quantity(one["final_kwh"], "kWh")),
        _row("Énergie primaire par m²", base, after, lambda one: quantity(one["primary_kwh_m2"], "kWh")),
        _row("Gaz à effet de serre par m²", base, after, lambda one: quantity(one["ghg_kg_m2"], "kg CO₂")),
        _row("Étiquette estimée", base, after, lambda one: f"{one['class']} estimée"),
    ]
    if any(one["stages"] for one in cards):
        rows.append({"label": "Étiquette à chaque étape", "base": today, "values": [steps_words(one) for one in cards]})
    return rows


def steps_words(card: dict) -> str:
    """ "D, puis C, puis B"; a scenario done at once has one step."""
    return ", puis ".join(one["class"] for one in card["stages"]) or f"{card['class']}, en une fois"


def _row(label: str, base: dict, after: list[dict], write) -> dict:
    return {"label": label, "base": write(base), "values": [write(one) for one in after]}
