"""The income category of a household, said with its figures."""

from .. import codes, wording
from ..case import CATEGORY_FACTS, Case
from ..results import IncomeCategory
from ..rules import income
from .verdict import missing_fr, no_rule

_NAMES = ("très modeste", "modeste", "intermédiaire", "supérieure")


def income_category(case: Case) -> IncomeCategory:
    """Category, ceilings in cents, and one sentence with the household's own figures."""
    missing = case.lacks(CATEGORY_FACTS)
    if missing:
        return IncomeCategory(None, "", None, missing_fr(missing), missing=tuple(missing))
    if int(case.category[0]) < 0:
        none = no_rule("income_ceiling", case.on)
        return IncomeCategory(None, "", None, none.reason_fr, verified=False)
    s = case.s
    limits = [int(x) for x in income.ceilings(case.c, case.r)[0]]
    place = int(case.category[0])
    origin = case.provenance(case.category_figures)
    where = "en Île-de-France" if s.ile_de_france else "hors Île-de-France"
    limit = limits[min(place, 2)]
    over = "au-dessus du" if place == 3 else "dans la limite du"
    reason = (
        f"{wording.number(s.rfr_euros or 0)}\u00a0€ pour {wording.people(s.household_size or 1)} {where} : "
        f"{over} plafond de {wording.number(limit)}\u00a0€, catégorie {_NAMES[place]}."
    )
    return IncomeCategory(
        code=codes.CATEGORIES[place],
        name_fr=_NAMES[place],
        ceilings_cents=(limits[0] * 100, limits[1] * 100, limits[2] * 100),
        reason_fr=reason,
        source=origin.source,
        valid_from=origin.valid_from,
        verified=origin.verified,
        caveat_fr=origin.caveat_fr,
    )


def household_fr(case: Case) -> str:
    """« Ménage modeste (28 000 € pour 3 personnes) »."""
    s = case.s
    name = case.category_fr
    income_fr = f"{wording.number(s.rfr_euros or 0)}\u00a0€ pour {wording.people(s.household_size or 1)}"
    return f"{name[0].upper()}{name[1:]} ({income_fr})"
