"""Bulk actions: chosen rows, what exactly, a preview, the run with its progress, its report and its undo."""

import uuid

from django.contrib import messages
from django.db.models import Count
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles

from ..actions import bulk
from ..actions.bulk_verbs import verb_of
from ..bulk_job import work_on_bulk
from ..drafting import sends_draft
from ..enums import BulkState, BulkVerb, ItemState
from ..forms import BULK_FORMS
from ..models import BulkRun, Tag
from ..permissions import visible_to
from ..portfolio import filters
from ..portfolio.paging import SORTS
from ..portfolio.preview import preview_of
from ..rules import Refused
from .portfolio import back_to_list, export_answer

_SHOWN = 100
_LISTED = 50


def _own(request, run_id) -> BulkRun:
    """A bulk action of the person who asks; nobody else's."""
    return get_object_or_404(BulkRun, pk=run_id, author_id=request.actor.user_id)


def _chosen(request):
    """The cases ticked, or every case of the filter; among what the actor may open."""
    seen = visible_to(request.actor)
    if request.POST.get("tous"):
        asked = filters.read(QueryDict(request.POST.get("filtre", "")[:1000]), sorts=SORTS)
        return filters.matching(seen, asked, actor=request.actor)
    return seen.filter(pk__in=[one for one in map(_uuid, request.POST.getlist("dossier")[: bulk.MOST]) if one])


def _uuid(text: str):
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@require_POST
@for_roles(*DESK_ROLES)
def bulk_prepare(request):
    """Freeze which cases; what exactly is asked on the next page. An export answers at once."""
    verb, chosen = request.POST.get("action", ""), _chosen(request)
    if verb in {"csv", "xlsx"}:
        return export_answer(request, chosen, verb)
    back = back_to_list(request)
    if verb not in BulkVerb.values:
        messages.error(request, "Choisissez l'action à faire sur ces dossiers.")
        return redirect(back)
    try:
        ids = chosen.order_by("pk").values_list("pk", flat=True)[: bulk.MOST + 1]
        run = bulk.prepare(actor=request.actor, verb=verb, case_ids=ids)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(back)
    return redirect("cases:bulk_run", run.pk)


@require_safe
@for_roles(*DESK_ROLES)
def bulk_runs(request):
    """My last bulk actions, with where each stands: its report and its undo are one click away."""
    mine = BulkRun.objects.filter(author_id=request.actor.user_id).annotate(n_cases=Count("items"))
    return render(request, "cases/bulk_runs.html", {"runs": mine.order_by("-created_at")[:_LISTED]})


@require_safe
@for_roles(*DESK_ROLES)
def bulk_run(request, run_id):
    """Where a bulk action stands: to be described, to be confirmed, running, finished."""
    return _show(request, _own(request, run_id))


def _show(request, run: BulkRun, form=None):
    described = bool(run.details) or run.verb == BulkVerb.ARCHIVE
    counts = dict(run.items.order_by().values_list("state").annotate(Count("pk")))
    context = {
        "run": run,
        "form": form or BULK_FORMS[BulkVerb(run.verb)](),
        "tags": Tag.objects.all() if run.verb == BulkVerb.TAG else [],
        "total": sum(counts.values()),
        "counts": {state: counts.get(state, 0) for state in ItemState.values},
        "done": sum(count for state, count in counts.items() if state != ItemState.WAITING),
        "left": run.items.filter(state__in=[ItemState.SKIPPED, ItemState.KEPT]).select_related("case")[:_SHOWN],
        "going": run.state in {BulkState.RUNNING, BulkState.UNDOING},
    }
    try:
        context["verb"] = verb_of(run) if described else None
    except Refused as refused:
        messages.error(request, str(refused))
        described = False
    if run.state == BulkState.DRAFT and described and form is None:
        context["preview"] = preview_of(run, context["verb"], actor=request.actor)
    page = "cases/bulk_progress.html" if request.htmx else "cases/bulk.html"
    return render(request, page, context, status=422 if form else 200)


@require_POST
@for_roles(*DESK_ROLES)
@sends_draft
def bulk_describe(request, run_id):
    """What exactly is to be done; the preview comes next."""
    run = _own(request, run_id)
    form = BULK_FORMS[BulkVerb(run.verb)](request.POST)
    if not form.is_valid():
        return _show(request, run, form)
    try:
        bulk.describe(actor=request.actor, run=run, details=form.details())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("cases:bulk_run", run.pk)


def _go(request, run: BulkRun) -> None:
    """A few rows are done at once; more by a job, whose progress the page shows."""
    if run.items.count() <= bulk.AT_ONCE:
        bulk.work(actor=request.actor, run=run)
    else:
        work_on_bulk.enqueue(territory_id=str(run.territory_id), run_id=str(run.pk))


def _tell_end(request, run: BulkRun) -> None:
    """What was done, with the way back."""
    run.refresh_from_db()
    if run.state != BulkState.DONE:
        return
    done = run.items.filter(state=ItemState.DONE).count()
    words = f"{verb_of(run).words()} : {done} dossier{'s' if done > 1 else ''}."
    undo = reverse("cases:bulk_undo", args=[run.pk])
    messages.success(request, words, extra_tags=f"undo:{undo}" if verb_of(run).undoable and done else "")


@require_POST
@for_roles(*DESK_ROLES)
def bulk_start(request, run_id):
    """Begin, or go on after a stop."""
    run = _own(request, run_id)
    try:
        bulk.start(actor=request.actor, run=run)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        _go(request, run)
        _tell_end(request, run)
    return redirect("cases:bulk_run", run.pk)


@require_POST
@for_roles(*DESK_ROLES)
def bulk_stop(request, run_id):
    run = _own(request, run_id)
    bulk.stop(actor=request.actor, run=run)
    return redirect("cases:bulk_run", run.pk)


@require_POST
@for_roles(*DESK_ROLES)
def bulk_undo(request, run_id):
    """Take back what was done, row by row."""
    run = _own(request, run_id)
    try:
        bulk.start_undo(actor=request.actor, run=run)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        _go(request, run)
        run.refresh_from_db()
        if run.state == BulkState.UNDONE:
            messages.success(request, "L'action est annulée.")
    return redirect("cases:bulk_run", run.pk)
