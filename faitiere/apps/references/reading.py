"""What a case already knows: a sheet is filled from its study or its general meeting, so that nothing is typed twice.
Reads only: neither the study nor the meeting ever changes.
"""

import re

from django.utils import timezone

from faitiere.apps.assemblies.counting import sheet as meeting_sheet
from faitiere.apps.assemblies.models import GeneralMeeting
from faitiere.apps.buildings.enums import HomeKind, LotKind
from faitiere.apps.buildings.models import Lot
from faitiere.apps.cases.models import Case
from faitiere.apps.studies.comparison import work_words
from faitiere.apps.studies.lookup import chosen_of, shown_study
from faitiere.apps.studies.reading import told_scenario
from faitiere.apps.territories.enums import ProjectKind
from faitiere.engines.energy.works.catalogue import catalogue
from faitiere.lib.numbers import date_words, money

from .models import Reference
from .rules import Refused

# Sheets shown on the page of a company, the latest.
_MOST_SHEETS = 20
# The number of a house before its street: "12 bis, ".
_NUMBER = re.compile(r"^\s*\d+\s*(bis|ter|quater)?\b[\s,]*", re.IGNORECASE)


def names_of(case: Case | None) -> list[str]:
    """Names a sheet of this case must not hold: its people's, its owners', and the street."""
    if case is None:
        return []
    names = list(case.participants.values_list("person__last_name", flat=True))
    condominium = getattr(case.home, "condominium", None)
    if condominium:
        names += condominium.owners.values_list("name", flat=True)
    return [*names, _NUMBER.sub("", case.home.address)]


def scenario_of(case: Case):
    """What was told to the household last; else the scenario chosen in the study in progress; None without one."""
    found = told_scenario(case)
    if found is None and (study := shown_study(case)):
        found = chosen_of(study)
    return found if found and found.result.get("cost") else None


def fields_from(case: Case) -> dict:
    """Fields of a new sheet. Raises `Refused` when the place is not known."""
    if case.home.commune is None:
        raise Refused("La commune du logement n'est pas connue : complétez l'adresse, puis préparez la fiche.")
    fields = {"kind": case.project_kind, "commune": case.home.commune, "organisation": case.organisation}
    fields |= _condominium(case) if case.project_kind == ProjectKind.CONDOMINIUM else {}
    scenario = scenario_of(case)
    if scenario:
        fields |= _from_study(scenario)
    fields["title"] = _title(case, fields)
    return fields


def _title(case: Case, fields: dict) -> str:
    year = f" de {fields['built_year']}" if fields.get("built_year") else ""
    if case.project_kind == ProjectKind.CONDOMINIUM:
        lots = f" de {fields['dwellings']} logements" if fields.get("dwellings") else ""
        return f"Copropriété{lots} à {case.home.commune.name}"
    what = "Appartement" if case.home.kind == HomeKind.FLAT else "Maison"
    return f"{what}{year} à {case.home.commune.name}"


def _from_study(scenario) -> dict:
    study, result, plan = scenario.study, scenario.result, scenario.plan
    base, after, lines = study.inputs["base"], result["after"], result["cost"]["lines"]
    known = catalogue()
    families = dict.fromkeys(known[line["code"]].famille for line in lines if line["code"] in known)
    made = timezone.localtime(study.computed_at).date() if study.computed_at else None
    return {
        "source": f"Étude {study.number}, scénario {scenario.letter}"
        + (f", calculé le {date_words(made)}" if made else ""),
        "works": "\n".join(work_words(line) for line in lines),
        "families": list(families),
        "class_before": base["class"] or "",
        "class_after": after["class"] or "",
        "primary_before": _whole(base["primary_kwh_m2"]),
        "primary_after": _whole(after["primary_kwh_m2"]),
        "area_m2": _whole(base.get("area_m2")),
        "built_year": study.inputs["facts"].get("built_year"),
        "cost_cents": result["cost"]["totals"]["ttc"],
        "aids_cents": plan.get("aids_cents"),
        "aids": "\n".join(f"{aid['label']} : {money(aid['cents'])}" for aid in plan.get("aids", [])),
    }


def _whole(value) -> int | None:
    return None if value is None else round(value)


def _condominium(case: Case) -> dict:
    """Lots, and what the last general meeting adopted, when there is no scenario."""
    condominium = getattr(case.home, "condominium", None)
    if condominium is None:
        return {}
    fields = {"dwellings": condominium.lots.filter(Lot.STANDING, kind=LotKind.DWELLING).count() or None}
    fields |= {"area_m2": _whole(condominium.heated_area_m2), "built_year": condominium.permit_year}
    today = timezone.localdate()
    meeting = GeneralMeeting.objects.filter(condominium=condominium, held_on__lte=today).order_by("-held_on").first()
    lines = meeting_sheet(meeting).lines if meeting else []
    voted = [one.resolution for one in lines if one.outcome and one.outcome.adopted and one.resolution.energy]
    if voted:
        fields |= {
            "source": f"Assemblée générale du {date_words(meeting.held_on)}",
            "works": "\n".join(one.title for one in voted),
            "cost_cents": sum(one.cost_cents for one in voted),
            "aids_cents": sum(one.aid_cents for one in voted),
        }
    return fields


def sheets_of_company(professional) -> list[tuple[str, str]]:
    """(title, address) of the published sheets of works this company of the directory did, the latest first."""
    done = Reference.objects.published().filter(companies__contains=professional.siret).only("title")
    return [(one.title, one.get_absolute_url()) for one in done[:_MOST_SHEETS]]
