"""Asking for a review, and stopping it. The work itself is a job (`running`)."""

import datetime as dt
from functools import partial

from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.local_aids.models import LocalAid
from faitiere.apps.local_aids.rules import must_be_draft
from faitiere.engines.params import candidate

from .. import tasks
from ..enums import ReviewKind, ReviewState
from ..models import ParameterDraft, Review
from ..rules import Refused, must_be_idle


@transaction.atomic
def ask_watch(*, actor) -> Review:
    """Compute every open case again under the rules of today. Refused while a run is under way."""
    review, _ = Review.objects.get_or_create(kind=ReviewKind.WATCH, defaults={"state": ReviewState.CANCELLED})
    review = Review.objects.select_for_update().get(pk=review.pk)
    must_be_idle(review)
    review.after_on = timezone.localdate()
    return _queue(actor, review)


@transaction.atomic
def rehearse_dates(*, actor, before_on: dt.date, after_on: dt.date) -> Review:
    """What the cases gain or lose between the rules of two days."""
    if before_on == after_on:
        raise Refused("Choisissez deux dates différentes.")
    return _queue(actor, Review(kind=ReviewKind.DATES, before_on=before_on, after_on=after_on))


@transaction.atomic
def rehearse_parameters(*, actor, draft: ParameterDraft, on: dt.date) -> Review:
    """What the cases gain or lose on a day if the candidate lines were in force."""
    read = candidate.read(draft.text)
    if read.faults:
        raise Refused(f"Ligne {read.faults[0].line} : {read.faults[0].sentence} Corrigez le fichier d'abord.")
    if not any(line.covers(on) for line in read.lines):
        raise Refused("Aucune ligne préparée n'est en vigueur à cette date : choisissez un jour qu'elles couvrent.")
    return _queue(actor, Review(kind=ReviewKind.PARAMETERS, before_on=on, after_on=on, draft=draft))


@transaction.atomic
def rehearse_aid(*, actor, aid: LocalAid) -> Review:
    """What the cases gain or lose if a local aid in preparation were published."""
    must_be_draft(aid)
    day = max(timezone.localdate(), aid.valid_from)
    return _queue(actor, Review(kind=ReviewKind.LOCAL_AID, before_on=day, after_on=day, local_aid=aid))


@transaction.atomic
def cancel(*, actor, review: Review) -> None:
    """Stop a review before its next batch of cases; what is found already stays."""
    active = [ReviewState.QUEUED, ReviewState.RUNNING]
    if Review.objects.filter(pk=review.pk, state__in=active).update(state=ReviewState.CANCELLED):
        record(actor=actor, verb="review.cancelled", target=review, kind=str(review.kind))


def _queue(actor, review: Review) -> Review:
    review.state, review.asked_by, review.asked_at = ReviewState.QUEUED, actor.user, timezone.now()
    review.total, review.done, review.progress_at, review.finished_at = 0, 0, None, None
    review.save()
    record(actor=actor, verb="review.asked", target=review, kind=str(review.kind))
    job = partial(tasks.run_review.enqueue, territory_id=str(review.territory_id), review_id=str(review.pk))
    transaction.on_commit(job)
    return review
