"""What the compte rendu de rendez-vous (T4) needs: raw figures and texts, checked, never markup.

Fill a `CompteRendu` and call `pdf()` of this package (`reports.compte_rendu_pdf`). Sums are integers in cents,
ratios are numbers from 0 to 1, dates are `datetime.date`; every French wording of a figure is computed by
`compte_rendu_words`. Texts are plain text: whatever a user typed is printed as typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class AidStatus(StrEnum):
    """What we can say of an aid today; only OUI counts in a plan."""

    OUI = "oui"
    NON = "non"
    A_CONFIRMER = "a_confirmer"
    MANQUE = "manque"


@dataclass(frozen=True, kw_only=True)
class Branding:
    """The territory's name and colours ("#rrggbb", already checked for contrast by the territory's screen)."""

    territory: str
    brand: str = "#4b2a7b"
    brand_soft: str = "#f0eaf8"
    accent: str = "#c4502a"


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Whom to call: the counter's name, address on one line, phone as written to people, mail, opening hours."""

    name: str
    address: str
    phone: str
    email: str
    hours: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line of the home's identity sheet: "Murs", "Brique de 30 cm, non isolés", "Vu sur place"."""

    label: str
    value: str
    source: str


@dataclass(frozen=True, kw_only=True)
class OfficialDpe:
    """A real DPE, when there is one: class "A" to "G", ADEME number, date it was established."""

    classe: str
    numero: str
    established: date


@dataclass(frozen=True, kw_only=True)
class HomeToday:
    """The home as it is.

    facts           lines of the identity sheet, each with its source
    classe          most likely class of our estimate, "A" to "G"
    possible        best and worst class the estimate allows
    ep, ges         kWh of primary energy and kg of CO2 per m² and per year, estimated
    losses          loss by part, keys of charts.HOUSE_PARTS, in one common unit (W/K)
    is_house        True draws the section of a house, False (a flat) sorted bars
    uses            kWh of final energy a year, keys of charts.USES
    cost_low, cost_likely, cost_high   energy bill, cents a year
    dpe             the official DPE if one exists
    """

    facts: tuple[Fact, ...]
    classe: str
    possible: tuple[str, str]
    ep: float
    ges: float
    losses: Mapping[str, float]
    is_house: bool
    uses: Mapping[str, float]
    cost_low: int
    cost_likely: int
    cost_high: int
    dpe: OfficialDpe | None = None


@dataclass(frozen=True, kw_only=True)
class Work:
    """One line of works: label, quantity in words ("118 m²", "1"), price range in cents with VAT."""

    label: str
    quantity: str
    price_low: int
    price_high: int


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One scenario, compared with today.

    letter          "A", "B" or "C"
    title, merit    "En une seule fois", "Coûte le moins chaque mois" (the because; may be empty)
    price_low, price_likely, price_high   works with VAT, cents
    aids            sum of the aids whose status is OUI, cents
    saving          share of final energy saved, 0 to 1
    classe          class estimated after works
    bill            energy bill after works, cents a year, most likely
    monthly_change  loan less energy saved, cents a month: negative means cheaper than today; None for a condominium,
                    where each owner has its own
    uses            kWh of final energy a year after works, keys of charts.USES
    """

    letter: str
    title: str
    works: tuple[Work, ...]
    price_low: int
    price_likely: int
    price_high: int
    aids: int
    saving: float
    classe: str
    bill: int
    monthly_change: int | None
    uses: Mapping[str, float]
    merit: str = ""

    @property
    def remaining(self) -> int:
        """What remains to pay for the most likely price, cents."""
        return self.price_likely - self.aids


@dataclass(frozen=True, kw_only=True)
class Aid:
    """One aid examined for the chosen scenario.

    amount       cents when status is OUI, otherwise None: what is not certain counts for nothing
    reason       one sentence naming the household's own facts
    source       the text it comes from; source_date is its date of application or last check
    action       what to do, "Déposer la demande sur le site de l'Anah"; empty when nothing
    before_signing  True when it must be asked before signing the quotes
    """

    name: str
    status: AidStatus
    amount: int | None
    reason: str
    source: str
    source_date: date
    action: str = ""
    before_signing: bool = False

    def __post_init__(self) -> None:
        if (self.amount is not None) != (self.status is AidStatus.OUI):
            raise ValueError(f"{self.name} : une aide a un montant si, et seulement si, son statut est « oui ».")


@dataclass(frozen=True, kw_only=True)
class Loan:
    """A loan of the plan: label, years it lasts, instalment in cents a month."""

    label: str
    years: int
    monthly: int


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The financing plan of the chosen scenario, all sums in cents.

    works, vat    works without VAT, and the VAT; vat_label says its rate ("TVA à 5,5 %")
    aids          (name, amount) of each aid counted
    savings_used  what the household pays from its own money, 0 if none
    loans         the loans that pay the rest
    energy_saved  energy saved the first year, cents a month
    to_advance    the most the household may have to advance before the aids arrive
    advance_note  one sentence: how to avoid it
    cash          cents left each month, year 1 first (yearly_cash), empty for no chart
    """

    works: int
    vat: int
    vat_label: str
    aids: tuple[tuple[str, int], ...]
    energy_saved: int
    to_advance: int
    advance_note: str
    loans: tuple[Loan, ...] = ()
    savings_used: int = 0
    cash: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        """Works with VAT."""
        return self.works + self.vat

    @property
    def remaining(self) -> int:
        """Total less aids."""
        return self.total - sum(amount for _, amount in self.aids)

    @property
    def monthly(self) -> int:
        """Loans less energy saved, first year: negative means cheaper than today."""
        return sum(loan.monthly for loan in self.loans) - self.energy_saved


@dataclass(frozen=True, kw_only=True)
class SharedWork:
    """A work of a condominium, or the total of a key: its key of shares, cost with tax and collective aids in cents."""

    label: str
    key: str
    cost: int
    aids: int

    @property
    def remaining(self) -> int:
        """Cost less aids."""
        return self.cost - self.aids


@dataclass(frozen=True, kw_only=True)
class SitePlan:
    """What a condominium's scenario costs its syndicate, all sums in cents: no loan and no saving of one household.

    works, vat, vat_label, aids   as in `Plan`
    shared        each work by its key, the assistance to the syndicate included though it is another bill
    keys          the same summed by key
    """

    works: int
    vat: int
    vat_label: str
    aids: tuple[tuple[str, int], ...]
    shared: tuple[SharedWork, ...]
    keys: tuple[SharedWork, ...]

    @property
    def total(self) -> int:
        """Works with VAT."""
        return self.works + self.vat

    @property
    def remaining(self) -> int:
        """Total less aids."""
        return self.total - sum(amount for _, amount in self.aids)


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """What happens next, by whom, and when (None: no date yet)."""

    what: str
    who: str
    when: date | None = None


@dataclass(frozen=True, kw_only=True)
class Hypothesis:
    """One assumption of the figures, with its date: "Prix de l'énergie", "arrêté du …", 2026-02-01."""

    label: str
    value: str
    dated: date


@dataclass(frozen=True, kw_only=True)
class CompteRendu:
    """The whole document.

    organisation    the advisor's organisation; advisor and advisor_role are printed beside it
    household       names as the household wants them written, one or more
    home_address    one line;  case_number  reference of the case
    met_on          day of the appointment;  issued_on  day the document is made
    said            the advisor's text; an empty line starts a new paragraph, a line starting with "- " a bullet
    today           the home today, None when nothing was described yet
    scenarios       none to three, in the order A, B, C
    chosen          letter of the scenario the aids and the plan are about, "" when none
    aids            in the order in which they must be asked
    plan            financing plan of the chosen scenario
    steps           what comes next, the nearest first; at least one
    hypotheses      engine version, parameters, prices, climate, occupancy, each with its date
    building        True for a condominium: the words say the building, not the home of a household
    """

    branding: Branding
    organisation: str
    advisor: str
    advisor_role: str
    household: tuple[str, ...]
    home_address: str
    case_number: str
    met_on: date
    issued_on: date
    said: str
    steps: tuple[NextStep, ...]
    hypotheses: tuple[Hypothesis, ...]
    contact: Contact
    today: HomeToday | None = None
    scenarios: tuple[Scenario, ...] = ()
    chosen: str = ""
    aids: tuple[Aid, ...] = ()
    plan: Plan | SitePlan | None = field(default=None)
    building: bool = False

    def __post_init__(self) -> None:
        letters = [scenario.letter for scenario in self.scenarios]
        refusals = {
            "Le compte rendu doit nommer le ménage.": not self.household,
            "Donner au moins une suite : un compte rendu ne laisse personne sans prochaine étape.": not self.steps,
            "Le compte rendu compare trois scénarios au plus.": len(letters) > 3,
            "Deux scénarios portent la même lettre.": len(set(letters)) < len(letters),
            "Le scénario choisi ne fait pas partie des scénarios.": bool(self.chosen) and self.chosen not in letters,
            "Les aides et le plan demandent un scénario choisi.": bool(self.aids or self.plan) and not self.chosen,
            "Les scénarios demandent l'état actuel du logement.": bool(letters) and self.today is None,
        }  # fmt: skip
        for sentence, wrong in refusals.items():
            if wrong:
                raise ValueError(sentence)
