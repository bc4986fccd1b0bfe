"""The households the tests speak of, and how to read the shared folder."""

from dataclasses import replace
from datetime import date
from typing import Any

from faitiere.engines.aids import Situation, WorkLine

WINTER_2025 = date(2025, 3, 1)
DEC_2025 = date(2025, 12, 18)
SPRING_2026 = date(2026, 3, 1)

WALLS = WorkLine(geste="murs_exterieurs", amount_ht_cents=1_800_000, quantity=110)
ROOF = WorkLine(geste="rampants_combles", amount_ht_cents=600_000, quantity=90)
HEAT_PUMP = WorkLine(geste="pac_air_eau", amount_ht_cents=1_400_000, performance="140-170", use="chauffage")

# Three people of modest means in an old house near Toulouse.
FAMILY = Situation(
    household_size=3,
    rfr_euros=35_000,
    occupancy="occupant",
    ile_de_france=False,
    department="31",
    commune="31149",
    home="maison",
    area_m2=105,
    built_year=1975,
    main_home=True,
    class_before="G",
    class_after="D",
    gain_percent=55,
    fossil_boiler_replaced=True,
    property_tax_cents=120_000,
    lines=(WALLS, ROOF, HEAT_PUMP),
)


def family(**changes: Any) -> Situation:
    """The family with some facts changed."""
    return replace(FAMILY, **changes)
