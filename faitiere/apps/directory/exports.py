"""Published professionals as open data. E-mail addresses stay out: nobody gathers them here."""

import json
from collections.abc import Iterator
from itertools import batched

from django.db.models import Prefetch, QuerySet

from faitiere.lib.tenancy import territory_scope

from .models import Label, Professional, Qualification, ServedArea
from .search import published
from .trades import trades, unpacked

# Column → what it means, as the page of the data says.
COLUMNS = {
    "id": "Identifiant stable de la fiche",
    "siret": "SIRET de l'établissement",
    "nom": "Nom de l'entreprise",
    "adresse": "Adresse",
    "code_postal": "Code postal",
    "commune": "Commune",
    "latitude": "Latitude, en degrés (WGS 84)",
    "longitude": "Longitude, en degrés (WGS 84)",
    "telephone": "Téléphone",
    "site_internet": "Site internet",
    "metiers": "Métiers, séparés par une barre verticale",
    "maisons": "Intervient pour des maisons : oui ou non",
    "coproprietes": "Intervient pour des copropriétés : oui ou non",
    "rge_jusqu_au": "Dernier jour de la dernière qualification RGE connue, AAAA-MM-JJ",
    "absent_rge_depuis": "Jour où l'entreprise a quitté la liste nationale RGE, AAAA-MM-JJ",
    "qualifications": "Qualifications RGE de la liste nationale : domaine, organisme et AAAA-MM-JJ/AAAA-MM-JJ, "
    "séparées par une barre verticale",
    "labels": "Labels et chartes du territoire, séparés par une barre verticale",
    "communes_desservies": "Codes INSEE des communes où l'entreprise dit intervenir, séparés par une barre verticale",
    "deplacement_km": "Jusqu'où elle dit se déplacer, en kilomètres",
    "origine": "rge (liste nationale), self (inscription), desk (guichet)",
}
_BATCH = 1_000


def _values(one: Professional) -> list:
    yes = {True: "oui", False: "non"}
    names = "|".join(trades()[code].name for code in unpacked(one.trades) if code in trades())
    return [
        str(one.pk), one.siret, one.name, one.address, one.postcode, one.town, one.latitude, one.longitude,
        one.phone, one.website, names, yes[one.for_houses], yes[one.for_condominiums],
        one.rge_until and one.rge_until.isoformat(), one.gone_on and one.gone_on.isoformat(),
        "|".join(_qualification(held) for held in one.told_qualifications),
        "|".join(label.name for label in one.told_labels),
        "|".join(area.commune_id for area in one.told_areas),
        one.reach_km, one.source,
    ]  # fmt: skip


def _qualification(held: Qualification) -> str:
    """ "Chaudière bois, qualibat, 2024-01-15/2028-01-14"; a date that is not known is left empty."""
    dates = "/".join(day.isoformat() if day else "" for day in (held.valid_from, held.valid_to))
    return ", ".join(part.replace("|", " ") for part in (held.domain, held.body, dates) if part.strip("/"))


def _told(found: QuerySet) -> QuerySet:
    """With what each one holds, in a stable order: three queries a batch."""
    held = Qualification.objects.filter(gone_on=None).order_by("domain", "valid_to", "pk")
    labels = Label.objects.filter(retired_at=None).order_by("name")
    return found.prefetch_related(
        Prefetch("qualifications", held, to_attr="told_qualifications"),
        Prefetch("labels", labels, to_attr="told_labels"),
        Prefetch("areas", ServedArea.objects.order_by("commune_id"), to_attr="told_areas"),
    )


def rows_of(territory) -> Iterator[list]:
    """Values of each professional, in the order of the columns; the scope is opened again while the file leaves."""
    last = None
    while True:
        with territory_scope(territory):
            found = _told(published().order_by("pk"))
            batch = list(found.filter(pk__gt=last)[:_BATCH] if last else found[:_BATCH])
        if not batch:
            return
        yield from map(_values, batch)
        last = batch[-1].pk


def geojson_chunks(territory) -> Iterator[bytes]:
    """A GeoJSON FeatureCollection, piece by piece; a professional without a position has a null geometry."""
    yield b'{"type": "FeatureCollection", "features": ['
    first = True
    for rows in batched(rows_of(territory), 200):
        features = ",\n".join(json.dumps(_feature(row), ensure_ascii=False) for row in rows)
        yield (("" if first else ",\n") + features).encode()
        first = False
    yield b"]}"


def _feature(row: list) -> dict:
    told = dict(zip(COLUMNS, row, strict=True))
    latitude, longitude = told.pop("latitude"), told.pop("longitude")
    point = {"type": "Point", "coordinates": [longitude, latitude]} if latitude is not None else None
    return {"type": "Feature", "id": told["id"], "geometry": point, "properties": told}
