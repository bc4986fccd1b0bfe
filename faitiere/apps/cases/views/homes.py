"""A home through its cases: what is known at an address, its history, two rows of it made one, and the reverse."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.audit.actions import record
from faitiere.apps.buildings.actions import seen_of
from faitiere.apps.buildings.enums import HomeKind
from faitiere.apps.buildings.models import Home, HomeMerge
from faitiere.lib.access import for_roles

from .. import actions, communes
from ..forms import NewCaseForm, OtherHomeForm, TwinForm
from ..homes import homes_of, known_at, others_at, twins_of, with_cases
from ..panels import panels_of_home
from ..permissions import can_write
from ..rules import Refused
from ..shell import case_context, find_case


def known_homes(form, *, actor) -> dict:
    """What `cases/known_homes.html` shows: homes known at the address typed so far, and the one ticked."""
    place = form.typed_place()
    return {
        "homes": known_at(place, actor=actor),
        "flat_asked": place.kind == HomeKind.FLAT,
        "chosen_home": str(form.data.get("home_choice", "")),
        "home_error": " ".join(form.errors.get("home_choice", [])),
    }


@require_POST
@for_roles(*DESK_ROLES)
def similar_homes(request):
    """Homes known at the address, while it is typed. POST keeps addresses out of logs."""
    context = known_homes(NewCaseForm(request.POST, actor=request.actor), actor=request.actor)
    return render(request, "cases/known_homes.html", context | {"home_error": ""})


def _find_home(request, home_id) -> Home:
    """The home, or 404 when the actor has no case there; who only reads may not write."""
    home = get_object_or_404(homes_of(request.actor).select_related("commune").defer("commune__contour"), pk=home_id)
    if request.method == "POST" and not can_write(request.actor):
        raise PermissionDenied
    return home


def _merges_of(request):
    """Merges into homes the actor may read."""
    homes = homes_of(request.actor).values("pk")
    return HomeMerge.objects.filter(kept__in=homes, undone_at__isnull=True).select_related("merged_by")


def _show(request, home: Home, form: TwinForm):
    here, panels = others_at(home, actor=request.actor), panels_of_home(home, request.actor)
    context = {
        "home": home,
        "panels": panels,
        "elsewhere": here.elsewhere,
        "twins": with_cases(twins_of(home, actor=request.actor), request.actor),
        "merges": _merges_of(request).filter(kept=home),
        "form": form,
    }
    return render(request, "cases/home.html", context, status=422 if form.errors else 200)


@require_safe
@for_roles(*DESK_ROLES)
def home(request, home_id):
    """The whole history of a home or a building: cases, classes, works, condominium, studies, acts."""
    found = Home.objects.filter(pk=home_id, merged_into__isnull=False).values_list("merged_into_id", flat=True).first()
    if found:
        return redirect("cases:home", _find_home(request, found).pk)
    shown = _find_home(request, home_id)
    record(actor=request.actor, verb="home.read", target=shown)
    return _show(request, shown, TwinForm(actor=request.actor))


@require_POST
@for_roles(*DESK_ROLES)
def home_twin(request, home_id):
    """Another row of this home, by the number of one of its cases: to be compared."""
    kept, form = _find_home(request, home_id), TwinForm(request.POST, actor=request.actor)
    if not form.is_valid():
        return _show(request, kept, form)
    other = form.cleaned_data["number"].home_id
    if other == kept.pk:
        form.add_error("number", "Ce dossier est déjà celui de ce logement.")
        return _show(request, kept, form)
    return redirect("cases:home_compare", kept.pk, other)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def home_compare(request, home_id, other_id):
    """Two homes side by side; the first one stays."""
    kept, dropped = _find_home(request, home_id), _find_home(request, other_id)
    if request.method == "POST":
        try:
            seen = request.POST.get("seen", "")
            done = actions.make_one_home(actor=request.actor, kept=kept, dropped=dropped, seen=seen)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("cases:home_compare", home_id, other_id)
        undo_url = reverse("cases:home_apart", args=[done.pk])
        messages.success(request, f"Un seul logement : {done.kept}.", extra_tags=f"undo:{undo_url}")
        return redirect("cases:home", kept.pk)
    known = with_cases([kept, dropped], request.actor)
    sides = [{"known": one, "panels": panels_of_home(one.home, request.actor)} for one in known]
    context = {"kept": kept, "dropped": dropped, "sides": sides, "seen": seen_of(kept, dropped)}
    return render(request, "cases/home_compare.html", context)


@require_POST
@for_roles(*DESK_ROLES)
def home_apart(request, merge_id):
    """Two homes again."""
    done = get_object_or_404(_merges_of(request), pk=merge_id)
    _find_home(request, done.kept_id)
    try:
        left = actions.make_two_homes(actor=request.actor, done=done)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("cases:home", done.kept_id)
    rest = " Ce qui a changé depuis est resté avec le premier." if left else ""
    messages.success(request, f"Les deux logements sont de nouveau séparés.{rest}")
    seen = homes_of(request.actor).filter(pk=done.kept_id).exists()
    return redirect("cases:home", done.kept_id if seen else done.dropped_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def other_home(request, case_id):
    """The case is about another home: one known there, or a new one."""
    case = find_case(request, case_id)
    form = OtherHomeForm(request.POST or None, actor=request.actor, kind=case.home.kind)
    if request.method == "POST" and form.is_valid():
        try:
            moved = actions.move_case(actor=request.actor, case=case, place=form.typed_place(), known=form.home)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Le dossier {case.number} est maintenant celui de : {moved}.")
            return redirect("cases:sheets", case.pk)
    known = known_homes(form, actor=request.actor) if form.is_bound else {}
    served = [communes.label(one) for one in communes.served()]
    context = case_context(request, case, "cases:sheets") | known | {"form": form, "communes": served}
    return render(request, "cases/other_home.html", context, status=422 if form.errors else 200)
