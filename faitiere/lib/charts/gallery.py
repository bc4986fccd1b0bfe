"""One chart of each kind with invented figures, to look at and to test: `python -m faitiere.lib.charts DIR`."""

from datetime import date
from html import escape
from pathlib import Path

from . import (
    Chart,
    bars_by_month,
    estimated_label,
    losses,
    losses_house,
    monthly_cash,
    official_label,
    progress,
    range_bar,
    stylesheet,
    uses,
    uses_compare,
    votes,
    yearly_cash,
    years_by_use,
)
from .palette import TOKENS

_LOSSES = [
    ("Toiture", 28),
    ("Murs", 24),
    ("Air renouvelé", 19),
    ("Fenêtres et portes", 13),
    ("Plancher bas", 10),
    ("Ponts thermiques", 6),
]
_HOUSE = dict(zip(("toiture", "murs", "air", "fenetres_portes", "plancher_bas", "ponts_thermiques"),
                  (28, 24, 19, 13, 10, 6), strict=True))  # fmt: skip
_BEFORE = {"chauffage": 29400, "ecs": 3900, "eclairage": 410, "auxiliaires": 780}
_AFTER = {"chauffage": 6200, "ecs": 2100, "eclairage": 410, "auxiliaires": 640}
_CASH = [round((159.17 * 1.02**year - (124.56 if year < 15 else 0)) * 100) for year in range(20)]
_DEFICIT = [value - 4_500 for value in _CASH]
_VOTES = [("Pour", 4630), ("Abstention", 300), ("Contre", 1510), ("Absent", 3560)]
_BILLS = [("2021", (140, 35, 18)), ("2022", (151, 35, 17)), ("2023", (149, 34, 17)), ("2024", (143, 34, 15)),
          ("2025", (140, 34, 15))]  # fmt: skip
_MONTHS = [14, 22, None, 31, 1240, 18, 0, 6, 27, 35, 29, 33]


def examples() -> list[Chart]:
    """One chart of each kind, and the awkward cases; invented figures."""
    months = [(date(2026 if i < 10 else 2027, (i + 2) % 12 + 1, 1), value) for i, value in enumerate(_MONTHS)]
    return [
        estimated_label("F", ("E", "F"), ep=365, ges=68),
        estimated_label("D", ("A", "G"), ep=240, ges=30).named("etiquette-incertaine"),
        estimated_label("G", ("F", "G"), ep=470, ges=101, after="B").named("etiquette-apres"),
        estimated_label("A", ep=60, ges=2, after="A").named("etiquette-a"),
        official_label("F", "2431E0123456X", date(2024, 3, 1)),
        official_label("G", "2431E0123456X", date(2024, 3, 1), name="dpe-g"),
        losses(_LOSSES),
        losses_house(_HOUSE),
        uses(_BEFORE),
        uses_compare(_BEFORE, _AFTER),
        range_bar(4_200_000, 4_642_000, 5_200_000, scale_max=5_500_000, title="Coût des travaux"),
        range_bar(0, 10_000, 90_000, scale_max=5_500_000, title="Une fourchette au bord").named("fourchette-bord"),
        yearly_cash(_CASH, 15),
        yearly_cash(_DEFICIT, 15, name="solde-negatif"),
        yearly_cash([-1200, 900], 0, name="solde-court"),
        monthly_cash([1_274_000, 1_274_000, 1_274_000, -1_680_000, -1_680_000, -1_680_000, 0]),
        monthly_cash([0, *[-4_220_000] * 23, 12_000], name="tresorerie-longue"),
        bars_by_month(months, title="Premiers conseils donnés par mois"),
        progress(86, 120, title="Dossiers accompagnés en 2026"),
        votes(_VOTES, [(3334, "un tiers"), (5001, "majorité")], title="Isoler les façades", name="vote"),
        votes([("Pour", 1), ("Absent", 41)], [(22, "moitié")], title="Un seul venu", name="vote-seul"),
        years_by_use(_BILLS, title="Énergie primaire par m²", unit="kWh par m²", name="annees"),
        years_by_use(_BILLS[:1], title="Une seule année", unit="kWh par m²", name="annee-seule"),
        progress(131, 120, title="Objectif dépassé", name="depasse"),
    ]


def write_gallery(folder: Path) -> None:
    """Write `index.html` (class drawings, as on a page) and standalone SVG files into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    tokens = ";".join(f"--{name}:{value}" for name, value in TOKENS.items())
    figures = []
    for chart in examples():
        for narrow in (False, True):
            path = folder / f"{chart.name}-{'narrow' if narrow else 'wide'}.svg"
            path.write_text(chart.svg(narrow=narrow, standalone=True), encoding="utf-8")
        figures.append(
            f"<section><h2>{escape(chart.name)}</h2><div class=w>{chart.svg()}</div>"
            f"<div class=n>{chart.svg(narrow=True)}</div></section>"
        )
    page = (
        f"<!doctype html><html lang=fr><meta charset=utf-8><title>Graphiques</title><style>:root{{{tokens}}}"
        "body{font-family:'Atkinson Hyperlegible Next',sans-serif;margin:16px}h2{font-size:14px}"
        "section{display:grid;grid-template-columns:720px 320px;gap:8px 40px;margin-bottom:28px}"
        "h2{grid-column:1/3}"
        f"svg{{display:block;outline:1px dotted #ccc}}\n{stylesheet()}</style>{''.join(figures)}"
    )
    (folder / "index.html").write_text(page, encoding="utf-8")
