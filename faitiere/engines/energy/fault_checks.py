"""Faults that show in one row of a file: units, digits lost, values no building has, links that lead nowhere."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .climate import BUILDING_METHODS
from .columns import Columns, missing
from .derived import DERIVED_METHODS
from .fault_types import DOUBTFUL, NORMALISED, NOTICE, Check, Edit, Finder
from .roles import dhw_ratio, heating_ratio
from .tables import constant, gather, lookup

OPAQUE = (("wall", "Murs", "umur"), ("floor", "Planchers bas", "upb"), ("roof", "Toitures", "uph"))
GENERATORS = (("heating_generator", "Chauffage"), ("dhw_generator", "Eau chaude"))
OUTSIDE_ROW = 3  # tv_rendement_distribution_ecs_id of a production outside
OUTSIDE = 1  # enum_type_adjacence_id


def above(table: str, column: str, high: float) -> Finder:
    """Rows whose value exceeds `high`."""
    return lambda columns: columns[table][column] > high


def outside(table: str, column: str, low: float, high: float) -> Finder:
    """Rows whose value is below `low` or above `high`."""
    return lambda columns: (columns[table][column] < low) | (columns[table][column] > high)


def scaled(table: str, column: str, factor: float, forget: Sequence[str] = ()) -> Edit:
    """Multiply the values found; `forget` the recorded characteristics that follow from them."""

    def edit(columns: Columns, rows: NDArray) -> None:
        columns[table][column][rows] *= factor
        _forget(columns, table, rows, forget)

    return edit


def put(table: str, column: str, value: float, forget: Sequence[str] = ()) -> Edit:
    """Write a value in the rows found."""

    def edit(columns: Columns, rows: NDArray) -> None:
        columns[table][column][rows] = value
        _forget(columns, table, rows, forget)

    return edit


def _forget(columns: Columns, table: str, rows: NDArray, names: Sequence[str]) -> None:
    for name in names:
        values = columns[table][name]
        values[rows] = missing("float" if values.dtype.kind == "f" else "id", 1)[0]


def _own(columns: Columns, table: str) -> NDArray:
    """(rows,) bool: the generator is that of one home, its power is the real one."""
    if table == "heating_generator":
        return heating_ratio(columns, columns[table]["enum_type_generateur_ch_id"]) >= 1
    return dhw_ratio(columns)[np.clip(columns[table]["dhw"], 0, None)] >= 1


def _in_kilowatts(table: str, column: str, limit: float) -> Finder:
    def found(columns: Columns) -> NDArray:
        value = columns[table][column]
        return (value > 0) & (value < limit) & (_own(columns, table) | (column != "recorded_pn"))

    return found


def _small_power(table: str) -> Finder:
    """A boiler below the smallest power sold: probably a digit was lost."""
    smallest = constant("pn_chaudiere_plausible")
    return lambda columns: (
        (columns[table]["tv_generateur_combustion_id"] > 0)
        & (columns[table]["recorded_pn"] >= constant("largest_pn_in_kw"))
        & (columns[table]["recorded_pn"] < smallest)
        & _own(columns, table)
    )


def _halved(columns: Columns) -> NDArray:
    rows = columns.bridge
    share = rows["pourcentage_valeur_pont_thermique"]
    k = gather(lookup("tv_pont_thermique", "tv_pont_thermique_id", "k"), rows["tv_pont_thermique_id"])
    return (share < 1) & (k > 0) & (np.abs(rows["recorded_k"] - k * share) < 2e-3)


def _position_contradicts(columns: Columns) -> NDArray:
    """The tank is said outside, and the distribution efficiency chosen is the one of an inside production."""
    generators = columns.dhw_generator
    inside = np.isin(columns.dhw["tv_rendement_distribution_ecs_id"], (1, 2))
    link = np.clip(generators["dhw"], 0, None)
    return (generators["position_volume_chauffe"] == 0) & (inside[link] if columns.dhw.n else False)


def _move_outside(columns: Columns, rows: NDArray) -> None:
    columns.dhw["tv_rendement_distribution_ecs_id"][columns.dhw_generator["dhw"][rows]] = OUTSIDE_ROW


def _unlinked(table: str, *links: str) -> Finder:
    """Rows without any link, in dwellings where other rows have one."""

    def found(columns: Columns) -> NDArray:
        rows = columns[table]
        linked = np.any([rows[link] >= 0 for link in links], axis=0)
        some = columns.sum(table, linked.astype(float)) > 0
        return ~linked & some[rows.dwelling]

    return found


def _without_adjacency(table: str) -> Finder:
    return lambda columns: columns[table]["enum_type_adjacence_id"] < 1


def _unknown_room(table: str) -> Finder:
    """An unheated room without areas, insulation nor table row: its coefficient b rests on the default."""

    def found(columns: Columns) -> NDArray:
        rows = columns[table]
        room = np.isin(rows["enum_type_adjacence_id"], (*range(8, 20), 21))
        told = (rows["tv_coef_reduction_deperdition_id"] > 0) | (rows["surface_aue"] >= 0)
        return room & ~told & np.isnan(rows["recorded_b"])

    return found


def _too_long(columns: Columns) -> NDArray:
    """A junction of more than a kilometre, in the DPE of one home."""
    rows = columns.bridge
    shared = columns.dwelling.where("enum_methode_application_dpe_log_id", *BUILDING_METHODS, *DERIVED_METHODS)
    return (rows["l"] > 1000) & ~shared[rows.dwelling]


QP0 = "Les pertes à l'arrêt du générateur étaient écrites en kW : elles sont lues en W."
PN_KW = "La puissance du générateur était écrite en kW : elle est lue en W."
PN_CUT = "La puissance de la chaudière paraît amputée d'un chiffre : à vérifier sur la plaque."
HALVED = "Des ponts thermiques étaient enregistrés déjà réduits de leur part : la part n'est comptée qu'une fois."
PLACE = "Le chauffe-eau est dit hors volume chauffé, mais le réseau est compté comme intérieur : à vérifier."
LOOSE_BAYS = "Des fenêtres ne sont rattachées à aucun mur : leurs ponts thermiques ne suivront pas des travaux."
LOOSE_BRIDGES = "Des ponts thermiques ne sont rattachés à aucun mur : ils ne suivront pas des travaux."
NO_ADJACENCY = "On ne sait pas sur quoi donne une paroi : sa perte est prise du DPE enregistré, ou manque."
NO_ROOM = "Un local non chauffé n'est pas décrit : il compte comme un local sans accès (b = 0,95)."
THICK = "Une épaisseur d'isolant dépasse 80 cm : elle est peut-être écrite en millimètres."
RESISTANT = "Une résistance d'isolant dépasse 15 m².K/W : c'est peut-être une épaisseur en centimètres."
ODD_U = "Un U saisi n'est pas celui d'une paroi (moins de 0,05 ou plus de 6) : à vérifier."
THICK_WALL = "Une épaisseur de mur dépasse 2 m : elle est peut-être écrite en millimètres."
ODD_WINDOW = "Un Uw saisi n'est pas celui d'une fenêtre (moins de 0,5 ou plus de 7) : à vérifier."
LONG = "Un pont thermique dépasse 1 000 m : sa longueur est peut-être écrite en centimètres."
TANK = "Le volume du ballon n'est pas plausible : il est peut-être écrit en m³."
LEAKY = "La perméabilité saisie n'est pas plausible : à vérifier sur le rapport de mesure."
FINE_PUMP = "L'efficacité saisie de la pompe à chaleur n'est pas plausible (plus de 8) : à vérifier."
MM = "si l'épaisseur était en millimètres"
CM = "si c'était une épaisseur en centimètres"
LEFT_OUT = "sans cette valeur"

CHECKS: tuple[Check, ...] = (
    *(
        Check(
            "qp0_en_kw",
            table,
            place,
            _in_kilowatts(table, "recorded_qp0", constant("largest_qp0_in_kw")),
            "recorded_qp0",
            QP0,
            NORMALISED,
            put(table, "recorded_qp0", 0.0),
            "sans cette correction",
        )
        for table, place in GENERATORS
    ),
    *(
        Check(
            "pn_en_kw",
            table,
            place,
            _in_kilowatts(table, "recorded_pn", constant("largest_pn_in_kw")),
            "recorded_pn",
            PN_KW,
            NORMALISED,
        )
        for table, place in GENERATORS
    ),
    *(
        Check(
            "pn_tronquee",
            table,
            place,
            _small_power(table),
            "recorded_pn",
            PN_CUT,
            DOUBTFUL,
            scaled(table, "recorded_pn", 10),
            "avec une puissance dix fois plus grande",
        )
        for table, place in GENERATORS
    ),
    Check(
        "pont_deja_reduit",
        "bridge",
        "Ponts thermiques",
        _halved,
        "recorded_k",
        HALVED,
        NORMALISED,
        put("bridge", "tv_pont_thermique_id", -1),
        "sans cette correction",
    ),
    Check(
        "position_contradictoire",
        "dhw_generator",
        "Eau chaude",
        _position_contradicts,
        "position_volume_chauffe",
        PLACE,
        NOTICE,
        _move_outside,
        "avec un réseau hors volume chauffé",
    ),
    Check(
        "reference_absente",
        "bay",
        "Fenêtres",
        _unlinked("bay", "wall", "roof", "floor"),
        "surface_totale_baie",
        LOOSE_BAYS,
        NOTICE,
    ),
    Check("reference_absente", "bridge", "Ponts thermiques", _unlinked("bridge", "wall"), "l", LOOSE_BRIDGES, NOTICE),
    *(
        Check(
            "adjacence_absente",
            table,
            place,
            _without_adjacency(table),
            "enum_type_adjacence_id",
            NO_ADJACENCY,
            DOUBTFUL,
            put(table, "enum_type_adjacence_id", OUTSIDE, ("recorded_b",)),
            "si elle donnait sur l'extérieur",
        )
        for table, place in (*((one, words) for one, words, _ in OPAQUE), ("bay", "Fenêtres"))
    ),
    *(
        Check(
            "local_inconnu",
            table,
            place,
            _unknown_room(table),
            "enum_type_adjacence_id",
            NO_ROOM,
            DOUBTFUL,
            put(table, "enum_type_adjacence_id", OUTSIDE),
            "si la paroi donnait sur l'extérieur",
        )
        for table, place, _ in OPAQUE
    ),
    *(
        Check(
            "isolant_epais",
            table,
            place,
            above(table, "epaisseur_isolation", 80),
            "epaisseur_isolation",
            THICK,
            DOUBTFUL,
            scaled(table, "epaisseur_isolation", 0.1, (f"recorded_{u}",)),
            MM,
        )
        for table, place, u in OPAQUE
    ),
    *(
        Check(
            "resistance_invraisemblable",
            table,
            place,
            above(table, "resistance_isolation", 15),
            "resistance_isolation",
            RESISTANT,
            DOUBTFUL,
            scaled(table, "resistance_isolation", 0.25, (f"recorded_{u}",)),
            CM,
        )
        for table, place, u in OPAQUE
    ),
    *(
        Check(
            "u_invraisemblable",
            table,
            place,
            outside(table, f"{u}_saisi", 0.05, 6),
            f"{u}_saisi",
            ODD_U,
            DOUBTFUL,
            put(table, f"{u}_saisi", np.nan, (f"recorded_{u}",)),
            LEFT_OUT,
        )
        for table, place, u in OPAQUE
    ),
    Check(
        "mur_epais",
        "wall",
        "Murs",
        above("wall", "epaisseur_structure", 200),
        "epaisseur_structure",
        THICK_WALL,
        NOTICE,
        scaled("wall", "epaisseur_structure", 0.1, ("tv_umur0_id", "recorded_umur", "recorded_umur0")),
        MM,
    ),
    Check(
        "uw_invraisemblable",
        "bay",
        "Fenêtres",
        outside("bay", "uw_saisi", 0.5, 7),
        "uw_saisi",
        ODD_WINDOW,
        DOUBTFUL,
        put("bay", "uw_saisi", np.nan, ("recorded_uw", "recorded_u_menuiserie")),
        LEFT_OUT,
    ),
    Check(
        "pont_tres_long",
        "bridge",
        "Ponts thermiques",
        _too_long,
        "l",
        LONG,
        DOUBTFUL,
        scaled("bridge", "l", 0.01),
        "si la longueur était en centimètres",
    ),
    Check(
        "volume_ballon",
        "dhw_generator",
        "Eau chaude",
        lambda columns: (columns.dhw_generator["volume_stockage"] > 0) & (columns.dhw_generator["volume_stockage"] < 2),
        "volume_stockage",
        TANK,
        DOUBTFUL,
        scaled("dhw_generator", "volume_stockage", 1000),
        "si le volume était en m³",
    ),
    Check(
        "permeabilite_invraisemblable",
        "ventilation",
        "Ventilation",
        outside("ventilation", "q4pa_conv_saisi", 0.05, 20),
        "q4pa_conv_saisi",
        LEAKY,
        DOUBTFUL,
        put("ventilation", "q4pa_conv_saisi", np.nan, ("recorded_q4pa_conv",)),
        LEFT_OUT,
    ),
    Check(
        "scop_invraisemblable",
        "heating_generator",
        "Chauffage",
        above("heating_generator", "recorded_scop", 8),
        "recorded_scop",
        FINE_PUMP,
        DOUBTFUL,
        put("heating_generator", "recorded_scop", np.nan),
        LEFT_OUT,
    ),
)
