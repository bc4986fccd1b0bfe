"""Rows of walls, roof, floor, windows, doors, joints and air of a described home, as the DPE would list them."""

from ..works.positions import BARE, UNKNOWN
from .answers import Resolver, period_of
from .choices import ids, ratio, settings
from .geometry import Facade, Shape

NOT_INSULATED, UNKNOWN_INSULATION, BY_INSULATION_YEAR, BY_CONSTRUCTION = 1, 2, 7, 8  # enum_methode_saisie_u_id
BY_MATERIAL = 2  # enum_methode_saisie_u0_id
OLDEST, LAST_BARE_PERIOD = 1, 2  # enum_periode_construction_id: before 1948, 1948-1974
BARE_ROOM, INSULATED_HOME = 2, 4  # enum_cfg_isolation_lnc_id
HEATED, LANDING, ATTIC = 22, 14, 12  # enum_type_adjacence_id
GROUND = (3, 5, 6)
LOW_FLOOR, MIDDLE_FLOOR, ROOF, CROSS_WALL, JOINERY = 1, 2, 3, 4, 5  # enum_type_liaison_id
INNER_FACE, NARROW_FRAME, HINGED, UPRIGHT, NO_MASK = 2, 5, 4, 3, 19
SOLID_DOOR = 1
TABLE_WORDS = "Valeur de la méthode 3CL pour la période (tables tv_umur, tv_uph, tv_upb)"


def insulation(resolver: Resolver, part: str, *, inside_id: int) -> dict[str, float]:
    """Columns of the insulation of walls, roof or floor; unknown: the value of the method for the period."""
    answered = getattr(resolver.answers, f"{part}_insulated")
    year = getattr(resolver.answers, f"{part}_insulation_year", None)
    if answered is None:
        resolver.note(f"{part}_insulated", "inconnue", TABLE_WORDS)
        old = resolver.period <= LAST_BARE_PERIOD
        method = UNKNOWN_INSULATION if old else BY_CONSTRUCTION
        return {"enum_type_isolation_id": UNKNOWN, "enum_methode_saisie_u_id": method}
    resolver.note(f"{part}_insulated", answered, "")
    if answered == "non":
        return {"enum_type_isolation_id": BARE, "enum_methode_saisie_u_id": NOT_INSULATED}
    found: dict[str, float] = {"enum_type_isolation_id": inside_id, "enum_methode_saisie_u_id": BY_INSULATION_YEAR}
    if year:
        resolver.note(f"{part}_insulation_year", year, "")
        found["enum_periode_isolation_id"] = period_of(year)
    return found


def walls(resolver: Resolver, shape: Shape, material: str) -> list[dict]:
    """One wall a facade."""
    position = "interieur"
    if resolver.answers.wall_insulated == "oui":
        position = resolver.text("wall_position")
    inside = int(settings("wall_position", position)["enum_type_isolation_id"])
    same = ids("wall_material", material) | insulation(resolver, "wall", inside_id=inside)
    same |= {"enum_type_adjacence_id": 1, "enum_methode_saisie_u0_id": BY_MATERIAL, "enum_type_doublage_id": 2}
    same |= {"paroi_ancienne": settings("wall_material", material)["ancien"]}
    return [same | _wall_of(facade) for facade in shape.facades]


def _wall_of(facade: Facade) -> dict:
    total = facade.opaque + facade.glazed + facade.door
    return {
        "enum_orientation_id": facade.orientation,
        "surface_paroi_opaque": facade.opaque,
        "surface_paroi_totale": total,
    }


def roof(resolver: Resolver, shape: Shape, kind: str) -> list[dict]:
    """One roof row, with its attic when there is one."""
    told = settings("roof", kind)
    row = ids("roof", kind) | {"surface_paroi_opaque": shape.roof, "enum_methode_saisie_u0_id": BY_MATERIAL}
    if resolver.period <= LAST_BARE_PERIOD and "ancien" in told:
        row["enum_type_plancher_haut_id"] = told["ancien"]
    if row["enum_type_adjacence_id"] == HEATED:
        return [row | {"enum_type_isolation_id": BARE, "enum_methode_saisie_u_id": NOT_INSULATED}]
    row |= insulation(resolver, "roof", inside_id=int(told["isole"]))
    if row["enum_type_adjacence_id"] == ATTIC:
        bare = row["enum_type_isolation_id"] in (BARE, UNKNOWN) and resolver.period <= LAST_BARE_PERIOD
        row["enum_cfg_isolation_lnc_id"] = BARE_ROOM if bare else INSULATED_HOME
        row |= {"surface_aiu": shape.roof, "surface_aue": shape.roof / ratio("comble_aiu_aue")}
    return [row]


def floor(resolver: Resolver, shape: Shape, kind: str) -> list[dict]:
    """One low floor row, with its perimeter when it is on the ground, a crawl space or a basement."""
    row = ids("floor", kind) | {"surface_paroi_opaque": shape.footprint, "enum_methode_saisie_u0_id": BY_MATERIAL}
    if row["enum_type_adjacence_id"] == HEATED:
        return [row | {"enum_type_isolation_id": BARE, "enum_methode_saisie_u_id": NOT_INSULATED}]
    row |= insulation(resolver, "floor", inside_id=int(settings("floor", kind)["isole"]))
    if row["enum_type_adjacence_id"] in GROUND:
        row |= {"calcul_ue": 1, "perimetre_ue": shape.perimeter, "surface_ue": shape.footprint}
    return [row]


def bays(resolver: Resolver, shape: Shape) -> list[dict]:
    """The windows of each facade in one row."""
    glazing, frame = resolver.text("glazing"), resolver.text("frame")
    same = ids("glazing", glazing) | ids("frame", frame) | ids("shutters", resolver.text("shutters"))
    same |= {"enum_type_adjacence_id": 1, "enum_methode_saisie_perf_vitrage_id": 1, "enum_type_baie_id": HINGED}
    same |= {"enum_inclinaison_vitrage_id": UPRIGHT, "enum_type_pose_id": INNER_FACE, "double_fenetre": 0}
    same |= {"largeur_dormant": NARROW_FRAME, "presence_retour_isolation": 0}
    same |= {"tv_coef_masque_proche_id": NO_MASK}
    found = []
    for wall, facade in enumerate(shape.facades):
        if facade.glazed > ratio("surface_fenetre_min"):
            count = max(1, round(facade.glazed / ratio("surface_fenetre")))
            row = {"wall": wall, "enum_orientation_id": facade.orientation, "nb_baie": count}
            found.append(same | row | {"surface_totale_baie": facade.glazed})
    return found


def doors(shape: Shape, *, house: bool, homes: int = 1) -> list[dict]:
    """The entrance door: on its facade for a house, on a closed landing for a flat; one a home in a building."""
    area = ratio("surface_porte") * homes
    same = {"surface_porte": area, "nb_porte": homes, "enum_type_porte_id": SOLID_DOOR}
    same |= {"enum_methode_saisie_uporte_id": 1, "enum_type_pose_id": INNER_FACE, "largeur_dormant": NARROW_FRAME}
    same |= {"presence_retour_isolation": 0, "presence_joint": 0}
    if not house:
        landing = {"enum_type_adjacence_id": LANDING, "enum_cfg_isolation_lnc_id": BARE_ROOM}
        return [same | landing | {"surface_aiu": area, "surface_aue": 0}]
    wall = next((i for i, facade in enumerate(shape.facades) if facade.door > 0), -1)
    return [same | {"enum_type_adjacence_id": 1, "wall": wall}]


def bridges(resolver: Resolver, shape: Shape, rows: dict[str, list[dict]], kinds: dict[str, str]) -> list[dict]:
    """Joints of each facade with floors and roof, cross walls of a house, and frames of windows and doors.

    Floors between levels or homes are of wood before 1948, hence without a joint.
    """
    house, found = resolver.kind == "maison", []
    for wall, facade in enumerate(shape.facades):
        slabs = _slabs(shape, wall, facade, kinds, house)
        found += [one for one in slabs if one["enum_type_liaison_id"] != MIDDLE_FLOOR or resolver.period > OLDEST]
    if house:
        walls_met = [w for w in range(int(ratio("refends_maison"))) if w < len(shape.facades)]
        found += [_joint(CROSS_WALL, wall, shape.height) for wall in walls_met]
    for place, bay in enumerate(rows["bay"]):
        length = bay["surface_totale_baie"] * ratio(f"perimetre_fenetre_{resolver.kind}")
        found.append(_joint(JOINERY, bay["wall"], length) | {"bay": place})
    for place, door in enumerate(rows["door"]):
        if door.get("wall", -1) >= 0:
            found.append(_joint(JOINERY, door["wall"], ratio("perimetre_porte")) | {"door": place})
    return found


def _slabs(shape: Shape, wall: int, facade: Facade, kinds: dict[str, str], house: bool) -> list[dict]:
    """Joints of one facade with the low floor, the floors between levels or homes, and a heavy roof."""
    shared = ratio("jonction_mitoyenne")
    found = []
    if kinds["floor"] != "autre_logement":
        found.append(_joint(LOW_FLOOR, wall, facade.length) | {"floor": 0})
    elif not house:
        found.append(_joint(MIDDLE_FLOOR, wall, facade.length, shared))
    if settings("roof", kinds["roof"])["lourd"] and kinds["roof"] != "autre_logement":
        found.append(_joint(ROOF, wall, facade.length) | {"roof": 0})
    elif not house and kinds["roof"] == "autre_logement":
        found.append(_joint(MIDDLE_FLOOR, wall, facade.length, shared))
    if shape.levels > 1:
        found.append(_joint(MIDDLE_FLOOR, wall, facade.length * (shape.levels - 1)))
    return found


def _joint(kind: int, wall: int, length: float, share: float = 1.0) -> dict:
    return {
        "enum_type_liaison_id": kind,
        "wall": wall,
        "l": length,
        "pourcentage_valeur_pont_thermique": share,
        "enum_methode_saisie_pont_thermique_id": 1,
    }


def air(resolver: Resolver, shape: Shape) -> list[dict]:
    """The ventilation row: the kind answered, of the period of construction."""
    told = settings("ventilation", resolver.text("ventilation"))
    period = resolver.period
    era = "p1" if period <= 4 else "p2" if period <= 6 else "p3" if period <= 8 else "p4"
    return [
        {
            "surface_ventile": resolver.answers.area,
            "plusieurs_facade_exposee": int(len(shape.facades) > 1),
            "enum_methode_saisie_q4pa_conv_id": 1,
            "enum_type_ventilation_id": told[era],
            "ventilation_post_2012": int(era == "p4"),
        }
    ]
