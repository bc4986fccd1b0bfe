"""A described home and a study, built by the real actions: what the screens and the tests start from."""

from faitiere.apps.buildings import actions as buildings
from faitiere.apps.buildings.tests.factories import CondominiumFactory
from faitiere.apps.cases.tests.factories import CaseFactory, StageFactory
from faitiere.apps.studies import actions

# A detached house of the seventies, gas, nothing insulated: the household of the design mocks.
HOUSE_1974 = {
    "kind": "maison",
    "area": 104.0,
    "year": 1974,
    "code_insee": "31157",
    "wall_insulated": "non",
    "roof_insulated": "non",
    "floor_insulated": "non",
    "glazing": "double_ancien",
    "heating": "gaz",
    "heating_year": 1998,
    "hot_water": "avec_chauffage",
    "ventilation": "entrees_air",
}

# A building of forty flats of the sixties, gas, nothing insulated.
BUILDING_1962 = {
    "homes": 40,
    "area": 2800,
    "levels": 5,
    "year": 1962,
    "code_insee": "31157",
    "wall_insulated": "non",
    "roof_insulated": "non",
    "glazing": "simple",
    "heating": "gaz",
    "heating_year": 1985,
}


def described_case(actor, *, answers: dict | None = None, **fields):
    """A case whose home is described by plain answers."""
    case = CaseFactory(**fields)
    buildings.describe_by_answers(actor=actor, home=case.home, answers=answers or HOUSE_1974)
    return case


def building_case(actor, **fields):
    """The case of a condominium; `fields`: of the condominium."""
    condominium = CondominiumFactory(**fields)
    home = {"home": condominium.home, "project_kind": "condominium"}
    stage = StageFactory(project_kind="condominium", name="Diagnostiquer")
    return CaseFactory(**home, stage=stage, organisation_id=actor.organisation_id)


def work(code: str, *, quantity: str | None = None, price_cents: int | None = None, **parameters) -> dict:
    """A work as a scenario keeps it."""
    return {"code": code, "parameters": parameters, "quantity": quantity, "price_cents": price_cents}


def study_with_scenarios(actor, *bundles, **fields):
    """A study with one scenario a bundle of works."""
    case = described_case(actor, **fields)
    study = actions.create_study(actor=actor, case=case)
    for rank, works in enumerate(bundles):
        actions.save_scenario(actor=actor, study=study, name=f"Scénario {'ABC'[rank]}", works=list(works))
    study.refresh_from_db()
    return study
