"""Reading of the packaged reference data: communes, intercommunal bodies, contours. Source and date: data/README.md."""

import csv
import gzip
import json
from collections.abc import Iterator
from importlib import resources

from faitiere.lib.text import search_key

from .models import Commune, Epci

_DATA = resources.files("faitiere.apps.territories") / "data"


def epcis() -> Iterator[Epci]:
    with (_DATA / "epci.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            yield Epci(siren=row["siren"], name=row["nom"], kind=row["type"])


def contours() -> dict[str, dict]:
    """GeoJSON geometry by INSEE code, for the communes whose contour is packaged."""
    collection = json.loads((_DATA / "toulouse_metropole_communes.geojson").read_text(encoding="utf-8"))
    return {feature["id"]: feature["geometry"] for feature in collection["features"]}


def communes(known_epcis: set[str]) -> Iterator[Commune]:
    shapes = contours()
    with gzip.open(_DATA.joinpath("communes.csv.gz").open("rb"), "rt", encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            yield Commune(
                insee=row["code_insee"],
                name=row["nom"],
                search_key=search_key(row["nom"]),
                postcodes=f"|{row['codes_postaux']}|" if row["codes_postaux"] else "",
                epci_id=row["epci_siren"] if row["epci_siren"] in known_epcis else None,
                departement=row["departement_code"],
                region=row["region_code"],
                population=int(row["population_municipale"]) if row["population_municipale"] else None,
                longitude=float(row["centroid_lon"]) if row["centroid_lon"] else None,
                latitude=float(row["centroid_lat"]) if row["centroid_lat"] else None,
                climate_zone=row["zone_climatique_3cl"],
                altitude_class=row["classe_altitude_3cl"],
                contour=shapes.get(row["code_insee"]),
            )
