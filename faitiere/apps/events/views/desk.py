from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.cases.permissions import visible_to
from faitiere.apps.cases.rules import Refused as NotSet
from faitiere.apps.territories.enums import ProjectKind
from faitiere.lib.access import for_roles
from faitiere.lib.numbers import count

from .. import actions
from ..clock import local
from ..enums import Origin, Standing
from ..figures import with_figures
from ..forms import CancelForm, DeskRegistrationForm, EventForm, OutcomeForm
from ..matching import known_cases
from ..models import Event
from ..permissions import RUNNING_ROLES, organisations_of, run_by
from ..rules import Refused

_PAGE = 30


def find_event(request, event_id) -> Event:
    """An event the actor runs, with its figures, or 404."""
    rows = with_figures(run_by(request.actor)).select_related("organisation", "commune").defer("commune__contour")
    return get_object_or_404(rows, pk=event_id)


@require_safe
@for_roles(*RUNNING_ROLES)
@local
def events(request):
    past = request.GET.get("quand") == "passes"
    rows = with_figures(run_by(request.actor)).select_related("organisation", "commune").defer("commune__contour")
    page = Paginator(rows.past() if past else rows.coming(), _PAGE).get_page(request.GET.get("page"))
    return render(request, "events/desk/events.html", {"page": page, "past": past})


@require_http_methods(["GET", "POST"])
@for_roles(*RUNNING_ROLES)
@local
def new(request):
    form = EventForm(request.POST or None, organisations=organisations_of(request.actor))
    if request.method == "POST" and form.is_valid():
        event = actions.save_event(actor=request.actor, fields=form.cleaned_data)
        messages.success(request, "Événement enregistré, en brouillon : publiez-le quand il est prêt.")
        return redirect("events:desk_event", event.pk)
    return render(request, "events/desk/edit.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@for_roles(*RUNNING_ROLES)
@local
def edit(request, event_id):
    event = find_event(request, event_id)
    form = EventForm(request.POST or None, instance=event, organisations=organisations_of(request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_event(actor=request.actor, event=event, fields=form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, "Événement enregistré. Les inscrits sont prévenus d'une autre date ou d'un autre lieu."
            )
            return redirect("events:desk_event", event.pk)
    context = {"form": form, "event": event}
    return render(request, "events/desk/edit.html", context, status=422 if form.errors else 200)


@require_safe
@for_roles(*RUNNING_ROLES)
@local
def event(request, event_id):
    """The event, its registrants, and what came of it."""
    found = find_event(request, event_id)
    registrations = list(found.registrations.select_related("case"))
    known = known_cases(request.actor, registrations, of=found)
    seen = set(visible_to(request.actor).filter(event_registrations__event=found).values_list("pk", flat=True))
    for one in registrations:
        one.known, one.case_seen = known.get(one.pk), one.case_id in seen
    groups = [(kind.label, [one for one in registrations if one.standing == kind]) for kind in Standing]
    context = {"event": found, "groups": groups, "outcome": OutcomeForm(instance=found)}
    return render(request, "events/desk/event.html", context | {"is_past": found.ends_at <= timezone.now()})


@require_POST
@for_roles(*RUNNING_ROLES)
def publish(request, event_id):
    event = find_event(request, event_id)
    if actions.publish_event(actor=request.actor, event=event):
        messages.success(request, "L'événement est sur le portail.")
    return redirect("events:desk_event", event.pk)


@require_http_methods(["GET", "POST"])
@for_roles(*RUNNING_ROLES)
@local
def cancel(request, event_id):
    """Call it off: whoever was to come is written to."""
    event = find_event(request, event_id)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = actions.cancel_event(actor=request.actor, event=event, reason=form.cleaned_data["reason"])
        messages.success(request, f"Événement annulé, {count(told, 'courriel')} aux inscrits.")
        return redirect("events:desk_event", event.pk)
    context = {"form": form, "event": event}
    return render(request, "events/desk/cancel.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(*RUNNING_ROLES)
@local
def outcome(request, event_id):
    event = find_event(request, event_id)
    form = OutcomeForm(request.POST)
    if form.is_valid():
        actions.write_outcome(actor=request.actor, event=event, text=form.cleaned_data["outcome"])
        messages.success(request, "Ce qui est sorti de l'événement est enregistré.")
    else:
        messages.warning(request, "Ce texte est trop long : 5 000 caractères au plus.")
    return redirect("events:desk_event", event.pk)


@require_http_methods(["GET", "POST"])
@for_roles(*RUNNING_ROLES)
@local
def register(request, event_id):
    """Sign somebody up by phone, or write down who came without having signed up."""
    event = find_event(request, event_id)
    form = DeskRegistrationForm(request.POST or None, initial={"on_the_spot": "sur-place" in request.GET})
    if request.method == "POST" and form.is_valid():
        on_the_spot = form.cleaned_data["on_the_spot"]
        origin = Origin.ON_THE_SPOT if on_the_spot else Origin.DESK
        given = actions.NewRegistration(**form.given())
        try:
            made = actions.register(actor=request.actor, event=event, given=given, origin=origin)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            told = "présent" if on_the_spot else made.get_standing_display().lower()
            messages.success(request, f"{made} : {told}.")
            return redirect("events:attendance" if on_the_spot else "events:desk_event", event.pk)
    context = {"form": form, "event": event}
    return render(request, "events/desk/register.html", context, status=422 if form.errors else 200)


def _registration(request, event_id, registration_id):
    event = find_event(request, event_id)
    return get_object_or_404(event.registrations.select_related("event__organisation"), pk=registration_id)


@require_POST
@for_roles(*RUNNING_ROLES)
def withdraw(request, event_id, registration_id):
    registration = _registration(request, event_id, registration_id)
    if actions.withdraw(actor=request.actor, registration=registration):
        messages.success(request, f"{registration} ne vient plus. La place va au premier de la liste d'attente.")
    return redirect("events:desk_event", event_id)


@require_POST
@for_roles(*RUNNING_ROLES)
def open_case(request, event_id, registration_id):
    """The case of a registrant, or of the condominium whose council it sits on."""
    registration, asked = _registration(request, event_id, registration_id), request.POST.get("nature", "")
    kind = asked if asked in ProjectKind.values else ProjectKind.HOUSE
    try:
        case = actions.open_case_of(actor=request.actor, registration=registration, kind=kind)
    except (Refused, NotSet) as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"Dossier {case.number} ouvert, confié à {case.organisation}.")
    return redirect("events:desk_event", event_id)


@require_POST
@for_roles(*RUNNING_ROLES)
def link_case(request, event_id, registration_id):
    """Say that a registrant is somebody whose case the actor may open."""
    registration = _registration(request, event_id, registration_id)
    case = known_cases(request.actor, [registration], of=registration.event).get(registration.pk)
    if case is None:
        raise Http404
    try:
        actions.link_case(actor=request.actor, registration=registration, case=case)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"Inscription reliée au dossier {case.number}.")
    return redirect("events:desk_event", event_id)
