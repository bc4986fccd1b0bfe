"""Faults of a recorded DPE, in words an advisor understands.

`find_faults` looks at the inputs of many dwellings at once (`fault_checks`, `fault_homes`); `disagreements` compares
one DPE with its own recorded totals, for the advisor only: no recorded output ever enters the calculation.
`quality.quality_report` adds what each fault does to the class.
Effects: "corrigé" (put right before computing), "douteux" (touches the result), "signalé" (does not).
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from .columns import Columns
from .fault_checks import CHECKS
from .fault_homes import HOME_CHECKS
from .fault_types import DOUBTFUL, NORMALISED, NOTICE, Check, Fault

__all__ = [
    "ALL_CHECKS",
    "DOUBTFUL",
    "NORMALISED",
    "NOTICE",
    "Check",
    "Fault",
    "disagreements",
    "find_faults",
    "hits",
    "missing_rows",
]

ALL_CHECKS = (*CHECKS, *HOME_CHECKS)


def find_faults(columns: Columns) -> list[list[Fault]]:
    """Faults of each dwelling (list of n lists), one a kind and a place, with how many rows and one figure."""
    found: list[list[Fault]] = [[] for _ in range(columns.n)]
    for check in ALL_CHECKS:
        rows = columns[check.table]
        owners: dict[int, list[int]] = {}
        for row in np.flatnonzero(hits(columns, check)).tolist():
            owners.setdefault(row if check.table == "dwelling" else int(rows.dwelling[row]), []).append(row)
        for owner, own in owners.items():
            evidence = _evidence(rows[check.shown][own[0]], len(own)) if check.shown else ""
            found[owner].append(Fault(check.code, check.place, evidence, check.message_fr, check.effect))
    return found


def hits(columns: Columns, check: Check) -> NDArray:
    """(rows,) bool: the rows of the check's table that have the fault."""
    rows = columns[check.table]
    if not rows.n:
        return np.zeros(0, bool)
    with np.errstate(invalid="ignore", divide="ignore"):
        return check.found(columns)


def _evidence(value: float, count: int) -> str:
    return f"{count} × {value:g}"


TOTALS = {
    "wall": ("deperdition_mur", "surface_paroi_opaque", "recorded_umur", "murs"),
    "floor": ("deperdition_plancher_bas", "surface_paroi_opaque", "recorded_upb_final", "planchers bas"),
    "roof": ("deperdition_plancher_haut", "surface_paroi_opaque", "recorded_uph", "toitures"),
    "bay": ("deperdition_baie_vitree", "surface_totale_baie", "recorded_u_menuiserie", "fenêtres"),
    "door": ("deperdition_porte", "surface_porte", "recorded_uporte", "portes"),
}
TOLERANCE = 0.01
MISSING = "somme_differente"
WH = 100_000
USES = ("ch", "ecs", "fr", "eclairage")
PARTS = ("mur", "plancher_bas", "plancher_haut", "baie_vitree", "porte", "pont_thermique", "renouvellement_air")
Outputs = Mapping[str, float | str]


def disagreements(columns: Columns, outputs: Outputs) -> list[Fault]:
    """Where the recorded totals of one DPE (n = 1) are not the sums of its own rows, or not in the usual unit."""
    return [*_rows_and_totals(columns, outputs), *_totals_and_sums(outputs), *_odd_units(columns, outputs)]


def _number(outputs: Outputs, path: str) -> float:
    value = outputs.get(path)
    return value if isinstance(value, float) else np.nan


def _apart(one: float, other: float, *, least: float = 0.5) -> bool:
    return abs(one - other) > max(TOLERANCE * abs(other), least)


def _summed(columns: Columns, table: str) -> float:
    """W/K of the rows of one DPE (n = 1), with the characteristics it records."""
    _, area, u, _ = TOTALS[table]
    rows = columns[table]
    return float(np.nansum(rows[area] * rows[u] * rows["recorded_b"]))


def missing_rows(outputs: Outputs) -> list[Check]:
    """One check a kind of wall: its rows do not make the recorded loss; read the other way, areas make it."""
    return [_missing(table, _number(outputs, f"deperdition/{TOTALS[table][0]}")) for table in TOTALS]


def _missing(table: str, recorded: float) -> Check:
    _, area, _, words = TOTALS[table]

    def apart(columns: Columns) -> NDArray:
        summed = _summed(columns, table)
        return np.full(columns[table].n, bool(recorded > 0 and summed > 0 and _apart(summed, recorded)))

    def complete(columns: Columns, rows: NDArray) -> None:
        columns[table][area][rows] *= recorded / _summed(columns, table)

    told = f"avec les pertes enregistrées des {words}"
    return Check(MISSING, table, words.capitalize(), apart, area, "", DOUBTFUL, complete, told)


def _rows_and_totals(columns: Columns, outputs: Outputs) -> list[Fault]:
    found = []
    for table, (name, _, _, words) in TOTALS.items():
        summed, recorded = _summed(columns, table), _number(outputs, f"deperdition/{name}")
        if _apart(summed, recorded):
            found.append(
                Fault(
                    MISSING,
                    words.capitalize(),
                    f"{summed:.1f} contre {recorded:.1f} W/K",
                    f"Les pertes par les {words} enregistrées ne sont pas la somme des lignes du fichier : "
                    "il manque peut-être des parois.",
                    DOUBTFUL,
                )
            )
    return found


def _totals_and_sums(outputs: Outputs) -> list[Fault]:
    found = []
    parts = sum(_number(outputs, f"deperdition/deperdition_{part}") for part in PARTS)
    whole = _number(outputs, "deperdition/deperdition_enveloppe")
    if _apart(parts, whole, least=1.0):
        found.append(
            Fault(
                "total_pertes_different",
                "Logement",
                f"{parts:.1f} contre {whole:.1f} W/K",
                "Les pertes totales enregistrées ne sont pas la somme des pertes par paroi, ponts thermiques et air.",
                NOTICE,
            )
        )
    uses = sum(_number(outputs, f"ef_conso/conso_{use}") for use in USES)
    uses += _number(outputs, "ef_conso/conso_totale_auxiliaire")
    five = _number(outputs, "ef_conso/conso_5_usages")
    if _apart(uses, five, least=5.0):
        found.append(_uses_apart(outputs, uses, five))
    return found


def _uses_apart(outputs: Outputs, uses: float, five: float) -> Fault:
    """Uses that do not add up; some software swap kWh and euros of lighting and auxiliaries."""
    main = sum(_number(outputs, f"ef_conso/conso_{use}") for use in ("ch", "ecs", "fr"))
    swapped = main + sum(
        _number(outputs, f"cout/cout_{name}") for name in ("eclairage", "auxiliaire_ventilation", "total_auxiliaire")
    )
    evidence = f"{uses:.0f} contre {five:.0f} kWh"
    if not _apart(swapped, five, least=5.0):
        words = "Les kWh et les euros de l'éclairage et des auxiliaires sont échangés dans les résultats enregistrés."
        return Fault("kwh_et_euros_echanges", "Résultats", evidence, words, NOTICE)
    words = "Les consommations enregistrées par usage ne font pas le total enregistré."
    return Fault("usages_et_total", "Résultats", evidence, words, NOTICE)


def _odd_units(columns: Columns, outputs: Outputs) -> list[Fault]:
    found = []
    homes = max(float(np.nan_to_num(columns.dwelling["nombre_appartement"][0])), 1.0)
    water = _number(outputs, "apport_et_besoin/besoin_ecs")
    if water > WH * homes:
        words = "Le besoin d'eau chaude est enregistré en Wh au lieu de kWh ; il n'est pas utilisé."
        found.append(Fault("besoin_ecs_en_wh", "Eau chaude", f"{water:.0f}", words, NOTICE))
    gains = _number(outputs, "apport_et_besoin/apport_interne_ch")
    if 0 < gains < WH:
        words = "Les apports de chaleur sont enregistrés en kWh au lieu de Wh ; ils ne sont pas utilisés."
        found.append(Fault("apports_en_kwh", "Résultats", f"{gains:.0f}", words, NOTICE))
    return found
