"""The money of a meeting: the collective loan that is offered, the works fund, what is saved on the charges."""

from django import forms

from faitiere.apps.buildings.site_works import SiteScenario
from faitiere.apps.contacts.forms import WholeField
from faitiere.engines import params
from faitiere.lib.numbers import money

from ..enums import LoanKind
from ..models import GeneralMeeting
from ..motions import outside_opt_out_loan

_EUROS = "Écrivez un montant en euros, par exemple 128 000."
# A loan of those who join has no length in the law: longer is a mistake of typing.
_FAR_YEARS = 50


class FundingForm(forms.Form):
    """The collective loan that is offered, and what the works fund pays."""

    loan_years = WholeField(
        label="Prêt collectif, en années", min_value=1, max_value=_FAR_YEARS, sentence="Un nombre d'années."
    )
    loan_rate = forms.DecimalField(
        label="Taux, en % (0 pour un éco-PTZ)",
        min_value=0,
        max_value=20,
        decimal_places=2,
        localize=True,
        error_messages={"invalid": "Écrivez un taux, par exemple 3,2."},
    )
    fund = WholeField(label="Fonds de travaux utilisé, en €", min_value=0, max_value=1_000_000_000, sentence=_EUROS)
    loan_kind = forms.ChoiceField(label="Prêt proposé", choices=LoanKind.choices, required=False)
    savings = WholeField(
        label="Économie de charges attendue par an, pour tout l'immeuble, en €",
        required=False,
        min_value=0,
        max_value=100_000_000,
        sentence=_EUROS,
        help_text="Celle du scénario retenu. Elle est partagée entre les copropriétaires.",
    )
    savings_key = forms.ModelChoiceField(
        label="Clé de partage de l'économie",
        queryset=None,
        required=False,
        empty_label="Charges générales",
    )

    def __init__(self, *args, meeting: GeneralMeeting, site: SiteScenario | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["savings_key"].queryset = meeting.condominium.keys.all()
        if site and site.bill_saved_cents > 0:
            self.fields["savings"].help_text = (
                f"{site.name} : {money(site.bill_saved_cents)} par an d'après le calcul. "
                "Elle est partagée entre les copropriétaires."
            )

    @classmethod
    def of(cls, meeting: GeneralMeeting, posted=None, *, site: SiteScenario | None) -> "FundingForm":
        """As it stands; the saving of the scenario kept is proposed while none is written."""
        saved = max(site.bill_saved_cents, 0) if site else 0
        initial = {
            "loan_kind": meeting.loan_kind,
            "savings": (meeting.savings_cents or saved) // 100,
            "savings_key": meeting.savings_key_id,
            "loan_years": meeting.loan_months // 12,
            "loan_rate": meeting.loan_rate,
            "fund": meeting.fund_cents // 100,
        }
        return cls(posted, initial=initial, meeting=meeting, site=site)

    def clean(self):
        given = super().clean()
        kind, years = given.get("loan_kind"), given.get("loan_years") or 0
        if kind == LoanKind.ECO_PTZ and given.get("loan_rate"):
            self.add_error("loan_rate", "Un éco-PTZ est à taux zéro : écrivez 0, ou choisissez un autre prêt.")
        if (longest := self._longest(kind)) and years > int(str(longest.value)):
            most = f"{longest.value} ans au plus ({longest.source}{'' if longest.verified else ', à vérifier'})"
            self.add_error("loan_years", f"Ce prêt dure {most}.")
        if kind == LoanKind.OPT_OUT:
            self._check_works()
        return given

    def _longest(self, kind: str | None) -> params.Parameter | None:
        """The rule that bounds the length of a loan on the day of the meeting."""
        on = self.meeting.held_on
        if kind == LoanKind.OPT_OUT:
            return params.find_or_none("opt_out_max_years", on=on)
        if kind == LoanKind.ECO_PTZ:
            return max(params.in_force(on, "eco_ptz_years"), key=lambda one: int(str(one.value)), default=None)
        return None

    def _check_works(self) -> None:
        """Article 26-4 III: works of article 24 II and of article 25 f, no other."""
        refused = outside_opt_out_loan(self.meeting.resolutions.all(), on=self.meeting.held_on)
        if refused:
            titles = ", ".join(f"« {one.title} »" for one in refused[:5])
            self.add_error(
                "loan_kind",
                "Ce prêt ne paie que les travaux du II de l'article 24 et du f de l'article 25 (article 26-4 III). "
                f"Dites la nature de {titles} dans l'ordre du jour, ou choisissez un autre prêt.",
            )

    def fields_of(self) -> dict:
        """Fields of `GeneralMeeting`."""
        given = self.cleaned_data
        return {
            "loan_kind": given["loan_kind"] or LoanKind.OPT_IN,
            "savings_cents": (given["savings"] or 0) * 100,
            "savings_key": given["savings_key"],
            "loan_months": given["loan_years"] * 12,
            "loan_rate": given["loan_rate"],
            "fund_cents": given["fund"] * 100,
        }
