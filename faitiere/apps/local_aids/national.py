"""The national aids by code and name, as the engine answers them: what may be annotated or excluded."""

import datetime as dt

from faitiere.engines.aids import AdaptProject, CondoProject, DecentProject, Situation, evaluate

_SITUATIONS = tuple(
    Situation(occupancy=who, condo=CondoProject(), decent=DecentProject(), adapt=AdaptProject())
    for who in ("occupant", "bailleur", "copropriete")
)


def national_aids(on: dt.date, *, kinds: tuple[str, ...] = ()) -> dict[str, str]:
    """code → name of every national aid of a day; of some kinds only (« subvention »…) when they are given."""
    return {
        one.code: one.name_fr
        for situation in _SITUATIONS
        for one in evaluate(situation, on=on)
        if not one.code.startswith("locale_") and (not kinds or one.kind in kinds)
    }
