from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from faitiere.apps.cases.communes import served
from faitiere.lib.access import public
from faitiere.lib.pictures import lighter
from faitiere.lib.rates import allowed, visitor_of
from faitiere.lib.reports import reference_catalogue_pdf, reference_sheet_pdf
from faitiere.lib.spreadsheets import CSV, csv_lines
from faitiere.lib.uploads import fetch
from faitiere.lib.visitors import same_for_all

from ..catalogue import TITLES, family_names, geojson, page_of, rows
from ..forms import CatalogueForm
from ..models import WEB_WIDTHS, Picture, Reference
from ..sheet import classes_of, facts_of, printed, printed_catalogue

_PDF_PER_HOUR = 60
# Sheets of one printed catalogue: a document that is made in a few seconds and still read.
MOST_PRINTED = 40
_WHY_NOT_PRINTED = {
    False: "Aucune réalisation ne répond à ces choix : il n’y a rien à imprimer.",
    True: f"Un catalogue imprimé compte {MOST_PRINTED} fiches au plus. Choisissez une structure ou une commune.",
}
# Short: a sheet whose agreement is withdrawn is gone from every cache within five minutes.
# What a picture weighs at most at each width, so that a page stays within its 150 kB; how long it is kept drawn.
_MOST_BYTES = {480: 35_000, 800: 58_000}
_KEPT_SECONDS = 30 * 24 * 3600
_PICTURE_CACHE = "public, max-age=300"
_CHUNK = 500


def _published():
    rows = Reference.objects.published().select_related("commune", "organisation")
    return rows.defer("commune__contour").prefetch_related("pictures")


@require_safe
@public
@same_for_all("nature", "travaux", "periode", "gain", "commune", "structure", "page", "vue")
def catalogue(request):
    """The same sheets as a list and as a map, by kind, works, period, gain and commune."""
    return render(request, "references/catalogue.html", page_of(request.GET))


def sheet_context(reference: Reference) -> dict:
    """What the page of a sheet shows."""
    return {
        "reference": reference,
        "facts": facts_of(reference),
        "classes": classes_of(reference),
        "families": family_names(reference),
    }


@require_safe
@public
@same_for_all()
def sheet(request, reference_id):
    return render(request, "references/sheet.html", sheet_context(get_object_or_404(_published(), pk=reference_id)))


@require_safe
@public
def sheet_pdf(request, reference_id):
    """The sheet on paper."""
    found = get_object_or_404(_published(), pk=reference_id)
    if not allowed("reference-pdf", visitor_of(request), per_hour=_PDF_PER_HOUR):
        return render(request, "429.html", status=429)
    content = reference_sheet_pdf(printed(found, territory=request.territory))
    disposition = {"Content-Disposition": 'attachment; filename="fiche-de-site.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=disposition)


@require_safe
@public
def catalogue_pdf(request):
    """The sheets that answer to the filters, one after another on paper; none, or too many, are not printed."""
    form = CatalogueForm(request.GET, communes=served())
    found = list(form.found(_published())[: MOST_PRINTED + 1])
    if not found or len(found) > MOST_PRINTED:
        context = page_of(request.GET) | {"refused": _WHY_NOT_PRINTED[bool(found)]}
        return render(request, "references/catalogue.html", context, status=422)
    if not allowed("reference-pdf", visitor_of(request), per_hour=_PDF_PER_HOUR):
        return render(request, "429.html", status=429)
    content = reference_catalogue_pdf(printed_catalogue(found, territory=request.territory, chosen=form.words()))
    disposition = {"Content-Disposition": 'attachment; filename="realisations.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=disposition)


def picture_response(picture: Picture, *, cache: str) -> HttpResponse:
    return HttpResponse(fetch(picture.vault_name), content_type="image/jpeg", headers={"Cache-Control": cache})


@require_safe
@public
def picture(request, reference_id, picture_id):
    rows = Picture.objects.filter(reference__in=Reference.objects.published().values("pk"))
    return picture_response(get_object_or_404(rows, pk=picture_id, reference=reference_id), cache=_PICTURE_CACHE)


@require_safe
@public
def web_picture(request, reference_id, picture_id, width):
    """The same made light, at one of the widths the page names; kept in the cache once drawn."""
    rows = Picture.objects.filter(reference__in=Reference.objects.published().values("pk"))
    found = get_object_or_404(rows, pk=picture_id, reference=reference_id)
    if width not in WEB_WIDTHS:
        raise Http404
    key = f"reference-picture-{found.pk}-{width}"
    if (content := cache.get(key)) is None:
        content = lighter(fetch(found.vault_name), width=width, most_bytes=_MOST_BYTES[width])
        cache.set(key, content, _KEPT_SECONDS)
    return HttpResponse(content, content_type="image/webp", headers={"Cache-Control": _PICTURE_CACHE})


def _found(request):
    form = CatalogueForm(request.GET, communes=served())
    found = form.found(Reference.objects.published()).select_related("commune").defer("commune__contour")
    return found.iterator(chunk_size=_CHUNK)


@require_safe
@public
def geojson_file(request):
    """Open data: the sheets that answer to the filters."""
    content = list(geojson(_found(request), territory=request.territory))
    return HttpResponse("".join(content), content_type="application/geo+json")


@require_safe
@public
def csv_file(request):
    content = csv_lines(TITLES, rows(_found(request)))
    disposition = {"Content-Disposition": 'attachment; filename="realisations.csv"'}
    return HttpResponse(b"".join(content), content_type=CSV, headers=disposition)
