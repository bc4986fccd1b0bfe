"""What the façade knows of a household, its home and its works. Any field may be None: not known yet."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from .rules.local import LocalAid

Occupancy = Literal["occupant", "bailleur", "acquereur", "locataire", "copropriete"]
HomeKind = Literal["maison", "appartement"]


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One line of works: what, for how much before tax, how much of it, how well.

    ``geste`` is a code of ``GESTES``; ``vat_kind`` one of energie, amelioration, chaudiere_gaz, normal,
    photovoltaique_criteres (energie when left out and the geste is known); ``performance`` the characteristic
    the CEE fiche asks for (« 140-170 » for the Etas of a heat pump, « 72-80 » for a stove, « modulée » for a
    ventilation, the SCOP of an air/air pump); ``use`` chauffage or chauffage_eau; ``conditions_met`` whether
    the technical criteria and the RGE label are satisfied, None when not checked.
    """

    code: str = ""
    label: str = ""
    geste: str | None = None
    vat_kind: str | None = None
    amount_ht_cents: int | None = None
    quantity: float | None = None
    performance: str | None = None
    use: str | None = None
    conditions_met: bool | None = None


@dataclass(frozen=True, slots=True)
class CeePrice:
    """What a supplier pays for a kWh cumac, in euros a MWh cumac: the usual price and that of precarity."""

    supplier: str
    classique_mwh: float
    precarite_mwh: float


@dataclass(frozen=True, slots=True)
class CondoProject:
    """The project of a condominium, for its own aids; costs before tax.

    ``support_ht_cents`` is the price of its assistance to project ownership (AMO); ``borrowing_homes`` the
    number of dwellings that take part in a collective éco-PTZ; ``registered``: in the national register (RNIC).
    """

    homes: int | None = None
    main_homes_percent: float | None = None
    works_ht_cents: int | None = None
    gain_percent: float | None = None
    fragile: bool | None = None
    support_ht_cents: int | None = None
    borrowing_homes: int | None = None
    registered: bool | None = None


@dataclass(frozen=True, slots=True)
class LandlordProject:
    """What a landlord plans: rent, convention, purchase.

    ``mediation``: location (let to an association that sublets) or mandat (management mandate).
    """

    monthly_rent_cents: int | None = None
    rent_level: str | None = None
    intermediation: bool | None = None
    price_cents: int | None = None
    rent_years: int | None = None
    mediation: str | None = None


@dataclass(frozen=True, slots=True)
class DecentProject:
    """Heavy works in a degraded home, for Ma Prime Logement Décent; ``decay`` matters for a landlord only.

    ``recognised``: a degradation report or a police order exists. ``decay`` is tres_degrade, securite or
    moyennement_degrade; ``gain_35`` a gain of 35 % and more.
    """

    works_ht_cents: int | None = None
    recognised: bool | None = None
    decay: str | None = None
    gain_35: bool | None = None


@dataclass(frozen=True, slots=True)
class AdaptProject:
    """Works for age or handicap, for MaPrimeAdapt': cost before tax, entitled or not, kind of support.

    ``entitled``: 70 years and more, or 60 to 69 with a GIR, or a handicap of 50 % and more, or the PCH.
    ``support`` is socle, complet or complet_rapport.
    """

    works_ht_cents: int | None = None
    entitled: bool | None = None
    support: str | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """A household, its home and its works on the day of the request. None means unknown.

    ``ile_de_france`` chooses the income table: the home's region for an occupant, the owner's own region for
    a landlord. Classes are letters A to G. ``gain_percent`` is the gain in primary energy.
    ``works_ht_cents`` is used when there are no lines. ``cee_price`` is the offer of a supplier, else the
    single hypothesis; ``support_price_cents`` the price including tax of Mon Accompagnateur Rénov', else the usual one.
    """

    household_size: int | None = None
    rfr_euros: float | None = None
    occupancy: Occupancy | None = None
    ile_de_france: bool | None = None
    overseas: bool = False
    department: str | None = None
    commune: str | None = None
    epci: str | None = None
    home: HomeKind | None = None
    area_m2: float | None = None
    built_on: date | None = None
    built_year: int | None = None
    main_home: bool | None = None
    class_before: str | None = None
    class_after: str | None = None
    gain_percent: float | None = None
    lines: tuple[WorkLine, ...] = ()
    works_ht_cents: int | None = None
    fossil_boiler_replaced: bool | None = None
    appointment_held: bool | None = None
    property_tax_cents: int | None = None
    condo: CondoProject | None = None
    landlord: LandlordProject | None = None
    decent: DecentProject | None = None
    adapt: AdaptProject | None = None
    local_aids: tuple[LocalAid, ...] = field(default=())
    filed_on: date | None = None
    cee_price: CeePrice | None = None
    support_price_cents: int | None = None
