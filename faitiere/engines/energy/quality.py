"""Quality report of a DPE file: its faults, each with what it does to the class, computed both ways in one run."""

from dataclasses import replace

import numpy as np

from .columns import Columns
from .dpe_file import DpeFile
from .engine import Results, run
from .fault_homes import FACADES
from .faults import ALL_CHECKS, NORMALISED, Check, Fault, hits, missing_rows
from .scope import OK

NO_EFFECT = "Sans effet sur le résultat."
NOT_COMPUTED = "L'effet sur la classe ne peut pas être chiffré."
NOT_OURS = "Ce résultat enregistré n'entre pas dans le calcul : la classe n'en dépend pas."
RECORDED_ONLY = frozenset(
    {"besoin_ecs_en_wh", "apports_en_kwh", "kwh_et_euros_echanges", "usages_et_total", "total_pertes_different"}
)
NEAR = 0.005
WITHOUT_EFFECT = ("reference_absente", "annee_future")


def quality_report(dpe: DpeFile, *, reading: str = "recorded", compat: str = "certified") -> list[Fault]:
    """The faults of one readable DPE, in the order they were found, with their effect on the class in French.

    The figures are those of the engine at the date of the DPE; a recorded output only shows a fault.
    """
    columns = dpe.columns
    checks = (*ALL_CHECKS, *missing_rows(_losses(dpe)))
    doubtful = [check for check in checks if check.other and hits(columns, check).any()]
    variants = [columns, *(_otherwise(columns, check) for check in (*doubtful, FACADES))]
    results = run(Columns.concat(variants), reading=reading, compat=compat)
    told = {(check.code, check.place): _sentence(check, results, row) for row, check in enumerate(doubtful, start=1)}
    found = [replace(fault, class_effect=told.get((fault.code, fault.place)) or _plain(fault)) for fault in dpe.faults]
    return [*found, *_turned_facades(dpe, results)]


def _losses(dpe: DpeFile) -> dict:
    """Recorded losses by path, which only show faults."""
    return dpe.general.get("pertes_enregistrees", {})


def _turned_facades(dpe: DpeFile, results: Results) -> list[Fault]:
    """The flag of exposed façades, when the recorded loss by air is that of the other answer and not its own."""
    recorded = _losses(dpe).get("deperdition/deperdition_renouvellement_air")
    computed = results.values.get("deperdition_renouvellement_air")
    if computed is None or not isinstance(recorded, float):
        return []
    own, other = computed[[0, -1]]
    if not abs(other - recorded) < NEAR * recorded < abs(own - recorded):
        return []
    check, evidence = FACADES, f"{recorded:.1f} W/K enregistrés, {own:.1f} calculés, {other:.1f} sinon"
    sentence = _sentence(check, results, len(results.status) - 1)
    return [Fault(check.code, check.place, evidence, check.message_fr, check.effect, sentence)]


def _otherwise(columns: Columns, check: Check) -> Columns:
    """The dwelling read the other way at the rows of this fault."""
    edited = columns.copy()
    rows = np.flatnonzero(hits(columns, check))
    if check.other:
        check.other(edited, rows)
    return edited


def _plain(fault: Fault) -> str:
    """What can be said of a fault that has no other reading."""
    if fault.code in RECORDED_ONLY:
        return NOT_OURS
    return NO_EFFECT if fault.code in WITHOUT_EFFECT else NOT_COMPUTED


def _sentence(check: Check, results: Results, row: int) -> str:
    if results.status[0] != OK or results.status[row] != OK:
        return NOT_COMPUTED
    label, other = str(results["classe_bilan_dpe"][0]), str(results["classe_bilan_dpe"][row])
    ours, theirs = (int(np.floor(results["ep_conso_5_usages_m2"][one] + 1e-9)) for one in (0, row))
    if ours == theirs:
        return f"{NO_EFFECT[:-1]} : classe {label} dans les deux cas."
    figures = f"{theirs} au lieu de {ours} kWh/m² par an"
    if label == other:
        return f"La classe reste {label} {check.otherwise} ({figures})."
    verb = "serait" if check.effect == NORMALISED else "deviendrait"
    return f"La classe {label} {verb} {other} {check.otherwise} ({figures})."
