"""The directory as open data: documented, streamed, the same rows as the public list."""

from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from faitiere.lib.access import public
from faitiere.lib.rates import allowed, visitor_of
from faitiere.lib.spreadsheets import CSV, csv_lines

from ..exports import COLUMNS, geojson_chunks, rows_of

_FILES_PER_HOUR = 20


def _streamed(request, chunks, *, content_type: str, name: str):
    if not allowed("directory-file", visitor_of(request), per_hour=_FILES_PER_HOUR):
        return render(request, "429.html", status=429)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cross-Origin-Resource-Policy": "cross-origin"}
    return StreamingHttpResponse(chunks, content_type=content_type, headers=headers)


@require_safe
@public
def about(request):
    """What each column means, and under which licence."""
    return render(request, "directory/open_data.html", {"columns": COLUMNS.items()})


@require_safe
@public
def csv_file(request):
    return _streamed(request, csv_lines(COLUMNS, rows_of(request.territory)), content_type=CSV, name="annuaire.csv")


@require_safe
@public
def geojson_file(request):
    chunks = geojson_chunks(request.territory)
    return _streamed(request, chunks, content_type="application/geo+json", name="annuaire.geojson")
