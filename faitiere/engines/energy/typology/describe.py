"""Plain answers → a complete description (columns, n = 1) and the source of each value."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..columns import Columns, Table, inputs, missing
from ..works import building
from ..works import heating as heating_works
from ..works import hot_water as hot_water_works
from ..works.joints import matched
from ..works.positions import INSIDE, resolved
from ..works.rows import append
from . import components
from .answers import Answers, Resolver, Source, emitters_of, hot_water_of, zone_of
from .choices import generator_line, ids, ratio, settings
from .geometry import Shape, rectangle, shape, with_entrance, with_windows

INDIVIDUAL = 1
WHOLE_BUILDING = 6  # enum_methode_application_dpe_log_id
SOUTH_PV, ROOF_SLOPE_PV = 3, 2


@dataclass(frozen=True, slots=True)
class Description:
    """A home ready for the engine: `columns` (n = 1) and, for each value, where it comes from."""

    columns: Columns
    sources: list[Source]


def table_of(name: str, rows: list[dict]) -> Table:
    """A table of one dwelling from rows of known columns; the others are missing."""
    columns = {} if name == "dwelling" else {"dwelling": np.zeros(len(rows), np.int32)}
    for column, entry in inputs()[name].items():
        values = missing(entry.kind, len(rows))
        for place, row in enumerate(rows):
            if row.get(column) is not None:
                values[place] = row[column]
        columns[column] = values
    return Table(name, columns, len(rows))


def describe(answers: Answers, *, on: date | None = None) -> Description:
    """The home of these answers, dated `on` (today by default). Raises UnknownAnswer with a plain sentence."""
    resolver = Resolver(answers)
    zone, origin, words = zone_of(answers)
    resolver.sources.append(Source("zone", "Zone climatique", zone, words, origin, words))
    house = resolver.kind == "maison"
    kinds, box = _box(resolver, house)
    kinds["wall_material"] = resolver.text("wall_material")
    rows = {"wall": components.walls(resolver, box, kinds["wall_material"])}
    rows["roof"] = components.roof(resolver, box, kinds["roof"])
    rows["floor"] = components.floor(resolver, box, kinds["floor"])
    rows["bay"] = components.bays(resolver, box)
    rows["door"] = components.doors(box, house=house, homes=answers.homes or 1)
    rows["bridge"] = components.bridges(resolver, box, rows, kinds)
    rows["ventilation"] = components.air(resolver, box)
    heavy = _heavy_walls(resolver, rows["wall"][0], kinds["wall_material"])
    rows["dwelling"] = [_dwelling(resolver, box) | _inertia(kinds, heavy) | _site(resolver, zone)]
    columns = Columns({name: table_of(name, listed) for name, listed in rows.items()})
    _identify(columns, on or date.today())
    columns["bridge"]["tv_pont_thermique_id"] = matched(columns).astype(np.int32)
    _systems(columns, resolver, box)
    return Description(columns, resolver.sources)


def _box(resolver: Resolver, house: bool) -> tuple[dict[str, str], Shape]:
    """Kinds of roof and floor (those of the storey for a flat), and the surfaces."""
    answers = resolver.answers
    whole = house or resolver.building
    storey = "rdc" if whole else resolver.text("storey")
    kinds = {}
    for part, bare in (("roof", storey == "dernier"), ("floor", storey == "rdc")):
        if whole or bare or getattr(answers, part):
            kinds[part] = resolver.text(part)
        else:
            kinds[part] = resolver.among(part, "autre_logement", "D'après l'étage")
    levels, height = int(resolver.number("levels")), resolver.number("height")
    sides = int(resolver.number("attached_sides"))
    ground = rectangle(answers.area / levels, ratio("allongement_immeuble" if resolver.building else "allongement"))
    box = shape(levels, height, ground=ground, sides=sides, pitched=kinds["roof"] == "combles_amenages")
    box = with_windows(box, answers.area * ratio(f"surface_vitree_{resolver.kind}"))
    return kinds, with_entrance(box) if house else box


def _heavy_walls(resolver: Resolver, wall: dict, material: str) -> bool:
    """Walls that store heat: a heavy material with no insulation inside (§7)."""
    position = np.array([wall["enum_type_isolation_id"]])
    inside = resolved(position, np.array([resolver.period]))[0] == INSIDE
    return bool(settings("wall_material", material)["lourd"]) and not inside


def _dwelling(resolver: Resolver, box: Shape) -> dict:
    place = "immeuble" if resolver.building else "logement"
    method = {"enum_methode_application_dpe_log_id": WHOLE_BUILDING} if resolver.building else {}
    return (
        ids("kind", resolver.kind)
        | {
            "annee_construction": resolver.answers.year,
            "enum_periode_construction_id": resolver.period,
            f"surface_habitable_{place}": resolver.answers.area,
            f"nombre_niveau_{place}": box.levels,
            "hsp": box.ceiling,
            "nombre_appartement": resolver.answers.homes or 1,
        }
        | method
    )


def _inertia(kinds: dict[str, str], heavy: bool) -> dict:
    return {
        "inertie_plancher_bas_lourd": int(settings("floor", kinds["floor"])["lourd"]),
        "inertie_plancher_haut_lourd": int(settings("roof", kinds["roof"])["lourd"]),
        "inertie_paroi_verticale_lourd": int(heavy),
        "batiment_materiaux_anciens": int(heavy and settings("wall_material", kinds["wall_material"])["ancien"]),
    }


def _site(resolver: Resolver, zone: int) -> dict:
    altitude = resolver.answers.altitude
    resolver.note("altitude", altitude or 0, "" if altitude is not None else "Moins de 400 m par défaut")
    step = 1 + sum((altitude or 0) > ratio(limit) for limit in ("altitude_basse", "altitude_haute"))
    return {"enum_zone_climatique_id": zone, "enum_classe_altitude_id": step, "altitude": altitude}


def _identify(columns: Columns, on: date) -> None:
    dwelling = columns["dwelling"]
    dwelling["id"], dwelling["software"] = np.array(["typologie"], object), np.array([""], object)
    dwelling["date"] = np.array([on], "datetime64[D]")
    dwelling["schema_version"] = np.array([np.nan])


def _systems(columns: Columns, resolver: Resolver, box: Shape) -> None:
    """Heating, emitters, hot water, programmer, stove and panels, in place."""
    answers, area = resolver.answers, resolver.answers.area
    kind, year = resolver.text("heating"), resolver.number("heating_year")
    what = generator_line(kind, year)
    emitter = emitters_of(resolver, kind, year)
    water = hot_water_of(resolver, kind)
    zero, everyone = np.zeros(1, int), np.ones(1, bool)
    installation = {"surface_chauffee": area, "enum_type_installation_id": INDIVIDUAL}
    append(columns, "heating", zero, installation | {"nombre_niveau_installation_ch": box.levels})
    supply = {"enum_type_installation_id": INDIVIDUAL, "surface_habitable": area, "nombre_logement": 1}
    supply |= {"enum_cfg_installation_ecs_id": 1, "enum_methode_calcul_conso_id": 1, "enum_bouclage_reseau_ecs_id": 1}
    supply |= {"nombre_niveau_installation_ecs": box.levels, "tv_rendement_distribution_ecs_id": 1}
    append(columns, "dhw", zero, supply)
    choice = "avec" if water == "avec_chauffage" else "inchangee"
    rows = heating_works.put(columns, everyone, what, {"eau_chaude": choice})
    _emit(columns, resolver, rows, emitter)
    if water != "avec_chauffage":
        _tank(columns, water)
    if answers.stove:
        resolver.note("stove", answers.stove, "")
        heating_works.put_stove(columns, generator_line(answers.stove, year) | {"role": "appoint"})
    if resolver.building:
        building.settle(columns, everyone, collective=resolver.text("shared_heating") == "oui")
    if answers.pv_kwc:
        resolver.note("pv_kwc", answers.pv_kwc, "")
        _panels(columns, answers.pv_kwc)


def _emit(columns: Columns, resolver: Resolver, rows: NDArray, emitter: str) -> None:
    values = {"heating": rows, "surface_chauffee": resolver.answers.area, "reseau_distribution_isole": 0}
    values |= ids("emitters", emitter) | ids("thermostat", resolver.text("thermostat"))
    append(columns, "heating_emitter", np.zeros(1, int), values | {"enum_lien_generateur_emetteur_id": 1})


def _tank(columns: Columns, water: str) -> None:
    told = settings("hot_water", water)
    everyone = np.ones(1, bool)
    kind = int(told["enum_type_generateur_ecs_id"])
    hot_water_works.install_tank(columns, everyone, kind=kind, litres=ratio("volume_ballon"))
    if told.get("solaire"):
        hot_water_works.add_solar(columns, hot_water_works.SOLAR_NEW, everyone)


def _panels(columns: Columns, kwc: float) -> None:
    panels = {"surface_totale_capteurs": kwc * ratio("kwc_m2"), "enum_orientation_pv_id": SOUTH_PV}
    append(columns, "pv", np.zeros(1, int), panels | {"enum_inclinaison_pv_id": ROOF_SLOPE_PV})
    columns["dwelling"]["presence_production_pv"][:] = 1
