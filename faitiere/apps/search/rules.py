"""From text to the words of the index, and from what is typed to the words looked for. Pure."""

import itertools
import re
import unicodedata
from difflib import SequenceMatcher

LENGTH = 40
_TYPED_WORDS = 6
_TYPED_LENGTH = 120
_TAIL = 6  # letters compared when a word may be misspelt
_CLOSE_ENOUGH = 0.72
_EMPTY_WORDS = frozenset(("DE", "DU", "DES", "LA", "LE", "LES", "ET", "AU", "AUX", "EN", "SUR"))
# Kinds of street: in every address, so that they tell nothing apart; looked for only when nothing else is typed.
STREETS = frozenset(("RUE", "AVENUE", "CHEMIN", "PLACE", "BOULEVARD", "ALLEE", "ALLEES", "IMPASSE", "ROUTE", "COURS"))


def words_of(*texts: str) -> set[str]:
    """Words of texts as they are kept: upper case, no accent, any alphabet; "d'Hauteville" → {"HAUTEVILLE"}."""
    found = {word[:LENGTH] for text in texts for word in _split(text)}
    return {word for word in found if _says_something(word)}


def _says_something(word: str) -> bool:
    return word not in _EMPTY_WORDS and (len(word) > 1 or word.isdecimal())


def _split(text: str) -> list[str]:
    text = unicodedata.normalize("NFKD", text)
    text = "".join(char for char in text if not unicodedata.combining(char)).upper()
    return re.findall(r"[^\W_]+", text.replace("Œ", "OE").replace("Æ", "AE"))


def phone_words(key: str) -> set[str]:
    """Where a phone of nine digits may be entered, pair by pair: "639981433" → whole, "39981433", "981433", "1433"."""
    return {key[start:] for start in (0, 1, 3, 5) if len(key) - start >= 4}


def number_words(number: str) -> set[str]:
    """A number in parts and what is said of it: "31-2026-0841" → "3120260841", "20260841", "0841", "841"."""
    parts = _split(number)
    ends = {"".join(parts[start:])[:LENGTH] for start in range(len(parts))}
    return ends | ({parts[-1].lstrip("0")} - {""} if parts else set())


def readings(typed: str) -> list[list[str]]:
    """What may be meant by what is typed, each a list of words that must all begin a word of the index.

    Digits in a row are also read as one number: "06 39 98" is the start of a phone, "31-2026-08" of a case number.
    """
    words = _split(_together(_without_ending(re.sub(r"\+33", "0", typed[:_TYPED_LENGTH]))))
    telling = [word for word in words if _says_something(word)] or words
    kept = [word for word in telling if word not in STREETS] or telling
    found = []
    for join in (_as_number, _as_phone):
        joined = _joined(kept, join)
        if joined and joined not in found:
            found.append(joined)
    return found


def _without_ending(typed: str) -> str:
    """The ending of an e-mail address tells nothing apart and is not kept: "a.b@example.org" → "a.b@example"."""
    return re.sub(r"(@\S*)\.\w*", r"\1", typed)


def _together(typed: str) -> str:
    """The number of a condominium at the register is one word, however it is cut: "AB1-234-567" → "AB1234567"."""
    return re.sub(r"\b([A-Za-z]{2}\d)[ -](\d{1,3})(?:[ -](\d{1,3}))?\b", r"\1\2\3", typed)


def _joined(words: list[str], join) -> list[str]:
    """The same words with each run of digits as one; empty when a run leaves nothing to look for."""
    read = []
    for digits, run in itertools.groupby(words, str.isdecimal):
        together = list(run)
        read += [join("".join(together))] if digits else together
    return [word[:LENGTH] for word in read[:_TYPED_WORDS]] if all(read) else []


def _as_number(digits: str) -> str:
    return digits


def _as_phone(digits: str) -> str:
    """Nine digits at most, without the prefix of the country: "0033639" and "0639" → "639"."""
    return digits.removeprefix("0033").lstrip("0")[-9:]


def first_letters(word: str) -> str:
    """The part of a word that is compared when it may be misspelt."""
    return word[:_TAIL]


def spellings(word: str) -> set[str]:
    """The first letters of a word, whole and with one left out: what a misspelling has in common with it."""
    start = first_letters(word)
    return {start} | {start[:at] + start[at + 1 :] for at in range(len(start))}


def misspellings(word: str) -> set[str]:
    """What to look for when a word typed is unknown: up to two letters left out."""
    return set().union(*(spellings(one) for one in spellings(word)))


def may_be_misspelt(word: str) -> bool:
    return len(word) >= 4 and not any(char.isdigit() for char in word)


def closeness(typed: str, known: str) -> float:
    """From 0 to 1, the word known being perhaps longer than what is typed so far."""
    return max(SequenceMatcher(None, typed, known[:end]).ratio() for end in (len(typed), len(typed) + 1, LENGTH))


def closest(typed: str, known: set[str], *, most: int = 3) -> list[str]:
    """The known words that a person who typed this may have meant, best first."""
    scores = {word: closeness(typed, word) for word in known}
    close = [word for word, score in scores.items() if score >= _CLOSE_ENOUGH]
    return sorted(close, key=lambda word: (-scores[word], word))[:most]
