import datetime as dt

from django import forms
from django.utils import timezone

from faitiere.apps.cases.communes import served
from faitiere.apps.contacts.rules import parse_phone
from faitiere.lib.form_fields import WholeField
from faitiere.lib.numbers import count, month_words

from .enums import Audience, EventKind
from .models import Event
from .rules import CONSENT, MAX_SEATS, SPOKEN_CONSENT

_FAR = dt.timedelta(days=3 * 366)
_MOST_SEATS = 20_000


def _moment(label: str, **kwargs) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    errors = {
        "required": "Donnez le jour et l'heure.",
        "invalid": "Cette date n'existe pas. Écrivez par exemple 28/01/2027 18:30.",
    }
    return forms.DateTimeField(label=label, widget=widget, error_messages=errors, **kwargs)


class EventForm(forms.ModelForm):
    """An event as the desk describes it."""

    organisation = forms.ModelChoiceField(label="Organisateur", queryset=None, empty_label=None)
    starts_at = _moment("Début")
    ends_at = _moment("Fin")
    opens_at = _moment("Ouverture des inscriptions", required=False)
    closes_at = _moment("Clôture des inscriptions", required=False, help_text="Sans date : au début.")
    capacity = WholeField(
        label="Nombre de places",
        least=1,
        most=_MOST_SEATS,
        example="40",
        required=False,
        help_text="Sans nombre, tout le monde est inscrit. Au-delà, une liste d'attente se remplit seule.",
    )

    class Meta:
        model = Event
        fields = [
            "kind",
            "title",
            "text",
            "audience",
            "starts_at",
            "ends_at",
            "place",
            "commune",
            "video_url",
            "with_registration",
            "capacity",
            "opens_at",
            "closes_at",
        ]
        labels = {
            "kind": "Nature",
            "title": "Titre",
            "text": "Présentation",
            "audience": "Public",
            "place": "Lieu",
            "commune": "Commune",
            "video_url": "Lien de la visioconférence",
            "with_registration": "Sur inscription",
        }
        help_texts = {
            "place": "Salle et adresse, par exemple Salle des fêtes, 2 place de la République.",
            "video_url": "Donné aux inscrits seulement.",
        }
        error_messages = {"title": {"required": "Donnez un titre à l'événement."}}

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        if self.instance.organisation_id:
            self.initial.setdefault("organisation", self.instance.organisation_id)
        self.fields["commune"].queryset = served()
        self.fields["commune"].empty_label = "À choisir"
        self.fields["video_url"].assume_scheme = "https"

    def clean_starts_at(self):
        moment = self.cleaned_data["starts_at"]
        if abs(moment - timezone.now()) > _FAR:
            raise forms.ValidationError("Cette date est à plus de trois ans. Vérifiez l'année.")
        return moment

    def clean(self):
        data = super().clean()
        starts, ends, opens, closes = (data.get(name) for name in ("starts_at", "ends_at", "opens_at", "closes_at"))
        if starts and ends and not starts < ends <= starts + dt.timedelta(days=31):
            self.add_error("ends_at", "La fin vient après le début, et dans le mois qui suit.")
        if ends and closes and closes > ends:
            self.add_error("closes_at", "Les inscriptions se terminent avant la fin de l'événement.")
        if opens and opens >= (closes or starts or opens + dt.timedelta(1)):
            self.add_error("opens_at", "Les inscriptions ouvrent avant de se terminer.")
        if not any(data.get(name) for name in ("place", "commune", "video_url")) and "video_url" not in self.errors:
            self.add_error("place", "Dites où l'on vient : un lieu, une commune ou un lien de visioconférence.")
        return data

    def _post_clean(self):
        """The constraints of the model speak of `seats_taken` too: the action checks them on the row it holds."""


class RegistrationForm(forms.Form):
    """Somebody signs up on the portal."""

    last_name = forms.CharField(
        label="Votre nom",
        max_length=100,
        error_messages={"required": "Écrivez votre nom."},
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )
    first_name = forms.CharField(
        label="Votre prénom",
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    email = forms.EmailField(
        label="Votre adresse e-mail",
        help_text="Nous vous y envoyons la confirmation, le rappel et le lien pour vous désister.",
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "required": "Donnez une adresse e-mail : la confirmation y est envoyée.",
            "invalid": "Cette adresse n'est pas complète. Écrivez par exemple yvette@example.org.",
        },
    )
    phone = forms.CharField(
        label="Votre téléphone",
        max_length=30,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel"}),
    )
    town = forms.CharField(
        label="Votre commune",
        max_length=100,
        required=False,
        widget=forms.TextInput({"list": "communes", "autocomplete": "off"}),
    )
    seats = forms.TypedChoiceField(
        label="Combien de personnes, vous compris",
        coerce=int,
        initial=1,
        choices=[(one, count(one, "personne")) for one in range(1, MAX_SEATS + 1)],
    )
    question = forms.CharField(
        label="Une question pour les intervenants",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="Ne parlez pas de santé.",
    )
    consent = forms.BooleanField(
        label=CONSENT, error_messages={"required": "Sans votre accord, nous ne pouvons pas vous inscrire."}
    )
    # Left empty by people, filled by robots.
    website = forms.CharField(required=False, label="Ne remplissez pas ce champ")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    def clean_phone(self):
        try:
            return parse_phone(self.cleaned_data["phone"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def given(self) -> dict:
        """What is kept of the answers."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"consent", "website"}}

    @property
    def is_robot(self) -> bool:
        return bool(self.data.get("website"))


class DeskRegistrationForm(RegistrationForm):
    """The desk signs somebody up: by phone before, or on the spot."""

    on_the_spot = forms.BooleanField(label="Venue sur place, sans inscription", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        labels = {"last_name": "Nom", "first_name": "Prénom", "email": "Adresse e-mail"}
        labels |= {"phone": "Téléphone", "town": "Commune", "seats": "Combien de personnes"}
        for name, label in (labels | {"consent": SPOKEN_CONSENT}).items():
            self.fields[name].label = label
        self.fields["email"].required = False
        self.fields["email"].help_text = "Sans adresse, la personne n'est prévenue de rien."
        self.fields["consent"].error_messages["required"] = (
            "Lisez cette phrase à la personne et cochez si elle accepte."
        )

    def given(self) -> dict:
        return {name: value for name, value in super().given().items() if name != "on_the_spot"}


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="Pourquoi l'événement est annulé",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="Cette phrase est écrite aux inscrits et sur la page de l'événement.",
        error_messages={"required": "Dites pourquoi : les inscrits le liront."},
    )


class OutcomeForm(forms.ModelForm):
    class Meta:
        model = Event
        fields = ["outcome"]
        labels = {"outcome": "Ce qui en est sorti"}
        help_texts = {"outcome": "Montré sur la page de l'événement une fois passé. N'écrivez aucun nom."}
        widgets = {"outcome": forms.Textarea({"rows": 4})}


class FilterForm(forms.Form):
    """Events by kind, commune and month: the address says it all."""

    nature = forms.ChoiceField(label="Nature", choices=[("", "Toutes"), *EventKind.choices], required=False)
    commune = forms.ChoiceField(label="Commune", required=False)
    mois = forms.ChoiceField(label="Mois", required=False)
    public = forms.ChoiceField(label="Public", choices=[("", "Tous"), *Audience.choices], required=False)

    def __init__(self, *args, events, **kwargs):
        super().__init__(*args, **kwargs)
        places = events.exclude(commune=None).values_list("commune_id", "commune__name").distinct()
        towns = sorted(dict(places.order_by()).items(), key=lambda one: one[1])
        self.fields["commune"].choices = [("", "Toutes"), *towns]
        days = {timezone.localtime(one).date().replace(day=1) for one in events.values_list("starts_at", flat=True)}
        self.fields["mois"].choices = [("", "Tous"), *((f"{day:%Y-%m}", month_words(day)) for day in sorted(days))]

    def found(self, events):
        """The events that answer; an unknown value of the address is read as none."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        names = {"nature": "kind", "commune": "commune_id", "public": "audience"}
        events = events.filter(**{names[name]: value for name, value in given.items() if name in names})
        if month := given.get("mois"):
            first = dt.datetime.strptime(month, "%Y-%m").replace(tzinfo=timezone.get_current_timezone())
            after = (first + dt.timedelta(days=32)).replace(day=1)
            events = events.filter(starts_at__gte=first, starts_at__lt=after)
        return events


class PeriodForm(forms.Form):
    start = forms.DateField(label="Du", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    end = forms.DateField(label="Au", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def clean(self):
        data = super().clean()
        if data.get("start") and data.get("end") and data["end"] < data["start"]:
            self.add_error("end", "La fin de la période est avant son début.")
        return data
