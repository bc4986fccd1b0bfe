"""Tax advantages: VAT, taxe foncière, Denormandie, Loc'Avantages.

Sources: CGI art. 278-0 bis A, 279-0 bis, 1383-0 B, 199 novovicies; Loc'Avantages, CGI art. 199 tricies.
"""

import numpy as np

from ..columns import Columns
from ..regime import Regime
from . import home


def works_with_tax(c: Columns, r: Regime) -> np.ndarray:
    """(n,) works including tax at the single rate assumed for a whole project of energy renovation."""
    return c.works * (1 + r.number("vat_project_rate") / 100)


def property_tax_conditions(c: Columns, r: Regime) -> dict[str, np.ndarray]:
    """Conditions of the exemption of taxe foncière: completed over ten years ago, commune, spending."""
    return {
        "owner": home.owner(c),
        "age": c.age > r.number("property_tax_home_age"),
        "commune": c.property_tax_commune,
        "spending": c.property_tax_spending,
    }


def property_tax(c: Columns, r: Regime) -> np.ndarray:
    """(n,) euros exempted over the three years."""
    return c.property_tax_rate / 100 * c.property_tax * r.number("property_tax_years")


def denormandie_conditions(c: Columns, r: Regime) -> dict[str, np.ndarray]:
    """Conditions of the Denormandie reduction: let home, commune, share of works, gain or two works of five."""
    share = c.works / (c.price + c.works) * 100
    return {
        "owner": home.owner(c),
        "landlord": ~c.occupant,
        "taxed": c.income > r.number("denormandie_income_min"),
        "commune": c.denormandie_commune,
        "share": share >= r.number("denormandie_works_share"),
        "works": (c.gain_denormandie >= r.number("denormandie_gain")) | c.denormandie_works,
    }


def denormandie(c: Columns, r: Regime) -> np.ndarray:
    """(n,) reduction in euros over the whole renting period."""
    base = np.minimum(c.price + c.works, r.number("denormandie_base_max"))
    return base * r.denormandie_rate[c.rent_years] / 100


def locavantages_conditions(c: Columns, r: Regime) -> dict[str, np.ndarray]:
    """Conditions of Loc'Avantages: an owner who lets the home as the tenant's main home."""
    return {"owner": home.owner(c), "landlord": ~c.occupant, "tenant": c.main_home_tenant}


def locavantages(c: Columns, r: Regime) -> np.ndarray:
    """(n,) yearly tax reduction in euros, within the yearly ceiling."""
    yearly = c.rent * 12 * r.rent_rate[c.rent_level, c.intermediation.astype(int)] / 100
    return np.minimum(yearly, r.number("locavantages_reduction_max"))
