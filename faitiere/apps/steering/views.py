import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES, STEERING_ROLES
from faitiere.apps.accounts.enums import Role
from faitiere.apps.audit.actions import record
from faitiere.apps.cases.shell import case_context, find_case
from faitiere.lib.access import for_roles
from faitiere.lib.charts import bars_by_month, progress
from faitiere.lib.numbers import month_words

from . import actions
from .enums import ActStatus
from .exports import acts_csv, tbs_file
from .figures import board
from .forms import ActForm, ObjectiveForm, PeriodForm
from .permissions import acts_measured_by, acts_seen_by, can_export_names
from .proposing import act_types_on, case_proposals

_EXPORTS = {
    "tbs": (tbs_file, "text/plain; charset=windows-1252", "txt"),
    "actes": (acts_csv, "text/csv; charset=utf-8", "csv"),
}


@require_safe
@for_roles(*DESK_ROLES)
def case_acts(request, case_id):
    """Acts of a case: what the platform proposes, what is confirmed, and any other act to record."""
    case = find_case(request, case_id)
    context = {
        "proposals": case_proposals(case),
        "acts": case.acts.filter(status=ActStatus.CONFIRMED).select_related("act_type", "advisor", "organisation"),
        "act_types": act_types_on(timezone.localdate()),
    }
    return render(request, "steering/case_acts.html", case_context(request, case, "steering:case_acts") | context)


@require_http_methods(["GET", "POST"])
@for_roles(*DESK_ROLES)
def confirm(request, case_id, type_id):
    """Complete the data of an act and confirm it."""
    case = find_case(request, case_id)
    act_type = get_object_or_404(act_types_on(timezone.localdate()), pk=type_id)
    proposal = next((one for one in case_proposals(case) if one["act_type"].pk == act_type.pk), None)
    form = ActForm(request.POST or None, act_type=act_type, initial=_initial(case, proposal))
    if request.method == "POST" and form.is_valid():
        study = proposal["study"] if proposal else None
        actions.confirm_act(actor=request.actor, case=case, act_type=act_type, act=form.act(), study=study)
        messages.success(request, f"Acte {act_type.code} confirmé.")
        return redirect("steering:case_acts", case.pk)
    context = {"form": form, "act_type": act_type, "proposal": proposal}
    status = 422 if form.errors else 200
    page = case_context(request, case, "steering:case_acts") | context
    return render(request, "steering/confirm.html", page, status=status)


def _initial(case, proposal) -> dict:
    category = case.household.income_category
    anah = "NSP" if not category else ("OUI" if category in {"tres_modeste", "modeste"} else "NON")
    done_on = proposal["done_on"] if proposal else timezone.localdate()
    return {"done_on": done_on, "anah": anah}


@require_POST
@for_roles(*DESK_ROLES)
def dismiss(request, case_id, type_id):
    case = find_case(request, case_id)
    proposal = next((one for one in case_proposals(case) if one["act_type"].pk == type_id), None)
    if proposal:
        study, done_on = proposal["study"], proposal["done_on"]
        actions.dismiss_act(actor=request.actor, case=case, act_type=proposal["act_type"], done_on=done_on, study=study)
        messages.success(request, "Proposition écartée : elle ne reviendra pas.")
    return redirect("steering:case_acts", case_id)


@require_safe
@for_roles(*DESK_ROLES)
def acts(request):
    """Confirmed acts of the organisations whose cases the actor may open."""
    found = acts_seen_by(request.actor).select_related("act_type", "advisor", "organisation", "case")
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "steering/acts.html", {"page": page})


def _period(request) -> PeriodForm:
    year = timezone.localdate().year
    given = {key: request.GET.get(key) for key in ("start", "end")}
    default = {"start": dt.date(year, 1, 1), "end": dt.date(year, 12, 31)}
    return PeriodForm(given if any(given.values()) else default)


@require_safe
@for_roles(*STEERING_ROLES)
def dashboard(request):
    """Figures of a period against the objectives, for those who steer and those who fund."""
    form = _period(request)
    if not form.is_valid():
        return render(request, "steering/dashboard.html", {"form": form}, status=422)
    figures = board(request.actor, form.cleaned_data["start"], form.cleaned_data["end"])
    for row in figures.objectives:
        if row["value"] is not None:
            name = f"objectif-{row['goal'].pk}"
            row["chart"] = progress(row["value"], row["goal"].value, title=row["label"], name=name)
    bars = [(dt.date.fromisoformat(group.name), group.acts) for group in figures.months]
    months = bars_by_month(bars, title="Actes confirmés par mois")
    for group, (month, _) in zip(figures.months, bars, strict=True):
        group.name = month_words(month)
    context = {"form": form, "board": figures, "months": months, "computed_at": timezone.now()}
    context["is_admin"] = request.actor.has(Role.TERRITORY_ADMIN)
    return render(request, "steering/dashboard.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(Role.TERRITORY_ADMIN)
def objectives(request):
    form = ObjectiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.set_objective(actor=request.actor, objective=form.cleaned_data)
        messages.success(request, "Objectif enregistré.")
        return redirect("steering:dashboard")
    return render(request, "steering/objectives.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@for_roles(*STEERING_ROLES)
def exports(request):
    """Choice of an export and its period."""
    return render(
        request, "steering/exports.html", {"form": _period(request), "names": can_export_names(request.actor)}
    )


@require_safe
@for_roles(Role.MANAGER, Role.TERRITORY_ADMIN)
def export_file(request, kind):
    """One file of the acts of a period; written in the journal."""
    if kind not in _EXPORTS or not can_export_names(request.actor):
        raise PermissionDenied
    form = _period(request)
    if not form.is_valid():
        context = {"form": form, "names": True}
        return render(request, "steering/exports.html", context, status=422)
    start, end = form.cleaned_data["start"], form.cleaned_data["end"]
    build, content_type, extension = _EXPORTS[kind]
    content = build(acts_measured_by(request.actor).filter(done_on__range=(start, end)))
    record(actor=request.actor, verb="acts.exported", kind=kind, start=start.isoformat(), end=end.isoformat())
    name = f"{kind}-{request.territory.slug}-{start:%Y%m%d}-{end:%Y%m%d}.{extension}"
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
