"""Works that others bring with them: a tank when the boiler that made hot water leaves without a successor."""

from collections.abc import Sequence

from ..columns import Columns
from . import hot_water
from .catalogue import Work, entry, generator, parameters

TANK = "ballon_electrique_c"  # what `heating.put` installs when hot water is left apart


def induced(columns: Columns, works: Sequence[Work]) -> list[Work]:
    """The works to be paid for beside those chosen on a home (n = 1); empty most of the time."""
    if any("eau_chaude" in entry(work.code).remplace for work in works):
        return []
    for work in works:
        if "chauffage" in entry(work.code).remplace and _leaves_water_apart(columns, work):
            return [Work(TANK)]
    return []


def _leaves_water_apart(columns: Columns, work: Work) -> bool:
    choice = parameters(work).get("eau_chaude")
    if not hot_water.own_dhw(columns)[0]:
        return False
    if choice == hot_water.AUTO:
        makes_water = generator(work.code)["enum_type_generateur_ecs_id"] != -1
        return not makes_water and bool(hot_water.coupled(columns)[0])
    return choice == hot_water.APART
