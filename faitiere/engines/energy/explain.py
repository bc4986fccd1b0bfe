"""One dwelling chapter by chapter, as text to read beside the annexe: what `faitiere energy run --explain` prints."""

import numpy as np

from .columns import Columns
from .engine import Results
from .faults import Fault
from .scope import OK

Line = tuple[str, str, str, int]
PARTS = (
    ("wall", "Mur", "surface_paroi_opaque", "wall_u"),
    ("floor", "Plancher bas", "surface_paroi_opaque", "floor_u"),
    ("roof", "Plancher haut", "surface_paroi_opaque", "roof_u"),
    ("bay", "Baie", "surface_totale_baie", "bay_u"),
    ("door", "Porte", "surface_porte", "door_u"),
)
CHAPTERS: tuple[tuple[str, tuple[Line, ...]], ...] = (
    (
        "§3 Pertes de l'enveloppe",
        (
            ("Murs", "deperdition_mur", "W/K", 1),
            ("Planchers bas", "deperdition_plancher_bas", "W/K", 1),
            ("Planchers hauts", "deperdition_plancher_haut", "W/K", 1),
            ("Baies", "deperdition_baie_vitree", "W/K", 1),
            ("Portes", "deperdition_porte", "W/K", 1),
            ("Ponts thermiques", "deperdition_pont_thermique", "W/K", 1),
            ("Ubat", "ubat", "W/(m².K)", 3),
        ),
    ),
    (
        "§4 Renouvellement d'air",
        (
            ("Ventilation Hvent", "hvent", "W/K", 1),
            ("Infiltrations Hperm", "hperm", "W/K", 1),
            ("Pertes totales GV", "gv", "W/K", 1),
        ),
    ),
    (
        "§6 et §7 Apports et inertie",
        (
            ("Classe d'inertie (1 très lourde, 4 légère)", "inertia", "", 0),
            ("Surface sud équivalente, somme des mois", "sse", "m²", 1),
            ("Apports du soleil", "apport_solaire_ch", "Wh", 0),
            ("Apports internes", "apport_interne_ch", "Wh", 0),
        ),
    ),
    (
        "§9 Chauffage",
        (
            ("Besoin hors pertes récupérées", "bhp", "kWh", 0),
            ("Récupéré de la distribution d'eau chaude", "pertes_distribution_ecs_recup", "Wh", 0),
            ("Récupéré du stockage d'eau chaude", "pertes_stockage_ecs_recup", "Wh", 0),
            ("Récupéré de la chaudière", "pertes_generateur_ch_recup", "Wh", 0),
            ("Besoin de chauffage", "besoin_ch", "kWh", 0),
            ("Consommation de chauffage", "conso_ch", "kWh", 0),
        ),
    ),
    (
        "§10 Refroidissement",
        (("Besoin de froid", "besoin_fr", "kWh", 0), ("Consommation de froid", "conso_fr", "kWh", 0)),
    ),
    (
        "§11 Eau chaude",
        (
            ("Adultes équivalents Nadeq", "nadeq", "", 3),
            ("Besoin d'eau chaude", "besoin_ecs", "kWh", 0),
            ("Consommation d'eau chaude", "conso_ecs", "kWh", 0),
        ),
    ),
    (
        "§5, §15 et §16 Auxiliaires, éclairage, panneaux",
        (
            ("Ventilateurs", "conso_auxiliaire_ventilation", "kWh", 0),
            ("Génération de chauffage", "conso_auxiliaire_generation_ch", "kWh", 1),
            ("Distribution de chauffage", "conso_auxiliaire_distribution_ch", "kWh", 1),
            ("Génération d'eau chaude", "conso_auxiliaire_generation_ecs", "kWh", 1),
            ("Distribution d'eau chaude", "conso_auxiliaire_distribution_ecs", "kWh", 1),
            ("Éclairage", "conso_eclairage", "kWh", 0),
            ("Panneaux : production", "production_pv", "kWh", 0),
            ("Panneaux : autoconsommé", "conso_elec_ac", "kWh", 0),
        ),
    ),
    (
        "Total des cinq usages",
        (
            ("Énergie finale", "conso_5_usages", "kWh", 0),
            ("Énergie primaire", "ep_conso_5_usages", "kWh", 0),
            ("Énergie primaire par m²", "ep_conso_5_usages_m2", "kWh/m²", 0),
            ("Gaz à effet de serre par m²", "emission_ges_5_usages_m2", "kgCO2e/m²", 0),
            ("Coût d'une année", "cout_5_usages", "€", 0),
        ),
    ),
)


def _figure(value: float, digits: int) -> str:
    return f"{value:,.{digits}f}".replace(",", " ").replace(".", ",")


def _line(results: Results, row: int, line: Line) -> str:
    label, name, unit, digits = line
    value = float(np.sum(results[name][row]))
    return f"  {label} : {_figure(value, digits)} {unit}".rstrip()


def components(columns: Columns, results: Results) -> list[str]:
    """One line a wall, floor, roof, bay and door of one dwelling (n = 1): area, b, U and what it loses."""
    found = []
    for table, words, area, u in PARTS:
        for rank in range(columns[table].n):
            size, b = float(columns[table][area][rank]), float(results.rows[f"{table}_b"][rank])
            value = float(results.rows[u][rank])
            found.append(
                f"  {words} {rank + 1} : {_figure(size, 2)} m² × b {_figure(b, 2)} × U {_figure(value, 3)} "
                f"= {_figure(size * b * value, 1)} W/K"
            )
    return found


def explain(columns: Columns, results: Results, *, name: str, faults: list[Fault]) -> str:
    """The chapters of one dwelling (n = 1) as text, its faults last; the reason alone when it is refused."""
    lines = [f"# {name}"]
    if results.status[0] != OK:
        return "\n".join([*lines, f"Refusé : {results.message[0]}", ""])
    lines.append(f"Surface habitable : {_figure(float(results['sh'][0]), 2)} m²")
    for title, entries in CHAPTERS:
        lines += ["", title]
        if title.startswith("§3"):
            lines += components(columns, results)
        lines += [_line(results, 0, entry) for entry in entries]
    lines += ["", f"Classe : {results['classe_bilan_dpe'][0]} (énergie {results['classe_ep'][0]}, "]
    lines[-1] += f"gaz à effet de serre {results['classe_emission_ges'][0]})"
    lines += ["Ce résultat n'est pas un DPE : seul un logiciel certifié en établit."]
    lines += [fault_line(fault) for fault in faults]
    return "\n".join([*lines, ""])


def fault_line(fault: Fault) -> str:
    """One fault on one line: effect, place, figures, what it is, what it does to the class."""
    figures = f" ({fault.evidence})" if fault.evidence else ""
    return f"- {fault.effect} : {fault.place}{figures}. {fault.message_fr} {fault.class_effect}".rstrip()
