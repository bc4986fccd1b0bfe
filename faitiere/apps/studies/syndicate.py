"""A condominium as the aids engine asks about it: its dwellings, who lives there, its project. Reads only."""

from django.db.models import Count, Q

from faitiere.apps.buildings.enums import LotKind, LotUse
from faitiere.apps.buildings.models import Condominium, ShareKey
from faitiere.apps.territories.enums import ProjectKind
from faitiere.engines.aids.situation import CondoProject, WorkLine

STATUS = "copropriete"
# Aids to a household for its home: each owner asks for its own, see its plan before the vote.
OF_A_HOME = (
    *("mpr_accompagne", "mar", "mpr_geste", "cee_ampleur", "prime_individuelle"),
    *("eco_ptz", "par_plus", "taxe_fonciere"),
)
_LIVED_IN = (LotUse.OWNER, LotUse.TENANT)


def is_syndicate(case) -> bool:
    """The project is that of a condominium: the aids are asked for by its syndicate, not by a household."""
    return case.project_kind == ProjectKind.CONDOMINIUM


def keys_of(case) -> list[ShareKey]:
    """Keys of shares of the condominium, in order; none for a home."""
    return list(ShareKey.objects.filter(condominium__home=case.home_id)) if is_syndicate(case) else []


def facts(case, extra: dict) -> dict:
    """What the aids ask of a syndicate, plain values as kept in the study; None when not known."""
    commune, said = case.home.commune, extra.get("condo") or {}
    homes, lived_in, registered = _known_of(case)
    typed = said.get("main_homes_percent")
    return {
        "occupancy": STATUS,
        "department": commune.departement if commune else None,
        "commune": commune.insee if commune else None,
        "epci": commune.epci_id if commune else None,
        "built_year": extra.get("built_year"),
        "cee_price_mwh": extra.get("cee_price_mwh"),
        "condo": {
            "homes": said.get("homes") or homes or None,
            "main_homes_percent": lived_in if typed is None else typed,
            "fragile": said.get("fragile"),
            "support_ht_cents": said.get("support_ht_cents"),
            "borrowing_homes": said.get("borrowing_homes"),
            "registered": registered,
        },
    }


def _known_of(case) -> tuple[int, float | None, bool | None]:
    """Dwellings of the list of lots, the share lived in all year, the register; None while something is not known."""
    dwelling = Q(lots__kind=LotKind.DWELLING, lots__removed_on__isnull=True)
    found = Condominium.objects.filter(home=case.home_id).aggregate(
        registered=Count("pk", filter=~Q(rnic=""), distinct=True),
        homes=Count("lots", filter=dwelling),
        lived_in=Count("lots", filter=dwelling & Q(lots__use__in=_LIVED_IN)),
        silent=Count("lots", filter=dwelling & Q(lots__use="")),
    )
    homes, registered = found["homes"], True if found["registered"] else None
    if not homes or found["silent"]:
        return homes, None, registered
    return homes, round(100 * found["lived_in"] / homes, 1), registered


def project(known: dict, lines: list[WorkLine]) -> dict:
    """Fields of the situation that speak of the building: its project, and the mean area of a dwelling."""
    condo, area = known["condo"], known.get("area_m2")
    homes = condo["homes"]
    works = sum(line.amount_ht_cents or 0 for line in lines)
    return {
        "condo": CondoProject(**condo, works_ht_cents=works, gain_percent=known.get("gain_percent")),
        "area_m2": round(area / homes, 1) if area and homes else None,
    }
