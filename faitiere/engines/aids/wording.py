"""French wording of figures and dates in the sentences of the engine."""

from datetime import date

NBSP = "\u00a0"


def number(value: float) -> str:
    """A number as French text: no-break spaces between thousands, a comma, no useless decimals.

    >>> number(25115).replace(NBSP, "_"), number(10.5), number(0.05)
    ('25_115', '10,5', '0,05')
    """
    text = f"{value:,.2f}"
    if text.endswith(".00"):
        text = text[:-3]
    elif text.endswith("0"):
        text = text[:-1]
    return text.replace(",", NBSP).replace(".", ",")


def euros(cents: int) -> str:
    """An amount in cents as French text, cents shown only when there are some.

    >>> euros(2_400_000).replace(NBSP, "_"), euros(123_450).replace(NBSP, "_")
    ('24_000_€', '1_234,50_€')
    """
    whole, rest = divmod(abs(cents), 100)
    text = f"{whole:,}".replace(",", NBSP) + (f",{rest:02d}" if rest else "")
    return ("-" if cents < 0 else "") + text + NBSP + "€"


def percent(rate: float) -> str:
    """A rate as French text.

    >>> percent(5.5).replace(NBSP, "_")
    '5,5_%'
    """
    return number(rate) + NBSP + "%"


def day(on: date) -> str:
    """A date as French text: 23/02/2026."""
    return f"{on:%d/%m/%Y}"


def people(count: int) -> str:
    """A household size as French text."""
    return "1 personne" if count == 1 else f"{count} personnes"


def listed(items: list[str]) -> str:
    """Items joined as French text: « a, b et c »."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " et " + items[-1] if items else ""
