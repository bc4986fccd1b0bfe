"""The pages of a portal as visitors read them, its files, and what search engines and readers of news ask for."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.contrib.syndication.views import Feed
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import get_script_prefix, reverse
from django.utils.csp import CSP
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtail.models import Page

from faitiere.lib.access import public
from faitiere.lib.visitors import same_for_all

from ..enums import Audience
from ..filters import CRITERIA
from ..finding import find_pages
from ..models import ArticlePage, PortalRendition
from ..permissions import can_read_page
from ..readers import may_read
from ..serving import collection_audience, ranged
from ..sitemaps import part, parts, sources

_NEWS = 30
_DAY = 24 * 3600


@require_safe
@public
@same_for_all(*CRITERIA, "mot")
def page(request, path):
    """A page of the portal, for who may read it."""
    found = Page.route_for_request(request, path)
    if found is None:
        raise Http404
    if not can_read_page(request.actor, found.page):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied
    response = found.page.serve(request, *found.args, **found.kwargs)
    response._csp_config = settings.SECURE_CSP | {"media-src": [CSP.SELF]}
    return response


@require_safe
@public
def picture(request, name):
    """A picture at the size a page shows it; the original is never served."""
    found = get_object_or_404(PortalRendition.objects.select_related("image__collection"), file=f"images/{name}")
    audience = collection_audience(found.image.collection, request.territory)
    if audience is None or not may_read(request.actor, audience):
        raise Http404
    response = FileResponse(found.file.open("rb"))
    kept = "public" if audience == Audience.EVERYONE else "private"
    response.headers["Cache-Control"] = f"{kept}, max-age={_DAY}"
    return response


@require_safe
@public
def document(request, number, name):
    """A document or a video of the portal, in parts when the player asks so."""
    found = get_object_or_404(get_document_model().objects.select_related("collection"), pk=number)
    audience = collection_audience(found.collection, request.territory)
    if found.filename != name or audience is None:
        raise Http404
    if not may_read(request.actor, audience):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied
    return ranged(request, found)


@require_safe
@public
def search(request):
    """Search in the pages of the portal."""
    text = request.GET.get("q", "").strip()
    hits = find_pages(text, request=request) if text else []
    return render(request, "portal/search.html", {"q": text, "hits": hits})


@require_safe
@public
def robots(request):
    """What robots may read, and where the list of pages is."""
    closed = ("/bureau/", "/espace/", "/compte/", "/territoire/", "/plateforme/", "/cms/", "/chercher/", "/mes-aides/?")
    lines = ["User-agent: *", *(f"Disallow: {get_script_prefix()}{one.removeprefix('/')}" for one in closed)]
    lines.append(f"Sitemap: {request.territory.absolute(reverse('portal:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@public
def sitemap(request):
    """Addresses everyone may read, with the day of their last change; the list of the parts when there are many."""
    given = sources(request)
    if (count := parts(given)) > 1:
        made = [request.territory.absolute(reverse("portal:sitemap_part", args=[one])) for one in range(1, count + 1)]
        return render(request, "portal/sitemap_index.xml", {"parts": made}, content_type="application/xml")
    return _part(request, given, 1)


@require_safe
@public
def sitemap_part(request, number):
    """One part of a long list of addresses."""
    given = sources(request)
    if not 1 <= number <= parts(given):
        raise Http404
    return _part(request, given, number)


def _part(request, given, number):
    addresses = part(given, number, territory=request.territory)
    return render(request, "portal/sitemap.xml", {"addresses": addresses}, content_type="application/xml")


class News(Feed):
    """The latest articles, for readers of news."""

    def get_object(self, request):
        self.request = request
        return request._wagtail_site

    def title(self, site):
        return f"Actualités, {self.request.territory.name}"

    def link(self, site):
        return self.request.territory.absolute(reverse("home"))

    def description(self, site):
        return f"Les nouvelles du guichet de la rénovation, {self.request.territory.name}"

    def items(self, site):
        articles = ArticlePage.objects.live().public().order_by("-published_on", "-pk")
        return articles.descendant_of(site.root_page)[:_NEWS] if site else []

    def item_description(self, article):
        return article.lead

    def item_link(self, article):
        return self.request.territory.absolute(article.get_url(self.request))

    def item_pubdate(self, article):
        return article.first_published_at


@require_safe
@public
def feed(request):
    return News()(request)
