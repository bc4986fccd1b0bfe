"""Files of a portal: whose they are, who may open them, in whole or in part."""

import re

from django.http import FileResponse, HttpResponse
from wagtail.models import Collection

from .actions.library import NATIONAL_FILES
from .enums import Audience
from .models import TerritorySite
from .readers import reserved_for

_BELOW_ROOT = 2
_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
# Shown by the page itself; anything else is downloaded.
_INLINE = frozenset({"application/pdf", "video/mp4", "video/webm", "text/vtt"})


def collection_audience(collection: Collection, territory) -> str | None:
    """Who may open the files of a collection on this territory's site; None when they are not its files."""
    if collection.depth == _BELOW_ROOT and collection.name == NATIONAL_FILES:
        return Audience.EVERYONE
    link = TerritorySite.objects.filter(territory=territory).select_related("collection").first()
    if link is None or link.collection is None or not collection.path.startswith(link.collection.path):
        return None
    return reserved_for(collection)


def ranged(request, document) -> HttpResponse:
    """The file, or the part asked for: a player that seeks in a video asks for parts."""
    size = document.file.size
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    handle = document.file.open("rb")
    if asked and int(asked[1]) < size:
        start = int(asked[1])
        end = min(int(asked[2]) if asked[2] else size - 1, size - 1)
        handle.seek(start)
        response = HttpResponse(handle.read(end - start + 1), status=206)
        response.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
        handle.close()
    else:
        response = FileResponse(handle)
    response.headers["Content-Type"] = document.content_type
    response.headers["Accept-Ranges"] = "bytes"
    kind = "inline" if document.content_type in _INLINE else "attachment"
    response.headers["Content-Disposition"] = f'{kind}; filename="{document.filename}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response
