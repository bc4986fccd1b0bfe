"""The search as the screen shows it: the chart, the ways worth a name, the line, and what everything shares."""

from collections.abc import Sequence
from math import ceil

from faitiere.engines.energy import works
from faitiere.engines.energy.summary import CLASSES
from faitiere.lib import charts
from faitiere.lib.numbers import count, join_words, money, money_change, number, percent

from . import bundles as search
from . import groups, sums, ways
from .bundles import Bundles
from .ground import Ground, Wishes
from .groups import Chosen
from .sums import CATEGORIES, Sums
from .ways import Found


def searched(ground: Ground, wishes: Wishes) -> dict:
    """Context of the page: the whole search, then its words. Raises `Refused` with a French sentence."""
    possible = [one.code for one in works.available(ground.columns, reading=ground.reading) if one.possible]
    priced = [code for code, price in ground.prices.items() if price]
    chosen = groups.choose(possible, priced=priced, without=wishes.without)
    bundles = search.compute(ground, chosen)
    found_sums = sums.compute(ground, bundles, wishes)
    found = ways.find(bundles, found_sums, wishes)
    return _context(ground, chosen, bundles, found_sums=found_sums, found=found) | {
        "wishes": wishes,
        "supposed": CATEGORIES[wishes.category],
    }


def _context(ground: Ground, chosen: Chosen, bundles: Bundles, *, found_sums: Sums, found: Found) -> dict:
    cards = [
        _card(way.row, bundles, found_sums, mark=str(rank)) | {"merits": way.merits}
        for rank, way in enumerate(found.ways, 1)
    ]
    return {
        "count": number(len(bundles.rank) - 1),
        "searched": bool(chosen.codes),
        "kept_count": number(int(found.kept.sum())),
        "filing_on": ground.filing_on,
        "today_class": CLASSES[bundles.rank[0] - 1],
        "cards": cards,
        "line": [_card(row, bundles, found_sums, mark=f"l{rank}") for rank, row in enumerate(found.front, 1)],
        "chart": _chart(bundles, found_sums, found, cards) if cards else None,
        "no_regret": [_label(code) for code in found.no_regret],
        "often": [f"{_label(code)} ({times} sur {len(cards)})" for code, times in found.often],
        "left_out": join_words([_label(code) for code in chosen.left_out]),
        "unpriced": join_words([_label(code) for code in chosen.unpriced]),
        "missing": found_sums.missing,
        "income_known": not found_sums.by_category,
        "scale": max((card["high"] for card in cards), default=0),
    }


def _label(code: str) -> str:
    return works.entry(code).libelle


def _card(row: int, bundles: Bundles, found: Sums, *, mark: str) -> dict:
    """A bundle in words; `mark` is its number on the drawing and the end of its ids."""
    codes = bundles.of(row)
    return {
        "mark": mark,
        "codes": codes,
        "works": [_label(code) for code in codes],
        "remaining": int(found.remaining[row]),
        "total": int(found.total[row]),
        "aids": int(found.aids[row]),
        "low": int(found.low[row]),
        "high": int(found.high[row]),
        "gain": f"{percent(float(found.gain_pct[row]) / 100)} de moins",
        "gain_pct": float(found.gain_pct[row]),
        "class": CLASSES[bundles.rank[row] - 1],
        "effort": _effort(int(found.effort[row])),
        "payback": _payback(float(found.payback_years[row])),
        "accompanied": bool(found.accompanied[row]),
        "between": _between(found, row),
    }


def _effort(cents: int) -> str:
    words = money_change(cents)
    return words if words.startswith("autant") else f"{words} qu’aujourd’hui"


def _payback(years: float) -> str:
    """ "environ 9 ans"; more than a life of works is said as such."""
    if years == 0:
        return "tout de suite, les aides couvrent tout"
    if years > 50:
        return "pas en 50 ans"
    return f"environ {count(max(1, ceil(years)), 'an')}"


def _between(found: Sums, row: int) -> str:
    """What remains to pay from the lowest to the highest incomes, when they are not known."""
    if not found.by_category:
        return ""
    first, *_, last = CATEGORIES
    low, high = int(found.by_category[first][row]), int(found.by_category[last][row])
    return f"De {money(low)} (revenus {CATEGORIES[first]}) à {money(high)} (revenus {CATEGORIES[last]})"


def _chart(bundles: Bundles, found_sums: Sums, found: Found, cards: Sequence[dict]) -> charts.Chart:
    kept = found.kept
    points = list(zip(found_sums.remaining[kept].tolist(), found_sums.gain_pct[kept].tolist(), strict=True))
    front = [(int(found_sums.remaining[row]), float(found_sums.gain_pct[row])) for row in found.front]
    named = [
        charts.Named(
            mark=card["mark"],
            cents=card["remaining"],
            percent=card["gain_pct"],
            words=", ".join(card["works"]),
            href=f"#bouquet-{card['mark']}",
            form=f"retenir-{card['mark']}",
        )
        for card in cards
    ]
    return charts.pareto(points, front, named, name="bouquets")
