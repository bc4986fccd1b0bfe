"""What a sheet may say and show. Pure decisions on values."""

import hashlib
import math
import re
import uuid

from faitiere.lib.text import search_key

from .enums import Period, Precision

MOST_PICTURES = 8
CONSENT = (
    "J'accepte que le guichet publie la fiche de mon projet : travaux, classes avant et après, coût, aides, durée, "
    "témoignage et photos, sans mon nom ni mon adresse, avec le lieu aussi flou qu'indiqué. Je peux retirer cet accord "
    "à tout moment : la fiche disparaît aussitôt."
)
COUNCIL_CONSENT = (
    CONSENT.replace("J'accepte", "Le conseil syndical accepte")
    .replace("mon projet", "la copropriété")
    .replace("sans mon nom ni mon adresse", "sans aucun nom")
    .replace("Je peux", "Il peut")
)
# Metres of a degree of latitude; a cell of the blurred grid; how far from the middle of its commune a point may fall.
_DEGREE = 111_320
_CELL = 500
_AWAY = 900
_PERIODS = ((1948, Period.BEFORE_1949), (1974, Period.TO_1974), (1988, Period.TO_1988), (2000, Period.TO_2000))
# Shorter names are words of everyday language.
_SHORTEST_NAME = 3


class Refused(ValueError):
    """Something that cannot be done to a sheet; the message is a French sentence."""


def period_of(year: int | None) -> str:
    """The class of a year of construction; empty when it is not known."""
    if year is None:
        return ""
    return next((period for last, period in _PERIODS if year <= last), Period.LATER)


def class_gain(before: str, after: str) -> int | None:
    """How many classes were gained; None when one of them is not known."""
    return "ABCDEFG".index(before) - "ABCDEFG".index(after) if before and after else None


def names_in(text: str, names: list[str]) -> list[str]:
    """Names of people, or a street, that the text holds as whole words, in any writing.

    A name that is also a word (Petit, Pierre) is one only with a capital letter.
    """
    said = re.findall(r"\w+", text)
    keys = [search_key(word) for word in said]
    known = dict.fromkeys(name.strip() for name in names if len(search_key(name)) >= _SHORTEST_NAME)
    return [name for name in known if _holds(said, keys, name)]


def _holds(said: list[str], keys: list[str], name: str) -> bool:
    wanted = [search_key(word) for word in re.findall(r"\w+", name)]
    capital = name[0].isupper()
    starts = (rank for rank in range(len(keys)) if keys[rank : rank + len(wanted)] == wanted)
    return any(not capital or said[rank][0].isupper() for rank in starts)


def somewhere_in(place: tuple[float, float], seed: uuid.UUID) -> tuple[float, float]:
    """A point drawn once for all around the middle of the commune: it says the commune and nothing more."""
    drawn = hashlib.sha256(seed.bytes).digest()
    angle = int.from_bytes(drawn[:4]) / 2**32 * 2 * math.pi
    metres = math.sqrt(int.from_bytes(drawn[4:8]) / 2**32) * _AWAY
    longitude, latitude = place
    across = metres * math.cos(angle) / (_DEGREE * math.cos(math.radians(latitude)))
    return round(longitude + across, 5), round(latitude + metres * math.sin(angle) / _DEGREE, 5)


def blurred(place: tuple[float, float], precision: str) -> tuple[float, float]:
    """The middle of a cell of 500 m that holds the place; the place itself when it may be exact."""
    if precision == Precision.EXACT:
        return round(place[0], 5), round(place[1], 5)
    longitude, latitude = place
    up = _CELL / _DEGREE
    line = math.floor(latitude / up)
    # Every place of a line shares its width, so that a cell is the same for all it holds.
    across = up / math.cos(math.radians((line + 0.5) * up))
    return round((math.floor(longitude / across) + 0.5) * across, 5), round((line + 0.5) * up, 5)
