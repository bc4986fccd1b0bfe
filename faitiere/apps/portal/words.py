"""Words of a page as the search compares them: stems of French, without accents, the same on every database.

The stem is taken before the accents are dropped (Snowball's French rules read them), so that "rénovations" typed with
or without its accent meets "rénover".
"""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
# Words that say nothing, as people type them.
_EMPTY = frozenset(
    _WORD.findall(
        "au aux avec ce ces cette comment dans de des du en est et faire il ils je la le les leur leurs ma mais mes "
        "mon ne nos notre nous on ou par pas plus pour qu que quel quelle quels qui sa se ses son sont sur ta "
        "te tes ton un une vos votre vous"
    )
)
_STEMMER = snowballstemmer.stemmer("french")


def _plain(word: str) -> str:
    """Without accents nor cedilla."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return _plain(_STEMMER.stemWord(word))


def stems(text: str) -> list[str]:
    """Stems of a text in its order, the empty words left out."""
    words = (word for word in _WORD.findall(unicodedata.normalize("NFC", text).lower().replace("œ", "oe")))
    return [_stem(word) for word in words if len(word) > 1 and word not in _EMPTY]


def joined(found: list[str]) -> str:
    """Stems kept as a text in which `" stem "` is found whole."""
    return f" {' '.join(found)} "
