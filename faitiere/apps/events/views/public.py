from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from faitiere.apps.cases.communes import served
from faitiere.lib.access import public
from faitiere.lib.rates import allowed, visitor_of
from faitiere.lib.visitors import same_for_all

from .. import actions
from ..calendars import CONTENT_TYPE, calendar_of, feed_events
from ..clock import local
from ..enums import Standing
from ..forms import FilterForm, RegistrationForm
from ..models import Event, Registration
from ..rules import Refused, registration_of, why_not

# A meeting room signing up from one address is many people; a robot is many more.
_SIGN_UPS_PER_HOUR = 30
_PAGE = 20


def _announced():
    return Event.objects.announced().select_related("commune", "organisation").defer("commune__contour")


@require_safe
@public
@local
@same_for_all("quand", "nature", "commune", "mois", "public", "page")
def events(request):
    """Events to come, or past ones, by kind, commune and month."""
    past = request.GET.get("quand") == "passes"
    among = _announced().past() if past else _announced().coming()
    form = FilterForm(request.GET, events=among)
    page = Paginator(form.found(among), _PAGE).get_page(request.GET.get("page"))
    calendar = request.territory.absolute(request.path + "agenda.ics")
    return render(request, "events/events.html", {"form": form, "page": page, "past": past, "calendar": calendar})


def _shown(request, event: Event) -> dict:
    now = timezone.localtime()
    return {"event": event, "why_not": why_not(event, now), "is_past": event.ends_at <= now, "communes": served()}


@require_safe
@public
@local
@same_for_all()
def event(request, event_id):
    found = get_object_or_404(_announced(), pk=event_id)
    came = found.registrations.filter(case_opened=True).count() if found.ends_at <= timezone.now() else 0
    return render(request, "events/event.html", _shown(request, found) | {"opened": came})


@require_http_methods(["GET", "POST"])
@public
@local
def register(request, event_id):
    """Sign up without an account; when it is full, on the waiting list."""
    found = get_object_or_404(_announced(), pk=event_id)
    form = RegistrationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.is_robot:
            return redirect("events:registered", found.pk)
        if not allowed("event-registration", visitor_of(request), per_hour=_SIGN_UPS_PER_HOUR):
            return render(request, "429.html", status=429)
        given = actions.NewRegistration(**form.given())
        try:
            actions.register(actor=request.actor, event=found, given=given)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("events:registered", found.pk)
    context = _shown(request, found) | {"form": form}
    return render(request, "events/register.html", context, status=422 if form.errors else 200)


@require_safe
@public
@local
def registered(request, event_id):
    """The same page whether one has a place, waits, or was registered already: the mail tells which."""
    return render(request, "events/registered.html", {"event": get_object_or_404(_announced(), pk=event_id)})


@require_http_methods(["GET", "POST"])
@public
@local
def registration(request, token):
    """The link of the mails: one's registration, and the button that gives the place back. A GET changes nothing."""
    rows = Registration.objects.select_related("event__commune", "event__organisation")
    found = get_object_or_404(rows, pk=registration_of(token))
    if request.method == "POST":
        if found.event.starts_at > timezone.now():
            actions.withdraw(actor=request.actor, registration=found)
        return redirect("events:registration", token)
    ahead = 0
    if found.standing == Standing.WAITING:
        waiting = found.event.registrations.filter(standing=Standing.WAITING)
        ahead = waiting.filter(created_at__lt=found.created_at).count()
    context = _shown(request, found.event) | {"registration": found, "ahead": ahead}
    context["may_withdraw"] = found.standing != Standing.CANCELLED and found.event.starts_at > timezone.now()
    return render(request, "events/registration.html", context)


def _calendar(request, events, name: str) -> HttpResponse:
    content = calendar_of(events, territory=request.territory)
    disposition = {"Content-Disposition": f'inline; filename="{name}.ics"'}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=disposition)


@require_safe
@public
@local
def event_ics(request, event_id):
    return _calendar(request, [get_object_or_404(_announced(), pk=event_id)], "evenement")


@require_safe
@public
@local
def calendar(request):
    """The feed of the territory: one subscribes to it once, its calendar follows."""
    return _calendar(request, feed_events(Event.objects.announced()), "evenements")


class _News(Feed):
    """The events to come, for a reader of RSS."""

    description = "Réunions, ateliers et stands du guichet de la rénovation."

    def get_object(self, request):
        return request.territory

    def title(self, territory):
        return f"Événements, {territory.name}"

    def link(self, territory):
        return territory.absolute(reverse("events:events"))

    def items(self, territory):
        return _announced().coming()[:50]

    def item_description(self, event):
        when = timezone.localtime(event.starts_at)
        return f"{when:%d/%m/%Y %H:%M}, {event.where}. {event.text}"

    def item_pubdate(self, event):
        return event.created_at


@require_safe
@public
@local
def news(request):
    return _News()(request)
