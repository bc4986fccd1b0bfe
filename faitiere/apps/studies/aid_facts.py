"""From a study to the situation the aids engine asks about. What nobody said stays None: the aid then says so."""

from faitiere.apps.contacts.enums import Occupancy
from faitiere.engines.aids.situation import CeePrice, Situation, WorkLine
from faitiere.engines.energy import works

from . import syndicate
from .costing import CostLine

OCCUPANCIES = {
    Occupancy.OWNER_OCCUPIER: "occupant",
    Occupancy.LANDLORD: "bailleur",
    Occupancy.BUYER: "acquereur",
    Occupancy.TENANT: "locataire",
    Occupancy.FREE_OCCUPIER: "locataire",
}
ILE_DE_FRANCE = "11"
# Kept with the facts, but not as the engine takes them.
NOT_THE_ENGINE_S = ("rfr_year", "cee_price_mwh")
OVERSEAS = ("01", "02", "03", "04", "06")
# Works of the catalogue → geste of the aids' tables, where the catalogue's own column does not say it.
GESTES = {
    "combles_perdus": "rampants_combles",
    "plancher_bas": "plancher_bas",
    "insert_buches": "insert",
    "poele_granules": "poele_granules",
    "pac_air_air": "pac_air_air",
    "reseau_chaleur": "reseau_chaleur",
}
# Tiers of seasonal efficiency of the CEE fiches, as the aids engine names them.
WOOD = {"insert", "poele_buches", "poele_granules"}
GROUND = {"pac_geothermique", "pac_solarothermique"}
AIR_TIERS = ((200, "200+"), (170, "170-200"), (140, "140-170"), (111, "111-140"))
GROUND_TIERS = ((230, "230+"), (200, "200-230"), (170, "170-200"), (140, "140-170"), (111, "111-140"))
WOOD_TIERS = ((80, "80+"), (72, "72-80"), (66, "66-72"))


def household_facts(case, extra: dict) -> dict:
    """Facts of the household and the place, plain values as kept in the study; None when not known.

    extra  what is asked on the plan page and kept with the study: main_home, owner_ile_de_france,
           appointment_held, property_tax_cents, built_year, support_price_cents, cee_price_mwh; condo for a condominium
    """
    if syndicate.is_syndicate(case):
        return syndicate.facts(case, extra)
    household, commune = case.household, case.home.commune
    occupancy = OCCUPANCIES.get(household.occupancy)
    region = commune.region if commune else None
    ile_de_france = extra.get("owner_ile_de_france") if occupancy == "bailleur" else _in_ile_de_france(region)
    return {
        "household_size": household.size,
        "rfr_euros": household.rfr_euros,
        "rfr_year": household.rfr_year,
        "occupancy": occupancy,
        "ile_de_france": ile_de_france,
        "overseas": region in OVERSEAS,
        "department": commune.departement if commune else None,
        "commune": commune.insee if commune else None,
        "epci": commune.epci_id if commune else None,
        "main_home": lives_there(occupancy) if extra.get("main_home") is None else extra["main_home"],
        "appointment_held": extra.get("appointment_held"),
        "property_tax_cents": extra.get("property_tax_cents"),
        "built_year": extra.get("built_year"),
        "support_price_cents": extra.get("support_price_cents"),
        "cee_price_mwh": extra.get("cee_price_mwh"),
    }


def lives_there(occupancy: str | None) -> bool | None:
    """An owner-occupier and a tenant live in the home; of the others nothing is assumed."""
    return True if occupancy in ("occupant", "locataire") else None


def _in_ile_de_france(region: str | None) -> bool | None:
    return None if region is None else region == ILE_DE_FRANCE


def situation(facts: dict, lines: list[WorkLine]) -> Situation:
    """One scenario as the aids engine takes it: facts of the household, the home, its energy before and after."""
    known = {name: value for name, value in facts.items() if name not in NOT_THE_ENGINE_S}
    if known.get("condo"):
        known |= syndicate.project(known, lines)
    return Situation(**known, cee_price=cee_offer(facts.get("cee_price_mwh")), lines=tuple(lines))


def cee_offer(price_mwh: float | None) -> CeePrice | None:
    """The offer of the household's supplier, the same whatever the household; None for the usual hypothesis."""
    return None if price_mwh is None else CeePrice("offre du fournisseur", price_mwh, price_mwh)


def unpaid_by_geste(lines: list[CostLine], *, single_glazing: bool) -> frozenset[int]:
    """Places of the works MaPrimeRénov' par geste does not pay: no code in the catalogue (lost attics), or windows
    that do not replace single glazing."""
    codes = [works.entry(line.code).mpr for line in lines]
    return frozenset(
        place for place, code in enumerate(codes) if not code or (code == "fenetres" and not single_glazing)
    )


def work_line(line: CostLine, work: works.Work, *, on, quantity: float, use: str) -> WorkLine:
    """A costed work as a line of the request; `conditions_met` None when a performance is not known."""
    entry = works.entry(line.code)
    settings = works.parameters(work)
    geste = GESTES.get(line.code, entry.mpr or None)
    answers = [works.meets(work, condition) for condition in works.conditions(line.code, on)]
    return WorkLine(
        code=line.code,
        label=line.label,
        geste=geste,
        vat_kind=_vat_kind(line.code, entry.tva),
        amount_ht_cents=line.ht,
        quantity=quantity,
        performance=_performance(geste, settings),
        use=use,
        conditions_met=None if None in answers else all(answers),
    )


def _vat_kind(code: str, usual_rate: float) -> str:
    """Kind of works for the tax, from the catalogue's usual rate."""
    if code.startswith("chaudiere_gaz"):
        return "chaudiere_gaz"
    return {5.5: "energie", 10.0: "amelioration"}.get(usual_rate, "normal")


def _performance(geste: str | None, settings: dict) -> str | None:
    if geste == "pac_air_air":
        return None if settings.get("scop") is None else f"{settings['scop']:g}"
    if geste == "vmc_double_flux":
        return "modulée"
    etas = settings.get("etas")
    if etas is None:
        return None
    tiers = WOOD_TIERS if geste in WOOD else GROUND_TIERS if geste in GROUND else AIR_TIERS
    return next((words for least, words in tiers if etas >= least), None)
