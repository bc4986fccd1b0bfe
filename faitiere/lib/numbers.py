"""French writing of numbers, sums of money, dates and hours, for screens, mails and reports.

One place decides the no-break spaces, the decimal comma, the U+2212 minus and the words of dates, so that
the same figure reads the same everywhere. Pure functions: numbers in, text out.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"
MINUS = "\u2212"

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)

_SHORT_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")

Number = int | float | Decimal


def number(value: Number, digits: int = 0) -> str:
    """`value` with `digits` decimals, halves rounded away from zero: 22420 → "22 420", −2.5 → "−3"."""
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError("Ce nombre n'est pas fini : il ne peut pas être écrit.")
    rounded = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = f"{abs(rounded):,.{digits}f}".replace(",", NBSP).replace(".", ",")
    return MINUS + text if rounded < 0 else text


def trimmed(value: Number, digits: int) -> str:
    """Like `number`, at most `digits` decimals, without useless zeros: 7.50 → "7,5", 7.0 → "7"."""
    text = number(value, digits)
    text = text.rstrip("0").rstrip(",") if "," in text else text
    return "0" if text == MINUS + "0" else text


def quantity(value: Number, unit: str, digits: int = 0) -> str:
    """A figure and its unit joined by a no-break space: (104, "m²") → "104 m²"."""
    return f"{trimmed(value, digits)}{NBSP}{unit.replace(' ', NBSP)}"


def kwh(value: Number) -> str:
    """Energy in kWh, without decimals: 29400 → "29 400 kWh"."""
    return quantity(value, "kWh")


def area(value: Number) -> str:
    """Area in m², one decimal when it matters: 104 → "104 m²", 92.5 → "92,5 m²"."""
    return quantity(value, "m²", 1)


def money(cents: int, *, with_cents: bool = False) -> str:
    """A sum given in cents: 2242000 → "22 420 €"; cents are shown only on request (payment plans)."""
    return f"{number(Decimal(cents) / 100, 2 if with_cents else 0)}{NBSP}€"


def money_range(low: int, high: int) -> str:
    """Two sums in cents: "entre 42 000 et 52 000 €"; only one when both read the same."""
    if low > high:
        raise ValueError("La borne basse dépasse la borne haute : donner la plus petite d'abord.")
    if money(low) == money(high):
        return money(low)
    return f"entre {number(Decimal(low) / 100)} et {money(high)}"


def money_change(cents: int) -> str:
    """A difference of money per month in words: −3461 → "35 € de moins", 800 → "8 € de plus"."""
    amount = money(abs(cents))
    if amount == money(0):
        return "autant qu’aujourd’hui"
    return f"{amount} de moins" if cents < 0 else f"{amount} de plus"


def percent(ratio: Number) -> str:
    """A ratio as whole percents: 0.696 → "70 %"."""
    return f"{number(Decimal(str(ratio)) * 100)}{NBSP}%"


def whole_shares(values: Sequence[Number], total: int = 100) -> list[int]:
    """Integers proportional to `values` that add up to `total` exactly (largest remainders).

    Values must be zero or more and not all zero. A rounded sum must still add up on screen.
    """
    exact = [Decimal(str(value)) for value in values]
    whole = sum(exact)
    if any(value < 0 for value in exact) or whole <= 0:
        raise ValueError("Les parts doivent être positives et ne pas être toutes nulles.")
    scaled = [value * total / whole for value in exact]
    shares = [int(value) for value in scaled]
    by_remainder = sorted(range(len(exact)), key=lambda i: (shares[i] - scaled[i], i))
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares


def count(number_of: int, singular: str, plural: str | None = None) -> str:
    """A count and its noun, in the French way: 0 dossier, 1 dossier, 2 dossiers."""
    noun = singular if abs(number_of) < 2 else (plural or singular + "s")
    return f"{number(number_of)}{NBSP}{noun}"


def join_words(words: Sequence[str]) -> str:
    """An enumeration: ["murs", "toit", "sol"] → "murs, toit et sol"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} et {words[-1]}"


def month_words(day: date) -> str:
    """ "janvier 2027"."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def month_name(month: int) -> str:
    """Name of the month numbered from 1: 1 → "janvier"."""
    return _MONTHS[month - 1]


def date_words(day: date) -> str:
    """ "28 janvier 2027", "1er janvier 2027"; the day stays on the same line as the month."""
    return f"{'1er' if day.day == 1 else day.day}{NBSP}{month_words(day)}"


def short_date_words(day: date) -> str:
    """ "28 janv. 2027", for a table that has no room for more."""
    return f"{day.day}{NBSP}{_SHORT_MONTHS[day.month - 1]}{NBSP}{day.year}"


def day_words(day: date) -> str:
    """With the weekday, always used for a deadline: "jeudi 28 janvier 2027"."""
    return f"{_DAYS[day.weekday()]} {date_words(day)}"


def hour_words(moment: time | datetime) -> str:
    """ "14 h", "9 h 40", "8 h 05"."""
    hour = f"{moment.hour}{NBSP}h"
    return f"{hour}{NBSP}{moment.minute:02d}" if moment.minute else hour


def moment_words(moment: datetime) -> str:
    """ "jeudi 28 janvier 2027 à 14 h", read in the time zone the moment already carries."""
    return f"{day_words(moment)} à {hour_words(moment)}"


def duration_words(minutes: int) -> str:
    """ "45 minutes", "1 h", "1 h 30"."""
    if minutes < 60:
        return count(minutes, "minute")
    hours, rest = divmod(minutes, 60)
    return f"{hours}{NBSP}h" + (f"{NBSP}{rest:02d}" if rest else "")


def phone_words(text: str) -> str:
    """A French number in pairs, "+33536491240" → "05 36 49 12 40", spaces not breaking; anything else unchanged."""
    digits = "".join(char for char in text if char.isdigit())
    if digits.startswith("33") and len(digits) == 11:
        digits = "0" + digits[2:]
    return NBSP.join(digits[i : i + 2] for i in range(0, 10, 2)) if len(digits) == 10 else text
