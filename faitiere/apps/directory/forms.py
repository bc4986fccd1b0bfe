from django import forms

from faitiere.apps.contacts.rules import parse_phone
from faitiere.apps.territories.models import Commune
from faitiere.lib.form_fields import WholeField
from faitiere.lib.siret import siret_of
from faitiere.lib.text import search_key

from .actions import Given
from .enums import OrderRule
from .models import Label
from .places import place_of
from .rules import one_line, plain_text
from .trades import trades, unpacked

_MOST_AREAS = 40
_LONG = 2000
CONSENT = (
    "J'accepte que le guichet publie cette fiche dans son annuaire. "
    "Je peux la corriger ou la faire retirer à tout moment."
)


class _Honeypot(forms.Form):
    """A field left empty by people and filled by robots."""

    site = forms.CharField(required=False, label="Ne remplissez pas ce champ")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["site"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    @property
    def is_robot(self) -> bool:
        return bool(self.data.get("site"))


class CompanyForm(forms.Form):
    """What is told of a company: by itself, or by the desk. Pasted HTML is read as text."""

    name = forms.CharField(label="Nom de l'entreprise", max_length=200)
    address = forms.CharField(label="Adresse", max_length=200, required=False)
    place = forms.CharField(
        label="Code postal et commune",
        max_length=120,
        help_text="Par exemple 31270 Cugnaux : votre place sur la carte.",
    )
    phone = forms.CharField(label="Téléphone", max_length=30, required=False)
    email = forms.EmailField(
        label="Adresse e-mail", help_text="Les demandes de devis y arrivent. Elle n'est pas affichée dans l'annuaire."
    )
    website = forms.URLField(label="Site internet", required=False, assume_scheme="https")
    trades = forms.MultipleChoiceField(
        label="Métiers",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins un métier."},
    )
    missions = forms.MultipleChoiceField(
        label="Vous intervenez pour",
        choices=[("houses", "des maisons"), ("condominiums", "des copropriétés")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Dites si vous intervenez pour des maisons, des copropriétés, ou les deux."},
    )
    reach_km = WholeField(
        label="Jusqu'à combien de kilomètres vous déplacez-vous ?",
        least=1,
        most=500,
        example="30",
        required=False,
    )
    areas = forms.CharField(
        label="Communes où vous intervenez aussi",
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text="Une par ligne, par exemple Cugnaux ou 31270.",
    )
    presentation = forms.CharField(
        label="Présentation", required=False, max_length=_LONG * 4, widget=forms.Textarea({"rows": 4})
    )
    works_done = forms.CharField(
        label="Réalisations",
        required=False,
        max_length=_LONG * 4,
        widget=forms.Textarea({"rows": 4}),
        help_text="Une par ligne : le chantier, la commune, l'année. Sans le nom de vos clients.",
    )

    def __init__(self, *args, hidden: list[str] = (), professional=None, **kwargs):
        if professional is not None:
            kwargs["initial"] = _initial(professional) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        declared = set(unpacked(professional.declared_trades)) if professional else set()
        offered = [one for one in trades().values() if one.code not in hidden or one.code in declared]
        self.fields["trades"].choices = [(one.code, one.name) for one in offered]

    def clean_name(self):
        return _words(self.cleaned_data["name"], 200, one_line)

    def clean_address(self):
        return _words(self.cleaned_data["address"], 200, one_line)

    def clean_presentation(self):
        return _words(self.cleaned_data["presentation"], _LONG, plain_text)

    def clean_works_done(self):
        return _words(self.cleaned_data["works_done"], _LONG, plain_text)

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_phone(self):
        if "phone" in self.initial and "phone" not in self.changed_data:
            return self.initial["phone"]
        try:
            return parse_phone(self.cleaned_data["phone"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_place(self):
        return _commune(self.cleaned_data["place"])

    def clean_areas(self):
        lines = [one.strip() for one in self.cleaned_data["areas"].replace(",", "\n").splitlines() if one.strip()]
        if len(lines) > _MOST_AREAS:
            raise forms.ValidationError(f"{_MOST_AREAS} communes au plus. Au-delà, dites un nombre de kilomètres.")
        return [_commune(one) for one in lines]

    def plain(self) -> dict:
        """The cleaned values as plain data, kept in a proposal and read back by `actions.given_by`."""
        data = self.cleaned_data
        fields = {name: data[name] for name in ("name", "address", "phone", "email", "website")}
        fields |= {name: data[name] for name in ("presentation", "works_done", "reach_km")}
        fields |= {"town": data["place"].name, "postcode": data["place"].first_postcode}
        fields |= {f"for_{kind}": kind in data["missions"] for kind in ("houses", "condominiums")}
        return fields | {"trades": data["trades"], "areas": [one.pk for one in data["areas"]]}

    def given(self) -> Given:
        fields = self.plain()
        return Given(fields, fields.pop("trades"), list(Commune.objects.filter(pk__in=fields.pop("areas"))))


def _words(text: str, most: int, clean) -> str:
    """Text of a stranger, without its tags; refused when it is longer than what the page shows."""
    told = clean(text)
    if len(told) > most:
        raise forms.ValidationError(f"Ce texte compte {len(told)} signes, {most} au plus. Raccourcissez-le.")
    return told


def _commune(text: str) -> Commune:
    place = place_of(text)
    if place.commune:
        return place.commune
    if place.choices:
        names = ", ".join(one.name for one in place.choices[:5])
        raise forms.ValidationError(f"« {text} » peut être {names}. Écrivez le code postal et le nom.")
    raise forms.ValidationError(place.problem or "Écrivez un code postal et une commune.")


def _initial(professional) -> dict:
    missions = [kind for kind in ("houses", "condominiums") if getattr(professional, f"for_{kind}")]
    areas = professional.areas.select_related("commune").order_by("commune__name")
    names = ("name", "address", "phone", "email", "website", "presentation", "works_done", "reach_km")
    return {name: getattr(professional, name) for name in names} | {
        "place": f"{professional.postcode} {professional.town}".strip(),
        "trades": unpacked(professional.declared_trades) or unpacked(professional.trades),
        "missions": missions,
        "areas": "\n".join(f"{one.commune.first_postcode} {one.commune.name}" for one in areas),
    }


class SiretField(forms.CharField):
    """A SIRET, its key checked."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "SIRET de l'établissement")
        super().__init__(
            max_length=30, widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}), **kwargs
        )

    def clean(self, value):
        try:
            return siret_of(super().clean(value))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class DeskCompanyForm(CompanyForm):
    """The desk adds a company: it may have no e-mail address."""

    siret = SiretField()
    field_order = ("siret", "name")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = False


class DeskCorrectionForm(CompanyForm):
    """The desk corrects a company, and says which labels it holds."""

    labels = forms.MultipleChoiceField(label="Labels et chartes", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, professional, **kwargs):
        super().__init__(*args, professional=professional, **kwargs)
        for name in ("email", "trades"):
            self.fields[name].required = False
        self.known = {str(one.pk): one for one in Label.objects.filter(retired_at=None)}
        self.fields["labels"].choices = [(pk, one.name) for pk, one in self.known.items()]
        self.fields["labels"].initial = [str(one.pk) for one in professional.labels.all()]
        if not self.known:
            del self.fields["labels"]

    def chosen_labels(self) -> list[Label] | None:
        return [self.known[pk] for pk in self.cleaned_data["labels"]] if self.known else None


class RegistrationForm(_Honeypot, CompanyForm):
    """A professional asks to be in the directory."""

    siret = SiretField(help_text="14 chiffres, sur vos factures.")
    consent = forms.BooleanField(
        label=CONSENT, error_messages={"required": "Sans votre accord, nous ne pouvons pas publier la fiche."}
    )
    field_order = ("siret", "name")

    def plain(self) -> dict:
        return super().plain() | {"siret": self.cleaned_data["siret"]}


class OwnCorrectionForm(_Honeypot, CompanyForm):
    """A professional corrects its page, or asks to leave; the address given has to answer."""

    sender = forms.EmailField(
        label="Votre adresse e-mail professionnelle",
        help_text="Nous y envoyons un lien pour confirmer que c'est bien vous.",
    )
    field_order = ("sender", "name")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The known address stays hidden from whoever opens the form.
        self.fields["email"].required = False
        self.initial.pop("email", None)
        self.fields["email"].label = "Nouvelle adresse pour les demandes de devis"

    def plain(self) -> dict:
        told = super().plain()
        return told if told["email"] else {key: value for key, value in told.items() if key != "email"}


class LeaveForm(_Honeypot):
    """A professional asks to leave the directory."""

    sender = forms.EmailField(
        label="Votre adresse e-mail professionnelle",
        help_text="Nous y envoyons un lien pour confirmer que c'est bien vous.",
    )


class ProblemForm(_Honeypot):
    """Anybody says that a page is wrong."""

    text = forms.CharField(
        label="Qu'est-ce qui ne va pas ?",
        max_length=_LONG,
        widget=forms.Textarea({"rows": 4}),
        help_text="Par exemple : l'entreprise a fermé, le téléphone est faux.",
        error_messages={"required": "Dites ce qui ne va pas, en quelques mots."},
    )
    email = forms.EmailField(label="Votre adresse e-mail, pour la réponse", required=False)

    def clean_text(self):
        return plain_text(self.cleaned_data["text"])


class SettingsForm(forms.Form):
    """How the territory runs its directory."""

    order_rule = forms.ChoiceField(label="Ordre des listes", choices=OrderRule, widget=forms.RadioSelect)
    shown_trades = forms.MultipleChoiceField(
        label="Métiers montrés",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Montrez au moins un métier."},
    )
    departements = forms.CharField(
        label="Départements importés",
        required=False,
        max_length=200,
        help_text="Par exemple 31, 82. Vide : toute la France.",
    )
    registration_open = forms.BooleanField(label="Les professionnels peuvent s'inscrire eux-mêmes", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["shown_trades"].choices = [(one.code, one.name) for one in trades().values()]

    def clean_departements(self):
        codes = self.cleaned_data["departements"].upper().replace(",", " ").split()
        known = set(Commune.objects.order_by().values_list("departement", flat=True).distinct())
        if wrong := [one for one in codes if one not in known]:
            raise forms.ValidationError(f"Département inconnu : {', '.join(wrong[:5])}. Écrivez par exemple 31, 82.")
        return codes

    def fields_of(self) -> dict:
        data = self.cleaned_data
        hidden = [code for code in trades() if code not in data["shown_trades"]]
        return {name: data[name] for name in ("order_rule", "departements", "registration_open")} | {
            "hidden_trades": hidden
        }


class LabelForm(forms.Form):
    """A label or a charter of the territory."""

    name = forms.CharField(label="Nom", max_length=100)
    description = forms.CharField(label="Ce qu'il garantit", max_length=400, required=False)
    url = forms.URLField(label="Page qui l'explique", required=False, assume_scheme="https")

    def __init__(self, *args, label: Label | None = None, **kwargs):
        self.label = label
        super().__init__(*args, **kwargs)

    def clean_name(self):
        name = one_line(self.cleaned_data["name"])
        same = Label.objects.filter(name__iexact=name)
        if (same.exclude(pk=self.label.pk) if self.label else same).exists():
            raise forms.ValidationError("Ce nom existe déjà.")
        return name


class ReasonForm(forms.Form):
    """Why a company is hidden, or what is answered to a proposal."""

    reason = forms.CharField(
        label="Pourquoi",
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Dites pourquoi, en une phrase."},
    )


class QuoteForm(forms.Form):
    """The household describes its works; where it lives is not said."""

    works = forms.CharField(
        label="Les travaux",
        max_length=4000,
        widget=forms.Textarea({"rows": 6}),
        help_text="Ce que les professionnels lisent. Sans votre nom, votre adresse ni votre téléphone.",
        error_messages={"required": "Décrivez vos travaux, même en une phrase."},
    )
    note = forms.CharField(
        label="Un mot de plus",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Par exemple : disponible le matin, travaux souhaités au printemps.",
    )
    consent = forms.BooleanField(
        error_messages={"required": "Sans votre accord, rien n'est envoyé."},
    )

    def __init__(self, *args, home, consent: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.home = home
        self.fields["consent"].label = consent

    def clean(self):
        data = super().clean()
        address = search_key(self.home.address)
        for name in ("works", "note"):
            if len(address) > 5 and address in search_key(data.get(name, "")):
                self.add_error(
                    name, "Votre adresse est dans ce texte. Retirez-la : elle n'est donnée qu'à ceux qui acceptent."
                )
        return data


class AnswerForm(forms.Form):
    """A professional answers a request for a quote."""

    reason = forms.CharField(
        label="Pourquoi",
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text="Le ménage le lit. Par exemple : carnet de commandes plein jusqu'en mai.",
    )

    def clean_reason(self):
        return plain_text(self.cleaned_data["reason"])
