"""Who does what in a heating installation, and how much of a collective one a flat has (§9, §17.2.1)."""

import numpy as np
from numpy.typing import NDArray

from .arrays import among, filled, once
from .climate import is_building
from .columns import Columns
from .generators.families import is_family
from .tables import constant

MAIN, BACKUP, BATHROOM = 1, 2, 3  # enum_lien_generateur_emetteur_id
ROLES = 4
WITH_STOVE = (3, 5, 7, 9)  # enum_cfg_installation_ch_id
BASE_AND_BACKUP, BI_JUNCTION = 10, 11
INDIVIDUAL, MIXED = 1, 4  # enum_type_installation_id


@once
def _marked(columns: Columns, name: str) -> NDArray:
    """(rows,) role written in the file; in base + backup without any backup marked, the first row is the base."""
    rows = columns[name]
    link = rows["heating"]
    marked = np.clip(rows["enum_lien_generateur_emetteur_id"], MAIN, BATHROOM)
    has_backup = np.bincount(link, marked == BACKUP, minlength=columns.heating.n)[link] > 0
    paired = among(columns.heating["enum_cfg_installation_ch_id"][link], (BASE_AND_BACKUP, BI_JUNCTION))
    first = np.full(columns.heating.n, rows.n)
    np.minimum.at(first, link, np.arange(rows.n))
    later = np.arange(rows.n) > first[link]
    return np.where(paired & ~has_backup & later, BACKUP, marked)


@once
def generator_role(columns: Columns, ids: NDArray) -> NDArray:
    """(generators,) main, backup or bathroom. A stove not marked as backup is, where the configuration has one."""
    generators = columns.heating_generator
    link = generators["heating"]
    marked = _marked(columns, "heating_generator")
    has_backup = np.bincount(link, marked == BACKUP, minlength=columns.heating.n)[link] > 0
    configured = among(columns.heating["enum_cfg_installation_ch_id"][link], WITH_STOVE)
    forgotten = is_family("ch", ids, "poele") & configured & ~has_backup & (marked == MAIN)
    return np.where(forgotten, BACKUP, marked)


@once
def emitter_role(columns: Columns) -> NDArray:
    """(emitters,) main, backup or bathroom."""
    return _marked(columns, "heating_emitter")


def _area_ratio(columns: Columns, owner: NDArray, written: NDArray) -> NDArray:
    """Ratio a = Sh of the flat over Sh of the building: written, else from the areas, else 1."""
    dwelling = columns.dwelling
    ratio = (dwelling["surface_habitable_logement"] / dwelling["surface_habitable_immeuble"])[owner]
    known = np.where(written > 0, written, ratio)
    return np.where((known > 0) & (known <= 1), known, 1.0)


@once
def alike(columns: Columns, name: str, count: str) -> NDArray:
    """(installations,) how many mean flats of a building have this individual installation (§17.1.2), else 1.

    `count`: the column older files write instead of `rdim`.
    """
    rows = columns[name]
    building = is_building(columns)[rows.dwelling]
    told = np.where(rows["rdim"] > 0, rows["rdim"], rows[count])
    own = rows["enum_type_installation_id"] <= INDIVIDUAL
    return np.where(building & own & (told > 1), told, 1.0)


@once
def heating_ratio(columns: Columns, ids: NDArray) -> NDArray:
    """(generators,) what the dwelling has of one real generator: a when it is collective, 1 when it is its own.

    The backup of a mixed installation belongs to the flat; a building has as many individual generators as flats.
    """
    generators, heating = columns.heating_generator, columns.heating
    link = generators["heating"]
    kind = heating["enum_type_installation_id"][link]
    own = (kind <= INDIVIDUAL) | ((kind == MIXED) & (generator_role(columns, ids) != MAIN))
    ratio = _area_ratio(columns, generators.dwelling, heating["ratio_virtualisation"][link])
    return np.where(own, alike(columns, "heating", "nombre_logement_echantillon")[link], ratio)


@once
def dhw_ratio(columns: Columns) -> NDArray:
    """(installations,) the same for hot water."""
    dhw = columns.dhw
    ratio = _area_ratio(columns, dhw.dwelling, dhw["ratio_virtualisation"])
    own = dhw["enum_type_installation_id"] <= INDIVIDUAL
    return np.where(own, alike(columns, "dhw", "nombre_logement"), ratio)


@once
def tank_volume(columns: Columns) -> NDArray:
    """(DHW generators,) litres of the real tank. Some files hold the flat's part of a collective tank: a few litres."""
    generators = columns.dhw_generator
    volume = filled(generators["volume_stockage"])
    ratio = dhw_ratio(columns)[generators["dhw"]]
    shared = (ratio < 1) & (volume < constant("smallest_collective_tank"))
    return np.where(shared, volume / ratio, volume)
