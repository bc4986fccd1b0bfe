"""Forms of general meetings; those with one line an owner read `mode-<id>`, `vote-<id>`…"""

import datetime as dt

from django import forms
from django.utils import timezone

from faitiere.apps.buildings.models import CoOwner
from faitiere.apps.cases.forms.dates import check_not_far, day_field
from faitiere.apps.contacts.forms import WholeField
from faitiere.engines import votes as law
from faitiere.engines.params import NoValue

from ..counting import Sheet
from ..enums import Answer, Coming, Majority, Motion
from ..models import GeneralMeeting, Resolution
from ..motions import proposed
from ..rules import Part, Refused

_PERCENT = "Écrivez un pourcentage entre 0 et 100."
_EUROS = "Écrivez un montant en euros, par exemple 128 000."
KEPT = ("title", "motion", "majority", "energy", "key", "mpr", "amended", "works")
# What a resolution on works of the scenario takes from it.
TAKEN = ("key", "cost", "aid", "mpr")
UNDECIDED = ("unknown", "Indécis")


def percent_field(label: str) -> WholeField:
    return WholeField(label=label, min_value=0, max_value=100, sentence=_PERCENT)


class MeetingForm(forms.Form):
    """When and where; a longer notice when the by-laws ask for it."""

    held_on = day_field("Date de l'assemblée", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    starts_at = forms.TimeField(
        label="Heure",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": "Écrivez une heure, par exemple 18:30."},
    )
    place = forms.CharField(label="Lieu", required=False, max_length=200)
    notice_days = WholeField(
        label="Délai de convocation du règlement, en jours",
        required=False,
        min_value=1,
        max_value=90,
        sentence="Un nombre de jours, 90 au plus.",
    )

    def clean_held_on(self) -> dt.date:
        """A day whose rules are in the tables, not absurdly far."""
        day = check_not_far(self.cleaned_data["held_on"])
        try:
            law.opt_out_clock(day)
        except NoValue:
            raise forms.ValidationError(
                "Cette date est trop ancienne : les règles de vote de ce jour-là ne sont pas enregistrées. "
                "Vérifiez l'année."
            ) from None
        return day

    @classmethod
    def of(cls, meeting: GeneralMeeting, posted=None):
        return cls(posted, initial={name: getattr(meeting, name) for name in cls.base_fields})


class MeetingEditForm(MeetingForm):
    """The same, and the day the minutes were notified, from which the owners' delays run."""

    minutes_notified_on = day_field(
        "Procès-verbal notifié le",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Jour de la première présentation de la lettre. Les délais de contestation et de refus en partent.",
    )

    def clean(self):
        given = super().clean()
        held_on, notified_on = given.get("held_on"), given.get("minutes_notified_on")
        if notified_on and held_on and notified_on < held_on:
            self.add_error("minutes_notified_on", "Le procès-verbal est notifié après l'assemblée. Vérifiez la date.")
        elif notified_on and notified_on > timezone.localdate():
            self.add_error("minutes_notified_on", "Cette date est à venir. Écrivez-la une fois la lettre présentée.")
        return given


class AgainForm(forms.Form):
    """The day of the new meeting that article 25-1 allows."""

    again_on = day_field("Date de l'assemblée", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def clean_again_on(self) -> dt.date:
        return check_not_far(self.cleaned_data["again_on"])


class ResolutionForm(forms.Form):
    """What is voted, under which majority, at what cost."""

    title = forms.CharField(label="Intitulé", max_length=200, error_messages={"required": "Écrivez l'intitulé."})
    motion = forms.ChoiceField(
        label="Nature",
        required=False,
        choices=[("", "Autre"), *Motion.choices],
        help_text="La loi donne une majorité à chacune.",
    )
    majority = forms.ChoiceField(
        label="Majorité", required=False, choices=[("", "Celle que la loi donne à cette nature"), *Majority.choices]
    )
    energy = forms.BooleanField(label="Travaux d'économie d'énergie (article 25 f)", required=False)
    key = forms.TypedChoiceField(label="Clé de répartition", help_text="Qui vote, et qui paie.")
    cost = WholeField(
        label="Coût, taxes comprises", required=False, min_value=0, max_value=1_000_000_000, sentence=_EUROS
    )
    aid = WholeField(
        label="Aides collectives attendues", required=False, min_value=0, max_value=1_000_000_000, sentence=_EUROS
    )
    mpr = forms.BooleanField(
        label="Ces aides comprennent MaPrimeRénov' Copropriété",
        required=False,
        help_text="Elle seule ouvre les primes individuelles.",
    )
    amended = forms.BooleanField(label="Modifiée en séance", required=False)

    def __init__(self, *args, meeting: GeneralMeeting, keys, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        known = {str(key.pk): key for key in keys}
        self.fields["key"].choices = [(pk, key.name) for pk, key in known.items()]
        self.fields["key"].coerce = known.get
        if not self.initial:
            del self.fields["amended"]
        if self.initial.get("works"):
            for name in TAKEN:
                del self.fields[name]

    @classmethod
    def of(cls, resolution: Resolution, posted=None, *, keys) -> "ResolutionForm":
        """The form of a resolution as it stands."""
        kept = {name: getattr(resolution, name) for name in KEPT} | {"key": str(resolution.key_id)}
        money = {"cost": resolution.cost_cents // 100, "aid": resolution.aid_cents // 100}
        return cls(posted, initial=kept | money, meeting=resolution.meeting, keys=keys)

    def clean(self):
        given = super().clean()
        given["energy"] = given.get("energy") or given.get("motion") == Motion.ENERGY
        if "majority" in given and not given["majority"]:
            self._propose(given)
        if (given.get("aid") or 0) > (given.get("cost") or 0):
            self.add_error("aid", "Les aides ne dépassent pas le coût. Vérifiez les deux montants.")
        if given.get("mpr") and not given.get("aid"):
            self.add_error("mpr", "Écrivez le montant des aides, ou décochez MaPrimeRénov' Copropriété.")
        return given

    def _propose(self, given: dict) -> None:
        others = self.meeting.resolutions.all()
        try:
            given["majority"] = proposed(given.get("motion") or "", on=self.meeting.held_on, others=others)
        except Refused as refused:
            self.add_error("majority", str(refused))

    def fields_of(self) -> dict:
        """Fields of `Resolution`."""
        given = dict(self.cleaned_data)
        if "cost" not in self.fields:
            return given
        cost, aid = given.pop("cost") or 0, given.pop("aid") or 0
        return given | {"cost_cents": cost * 100, "aid_cents": aid * 100}


class SimulationForm(forms.Form):
    """What is expected of an owner of whom nothing is known."""

    expected_presence = percent_field("Votants attendus, en %")
    expected_for = percent_field("Favorables parmi eux, en %")
    expected_against = percent_field("Opposés parmi eux, en %")

    def clean(self):
        given = super().clean()
        if (given.get("expected_for") or 0) + (given.get("expected_against") or 0) > 100:
            self.add_error("expected_against", "Favorables et opposés ne dépassent pas 100 % des votants.")
        return given


class OwnersForm(forms.Form):
    """A form with a line for each owner of a meeting."""

    def __init__(self, *args, sheet: Sheet, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.owners: dict[str, CoOwner] = dict(sheet.held.owners)

    def lines(self) -> list[dict]:
        """One dict an owner, with its bound fields by name."""
        names = {name.rsplit(":", 1)[0] for name in self.fields}
        return [
            {"owner": owner} | {name: self[f"{name}:{who}"] for name in names if f"{name}:{who}" in self.fields}
            for who, owner in self.owners.items()
        ]


class AttendanceForm(OwnersForm):
    """Who comes, is represented and by whom, or votes by post."""

    def __init__(self, *args, sheet: Sheet, **kwargs):
        super().__init__(*args, sheet=sheet, **kwargs)
        for who in self.owners:
            known = sheet.coming.get(who)
            holder = self.owners.get(str(known.proxy_id)) if known and known.proxy_id else None
            self.fields[f"mode:{who}"] = forms.ChoiceField(
                required=False,
                choices=[("", "Absent"), *Coming.choices],
                initial=known.mode if known else "",
                widget=forms.Select(attrs={"class": "form-select"}),
            )
            self.fields[f"proxy:{who}"] = _name_field(holder.name if holder else "", list="porteurs")
            self.fields[f"other:{who}"] = _name_field(known.proxy_name if known else "")

    def clean(self):
        given = super().clean()
        by_name = {owner.name.casefold(): who for who, owner in self.owners.items()}
        for who in self.owners:
            if given.get(f"mode:{who}") != Coming.REPRESENTED:
                given[f"proxy:{who}"] = given[f"other:{who}"] = ""
                continue
            typed, other = given.get(f"proxy:{who}") or "", given.get(f"other:{who}") or ""
            holder = by_name.get(typed.casefold(), "")
            if typed and (not holder or holder == who):
                said = "Choisissez un autre copropriétaire de la liste, ou écrivez le nom dans « Autre personne »."
                self.add_error(f"proxy:{who}", said)
            if other.casefold() in by_name:
                self.add_error(f"other:{who}", "C'est un copropriétaire : choisissez-le dans « Représenté par ».")
            elif typed and other:
                self.add_error(f"other:{who}", "Un seul porteur : un copropriétaire, ou une autre personne.")
            given[f"proxy:{who}"] = holder
        return given

    def coming(self) -> dict[str, Part]:
        given = self.cleaned_data
        return {
            who: Part(mode, given[f"proxy:{who}"], given[f"other:{who}"])
            for who in self.owners
            if (mode := given[f"mode:{who}"])
        }


def _name_field(initial: str, **attrs) -> forms.CharField:
    attrs |= {"autocomplete": "off", "class": "form-control"}
    return forms.CharField(required=False, max_length=200, initial=initial, widget=forms.TextInput(attrs=attrs))


class VotesForm(OwnersForm):
    """Answers to one resolution, of those who take part and hold voices in its key."""

    def __init__(self, *args, sheet: Sheet, resolution: Resolution, answers: dict[str, str], **kwargs):
        super().__init__(*args, sheet=sheet, **kwargs)
        voices = sheet.held.electorate(resolution.key).voices
        self.owners = {who: one for who, one in self.owners.items() if who in sheet.coming and voices.get(who)}
        for who in self.owners:
            self.fields[f"vote:{who}"] = forms.ChoiceField(
                required=False,
                choices=[*Answer.choices, ("", "Pas de vote")],
                initial=answers.get(who, ""),
                widget=forms.RadioSelect,
            )

    def answers(self) -> dict[str, str]:
        given = {who: self.cleaned_data[f"vote:{who}"] for who in self.owners}
        return {who: choice for who, choice in given.items() if choice}


class IntentionsForm(OwnersForm):
    """What each owner lets the council expect; left empty, the hypothesis of the meeting applies."""

    def __init__(self, *args, sheet: Sheet, **kwargs):
        super().__init__(*args, sheet=sheet, **kwargs)
        for who in self.owners:
            known = sheet.intentions.get(who)
            self.fields[f"presence:{who}"] = WholeField(
                required=False,
                min_value=0,
                max_value=100,
                sentence=_PERCENT,
                initial=known.presence if known else None,
                widget=forms.NumberInput(attrs={"class": "form-control"}),
            )
            self.fields[f"leaning:{who}"] = forms.ChoiceField(
                required=False,
                choices=[("", "Rien de connu"), *Answer.choices, UNDECIDED],
                widget=forms.Select(attrs={"class": "form-select"}),
                initial=known.leaning if known else "",
            )

    def intentions(self) -> dict[str, tuple[int, str]]:
        """Owner → (chances to vote, leaning); a leaning without chances is somebody who comes."""
        found = {}
        for who in self.owners:
            presence, leaning = self.cleaned_data[f"presence:{who}"], self.cleaned_data[f"leaning:{who}"]
            if leaning or presence is not None:
                found[who] = (100 if presence is None else presence, leaning or UNDECIDED[0])
        return found
