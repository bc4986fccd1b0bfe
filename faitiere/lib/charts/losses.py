"""Where the heat goes: sorted bars, or the same figures on the section of a house."""

from collections.abc import Mapping, Sequence

from ..numbers import NBSP, whole_shares
from .bars import Bar, draw_bars, enumerate_figures
from .chart import Chart
from .drawing import Drawing
from .house import HOUSE_PARTS, draw_house

_TITLE = "Où part la chaleur du logement"
_COLUMNS = ("Poste", "Part des pertes")


def _shares(items: Sequence[tuple[str, float]]) -> list[tuple[str, int]]:
    """Items with whole percents that add up to 100, the worst first."""
    if not items:
        raise ValueError("Un graphique des pertes a besoin d'au moins un poste.")
    shares = whole_shares([value for _, value in items])
    return sorted(zip((label for label, _ in items), shares, strict=True), key=lambda item: -item[1])


def losses(items: Sequence[tuple[str, float]], *, name: str = "pertes") -> Chart:
    """Heat losses by item, sorted, the two worst in full colour.

    items  (label, loss in any common unit such as W/K); shares are computed here and add up to 100 %
    """
    shares = _shares(items)
    bars = [
        Bar(label, share, f"{share}{NBSP}%", "c-heat" if rank < 2 else "c-mid")
        for rank, (label, share) in enumerate(shares)
    ]
    return _chart(name, shares, draw_bars(bars, narrow=False), draw_bars(bars, narrow=True))


def losses_house(items: Mapping[str, float], *, name: str = "maison") -> Chart:
    """The same figures on the section of a house.

    items  loss by part, in any common unit; the keys are exactly those of HOUSE_PARTS
    """
    if set(items) != set(HOUSE_PARTS):
        raise ValueError(f"Les postes de la maison sont : {', '.join(HOUSE_PARTS)}.")
    by_part = dict(zip(HOUSE_PARTS, whole_shares([items[part] for part in HOUSE_PARTS]), strict=True))
    shares = _shares([(HOUSE_PARTS[part], items[part]) for part in HOUSE_PARTS])
    return _chart(name, shares, draw_house(by_part, narrow=False), draw_house(by_part, narrow=True))


def _chart(name: str, shares: Sequence[tuple[str, int]], wide: Drawing, narrow: Drawing) -> Chart:
    rows = [(label, f"{share}{NBSP}%") for label, share in shares]
    return Chart(
        name=name,
        title=_TITLE,
        description=enumerate_figures(rows),
        columns=_COLUMNS,
        rows=rows,
        wide=wide,
        narrow=narrow,
    )
