"""Faults that concern the dwelling as a whole: areas, height, dates, flags that contradict each other."""

import numpy as np
from numpy.typing import NDArray

from .climate import BUILDING_METHODS
from .columns import Columns
from .derived import DERIVED_METHODS
from .fault_checks import put
from .fault_types import DOUBTFUL, NORMALISED, NOTICE, Check
from .inertia import FAMILIES, LIGHT
from .options import Options
from .switches import switch
from .tables import table

ALTITUDE_LIMITS = (400.0, 800.0)
USUAL_HEIGHT = 2.5
FAR = 0.1


def _area(columns: Columns) -> NDArray:
    """(n,) m² described by the envelope: the building's for a building and for a flat deduced from one."""
    dwelling = columns.dwelling
    flat, whole = dwelling["surface_habitable_logement"], dwelling["surface_habitable_immeuble"]
    shared = dwelling.where("enum_methode_application_dpe_log_id", *BUILDING_METHODS, *DERIVED_METHODS)
    return np.where((flat > 0) & ~(shared & (whole > 0)), flat, whole)


def _too_much_glass(columns: Columns) -> NDArray:
    return columns.sum("bay", columns.bay["surface_totale_baie"]) > _area(columns)


def _heated_elsewhere(columns: Columns) -> NDArray:
    """The heated area is neither that of the home nor that of its building."""
    heated = columns.sum("heating", np.nan_to_num(columns.heating["surface_chauffee"]))
    dwelling = columns.dwelling
    found = heated > 0
    for area in (_area(columns), dwelling["surface_habitable_logement"]):
        found = found & ~(np.abs(heated / area - 1) <= FAR)
    return found


def _share_heated(columns: Columns, rows: NDArray) -> None:
    heated = columns.sum("heating", np.nan_to_num(columns.heating["surface_chauffee"]))
    scale = np.where(np.isin(np.arange(columns.n), rows), _area(columns) / np.where(heated > 0, heated, 1), 1.0)
    columns.heating["surface_chauffee"][:] *= scale[columns.heating.dwelling]


def _flip_facades(columns: Columns, rows: NDArray) -> None:
    air = columns.ventilation
    chosen = np.isin(air.dwelling, rows)
    air["plusieurs_facade_exposee"][chosen] = np.where(air["plusieurs_facade_exposee"][chosen] != 0, 0, 1)


def _class_of_altitude(columns: Columns) -> NDArray:
    return np.digitize(columns.dwelling["altitude"], ALTITUDE_LIMITS) + 1


def _altitude_contradicts(columns: Columns) -> NDArray:
    dwelling = columns.dwelling
    told = np.isfinite(dwelling["altitude"]) & (dwelling["enum_classe_altitude_id"] > 0)
    return told & (_class_of_altitude(columns) != dwelling["enum_classe_altitude_id"])


def _follow_altitude(columns: Columns, rows: NDArray) -> None:
    columns.dwelling["enum_classe_altitude_id"][rows] = _class_of_altitude(columns)[rows]


def _period_of_year(columns: Columns) -> NDArray:
    """(n,) enum_periode_construction_id of the year of construction."""
    rows = table("periodes_construction")
    ends = rows["annee_fin"][np.isfinite(rows["annee_fin"])]
    return np.searchsorted(ends, columns.dwelling["annee_construction"], side="left") + 1


def _period_contradicts(columns: Columns) -> NDArray:
    dwelling = columns.dwelling
    told = (dwelling["annee_construction"] > 0) & (dwelling["enum_periode_construction_id"] > 0)
    return told & (_period_of_year(columns) != dwelling["enum_periode_construction_id"])


def _follow_year(columns: Columns, rows: NDArray) -> None:
    columns.dwelling["enum_periode_construction_id"][rows] = _period_of_year(columns)[rows]


def _heavy_families(columns: Columns) -> NDArray:
    return np.sum([columns.dwelling[family] == 1 for family in FAMILIES], axis=0)


def _inertia_contradicts(columns: Columns) -> NDArray:
    """Files that tick no heavy family did not fill them in: nothing can be said."""
    heavy, typed = _heavy_families(columns), columns.dwelling["enum_classe_inertie_id"]
    return (heavy > 0) & (typed > 0) & (LIGHT - heavy != typed)


def _follow_families(columns: Columns, rows: NDArray) -> None:
    columns.dwelling["enum_classe_inertie_id"][rows] = (LIGHT - _heavy_families(columns))[rows]


def _written_after(columns: Columns) -> NDArray:
    written = columns.dwelling["date"].astype("datetime64[Y]").astype(int) + 1970
    return columns.dwelling["annee_construction"] > written


def _without_walls(columns: Columns) -> NDArray:
    return np.bincount(columns.wall.dwelling, minlength=columns.n) == 0


SWAPPED = "Ce logiciel enregistre à l'envers si plusieurs façades sont exposées au vent : le drapeau est redressé."
HEATED = "La surface chauffée s'écarte de plus de 10 % de la surface habitable : à vérifier."
ALTITUDE = "La classe d'altitude n'est pas celle de l'altitude écrite : à vérifier."
PERIOD = "La période de construction n'est pas celle de l'année écrite : à vérifier."
INERTIA = "La classe d'inertie n'est pas celle des parois lourdes cochées : à vérifier."
GLASS = "La surface de fenêtres dépasse la surface habitable : à vérifier."
CEILING = "La hauteur sous plafond est inhabituelle : à vérifier."

TURNED = (
    "« Plusieurs façades exposées » semble coché à l'envers : les pertes par l'air enregistrées sont celles de l'autre "
    "réponse."
)
FACADES = Check(
    "facades_contraires",
    "dwelling",
    "Ventilation",
    lambda columns: np.ones(columns.n, bool),
    "",
    TURNED,
    DOUBTFUL,
    _flip_facades,
    "avec l'autre réponse",
)

HOME_CHECKS: tuple[Check, ...] = (
    Check(
        "facades_inversees",
        "dwelling",
        "Ventilation",
        lambda columns: switch(columns, "facades_inversees", Options()),
        "",
        SWAPPED,
        NORMALISED,
        _flip_facades,
        "sans cette correction",
    ),
    Check("vitrage_excessif", "dwelling", "Fenêtres", _too_much_glass, "", GLASS, DOUBTFUL),
    Check(
        "surface_chauffee",
        "dwelling",
        "Chauffage",
        _heated_elsewhere,
        "",
        HEATED,
        NOTICE,
        _share_heated,
        "avec la surface habitable",
    ),
    Check(
        "hauteur",
        "dwelling",
        "Logement",
        lambda columns: (columns.dwelling["hsp"] < 1.8) | (columns.dwelling["hsp"] > 6),
        "hsp",
        CEILING,
        DOUBTFUL,
        put("dwelling", "hsp", USUAL_HEIGHT),
        "sous 2,5 m de plafond",
    ),
    Check(
        "altitude_contradictoire",
        "dwelling",
        "Logement",
        _altitude_contradicts,
        "altitude",
        ALTITUDE,
        DOUBTFUL,
        _follow_altitude,
        "à l'altitude écrite",
    ),
    Check(
        "periode_contradictoire",
        "dwelling",
        "Logement",
        _period_contradicts,
        "annee_construction",
        PERIOD,
        DOUBTFUL,
        _follow_year,
        "avec la période de l'année écrite",
    ),
    Check(
        "inertie_contradictoire",
        "dwelling",
        "Logement",
        _inertia_contradicts,
        "enum_classe_inertie_id",
        INERTIA,
        DOUBTFUL,
        _follow_families,
        "avec l'inertie des parois cochées",
    ),
    Check(
        "annee_future",
        "dwelling",
        "Logement",
        _written_after,
        "annee_construction",
        "L'année de construction est postérieure au DPE.",
        NOTICE,
    ),
    Check(
        "aucun_mur",
        "dwelling",
        "Murs",
        _without_walls,
        "",
        "Aucun mur n'est décrit : les pertes calculées sont trop faibles.",
        DOUBTFUL,
    ),
)
