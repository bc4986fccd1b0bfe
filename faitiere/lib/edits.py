"""Two people edit the same thing: what each changed is told apart, field by field. Pure functions on values."""

from collections.abc import Mapping
from dataclasses import dataclass


class Conflict(ValueError):
    """Somebody else changed the same fields meanwhile; `theirs`: what is kept now, by field. Nothing was written."""

    def __init__(self, theirs: Mapping[str, object]):
        super().__init__(", ".join(theirs))
        self.theirs = dict(theirs)


def merged(base: Mapping, mine: Mapping, theirs: Mapping) -> dict:
    """Values to keep when `mine` was typed over `base` while the kept values became `theirs`.

    A field changed on one side only takes that side; changed on both sides to different values, it raises `Conflict`
    with the values kept now. Fields are those of `mine`.
    """
    clashes = {
        name: theirs[name]
        for name, value in mine.items()
        if theirs[name] != base.get(name, theirs[name]) and value not in (base.get(name), theirs[name])
    }
    if clashes:
        raise Conflict(clashes)
    return {name: theirs[name] if value == base.get(name, value) else value for name, value in mine.items()}


@dataclass(frozen=True)
class Told:
    """What was said of a conflict: the field and the sentence shown beside it."""

    field: str
    sentence: str


def conflict_sentences(conflict: Conflict, *, shown: Mapping[str, str]) -> list[Told]:
    """One sentence a field; `shown` gives the words of a value, by field, when they differ from the value itself."""
    told = []
    for name, value in conflict.theirs.items():
        words = shown.get(name, str(value) if value not in (None, "") else "")
        now = f"La valeur enregistrée est maintenant « {words} »" if words else "La valeur est maintenant vide"
        told.append(
            Told(name, f"Un collègue a changé ce champ pendant votre saisie. {now}. Enregistrez pour mettre la vôtre.")
        )
    return told
