"""Writers of studies: begin, copy, compute, and the choices the computation depends on."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.cases.models import Case
from faitiere.apps.contacts.actions import HouseholdFields, update_household

from .. import computation
from ..models import Scenario, Study
from ..rules import Refused, must_be_draft


@transaction.atomic
def create_study(*, actor, case) -> Study:
    """A study on the latest description of the home; refused when nothing was described yet."""
    description = case.home.descriptions.order_by("-version").first()
    if description is None:
        raise Refused("Décrivez d'abord le logement : un DPE ou quelques réponses suffisent.")
    if description.result.get("status") == "refused":
        raise Refused(description.result["message"])
    study = Study.objects.create(
        case=case,
        description=description,
        number=_next_number(case),
        filing_on=case.filing_on or timezone.localdate(),
        created_by=actor.user,
    )
    record(actor=actor, verb="study.created", target=study, case_id=case.pk, number=study.number)
    compute(actor=actor, study=study)
    return study


def _next_number(case) -> int:
    Case.objects.select_for_update().get(pk=case.pk)  # one number at a time
    return (Study.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def copy_study(*, actor, study: Study) -> Study:
    """A new draft with the same scenarios, on the latest description of the home, computed today."""
    copy = create_study(actor=actor, case=study.case)
    copy.advice, copy.steps, copy.inputs = study.advice, study.steps, copy.inputs | {"extra": study.inputs["extra"]}
    copy.save(update_fields=["advice", "steps", "inputs"])
    for scenario in study.scenarios.all():
        Scenario.objects.create(
            study=copy,
            letter=scenario.letter,
            name=scenario.name,
            works=scenario.works,
            plan_choices=scenario.plan_choices,
            is_chosen=scenario.is_chosen,
        )
    compute(actor=actor, study=copy)
    return copy


@transaction.atomic
def compute(*, actor, study: Study) -> Study:
    """Engine, aids and plans of the base and every scenario, saved with the engine's version and both dates."""
    must_be_draft(study)
    scenarios = list(Scenario.objects.filter(study=study))
    found = computation.compute(study, scenarios)
    study.inputs = found.inputs
    study.computed_at = timezone.now()
    study.engine_version = computation.engine_version()
    study.save(update_fields=["inputs", "computed_at", "engine_version"])
    for scenario, outcome in zip(scenarios, found.outcomes, strict=True):
        scenario.result, scenario.aids, scenario.plan = outcome.result, outcome.aids, outcome.plan
        scenario.save(update_fields=["result", "aids", "plan"])
    record(actor=actor, verb="study.computed", target=study, case_id=study.case_id, number=study.number)
    return study


@dataclass(frozen=True)
class Facts:
    """What the aids ask about: the household (None for a condominium), what is kept with the study, the filing date."""

    household: HouseholdFields | None
    extra: dict
    filing_on: dt.date


@transaction.atomic
def save_facts(*, actor, study: Study, facts: Facts) -> Study:
    """The household's facts and the day the aids are asked for; their rules are those of that day."""
    must_be_draft(study)
    case = study.case
    if facts.household is not None:
        update_household(actor=actor, household=case.household, given=facts.household, case_id=case.pk)
    study.inputs = study.inputs | {"extra": facts.extra}
    study.filing_on = facts.filing_on
    study.save(update_fields=["inputs", "filing_on"])
    record(actor=actor, verb="study.facts_set", target=study, case_id=case.pk, on=facts.filing_on.isoformat())
    return compute(actor=actor, study=study)


@transaction.atomic
def set_plan_choices(*, actor, scenario: Scenario, choices: dict) -> Scenario:
    """How the household pays: own funds, loan and price rise; see `plan_choices` of the model."""
    must_be_draft(scenario.study)
    scenario.plan_choices = choices
    scenario.save(update_fields=["plan_choices"])
    record(actor=actor, verb="plan.set", target=scenario, case_id=scenario.study.case_id)
    compute(actor=actor, study=scenario.study)
    scenario.refresh_from_db()
    return scenario
