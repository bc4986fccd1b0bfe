"""Results of the engine for screens and reports: plain numbers rounded by unit, French words, nothing to compute.

Every dict here is JSON-able. A summary is never a DPE, and says so among its hypotheses.
"""

from collections.abc import Sequence
from datetime import date
from math import floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .climate import ZONES
from .columns import Columns
from .energy_balance import primary_factors
from .engine import Results, run
from .faults import find_faults
from .scope import OK
from .tables import constant, table
from .works import Work, apply, conditions, entry, induced, meets, parameters, price, quantities
from .works.validity import reason

ENGINE = "Faîtière énergie 0.1 (3CL-DPE 2021)"
LOSSES = (
    ("murs", "Murs", "deperdition_mur"),
    ("toiture", "Toiture", "deperdition_plancher_haut"),
    ("plancher_bas", "Plancher bas", "deperdition_plancher_bas"),
    ("fenetres", "Fenêtres", "deperdition_baie_vitree"),
    ("portes", "Portes", "deperdition_porte"),
    ("ponts_thermiques", "Ponts thermiques", "deperdition_pont_thermique"),
    ("renouvellement_air", "Renouvellement d'air", "deperdition_renouvellement_air"),
)
USES = (
    ("chauffage", "Chauffage", "ch"),
    ("eau_chaude", "Eau chaude", "ecs"),
    ("refroidissement", "Refroidissement", "fr"),
    ("eclairage", "Éclairage", "eclairage"),
    ("auxiliaires", "Auxiliaires", "totale_auxiliaire"),
)
INDUCED = "Compté parce que l'eau chaude venait de la chaudière remplacée."
CLASSES = "ABCDEFG"
ELECTRICITY = 1
ALTITUDES = ("inférieure à 400 m", "de 400 à 800 m", "supérieure à 800 m")
WORDS = {
    "r": "Résistance thermique R",
    "uw": "Uw",
    "sw": "Sw",
    "etas": "Efficacité saisonnière",
    "scop": "SCOP",
    "cop": "COP",
}
SUMMER = {1: "insuffisant", 2: "moyen", 3: "bon"}  # enum_indicateur_confort_ete_id
SIGNS = {">=": "≥", "<=": "≤"}
NOT_A_DPE = "Ce résultat n'est pas un DPE : seul un diagnostiqueur certifié en établit un, avec un logiciel validé."
READINGS = {
    "inputs-only": "Calcul refait à partir des seules saisies : dimensions, matériaux, équipements.",
    "recorded": "Caractéristiques enregistrées dans le DPE reprises quand elles existent.",
}


def _number(value: float, digits: int = 0) -> float | int | None:
    """A plain rounded number, an int without digits, None for a missing value."""
    if not np.isfinite(value):
        return None
    return round(float(value), digits) if digits else round(float(value))


def _comma(value: float) -> str:
    return f"{value:g}".replace(".", ",")


class _One:
    """Figures of one dwelling among the results of a run."""

    def __init__(self, results: Results, row: int):
        self.results, self.row = results, row

    def __getitem__(self, name: str) -> float:
        return float(self.results[name][self.row])

    def text(self, name: str) -> str:
        return str(self.results[name][self.row])

    def carriers(self, name: str) -> NDArray:
        return self.results[name][self.row]


def _losses(one: _One) -> list[dict]:
    total = one["deperdition_enveloppe"]
    return [
        {
            "key": key,
            "label": label,
            "w_k": _number(one[name], 1),
            "share_pct": _number(100 * one[name] / total, 1) if total else 0.0,
        }
        for key, label, name in LOSSES
    ]


def _uses(one: _One) -> list[dict]:
    found = []
    for key, label, use in USES:
        cost = "cout_total_auxiliaire" if use == "totale_auxiliaire" else f"cout_{use}"
        figures = {"final_kwh": f"conso_{use}", "primary_kwh": f"ep_conso_{use}", "ghg_kg": f"emission_ges_{use}"}
        found.append(
            {"key": key, "label": label}
            | {name: _number(one[column]) for name, column in figures.items()}
            | {"cost_eur": _number(one[cost])}
        )
    return found


def _carriers(one: _One) -> list[dict]:
    labels = table("energies")["energie"]
    energy, cost = one.carriers("conso_par_energie"), one.carriers("cout_par_energie")
    used = [carrier for carrier in range(1, len(energy)) if energy[carrier] > 0]
    return [
        {
            "id": carrier,
            "label": str(labels[carrier - 1]).capitalize(),
            "final_kwh": _number(energy[carrier]),
            "cost_eur": _number(cost[carrier]),
        }
        for carrier in sorted(used, key=lambda c: -energy[c])
    ]


def hypotheses(columns: Columns, row: int, *, reading: str, on: date) -> list[str]:
    """What the figures rest on, in French sentences with their dates."""
    dwelling = columns["dwelling"]
    site = ZONES[int(dwelling["enum_zone_climatique_id"][row]) - 1].upper()
    altitude = ALTITUDES[max(int(dwelling["enum_classe_altitude_id"][row]) - 1, 0)]
    factor = float(primary_factors(np.array([np.datetime64(on, "D")]))[0, ELECTRICITY])
    heat, litres = constant("indoor_temperature"), constant("litres_per_adult")
    return [
        NOT_A_DPE,
        READINGS[reading],
        f"Climat de la zone {site}, altitude {altitude}.",
        f"Usage conventionnel : chauffage à {heat:g} °C, {litres:g} litres d'eau chaude par adulte et par jour.",
        f"Énergie primaire de l'électricité au {on:%d/%m/%Y} : {_comma(factor)}.",
        f"Prix de l'énergie de la méthode au {on:%d/%m/%Y}, à 15 % près ; ceux d'après juillet 2024 sont à confirmer.",
    ]


def _figures(one: _One) -> dict:
    return {
        "area_m2": _number(one["sh"], 2),
        "losses": _losses(one),
        "losses_w_k": _number(one["deperdition_enveloppe"], 1),
        "ubat": _number(one["ubat"], 2),
        "needs": {
            "heating_kwh": _number(one["besoin_ch"]),
            "hot_water_kwh": _number(one["besoin_ecs"]),
            "cooling_kwh": _number(one["besoin_fr"]),
        },
        "uses": _uses(one),
        "carriers": _carriers(one),
        "final_kwh": _number(one["conso_5_usages"]),
        "primary_kwh": _number(one["ep_conso_5_usages"]),
        "primary_kwh_m2": floor(one["ep_conso_5_usages_m2"]),
        "ghg_kg": _number(one["emission_ges_5_usages"]),
        "ghg_kg_m2": floor(one["emission_ges_5_usages_m2"]),
        "summer_comfort": SUMMER[int(one["enum_indicateur_confort_ete_id"])],
        "class": one.text("classe_bilan_dpe"),
        "class_energy": one.text("classe_ep"),
        "class_ghg": one.text("classe_emission_ges"),
        "cost_eur": {
            "low": _number(one["cout_5_usages_min"]),
            "likely": _number(one["cout_5_usages"]),
            "high": _number(one["cout_5_usages_max"]),
        },
        "pv": {"produced_kwh": _number(one["production_pv"]), "own_kwh": _number(one["conso_elec_ac"])},
    }


def summarise_all(columns: Columns, *, reading: str = "inputs-only", on: date | None = None) -> list[dict]:
    """One summary a dwelling, from a single run of the engine; see `summarise`."""
    results = run(columns, reading=reading, on=None if on is None else np.datetime64(on, "D"))
    faults = find_faults(columns)
    found = []
    for row in range(columns.n):
        day = on or columns["dwelling"]["date"][row].astype("datetime64[D]").item()
        status = str(results.status[row])
        summary = {"engine": ENGINE, "reading": reading, "date": day.isoformat(), "status": status}
        summary |= {"message": str(results.message[row]), "faults": [_fault(fault) for fault in faults[row]]}
        if status == OK:
            summary |= _figures(_One(results, row))
            summary["hypotheses"] = hypotheses(columns, row, reading=reading, on=day)
        found.append(summary)
    return found


def _fault(fault) -> dict:
    return {
        "code": fault.code,
        "place": fault.place,
        "evidence": fault.evidence,
        "message": fault.message_fr,
        "effect": fault.effect,
    }


def summarise(columns: Columns, *, reading: str = "inputs-only", on: date | None = None) -> dict:
    """The result of one home (n = 1), at the date `on` or at the DPE's own date.

    `status` "ok" with every figure, or "refused" with `message` and no figure. Losses W/K, energy kWh a year,
    kWhEP and kgCO2e, per m² values floored as on the label, euros a year.
    """
    return summarise_all(columns, reading=reading, on=on)[0]


def compare(base: dict, after: dict) -> dict:
    """What works change between two summaries: gains (positive is better), in figures, %, classes and euros."""
    if base["status"] != OK or after["status"] != OK:
        return {"status": "refused", "message": base["message"] or after["message"]}
    found: dict = {"status": OK, "class_before": base["class"], "class_after": after["class"]}
    found["classes_gained"] = CLASSES.index(base["class"]) - CLASSES.index(after["class"])
    for name in ("final_kwh", "primary_kwh", "ghg_kg", "losses_w_k"):
        gain = base[name] - after[name]
        found[f"{name}_saved"] = round(gain, 1)
        found[f"{name}_gain_pct"] = round(100 * gain / base[name], 1) if base[name] else 0.0
    found["cost_eur_saved"] = {
        which: base["cost_eur"][which] - after["cost_eur"][which] for which in ("low", "likely", "high")
    }
    return found


def work_line(columns: Columns, work: Work, *, on: date, reading: str = "inputs-only") -> dict:
    """One line of a scenario (n = 1): quantity, price range excluding tax, VAT, codes and conditions of aids."""
    known, chosen = entry(work.code), parameters(work)
    quantity = quantities(columns, work, reading=reading)
    paid = price(work.code, on)
    line: dict[str, Any] = {"code": work.code, "label": known.libelle, "family": known.famille, "unit": known.unite}
    line |= {"quantity": round(quantity, 1), "parameters": {k: v for k, v in chosen.items() if v is not None}}
    line |= {"vat_pct": known.tva, "mpr": known.mpr, "cee": known.cee, "lifetime_years": known.duree_vie_ans}
    line |= {"note": reason(columns, work.code, reading=reading), "price": None}
    if paid:
        ranges = {"low": paid.bas, "likely": paid.probable, "high": paid.haut}
        line["price"] = {
            "unit_eur": ranges,
            "total_eur": {which: round(quantity * value) for which, value in ranges.items()},
            "source": paid.source,
            "verified": paid.verified,
        }
    line["conditions"] = [
        {
            "what": " ".join((WORDS[c.critere], SIGNS[c.operateur], _comma(c.valeur), c.unite)).removesuffix(" -"),
            "aids": list(c.aides),
            "met": meets(work, c),
            "source": c.source,
            "verified": c.verified,
        }
        for c in conditions(work.code, on)
    ]
    return line


def work_lines(columns: Columns, works: Sequence[Work], *, on: date, reading: str = "inputs-only") -> list[dict]:
    """The lines of a bundle on a home (n = 1), then those it brings with it (`induced` True): see `work_line`."""
    chosen = [work_line(columns, work, on=on, reading=reading) | {"induced": False} for work in works]
    brought = [work_line(columns, work, on=on, reading=reading) for work in induced(columns, works)]
    return chosen + [line | {"induced": True, "note": INDUCED} for line in brought]


def scenarios(
    columns: Columns, bundles: Sequence[Sequence[Work]], *, on: date, reading: str = "inputs-only"
) -> list[dict]:
    """Bundles of works on one home (n = 1), computed with the home as it is in a single run.

    Each: `base`, `after`, `comparison` (see `compare`), `lines` (see `work_lines`), `total_eur` excluding tax.
    """
    edited = [apply(columns, bundle, reading=reading) for bundle in bundles]
    base, *afters = summarise_all(Columns.concat([columns, *edited]), reading=reading, on=on)
    found = []
    for bundle, after in zip(bundles, afters, strict=True):
        lines = work_lines(columns, bundle, on=on, reading=reading)
        result = {"base": base, "after": after, "comparison": compare(base, after)}
        found.append(result | {"lines": lines, "total_eur": total_price(lines)})
    return found


def total_price(lines: Sequence[dict]) -> dict[str, int]:
    """Sum of the price ranges of the lines that have one, € excluding tax."""
    priced = [line["price"]["total_eur"] for line in lines if line["price"]]
    return {which: sum(one[which] for one in priced) for which in ("low", "likely", "high")}


def scenario(columns: Columns, works: Sequence[Work], on: date, *, reading: str = "inputs-only") -> dict:
    """One bundle of works on one home; see `scenarios`. Raises UnknownWork on works that exclude each other."""
    return scenarios(columns, [works], on=on, reading=reading)[0]
