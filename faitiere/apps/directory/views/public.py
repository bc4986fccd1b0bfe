"""What a visitor reads: the search with its map, the page of a professional, the same in somebody else's site."""

from dataclasses import replace

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from faitiere.lib.access import public
from faitiere.lib.rates import allowed, visitor_of
from faitiere.lib.visitors import same_for_all

from .. import search as searching
from ..enums import Standing
from ..models import Label, Professional
from ..reading import directory_settings, embedding_origins, map_of, site_sheets
from ..trades import families, trades

_PER_PAGE = 20
_READS_PER_HOUR = 600


def _searched(request, base: str) -> dict:
    """The form, the list, the map and the rule of the order, for the page and for the frame."""
    setting = directory_settings()
    asked = searching.read(request.GET)
    found = searching.matching(asked)
    ordered = searching.ordered(found, asked, rule=setting.order_rule, seed=searching.seed_of(request))
    page = searching.Pages(ordered, _PER_PAGE).get_page(request.GET.get("page"))
    for one in page.object_list:
        one.km = searching.distance_km(one)
    return {
        "asked": asked,
        "page": page,
        "choices": [(one, replace(asked, place_text=one.pk).address(base)) for one in asked.place.choices],
        "map": map_of(found, asked, base=base),
        "rule": searching.rule_words(asked, setting.order_rule),
        "families": families(setting.hidden_trades),
        "labels": Label.objects.filter(retired_at=None),
        "radii": searching.RADII,
        "trade": trades().get(asked.trade),
        "without_zone": asked.address(base),
        "base": base,
        "today": timezone.localdate(),
        "open": setting.registration_open,
    }


def _too_many(request) -> bool:
    """Somebody empties the directory page by page: the open data is one file away."""
    return bool(request.GET) and not allowed("directory", visitor_of(request), per_hour=_READS_PER_HOUR)


@require_safe
@public
@same_for_all(*searching.PARAMETERS, apart=searching.seed_of)
def search(request):
    """Professionals by trade, place, label and kind of home: a list, and a map that says the same."""
    if _too_many(request):
        return render(request, "429.html", status=429)
    return render(request, "directory/search.html", _searched(request, reverse("directory:search")))


@require_safe
@xframe_options_exempt
@public
def embedded(request):
    """The search alone, which sites named by the territory may frame; no cookie is set."""
    if _too_many(request):
        return render(request, "429.html", status=429)
    response = render(request, "directory/embedded.html", _searched(request, reverse("directory:embedded")))
    origins = embedding_origins() or [CSP.NONE]
    response._csp_config = settings.SECURE_CSP | {"frame-ancestors": origins}
    return response


@require_safe
@public
@same_for_all()
def professional(request, professional_id):
    """The page of a professional; one that left the directory has no page."""
    found = Professional.objects.filter(standing=Standing.PUBLISHED)
    one = get_object_or_404(found, pk=professional_id)
    context = {
        "professional": one,
        "qualifications": one.qualifications.order_by("gone_on", "-valid_to", "domain"),
        "labels": one.labels.filter(retired_at=None),
        "areas": one.areas.select_related("commune").defer("commune__contour").order_by("commune__name"),
        "sheets": site_sheets(one),
    }
    return render(request, "directory/professional.html", context)
