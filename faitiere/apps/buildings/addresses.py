"""When two writings are one address: pure functions on text.

"12bis, av. du Gal de Gaulle (appt 4)" and "12 bis avenue du Général-de-Gaulle" are the same street number; the
commune is compared apart.
"""

import re

from faitiere.lib.text import search_key

_LENGTH = 200
_EMPTY = frozenset(("D", "DE", "DES", "DU", "L", "LA", "LE", "LES", "ET", "AU", "AUX", "N"))
# As on envelopes and in the Base adresse nationale; the plural of a kind of street is the same street.
_WHOLE = {
    "ALL": "ALLEE",
    "ALLEES": "ALLEE",
    "AV": "AVENUE",
    "AVE": "AVENUE",
    "BD": "BOULEVARD",
    "BLD": "BOULEVARD",
    "BVD": "BOULEVARD",
    "CH": "CHEMIN",
    "CHE": "CHEMIN",
    "CHEM": "CHEMIN",
    "DR": "DOCTEUR",
    "FG": "FAUBOURG",
    "FBG": "FAUBOURG",
    "GAL": "GENERAL",
    "GEN": "GENERAL",
    "IMP": "IMPASSE",
    "MAL": "MARECHAL",
    "PDT": "PRESIDENT",
    "PL": "PLACE",
    "R": "RUE",
    "RES": "RESIDENCE",
    "RTE": "ROUTE",
    "SQ": "SQUARE",
    "ST": "SAINT",
    "STE": "SAINTE",
}
_REPEATED = {"B": "BIS", "T": "TER", "Q": "QUATER"}
# What tells a flat from its neighbours; the word or number after it belongs to it.
_INSIDE = frozenset(
    ("APPT", "APPARTEMENT", "APT", "APP", "BAT", "BATIMENT", "ESC", "ESCALIER", "PORTE", "PTE", "LOT", "BOITE", "BAL")
)
_FLOORS = frozenset(("ETAGE", "ETG"))
_RANKS = frozenset(("E", "EME", "ER", "ERE", "ND"))


def _words(address: str) -> list[str]:
    """Words of an address, numbers apart from their letter: "12bis" → "12", "BIS"."""
    return re.sub(r"(?<=\d)(?=[^\W\d])", " ", search_key(address)).split()


def _whole(words: list[str]) -> list[str]:
    """Abbreviations in full, empty words left out, nothing from a postcode on."""
    kept: list[str] = []
    for word in words:
        if kept and re.fullmatch(r"\d{5}", word):
            break
        after_number = bool(kept) and kept[-1].isdecimal()
        word = _REPEATED[word] if after_number and word in _REPEATED else _WHOLE.get(word, word)
        if word not in _EMPTY:
            kept.append(word)
    return kept


def address_key(address: str) -> str:
    """A whole address made comparable, what tells a flat apart included; empty when nothing is typed."""
    return " ".join(_whole(_words(address)))[:_LENGTH]


def street_key(address: str) -> str:
    """Number and street only: every flat of a building has the same; empty when nothing is typed."""
    words, kept, skip = _words(address), [], False
    for word in words:
        if skip:
            skip = False
        elif word in _INSIDE:
            skip = True
        elif word in _FLOORS:
            while kept and kept[-1] in _RANKS:
                kept.pop()
            if len(kept) > 1 and kept[-1].isdecimal():
                kept.pop()
        elif word != "RDC":
            kept.append(word)
    return " ".join(_whole(kept))[:_LENGTH]
