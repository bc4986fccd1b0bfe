"""Faults of a recorded DPE, in words an advisor understands.

`find_faults` looks at the inputs of many dwellings at once; `disagreements` compares one DPE with its own
recorded totals, for the advisor only: no recorded output ever enters the calculation.
Effects: "corrigé" (put right before computing), "douteux" (touches the result), "signalé" (does not).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .columns import Columns
from .options import Options
from .switches import switch
from .tables import constant, gather, lookup

NORMALISED, DOUBTFUL, NOTICE = "corrigé", "douteux", "signalé"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: `place` where it is, `evidence` the figures, `effect` one of corrigé, douteux, signalé."""

    code: str
    place: str
    evidence: str
    message_fr: str
    effect: str


@dataclass(frozen=True, slots=True)
class Check:
    """Finds rows of a table: `found` (rows,) bool; `shown` the column given as evidence."""

    code: str
    table: str
    place: str
    found: Callable[[Columns], NDArray]
    shown: str
    message_fr: str
    effect: str


def _between(table: str, column: str, low: float, high: float) -> Callable[[Columns], NDArray]:
    return lambda columns: (columns[table][column] > low) & (columns[table][column] < high)


def _above(table: str, column: str, high: float) -> Callable[[Columns], NDArray]:
    return lambda columns: columns[table][column] > high


def _small_power(table: str) -> Callable[[Columns], NDArray]:
    """A boiler below half of the smallest tabulated power: probably a digit was lost."""
    smallest = constant("pn_chaudiere_plausible")
    return lambda columns: (
        (columns[table]["tv_generateur_combustion_id"] > 0)
        & (columns[table]["recorded_pn"] >= constant("largest_pn_in_kw"))
        & (columns[table]["recorded_pn"] < smallest)
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


def _unlinked(table: str, *links: str) -> Callable[[Columns], NDArray]:
    """Rows without any link, in dwellings where other rows have one."""

    def found(columns: Columns) -> NDArray:
        rows = columns[table]
        linked = np.any([rows[link] >= 0 for link in links], axis=0)
        some = columns.sum(table, linked.astype(float)) > 0
        return ~linked & some[rows.dwelling]

    return found


def _no_adjacency(table: str) -> Callable[[Columns], NDArray]:
    return lambda columns: columns[table]["enum_type_adjacence_id"] < 1


QP0 = "Les pertes à l'arrêt du générateur étaient écrites en kW : elles sont lues en W."
PN_KW = "La puissance du générateur était écrite en kW : elle est lue en W."
PN_CUT = "La puissance de la chaudière paraît amputée d'un chiffre : à vérifier sur la plaque."
CHECKS = (
    *(
        Check("qp0_en_kw", table, place, _between(table, "recorded_qp0", 0, 10), "recorded_qp0", QP0, NORMALISED)
        for table, place in (("heating_generator", "Chauffage"), ("dhw_generator", "Eau chaude"))
    ),
    *(
        Check("pn_en_kw", table, place, _between(table, "recorded_pn", 0, 1000), "recorded_pn", PN_KW, NORMALISED)
        for table, place in (("heating_generator", "Chauffage"), ("dhw_generator", "Eau chaude"))
    ),
    *(
        Check("pn_tronquee", table, place, _small_power(table), "recorded_pn", PN_CUT, DOUBTFUL)
        for table, place in (("heating_generator", "Chauffage"), ("dhw_generator", "Eau chaude"))
    ),
    Check(
        "pont_deja_reduit",
        "bridge",
        "Ponts thermiques",
        _halved,
        "recorded_k",
        "Des ponts thermiques étaient enregistrés déjà réduits de leur part : la part n'est comptée qu'une fois.",
        NORMALISED,
    ),
    Check(
        "position_contradictoire",
        "dhw_generator",
        "Eau chaude",
        _position_contradicts,
        "position_volume_chauffe",
        "Le chauffe-eau est dit hors volume chauffé, mais le réseau est compté comme intérieur : à vérifier.",
        NOTICE,
    ),
    Check(
        "reference_absente",
        "bay",
        "Fenêtres",
        _unlinked("bay", "wall", "roof", "floor"),
        "surface_totale_baie",
        "Des fenêtres ne sont rattachées à aucun mur : leurs ponts thermiques ne suivront pas des travaux.",
        NOTICE,
    ),
    Check(
        "reference_absente",
        "bridge",
        "Ponts thermiques",
        _unlinked("bridge", "wall"),
        "l",
        "Des ponts thermiques ne sont rattachés à aucun mur : ils ne suivront pas des travaux.",
        NOTICE,
    ),
    *(
        Check(
            "adjacence_absente",
            table,
            place,
            _no_adjacency(table),
            "enum_type_adjacence_id",
            "On ne sait pas sur quoi donne une paroi : sa perte est prise du DPE enregistré, ou manque.",
            DOUBTFUL,
        )
        for table, place in (("wall", "Murs"), ("floor", "Planchers bas"), ("roof", "Toitures"), ("bay", "Fenêtres"))
    ),
    *(
        Check(
            "isolant_epais",
            table,
            place,
            _above(table, "epaisseur_isolation", 80),
            "epaisseur_isolation",
            "Une épaisseur d'isolant dépasse 80 cm : elle est peut-être écrite en millimètres.",
            DOUBTFUL,
        )
        for table, place in (("wall", "Murs"), ("floor", "Planchers bas"), ("roof", "Toitures"))
    ),
    Check(
        "mur_epais",
        "wall",
        "Murs",
        _above("wall", "epaisseur_structure", 200),
        "epaisseur_structure",
        "Une épaisseur de mur dépasse 2 m : elle est peut-être écrite en millimètres.",
        NOTICE,
    ),
)


def _whole(code: str, place: str, message_fr: str, effect: str) -> Fault:
    return Fault(code, place, "", message_fr, effect)


SWAPPED = _whole(
    "facades_inversees",
    "Ventilation",
    "Ce logiciel enregistre à l'envers si plusieurs façades sont exposées au vent : le drapeau est redressé.",
    NORMALISED,
)
GLASS = _whole(
    "vitrage_excessif", "Fenêtres", "La surface de fenêtres dépasse la surface habitable : à vérifier.", DOUBTFUL
)
HEATED = _whole(
    "surface_chauffee",
    "Chauffage",
    "La surface chauffée s'écarte de plus de 10 % de la surface habitable : à vérifier.",
    NOTICE,
)
CEILING = _whole("hauteur", "Logement", "La hauteur sous plafond est inhabituelle : à vérifier.", DOUBTFUL)
FUTURE = _whole("annee_future", "Logement", "L'année de construction est postérieure au DPE.", NOTICE)
NO_WALL = _whole("aucun_mur", "Murs", "Aucun mur n'est décrit : les pertes calculées sont trop faibles.", DOUBTFUL)


def _dwelling_checks(columns: Columns) -> list[tuple[NDArray, Fault]]:
    """(n,) bool and the fault, for what concerns the dwelling as a whole."""
    dwelling = columns.dwelling
    flat, whole = dwelling["surface_habitable_logement"], dwelling["surface_habitable_immeuble"]
    area = np.where(flat > 0, flat, whole)
    glass = columns.sum("bay", columns.bay["surface_totale_baie"])
    heated = columns.sum("heating", np.nan_to_num(columns.heating["surface_chauffee"]))
    written = dwelling["date"].astype("datetime64[Y]").astype(int) + 1970
    return [
        (switch(columns, "facades_inversees", Options()), SWAPPED),
        (glass > area, GLASS),
        ((heated > 0) & (np.abs(heated / area - 1) > 0.1), HEATED),
        ((dwelling["hsp"] < 1.8) | (dwelling["hsp"] > 6), CEILING),
        (dwelling["annee_construction"] > written, FUTURE),
        (np.bincount(columns.wall.dwelling, minlength=columns.n) == 0, NO_WALL),
    ]


def find_faults(columns: Columns) -> list[list[Fault]]:
    """Faults of each dwelling (list of n lists), one a kind and a place, with how many rows and one figure."""
    found: list[list[Fault]] = [[] for _ in range(columns.n)]
    for check in CHECKS:
        rows = columns[check.table]
        hits = np.flatnonzero(check.found(columns)) if rows.n else ()
        owners: dict[int, list[int]] = {}
        for row in hits:
            owners.setdefault(int(rows.dwelling[row]), []).append(int(row))
        for owner, own in owners.items():
            evidence = f"{len(own)} × {rows[check.shown][own[0]]:g}"
            found[owner].append(Fault(check.code, check.place, evidence, check.message_fr, check.effect))
    for mask, fault in _dwelling_checks(columns):
        for owner in np.flatnonzero(mask).tolist():
            found[owner].append(fault)
    return found


TOTALS = {
    "wall": ("deperdition_mur", "surface_paroi_opaque", "recorded_umur", "murs"),
    "floor": ("deperdition_plancher_bas", "surface_paroi_opaque", "recorded_upb_final", "planchers bas"),
    "roof": ("deperdition_plancher_haut", "surface_paroi_opaque", "recorded_uph", "toitures"),
    "bay": ("deperdition_baie_vitree", "surface_totale_baie", "recorded_u_menuiserie", "fenêtres"),
    "door": ("deperdition_porte", "surface_porte", "recorded_uporte", "portes"),
}
TOLERANCE = 0.01
WH = 100_000


def disagreements(columns: Columns, outputs: Mapping[str, float | str]) -> list[Fault]:
    """Where the recorded totals of one DPE (n = 1) are not the sums of its own rows, or not in the usual unit."""
    found = []
    for table, (name, area, u, words) in TOTALS.items():
        rows = columns[table]
        summed = float(np.nansum(rows[area] * rows[u] * rows["recorded_b"]))
        recorded = outputs.get(f"deperdition/{name}")
        if isinstance(recorded, float) and abs(summed - recorded) > max(TOLERANCE * abs(recorded), 0.5):
            found.append(
                Fault(
                    "somme_differente",
                    words.capitalize(),
                    f"{summed:.1f} contre {recorded:.1f} W/K",
                    f"Les pertes par les {words} enregistrées ne sont pas la somme des lignes du fichier : "
                    "il manque peut-être des parois.",
                    DOUBTFUL,
                )
            )
    water = outputs.get("apport_et_besoin/besoin_ecs")
    if isinstance(water, float) and water > WH:
        found.append(
            Fault(
                "besoin_ecs_en_wh",
                "Eau chaude",
                f"{water:.0f}",
                "Le besoin d'eau chaude est enregistré en Wh au lieu de kWh ; il n'est pas utilisé.",
                NOTICE,
            )
        )
    return found
