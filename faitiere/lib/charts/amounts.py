"""Money: a range on a common scale, and what is left each month year after year."""

from collections.abc import Callable, Sequence

from ..numbers import NBSP, money, money_range, number
from .chart import NARROW, WIDE, Chart
from .drawing import SMALL, Drawing
from .metrics import text_width

_MOST_YEARS = 20  # more bars would be too thin for their figures: milestones only
_MOST_MONTHS = 13
_MOST_TURNS = 5
_NO_LOAN = -1  # months start at 0
_MONTHLY, _WHOLE = "En euros par mois", "En euros, à la fin de chaque mois"


def range_bar(low: int, likely: int, high: int, *, scale_max: int, title: str) -> Chart:
    """What is possible (band) and most likely (mark) on a scale from 0 to `scale_max`, all in cents.

    Ranges shown side by side must share `scale_max`.
    """
    if not 0 <= low <= likely <= high <= scale_max or not scale_max:
        raise ValueError("Une fourchette va de bas en haut dans son échelle : bas, probable, haut, maximum.")
    between = money_range(low, high)
    drawings = []
    for width in (WIDE, NARROW):
        drawing = Drawing(width)
        scale = (width - 6) / scale_max
        mark = 3 + likely * scale
        shown = money(likely)
        half = text_width(shown, 18, bold=True) / 2
        at = min(max(mark, half), width - half)
        drawing.text((at, 18), shown, size=18, anchor="middle", look="t-b")
        drawing.rect((3, 36), (width - 6, 6), "c-track", radius=3)
        drawing.rect((3 + low * scale, 31), (max((high - low) * scale, 2), 16), "c-rng")
        drawing.rect((mark - 2, 26), (4, 26), "c-ink")
        drawing.text((3, 74), f"{between[0].upper()}{between[1:]}", look="t-m")
        drawing.down_to(82)
        drawings.append(drawing)
    return Chart(
        name="fourchette",
        title=title,
        description=f"{between[0].upper()}{between[1:]}, le plus probable {money(likely)}.",
        columns=("Borne", "Montant"),
        rows=[("Au moins", money(low)), ("Le plus probable", money(likely)), ("Au plus", money(high))],
        wide=drawings[0],
        narrow=drawings[1],
    )


def yearly_cash(values: Sequence[int], loan_years: int, *, name: str = "solde") -> Chart:
    """What is left each month, one bar a year: outlined while the loan lasts, full after.

    values      cents per month, year 1 first: energy saved less loan instalment; may be negative
    loan_years  years the loan lasts, 0 without a loan
    """
    if not values:
        raise ValueError("Le solde demande au moins une année.")
    years = list(enumerate(values, start=1))
    few = [item for item in years if _is_milestone(item[0], len(values), loan_years)]
    last = years[-1]
    while_loan = f"Année 1 : {_signed(values[0])} par mois. "
    return Chart(
        name=name,
        title="Ce qui vous reste en plus chaque mois, année par année",
        description=while_loan + f"Année {last[0]} : {_signed(last[1])} par mois.",
        columns=("Année", "Par mois"),
        rows=[(f"Année {year}", _signed(value)) for year, value in years],
        wide=_in(_MONTHLY, _columns(WIDE, years if len(years) <= _MOST_YEARS else few, loan_years, str)),
        narrow=_in(_MONTHLY, _columns(NARROW, few, loan_years, lambda year: f"an{NBSP}{year}")),
    )


def monthly_cash(balances: Sequence[int], *, name: str = "tresorerie", title: str = "Trésorerie du chantier") -> Chart:
    """What is in hand at the end of each month of the works, in cents, month 0 first: under zero, money is missing."""
    if not balances:
        raise ValueError("La trésorerie demande au moins un mois.")
    months = list(enumerate(balances))
    turns = [(month, cents) for month, cents in months if month == 0 or cents != balances[month - 1]]
    shown = months if len(months) <= _MOST_MONTHS else turns
    few = months if len(months) <= _MOST_TURNS else turns[:_MOST_TURNS]
    worst = min(months, key=lambda one: one[1])
    lacking = f"il manque {money(-worst[1])} au mois {worst[0]}" if worst[1] < 0 else "il ne manque rien"
    return Chart(
        name=name,
        title=title,
        description=f"Du mois 0 au mois {months[-1][0]} : {lacking}.",
        columns=("Mois", "En caisse"),
        rows=[(f"Mois {month}", money(cents)) for month, cents in months],
        wide=_in(_WHOLE, _columns(WIDE, shown, _NO_LOAN, str, once=True)),
        narrow=_in(_WHOLE, _columns(NARROW, few, _NO_LOAN, str, once=True)),
    )


def _in(unit: str, drawing: Drawing) -> Drawing:
    """The drawing with its unit written above."""
    drawing.text((2, 18), unit, look="t-m")
    return drawing


def _signed(cents: int) -> str:
    return money(cents) if cents <= 0 else f"+{money(cents)}"


def _is_milestone(year: int, count: int, loan_years: int) -> bool:
    """At most six years for the narrow drawing: first, last, around the end of the loan, quarters."""
    kept = {1, count, loan_years, loan_years + 1, max(1, count // 4), max(1, count // 2)}
    return year in kept


def _columns(
    width: int,
    years: Sequence[tuple[int, int]],
    loan_years: int,
    year_label: Callable[[int], str],
    *,
    once: bool = False,
) -> Drawing:
    """One bar a year (or a month); with `once`, a figure that does not change is written once."""
    drawing = Drawing(width)
    highest = max(0, *(value for _, value in years))
    lowest = min(0, *(value for _, value in years))
    scale = 190 / ((highest - lowest) or 1)
    zero = 60 + highest * scale
    bottom = zero - lowest * scale + (22 if lowest < 0 else 0)
    step = width / len(years)
    for index, (year, value) in enumerate(years):
        thick = min(step * 0.8, 64)
        left = index * step + (step - thick) / 2
        look = "c-neg" if value < 0 else "c-soft" if year <= loan_years else "c-brand"
        top = zero - max(value, 0) * scale
        drawing.rect((left, top), (thick, abs(value) * scale), look)
        shown = "" if once and index and value == years[index - 1][1] else number(value / 100)
        middle = left + thick / 2
        baseline = top - 7 if value >= 0 else zero - value * scale + 18
        size = 16 if text_width(shown, 16, bold=True) < step else SMALL
        if shown:
            drawing.text((middle, baseline), shown, size=size, anchor="middle", look="t-b")
        drawing.text((middle, bottom + 22), year_label(year), size=16, anchor="middle", look="t-m")
    drawing.line((0, zero), (width, zero), "axis")
    _loan_end(drawing, [year for year, _ in years], loan_years, bottom)
    drawing.down_to(bottom + 32)
    return drawing


def _loan_end(drawing: Drawing, years: Sequence[int], loan_years: int, bottom: float) -> None:
    """The dashed line where the loan ends, with its words on the roomier side."""
    during = sum(year <= loan_years for year in years)
    if not 0 < during < len(years):
        return
    limit = during * drawing.width / len(years)
    drawing.line((limit, 28), (limit, bottom), "s-dash")
    words = f"Prêt jusqu’à l’année {loan_years}"
    side = "end" if limit > drawing.width / 2 else "start"
    drawing.text((limit - 8 if side == "end" else limit + 8, 42), words, anchor=side)
