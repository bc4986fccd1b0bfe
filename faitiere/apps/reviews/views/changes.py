"""The list of the cases whose aids the rules of the day change (B4)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.accounts.enums import Role
from faitiere.lib.access import for_roles

from .. import actions, reading
from ..enums import ReviewKind
from ..forms import ThresholdForm
from ..models import Review
from ..permissions import changes_seen_by
from ..rules import Refused

_PER_PAGE = 50


@require_safe
@for_roles(*DESK_ROLES)
def changes(request):
    return _changes(request, ThresholdForm())


def _changes(request, threshold_form, status=200):
    review = Review.objects.filter(kind=ReviewKind.WATCH).first()
    cents = reading.threshold_on(timezone.localdate())
    lines = changes_seen_by(request.actor, review)
    word = request.GET.get("voir", "")
    shown = reading.filtered(lines, word, cents).order_by("written_at", "gain_cents", "pk")
    counted = reading.counters(lines, cents)
    context = {
        "review": review,
        "cents": cents,
        "page": Paginator(shown, _PER_PAGE).get_page(request.GET.get("page")),
        "word": word if word in reading.FILTERS else "",
        "filters": [(key, label, counted[key]) for key, label in reading.FILTERS.items()],
        "problems": lines.exclude(problem=""),
        "threshold_form": threshold_form,
    }
    return render(request, "reviews/changes.html", context, status=status)


@require_POST
@for_roles(*DESK_ROLES)
def watch(request):
    """Compute every open case again, in the background."""
    try:
        actions.ask_watch(actor=request.actor)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, "Recalcul demandé. La liste se remplit au fur et à mesure.")
    return redirect("reviews:changes")


@require_POST
@for_roles(Role.TERRITORY_ADMIN)
def threshold(request):
    form = ThresholdForm(request.POST)
    if not form.is_valid():
        return _changes(request, form, status=422)
    actions.set_threshold(actor=request.actor, **form.cleaned_data)
    messages.success(request, "Seuil enregistré.")
    return redirect("reviews:changes")
