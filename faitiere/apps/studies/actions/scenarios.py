"""Writers of scenarios. Each computes the whole study again: it takes milliseconds, and nothing can be out of step."""

from django.db import transaction

from faitiere.apps.audit.actions import record

from ..models import Scenario, Study
from ..rules import Refused, free_letter, must_be_draft
from .studies import compute


@transaction.atomic
def save_scenario(*, actor, study: Study, name: str, works: list[dict], scenario: Scenario | None = None) -> Scenario:
    """A new scenario, or new works and name for an existing one.

    works  [{"code", "parameters", "quantity" (text or None), "price_cents" (or None)}…]
    """
    must_be_draft(study)
    if not works:
        raise Refused("Choisissez au moins un travail.")
    if scenario is None:
        letter = free_letter(list(study.scenarios.values_list("letter", flat=True)))
        scenario = Scenario(study=study, letter=letter)
    scenario.name, scenario.works = name, works
    scenario.save()
    compute(actor=actor, study=study)
    scenario.refresh_from_db()
    record(actor=actor, verb="scenario.saved", target=scenario, case_id=study.case_id, letter=scenario.letter)
    return scenario


@transaction.atomic
def duplicate_scenario(*, actor, scenario: Scenario) -> Scenario:
    """The same works under the next free letter, to be changed."""
    return save_scenario(
        actor=actor, study=scenario.study, name=f"{scenario.name} (copie)"[:80], works=list(scenario.works)
    )


@transaction.atomic
def delete_scenario(*, actor, scenario: Scenario) -> None:
    must_be_draft(scenario.study)
    record(actor=actor, verb="scenario.deleted", target=scenario, case_id=scenario.study.case_id)
    scenario.delete()


@transaction.atomic
def choose(*, actor, scenario: Scenario) -> None:
    """The scenario the aids, the plan and the report are about: one a study."""
    must_be_draft(scenario.study)
    Scenario.objects.filter(study=scenario.study, is_chosen=True).exclude(pk=scenario.pk).update(is_chosen=False)
    scenario.is_chosen = True
    scenario.save(update_fields=["is_chosen"])
    record(actor=actor, verb="scenario.chosen", target=scenario, case_id=scenario.study.case_id, letter=scenario.letter)
