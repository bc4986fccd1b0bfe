"""Published professionals as open data. E-mail addresses stay out: nobody gathers them here."""

import json
from collections.abc import Iterator
from itertools import batched

from faitiere.lib.tenancy import territory_scope

from .models import Professional
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
    "origine": "rge (liste nationale), self (inscription), desk (guichet)",
}
_BATCH = 1_000


def _values(one: Professional) -> list:
    yes = {True: "oui", False: "non"}
    names = "|".join(trades()[code].name for code in unpacked(one.trades) if code in trades())
    return [
        str(one.pk), one.siret, one.name, one.address, one.postcode, one.town, one.latitude, one.longitude,
        one.phone, one.website, names, yes[one.for_houses], yes[one.for_condominiums],
        one.rge_until and one.rge_until.isoformat(), one.gone_on and one.gone_on.isoformat(), one.source,
    ]  # fmt: skip


def rows_of(territory) -> Iterator[list]:
    """Values of each professional, in the order of the columns; the scope is opened again while the file leaves."""
    last = None
    while True:
        with territory_scope(territory):
            found = published().order_by("pk")
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
