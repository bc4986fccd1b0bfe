"""The catalogue: the same sheets as a list and as a map, and as open data."""

import json
from collections.abc import Iterable
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Max, Min

from faitiere.apps.cases.communes import served
from faitiere.apps.studies.families import FAMILIES
from faitiere.lib.maps import Box, PointMap, box_of, cells_of, fitted, point_map

from .forms import CatalogueForm
from .models import Reference

PAGE = 12
# Where a territory without a commune would be.
_FRANCE = Box(-5.0, 41.0, 10.0, 51.5)
_COLUMNS = {
    "Identifiant": lambda one: str(one.pk),
    "Nature": lambda one: one.get_kind_display(),
    "Titre": lambda one: one.title,
    "Code INSEE": lambda one: one.commune_id,
    "Commune": lambda one: one.commune.name,
    "Longitude": lambda one: one.longitude,
    "Latitude": lambda one: one.latitude,
    "Précision": lambda one: one.get_precision_display(),
    "Période": lambda one: one.get_period_display() if one.period else "",
    "Surface en m²": lambda one: one.area_m2,
    "Logements": lambda one: one.dwellings,
    "Travaux": lambda one: " ; ".join(one.work_lines),
    "Familles": lambda one: " ; ".join(family_names(one)),
    "Classe avant": lambda one: one.class_before,
    "Classe après": lambda one: one.class_after,
    "Énergie primaire avant (kWh/m²/an)": lambda one: one.primary_before,
    "Énergie primaire après (kWh/m²/an)": lambda one: one.primary_after,
    "Coût TTC (€)": lambda one: euros(one.cost_cents),
    "Aides (€)": lambda one: euros(one.aids_cents),
    "Durée (mois)": lambda one: one.months,
    "Terminé le": lambda one: one.finished_on.isoformat() if one.finished_on else "",
}
TITLES = tuple(_COLUMNS)


def family_names(reference: Reference) -> list[str]:
    return [FAMILIES.get(one, one) for one in reference.families.strip("|").split("|") if one]


def euros(cents: int | None) -> int | None:
    return None if cents is None else round(cents / 100)


def rows(references: Iterable[Reference]):
    """Rows of the table that leaves, in the order of `TITLES`."""
    return ([read(one) for read in _COLUMNS.values()] for one in references)


def geojson(references: Iterable[Reference], *, territory):
    """A GeoJSON collection, feature by feature: memory stays flat."""
    yield '{"type": "FeatureCollection", "features": ['
    for rank, one in enumerate(references):
        known = one.longitude is not None
        geometry = {"type": "Point", "coordinates": [one.longitude, one.latitude]} if known else None
        told = {name: read(one) for name, read in _COLUMNS.items() if name not in {"Longitude", "Latitude"}}
        told["Page"] = territory.absolute(one.get_absolute_url())
        feature = {"type": "Feature", "id": str(one.pk), "geometry": geometry, "properties": told}
        yield (", " if rank else "") + json.dumps(feature, ensure_ascii=False)
    yield "]}"


def _link(query: dict, box: Box | None = None, *, base: str = "") -> str:
    kept = {name: value for name, value in query.items() if value and name not in {"vue", "page"}}
    text = urlencode(kept | ({"vue": str(box)} if box else {}))
    return f"{base}?{text}" if text else f"{base}?"


def page_of(query) -> dict:
    """What the catalogue shows for an address: filters, one page of the list, and the map of the same sheets.

    query  the parameters of the address. A piece of the map (`vue`) keeps the sheets it shows, in the list too.
    """
    communes = list(served().defer(None).order_by("name"))
    form = CatalogueForm(query, communes=communes)
    found = form.found(Reference.objects.published())
    asked = Box.read(query.get("vue", ""))
    view = fitted(asked or _whole_view(found, communes))
    shown = found.filter(**view.holding()) if asked else found
    page = Paginator(shown.select_related("commune").defer("commune__contour"), PAGE).get_page(query.get("page"))
    plain = query.dict()
    return {
        "form": form,
        "page": page,
        "map": _map(found, view, communes, plain),
        "asked": asked is not None,
        "whole": _link(plain),
        "refused": "",
        "query": urlencode({name: value for name, value in plain.items() if value and name in form.fields}),
        "elsewhere": found.filter(longitude=None).count(),
    }


def _whole_view(found, communes) -> Box:
    """The territory, and every point that was found: the map says what the list says."""
    ends = found.aggregate(Min("longitude"), Min("latitude"), Max("longitude"), Max("latitude"))
    corners = [(ends[f"longitude__{end}"], ends[f"latitude__{end}"]) for end in ("min", "max")]
    points = Box.around([point for point in corners if None not in point])
    boxes = [box for box in (box_of(communes), points) if box]
    return (
        Box.around([end for box in boxes for end in ((box.west, box.south), (box.east, box.north))], margin=0)
        or _FRANCE
    )


def whole_map(*, base: str) -> PointMap | None:
    """Every published reference on one map, whose pieces open the catalogue at `base`; None when none has a place."""
    communes, found = list(served().defer(None).order_by("name")), Reference.objects.published()
    if not found.filter(longitude__isnull=False).exists():
        return None
    return _map(found, fitted(_whole_view(found, communes)), communes, {}, base=base)


def _map(found, view: Box, communes, query: dict, *, base: str = "") -> PointMap:
    cells = cells_of(found, view)
    alone = [cell.one for cell in cells if cell.count == 1]
    told = {one.pk.hex: (one.title, one.get_absolute_url()) for one in Reference.objects.filter(pk__in=alone)}
    return point_map(view, cells, communes=communes, link=lambda box: _link(query, box, base=base), told=told)
