"""Writers of the threshold of the territory and of candidate tables."""

import datetime as dt

from django.db import transaction

from faitiere.apps.audit.actions import record
from faitiere.engines.params import candidate

from ..models import ChangeThreshold, ParameterDraft
from ..rules import Refused


@transaction.atomic
def set_threshold(*, actor, cents: int, valid_from: dt.date) -> ChangeThreshold:
    """From a day, what a case must gain or lose to be shown; typed again for the same day, it replaces."""
    threshold, _ = ChangeThreshold.objects.update_or_create(
        valid_from=valid_from, defaults={"cents": cents, "created_by": actor.user}
    )
    record(actor=actor, verb="review.threshold_set", target=threshold, cents=cents, on=valid_from.isoformat())
    return threshold


@transaction.atomic
def save_parameters(*, actor, name: str, text: str, draft: ParameterDraft | None = None) -> ParameterDraft:
    """Keep candidate lines; refused while one of them is wrong."""
    if faults := candidate.read(text).faults:
        raise Refused(f"Ligne {faults[0].line} : {faults[0].sentence}")
    draft = draft or ParameterDraft(created_by=actor.user)
    draft.name, draft.text = name, text
    draft.save()
    record(actor=actor, verb="review.parameters_drafted", target=draft, name=name)
    return draft
