"""Rehearsals: which open cases would gain or lose under other rules, before these rules are in force."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.enums import Role
from faitiere.apps.local_aids.models import LocalAid
from faitiere.apps.local_aids.rules import Refused as AidRefused
from faitiere.lib.access import for_roles

from .. import actions, reading
from ..enums import ReviewKind
from ..forms import RehearsalDatesForm
from ..models import ParameterDraft
from ..permissions import changes_seen_by, seen_by

_SHOWN, _PER_PAGE = 30, 50


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.TERRITORY_ADMIN)
def rehearsals(request):
    """The rehearsals made, the candidate tables, and a rehearsal between two dates."""
    today = {"before_on": timezone.localdate()}
    form = RehearsalDatesForm(request.POST if request.method == "POST" else None, initial=today)
    if form.is_bound and form.is_valid():
        review = actions.rehearse_dates(actor=request.actor, **form.cleaned_data)
        return redirect("reviews:rehearsal", review.pk)
    context = {
        "form": form,
        "reviews": seen_by(request.actor).exclude(kind=ReviewKind.WATCH)[:_SHOWN],
        "drafts": ParameterDraft.objects.all()[:_SHOWN],
    }
    return render(request, "reviews/rehearsals.html", context, status=422 if form.errors else 200)


@require_safe
@for_roles(Role.TERRITORY_ADMIN)
def rehearsal(request, review_id):
    """Who gains, who loses, how much in all, and why."""
    review = get_object_or_404(seen_by(request.actor), pk=review_id)
    if review.kind == ReviewKind.WATCH:
        raise Http404
    lines = changes_seen_by(request.actor, review)
    found = reading.totals(lines)
    changed = found["winners"] + found["losers"] + found["others"] + found["problems"]
    shown = lines.filter(problem="").order_by("gain_cents", "pk")
    context = {
        "review": review,
        "totals": found,
        "same": max(0, review.done - changed),
        "page": Paginator(shown, _PER_PAGE).get_page(request.GET.get("page")),
        "problems": lines.exclude(problem=""),
    }
    return render(request, "reviews/rehearsal.html", context)


@require_POST
@for_roles(Role.TERRITORY_ADMIN)
def try_aid(request, aid_id):
    """Rehearse a local aid in preparation on the open cases."""
    aid = get_object_or_404(LocalAid, pk=aid_id)
    try:
        review = actions.rehearse_aid(actor=request.actor, aid=aid)
    except AidRefused as refused:
        messages.error(request, str(refused))
        return redirect("local_aids:show", aid.pk)
    return redirect("reviews:rehearsal", review.pk)
