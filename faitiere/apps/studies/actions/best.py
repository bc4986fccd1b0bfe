"""Writer of the search: a bundle that was found becomes a scenario like any other."""

from django.db import transaction

from faitiere.apps.audit.actions import record
from faitiere.engines.energy import works
from faitiere.lib.numbers import join_words

from ..best.groups import SYSTEMS
from ..computation import ground_of
from ..enums import StudyStatus
from ..families import FAMILIES
from ..lookup import shown_study
from ..models import Scenario, Study
from ..rules import LETTERS, Refused
from .scenarios import save_scenario
from .studies import create_study


def name_of(codes: list[str]) -> str:
    """A scenario named by what it touches: "Murs, toiture et chauffage"."""
    families = {works.entry(code).famille for code in codes}
    words = [heading for family, heading in FAMILIES.items() if family in families]
    return join_words([words[0], *(word.lower() for word in words[1:])]) if words else "Bouquet de travaux"


def _study_with_room(actor, case, letters: int) -> Study:
    """The study under way when it speaks of the home as it is now and has letters left, else a new one."""
    study = shown_study(case)
    if study and study.status == StudyStatus.DRAFT and study.scenarios.count() + letters <= len(LETTERS):
        latest = case.home.descriptions.order_by("-version").values_list("pk", flat=True).first()
        if study.description_id == latest:
            return study
    return create_study(actor=actor, case=case)


def _check(case, codes: list[str]) -> None:
    """Refused unless each is of the catalogue, they go together, and the home can have them."""
    if not codes:
        raise Refused("Choisissez un bouquet de travaux sur le graphique ou dans la liste.")
    try:
        works.check([works.Work(code) for code in codes])
    except works.UnknownWork as unknown:
        raise Refused(str(unknown)) from None
    ground = ground_of(case)
    for one in works.available(ground.columns, reading=ground.reading):
        if one.code in codes and not one.possible:
            raise Refused(f"« {one.libelle} » n’est pas possible ici. {one.reason}")


@transaction.atomic
def keep_bundle(*, actor, case, codes: list[str], staged: bool = False) -> list[Scenario]:
    """One scenario with these works; staged, a first one with the envelope, then one with all of them."""
    _check(case, codes)
    envelope = [code for code in codes if works.entry(code).famille not in SYSTEMS]
    steps = [("", codes)]
    if staged and envelope and len(envelope) < len(codes):
        steps = [("Étape 1 : ", envelope), ("Étapes 1 et 2 : ", codes)]
    study = _study_with_room(actor, case, len(steps))
    made = []
    for words, chosen in steps:
        name = f"{words}{name_of(chosen)}"[:80]
        rows = [{"code": code, "parameters": {}, "quantity": None, "price_cents": None} for code in chosen]
        made.append(save_scenario(actor=actor, study=study, name=name, works=rows))
    record(actor=actor, verb="scenario.found", target=study, case_id=case.pk, scenarios=len(made))
    return made
