"""How likely each class is, for a home described by a few answers."""

from collections.abc import Mapping

from .bars import Bar, draw_bars, enumerate_figures
from .chart import Chart

NBSP = "\u00a0"
WORTH_SHOWING = 0.005  # below half a percent a class is left out


def class_chances(probabilities: Mapping[str, float], *, name: str = "chances") -> Chart:
    """Probability of each class, from A to G, the likeliest in full colour.

    probabilities  class → part between 0 and 1; they sum to 1
    """
    likeliest = max(probabilities, key=lambda letter: probabilities[letter])
    kept = {letter: part for letter, part in sorted(probabilities.items()) if part >= WORTH_SHOWING}
    rows = [(f"Classe {letter}", f"{round(100 * part)}{NBSP}%") for letter, part in kept.items()]
    bars = [
        Bar(letter, part, f"{round(100 * part)}{NBSP}%", "c-heat" if letter == likeliest else "c-mid")
        for letter, part in kept.items()
    ]
    return Chart(
        name=name,
        title="Probabilité de chaque classe",
        description=enumerate_figures(rows),
        columns=("Classe estimée", "Probabilité"),
        rows=rows,
        wide=draw_bars(bars, narrow=False),
        narrow=draw_bars(bars, narrow=True),
    )
