"""The run of a review, batch by batch: claimed once, stopped on demand, run again without a duplicate."""

import datetime as dt
import logging
from itertools import batched

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.buildings.rules import Refused as HomeRefused
from faitiere.apps.cases.models import Case
from faitiere.apps.notifications.actions import queue
from faitiere.apps.studies.rules import Refused as StudyRefused

from ..comparing import Difference
from ..computing import Recomputer
from ..enums import ReviewKind, ReviewState
from ..letters import advisor_mail
from ..models import STALLED, CaseChange, Review
from ..reading import beyond, threshold_on

_BATCH = 20
_log = logging.getLogger(__name__)


def run(*, actor, review: Review) -> None:
    """Compute every open case; two workers never run the same review, and a second run changes nothing."""
    if not _claim(review):
        return
    review.refresh_from_db()
    cases = list(Case.objects.live().order_by("pk").values_list("pk", flat=True))
    CaseChange.objects.filter(review=review).exclude(case__in=cases).delete()
    Review.objects.filter(pk=review.pk).update(total=len(cases))
    try:
        finished = _run_batches(review, cases)
    except Exception:
        # The job is tried again: it must find the review waiting.
        Review.objects.filter(pk=review.pk, state=ReviewState.RUNNING).update(state=ReviewState.QUEUED)
        raise
    if finished:
        _finish(actor, review)


def _claim(review: Review) -> bool:
    now = timezone.now()
    waiting = Q(state=ReviewState.QUEUED) | Q(state=ReviewState.RUNNING, progress_at__lt=now - STALLED)
    claimed = {"state": ReviewState.RUNNING, "progress_at": now, "done": 0}
    return bool(Review.objects.filter(waiting, pk=review.pk).update(**claimed))


def _run_batches(review: Review, cases: list) -> bool:
    """False when somebody stopped the review on the way."""
    recomputer = Recomputer(review)
    for batch in batched(cases, _BATCH):
        found = [(case, *_answer(recomputer, case)) for case in Case.objects.filter(pk__in=batch)]
        with transaction.atomic():
            for case, difference, problem in found:
                _keep(review, case, difference=difference, problem=problem)
            alive = Review.objects.filter(pk=review.pk, state=ReviewState.RUNNING).update(
                done=F("done") + len(batch), progress_at=timezone.now()
            )
        if not alive:
            return False
    return True


def _answer(recomputer: Recomputer, case: Case) -> tuple[Difference | None, str]:
    try:
        return recomputer.difference(case), ""
    except (StudyRefused, HomeRefused) as refused:
        return None, str(refused)[:300]
    except (LookupError, TypeError, ValueError):
        # Kept by an older version in another shape: one such study must stop no other case.
        _log.exception("case %s could not be computed again", case.pk)
        return None, "L'étude de ce dossier ne se relit pas : ouvrez-la et recalculez les aides."


def _keep(review: Review, case: Case, *, difference: Difference | None, problem: str) -> None:
    """One line a case. The same finding again keeps its date and who was told; no finding, no line."""
    if not problem and (difference is None or not (difference.gain_cents or difference.details)):
        CaseChange.objects.filter(review=review, case=case).delete()
        return
    values = {"problem": problem}
    if difference:
        values |= {name: getattr(difference, name) for name in ("before_cents", "after_cents", "gain_cents", "details")}
    line = CaseChange.objects.filter(review=review, case=case).first()
    if line and all(getattr(line, name) == value for name, value in values.items()):
        return
    fresh = {"found_at": timezone.now(), "told_at": None, "written_at": None}
    CaseChange.objects.update_or_create(review=review, case=case, defaults=values | fresh)


@transaction.atomic
def _finish(actor, review: Review) -> None:
    done = {"state": ReviewState.DONE, "finished_at": timezone.now()}
    if not Review.objects.filter(pk=review.pk, state=ReviewState.RUNNING).update(**done):
        return
    record(actor=actor, verb="review.done", target=review, kind=str(review.kind), cases=review.total)
    if review.kind == ReviewKind.WATCH:
        _tell_advisors(review, timezone.now())


def _tell_advisors(review: Review, now: dt.datetime) -> None:
    """One mail an advisor, about the cases nobody told them of yet."""
    lines = CaseChange.objects.filter(
        beyond(threshold_on(timezone.localdate(now))), review=review, told_at=None, problem=""
    )
    by_advisor: dict = {}
    for line in lines.select_related("case__advisor", "territory"):
        if line.case.advisor and line.case.advisor.email:
            by_advisor.setdefault(line.case.advisor, []).append(line)
    for advisor, mine in by_advisor.items():
        subject, text = advisor_mail(advisor, mine, territory=mine[0].territory)
        queue(recipient=advisor.email, subject=subject, text=text, kind="reviews.changes")
        CaseChange.objects.filter(pk__in=[line.pk for line in mine]).update(told_at=now)
