"""The studies a household was told, as its space shows them: never a draft, nothing is computed here."""

from faitiere.apps.studies import comparison, plan_page
from faitiere.apps.studies.lookup import chosen_of
from faitiere.apps.studies.models import Scenario, Study
from faitiere.apps.studies.results import cost_cents, losses_of
from faitiere.lib import charts
from faitiere.lib.numbers import money


def page(study: Study) -> dict:
    """Context of the page: the chosen scenario before and after, its plan, the other scenarios."""
    base, chosen = study.inputs["base"], chosen_of(study)
    others = [one for one in study.scenarios.all() if chosen is None or one.pk != chosen.pk]
    context = {"study": study, "base": base, "others": [comparison.card(one, base, scale=0) for one in others]}
    if chosen is None:
        return context
    return context | {"scenario": chosen, "card": comparison.card(chosen, base, scale=0)} | _told(study, chosen)


def _told(study: Study, chosen: Scenario) -> dict:
    base, after = study.inputs["base"], chosen.result["after"]
    shown = plan_page.page(chosen)
    ep, ges = base["primary_kwh_m2"], base["ghg_kg_m2"]
    is_house = study.inputs["facts"].get("home") == "maison" and "losses" in after
    return {
        "label": charts.estimated_label(base["class"], None, ep=ep, ges=ges, after=after["class"]),
        "losses": _houses(base, after) if is_house else None,
        "bill": (money(cost_cents(base)[1]), money(cost_cents(after)[1])),
        "money_rows": shown["money_rows"],
        "advance": shown["advance"],
        "plan": shown["plan"],
        "todo": shown["todo"],
        "category": shown["category"],
    }


def _houses(base: dict, after: dict) -> tuple:
    """The house today and after the works: where its heat leaves."""
    return (
        charts.losses_house(losses_of(base), name="maison-avant"),
        charts.losses_house(losses_of(after), name="maison-apres"),
    )
