"""Writers of programmes, acts and objectives."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.cases.actions import add_entry
from faitiere.apps.cases.enums import EntryKind
from faitiere.lib.numbers import date_words

from .enums import ActStatus
from .models import Act, ActType, Objective, Programme
from .programmes import shipped
from .rules import missing_answers


class IncompleteAct(ValueError):
    """An act lacks mandatory data; the message is a French sentence that names it."""


@transaction.atomic
def adopt_programme(*, actor, name: str) -> Programme:
    """Copy a shipped programme and its act types into the territory; what the territory already has is left alone."""
    data = shipped(name)
    programme, created = Programme.objects.get_or_create(
        code=data["code"],
        defaults={"name": data["name"], "valid_from": data["valid_from"], "valid_to": data["valid_to"]},
    )
    if created:
        for act_type in data["act_types"]:
            ActType.objects.create(programme=programme, **act_type)
        record(actor=actor, verb="programme.adopted", target=programme)
    return programme


@transaction.atomic
def confirm_act(*, actor, case, act_type: ActType, act: dict, study=None) -> Act:
    """Keep an act with its data.

    act  {"done_on", "minutes", "answers": {key: value}}; refused with `IncompleteAct` when mandatory data is missing
    """
    if missing := missing_answers(act_type.fields, act["answers"]):
        raise IncompleteAct(f"Il manque : {', '.join(missing).lower()}.")
    kept = Act.objects.create(
        case=case,
        act_type=act_type,
        organisation=case.organisation,
        advisor=actor.user,
        study=study,
        status=ActStatus.CONFIRMED,
        done_on=act["done_on"],
        minutes=act["minutes"],
        answers=act["answers"],
        confirmed_at=timezone.now(),
    )
    record(actor=actor, verb="act.confirmed", target=kept, case_id=case.pk, code=act_type.code)
    add_entry(
        actor=actor,
        case=case,
        kind=EntryKind.ACT,
        title=f"Acte {act_type.code} confirmé",
        text=f"{act_type.name}, le {date_words(act['done_on'])}.",
    )
    return kept


@transaction.atomic
def dismiss_act(*, actor, case, act_type: ActType, done_on: dt.date, study=None) -> Act:
    """Say that a proposed act is not one: it is not proposed again."""
    act = Act.objects.create(
        case=case,
        act_type=act_type,
        organisation=case.organisation,
        advisor=actor.user,
        study=study,
        status=ActStatus.DISMISSED,
        done_on=done_on,
    )
    record(actor=actor, verb="act.dismissed", target=act, case_id=case.pk, code=act_type.code)
    return act


@transaction.atomic
def set_objective(*, actor, objective: dict) -> Objective:
    """What is expected of an indicator over a period; the same indicator and period are replaced."""
    identity = {key: objective[key] for key in ("indicator", "act_type", "period_start", "period_end")}
    kept, _ = Objective.objects.update_or_create(**identity, defaults={"value": objective["value"]})
    record(actor=actor, verb="objective.set", target=kept, value=objective["value"])
    return kept
