"""Forms of an owner: what it declares for its plan, and what it thinks of the vote."""

from django import forms
from django.utils import timezone

from faitiere.apps.contacts.forms import SIZE_SENTENCE, WholeField, email_field

from ..enums import Answer, Attending, IncomeBracket, LoanChoice, OwnerStay, Sharing
from ..models import OwnerFacts, OwnerIntention, Resolution

_YEARS_BACK = 3
_RFR = "Écrivez le revenu fiscal de référence en euros, par exemple 24 500."


class OwnerFactsForm(forms.Form):
    """What an owner declares for its plan; the household's own answers stay private."""

    stay = forms.ChoiceField(
        label="Mon logement dans cette copropriété", required=False, choices=[("", "Pas dit"), *OwnerStay.choices]
    )
    household_size = WholeField(
        label="Personnes dans le ménage", required=False, min_value=1, max_value=20, sentence=SIZE_SENTENCE
    )
    rfr_euros = WholeField(
        label="Revenu fiscal de référence, en €",
        required=False,
        min_value=0,
        max_value=10_000_000,
        sentence=_RFR,
        help_text="Première page de l'avis d'impôt. Additionnez ceux du ménage s'il en reçoit plusieurs.",
    )
    rfr_year = WholeField(
        label="Année de l'avis d'impôt",
        required=False,
        min_value=2000,
        max_value=2100,
        sentence="Écrivez l'année en quatre chiffres.",
    )
    income_bracket = forms.ChoiceField(
        label="Ou bien la catégorie de revenus, si vous la connaissez",
        required=False,
        choices=[("", "Je ne sais pas"), *IncomeBracket.choices],
    )
    loan = forms.ChoiceField(label="Pour payer le reste", choices=LoanChoice.choices, widget=forms.RadioSelect)

    @classmethod
    def of(cls, facts: OwnerFacts | None, posted=None):
        names = [name for name in cls.base_fields if facts and hasattr(facts, name)]
        initial = {name: getattr(facts, name) for name in names} or {"loan": LoanChoice.NONE}
        return cls(posted, initial=initial)

    def clean_rfr_year(self):
        year, today = self.cleaned_data["rfr_year"], timezone.localdate()
        if year is not None and not today.year - _YEARS_BACK <= year <= today.year:
            raise forms.ValidationError(
                f"Prenez l'avis le plus récent : une année entre {today.year - _YEARS_BACK} et {today.year}."
            )
        return year

    def clean(self):
        given = super().clean()
        if given.get("rfr_euros") is not None and not given.get("household_size") and "household_size" in given:
            self.add_error("household_size", "Combien de personnes ? Sans ce nombre, le revenu ne donne pas d'aide.")
        return given

    def fields_of(self) -> dict:
        """Fields of `OwnerFacts`."""
        return {name: self.cleaned_data[name] for name in OwnerFactsForm.base_fields}


class DeclarationForm(OwnerFactsForm):
    """The same, typed by the owner itself, with its agreement."""

    agrees = forms.BooleanField(
        label="J'accepte que le guichet garde ces réponses pour calculer mon plan.",
        error_messages={"required": "Sans votre accord, nous ne gardons rien. Cochez la case, ou revenez en arrière."},
    )


class OwnerInviteForm(forms.Form):
    """Where to write to an owner asked in; empty when its address is known."""

    email = email_field(help_text="Laissez vide si la bonne adresse est déjà connue.")


class IntentionForm(forms.Form):
    """How an owner will take part and leans on each resolution; nothing is shown to anybody unless it says so."""

    attending = forms.ChoiceField(label="Serez-vous là ?", choices=Attending.choices, widget=forms.RadioSelect)
    sharing = forms.ChoiceField(label="Qui peut voir mes réponses ?", choices=Sharing.choices, widget=forms.RadioSelect)

    def __init__(self, *args, resolutions: list[Resolution], **kwargs):
        super().__init__(*args, **kwargs)
        self.resolutions = resolutions
        for one in resolutions:
            self.fields[f"leaning:{one.pk}"] = forms.ChoiceField(
                label=str(one),
                required=False,
                choices=[*Answer.choices, ("unknown", "Indécis"), ("", "Pas dit")],
                widget=forms.RadioSelect,
            )
            self.fields[f"secret:{one.pk}"] = forms.BooleanField(label="Garder cette réponse pour moi", required=False)

    @classmethod
    def of(cls, intention: OwnerIntention | None, posted=None, *, resolutions: list[Resolution]) -> "IntentionForm":
        initial = {"attending": Attending.UNKNOWN, "sharing": Sharing.NOBODY}
        if intention:
            initial = {"attending": intention.attending, "sharing": intention.sharing}
            for one in intention.leanings.all():
                initial |= {f"leaning:{one.resolution_id}": one.leaning, f"secret:{one.resolution_id}": one.kept_secret}
        return cls(posted, initial=initial, resolutions=resolutions)

    def lines(self) -> list[dict]:
        """Each resolution with its two fields."""
        return [
            {"resolution": one, "leaning": self[f"leaning:{one.pk}"], "secret": self[f"secret:{one.pk}"]}
            for one in self.resolutions
        ]

    def leanings(self) -> dict:
        """Resolution id → (leaning, kept secret)."""
        given = self.cleaned_data
        return {one.pk: (given[f"leaning:{one.pk}"], given[f"secret:{one.pk}"]) for one in self.resolutions}
