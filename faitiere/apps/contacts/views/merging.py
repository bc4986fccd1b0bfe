from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles

from .. import actions
from ..enums import PairState
from ..forms import MergeForm, NamedForm
from ..panels import panels_of
from ..permissions import in_sight_of, merges_for, pairs_for
from ..rules import Refused
from .people import find_person, show_person

_SHOWN, _LATEST = 50, 10


@require_safe
@for_roles(*DESK_ROLES)
def duplicates(request):
    """Pairs the night found, surest first, and the last merges with their undo."""
    pairs = pairs_for(request.actor).filter(state=PairState.TO_CHECK)
    page = Paginator(pairs, _SHOWN).get_page(request.GET.get("page"))
    merges = list(_undoable(request.actor)[: _LATEST + 1])
    context = {"page": page, "merges": merges[:_LATEST], "more": len(merges) > _LATEST}
    return render(request, "contacts/duplicates.html", context)


def _undoable(actor):
    """Merges that can be undone, latest first."""
    merges = merges_for(actor).filter(undone_at__isnull=True).select_related("kept", "merged_by")
    return merges.order_by("-merged_at", "pk")


@require_safe
@for_roles(*DESK_ROLES)
def merges(request):
    """Every merge, with its undo."""
    page = Paginator(_undoable(request.actor), _SHOWN).get_page(request.GET.get("page"))
    return render(request, "contacts/merges.html", {"page": page})


@require_POST
@for_roles(*DESK_ROLES)
def merge_with(request, person_id):
    """Two rows the night did not pair, put side by side by somebody who knows."""
    person = find_person(request, person_id)
    form = NamedForm(request.POST, prefix="fusion", people=in_sight_of(request.actor).exclude(pk=person.pk))
    if not form.is_valid():
        return show_person(request, person, merge_form=form)
    return redirect("contacts:compare", person_id, form.cleaned_data["who"].pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def compare(request, person_id, other_id):
    """Two rows side by side; the first one stays, with the values chosen."""
    kept, dropped = find_person(request, person_id), find_person(request, other_id)
    form = MergeForm(request.POST or None, kept=kept, dropped=dropped)
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.merge(
                actor=request.actor,
                kept=kept,
                dropped=dropped,
                chosen=form.chosen(),
                seen=form.cleaned_data["seen"],
            )
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("contacts:compare", person_id, other_id)
        undo_url = reverse("contacts:undo", args=[done.pk])
        messages.success(request, f"Une seule fiche : {done.kept}.", extra_tags=f"undo:{undo_url}")
        return redirect("contacts:person", kept.pk)
    sides = [(one, panels_of(one, request.actor)) for one in (kept, dropped)]
    context = {"kept": kept, "dropped": dropped, "form": form, "sides": sides}
    return render(request, "contacts/compare.html", context)


@require_POST
@for_roles(*DESK_ROLES)
def undo(request, merge_id):
    """Two rows again."""
    done = get_object_or_404(merges_for(request.actor), pk=merge_id)
    try:
        left = actions.undo_merge(actor=request.actor, done=done)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("contacts:duplicates")
    rest = " Ce qui a changé depuis est resté avec la première." if left else ""
    messages.success(request, f"Les deux fiches sont de nouveau séparées.{rest}")
    return redirect("contacts:person", done.dropped_id)


@require_POST
@for_roles(*DESK_ROLES)
def apart(request, pair_id):
    """Two different people: not proposed again."""
    pair = get_object_or_404(pairs_for(request.actor), pk=pair_id)
    actions.set_apart(actor=request.actor, pair=pair)
    messages.success(request, "Noté : ce sont deux personnes différentes.")
    return redirect("contacts:duplicates")
