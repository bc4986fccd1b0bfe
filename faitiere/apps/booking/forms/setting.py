import datetime as dt

from django import forms
from django.utils import timezone

from ..clock import zone_of
from ..enums import Audience, HolidayZone, QuestionKind, Way
from ..models import Place, Reason
from ..permissions import advisors_set_by, organisations_of

_MOST_CHOICES = 20


def _quarter(minutes: int, label: str) -> int:
    if minutes % 15:
        raise forms.ValidationError(f"« {label} » se compte en quarts d’heure : 15, 30, 45, 60…")
    return minutes


def _date(label: str, **more) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def _time(label: str, **more) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time", "step": "900"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, **more)


def _ways() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="Façons de se rencontrer",
        choices=Way.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins une façon de se rencontrer."},
    )


def _several(label: str, help_text: str) -> forms.ModelMultipleChoiceField:
    """Boxes to tick among rows, whose list is given when the territory is known."""
    return forms.ModelMultipleChoiceField(
        None, label=label, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple
    )


def _one_of(label: str, *, empty: str | None = None) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(None, label=label, empty_label=empty, required=empty is None)


class RowForm(forms.Form):
    """A form that starts from a row, when there is one; the row itself is left to the action."""

    def __init__(self, *args, row=None, actor=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.row, self.actor = row, actor
        if row is not None:
            told = {name: getattr(row, name) for name in self.fields if name not in self.initial and hasattr(row, name)}
            self.initial |= {name: value.all() if hasattr(value, "all") else value for name, value in told.items()}


class RulesForm(RowForm):
    online = forms.BooleanField(label="La prise de rendez-vous en ligne est ouverte", required=False)
    holiday_zone = forms.ChoiceField(label="Jours fériés de", choices=HolidayZone.choices)
    video_address = forms.CharField(
        label="Adresse des visios",
        max_length=200,
        required=False,
        help_text="{code} est remplacé par un code propre à chaque rendez-vous.",
    )

    def clean_video_address(self):
        address = self.cleaned_data["video_address"]
        if address and not address.startswith("https://"):
            raise forms.ValidationError("L’adresse des visios commence par https://")
        return address


class ReasonForm(RowForm):
    """A reason; organisations and advisors left empty mean all of them."""

    name = forms.CharField(label="Nom du motif", max_length=80)
    public_text = forms.CharField(label="Ce que le public lit", max_length=300, required=False)
    minutes = forms.IntegerField(label="Durée en minutes", initial=45, min_value=15, max_value=480)
    gap_minutes = forms.IntegerField(label="Battement après, en minutes", initial=0, min_value=0, max_value=240)
    ways = _ways()
    audience = forms.ChoiceField(label="Pour", choices=Audience.choices)
    bring = forms.CharField(
        label="Documents à apporter", max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    notice_hours = forms.IntegerField(
        label="Délai minimal avant le rendez-vous, en heures", initial=24, min_value=0, max_value=720
    )
    horizon_days = forms.IntegerField(
        label="Ouvert combien de jours à l’avance", initial=60, min_value=1, max_value=365
    )
    organisations = _several("Structures qui le proposent", "Aucune cochée : toutes.")
    advisors = _several("Conseillers qui peuvent le prendre", "Aucun coché : tous.")
    online = forms.BooleanField(label="Proposé en ligne au public", required=False, initial=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisations"].queryset = organisations_of(self.actor)
        self.fields["advisors"].queryset = advisors_set_by(self.actor)
        # A manager's reasons are those of its organisations: it says which.
        self.fields["organisations"].required = not self.actor.has("territory_admin")
        self.others = Reason.objects.filter(closed_at=None).exclude(pk=self.row.pk if self.row else None)

    def clean_name(self):
        name = self.cleaned_data["name"].strip()
        if self.others.filter(name__iexact=name).exists():
            raise forms.ValidationError("Un motif porte déjà ce nom.")
        return name

    def clean_minutes(self):
        return _quarter(self.cleaned_data["minutes"], "Durée en minutes")

    def clean_gap_minutes(self):
        return _quarter(self.cleaned_data["gap_minutes"], "Battement après")


class QuestionForm(forms.Form):
    label = forms.CharField(label="Question", max_length=150)
    kind = forms.ChoiceField(label="Réponse attendue", choices=QuestionKind.choices)
    choices = forms.CharField(
        label="Choix, un par ligne", required=False, max_length=1500, widget=forms.Textarea({"rows": 3})
    )
    required = forms.BooleanField(label="La réponse est demandée", required=False)

    def clean_choices(self):
        return [line.strip()[:100] for line in self.cleaned_data["choices"].splitlines() if line.strip()]

    def clean(self):
        data = super().clean()
        many = len(data.get("choices") or [])
        if data.get("kind") == QuestionKind.CHOICE and not 2 <= many <= _MOST_CHOICES:
            self.add_error("choices", "Écrivez de deux à vingt choix, un par ligne.")
        return data

    def as_fields(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("label", "kind", "choices", "required")}


class PlaceForm(RowForm):
    organisation = _one_of("Structure")
    name = forms.CharField(label="Nom du lieu", max_length=80)
    address = forms.CharField(label="Adresse", max_length=200)
    access = forms.CharField(label="Comment venir, accès aux personnes handicapées", max_length=300, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations_of(self.actor)


_RETURNS = [(1, "Toutes les semaines"), (2, "Une semaine sur deux"), (4, "Toutes les quatre semaines")]


class OpeningForm(RowForm):
    """Weekly hours. The weekday is that of the first day."""

    advisor = _one_of("Conseiller")
    organisation = _one_of("Structure")
    starts_on = _date("Premier jour", help_text="Les plages suivantes tombent le même jour de la semaine.")
    start, end = _time("De"), _time("À")
    every_weeks = forms.TypedChoiceField(label="Revient", choices=_RETURNS, coerce=int, initial=1)
    ends_on = _date("Dernier jour", required=False, help_text="Vide : sans fin.")
    ways = _ways()
    place = _one_of("Lieu, pour les rendez-vous sur place", empty="Aucun")
    reasons = _several("Motifs reçus", "Aucun coché : tous.")
    seats = forms.IntegerField(label="Personnes reçues en même temps", initial=1, min_value=1, max_value=50)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        actor = self.actor
        self.fields["advisor"].queryset = advisors_set_by(actor)
        if actor.has("territory_admin", "manager"):
            self.fields["advisor"].required = False
            self.fields["advisor"].empty_label = "Personne en particulier (accueil partagé)"
        self.fields["organisation"].queryset = organisations_of(actor)
        places = Place.objects.filter(closed_at=None, organisation__in=organisations_of(actor).values("pk"))
        self.fields["place"].queryset = places
        self.fields["reasons"].queryset = Reason.objects.filter(closed_at=None)
        own = {"advisor": actor.user, "organisation": actor.organisation_id, "ways": [Way.PLACE, Way.PHONE]}
        self.initial = (own if self.row is None else {}) | self.initial

    def clean(self):
        data = super().clean()
        start, end = data.get("start"), data.get("end")
        if start and end and start >= end:
            self.add_error("end", "La fin est avant le début.")
        for name in ("start", "end"):
            if data.get(name) and (data[name].minute % 15 or data[name].second):
                self.add_error(name, "Les plages commencent et finissent au quart d’heure, par exemple 9:15.")
        if data.get("ends_on") and data.get("starts_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "Le dernier jour est avant le premier.")
        if data.get("advisor") and (data.get("seats") or 1) > 1:
            self.add_error(
                "seats", "Un conseiller reçoit une personne à la fois. Pour plusieurs, ouvrez un accueil partagé."
            )
        self._check_place(data)
        return data

    def _check_place(self, data: dict) -> None:
        place, organisation = data.get("place"), data.get("organisation")
        if Way.PLACE in (data.get("ways") or []) and not place:
            self.add_error("place", "Choisissez le lieu, ou décochez « Sur place ».")
        elif place and organisation and place.organisation_id != organisation.pk:
            self.add_error("place", "Ce lieu est celui d’une autre structure.")


class AbsenceForm(forms.Form):
    """An absence of an advisor, or the closing of an organisation."""

    who = forms.ChoiceField(label="Qui")
    starts_on = _date("Du")
    start = _time("À partir de", required=False, help_text="Vide : toute la journée.")
    ends_on = _date("Au", help_text="Ce jour compris.")
    end = _time("Jusqu’à", required=False)
    label = forms.CharField(label="Motif, pour les collègues", max_length=80, required=False)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = zone_of(actor.territory)
        self.people = {f"p-{one.pk}": one for one in advisors_set_by(actor)}
        closes = organisations_of(actor) if actor.has("territory_admin", "manager") else []
        self.organisations = {f"s-{one.pk}": one for one in closes}
        people = [(key, str(one)) for key, one in self.people.items()]
        self.fields["who"].choices = people + [
            (key, f"Toute la structure : {one}") for key, one in self.organisations.items()
        ]
        self.initial.setdefault("who", f"p-{actor.user_id}")

    def clean(self):
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on"):
            start, end = self.bounds()
            if start >= end:
                self.add_error("ends_on", "La fin est avant le début.")
            elif end <= timezone.now():
                self.add_error("ends_on", "Cette absence est déjà passée.")
            elif end - start > dt.timedelta(days=400):
                self.add_error("ends_on", "Une absence dure un an au plus.")
        return data

    def bounds(self) -> tuple[dt.datetime, dt.datetime]:
        given = self.cleaned_data
        start = dt.datetime.combine(given["starts_on"], given.get("start") or dt.time(), self.zone)
        last, hour = given["ends_on"], given.get("end")
        end = dt.datetime.combine(last if hour else last + dt.timedelta(days=1), hour or dt.time(), self.zone)
        return start.astimezone(dt.UTC), end.astimezone(dt.UTC)

    def as_fields(self) -> dict:
        start, end = self.bounds()
        who = self.cleaned_data["who"]
        fields = {"starts_at": start, "ends_at": end, "label": self.cleaned_data["label"]}
        return fields | {"advisor": self.people.get(who), "organisation": self.organisations.get(who)}


class DayForm(forms.Form):
    """This one only: closed, or other hours."""

    closed = forms.BooleanField(label="Fermée ce jour-là", required=False)
    start, end = _time("De", required=False), _time("À", required=False)

    def clean(self):
        data = super().clean()
        if not data.get("closed"):
            start, end = data.get("start"), data.get("end")
            if not start or not end or start >= end:
                self.add_error("end", "Donnez un début et une fin, dans l’ordre, ou cochez « Fermée ce jour-là ».")
            elif start.minute % 15 or end.minute % 15:
                self.add_error("end", "Les plages commencent et finissent au quart d’heure, par exemple 9:15.")
        return data

    def hours(self):
        given = self.cleaned_data
        return None if given["closed"] else (given["start"], given["end"])


class PeerForm(forms.Form):
    """The advisor's own calendar."""

    url = forms.URLField(label="Adresse CalDAV de l’agenda", max_length=300, assume_scheme="https")
    username = forms.CharField(label="Identifiant", max_length=150)
    password = forms.CharField(
        label="Mot de passe d’application",
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "off"}),
        help_text="Gardé chiffré. Créez-en un pour Faîtière dans votre agenda plutôt que d’utiliser le vôtre.",
    )
