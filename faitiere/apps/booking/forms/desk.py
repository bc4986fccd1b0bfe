import datetime as dt

from django import forms

from faitiere.apps.cases.models import Case
from faitiere.apps.cases.permissions import visible_to

from ..clock import zone_of
from ..enums import Way
from ..permissions import advisors_set_by


class CaseChoiceForm(forms.Form):
    """For whom: a case the actor may open, by its number or a name."""

    dossier = forms.CharField(
        label="Pour quel dossier", max_length=100, help_text="Son numéro, par exemple 31-2026-0041, ou un nom."
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean_dossier(self) -> Case:
        typed = self.cleaned_data["dossier"].strip()
        cases = visible_to(self.actor).live()
        found = list(cases.filter(number=typed)[:1]) or list(cases.filter(title_key__contains=typed.lower())[:6])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(
                "Aucun dossier en cours ne porte ce nom ni ce numéro. Ouvrez-en un avec « Nouvel appel »."
            )
        names = ", ".join(f"{one.title} ({one.number})" for one in found[:5])
        raise forms.ValidationError(f"Plusieurs dossiers correspondent : {names}. Écrivez le numéro.")


class WhereForm(forms.Form):
    """Where a meeting takes place: the link of a video meeting, or the address of a visit."""

    where = forms.CharField(max_length=300, error_messages={"required": "Écrivez le lien ou l’adresse."})

    def __init__(self, *args, appointment, **kwargs):
        super().__init__(*args, initial={"where": appointment.where}, **kwargs)
        field = self.fields["where"]
        if appointment.way == Way.VIDEO:
            self.fields["where"] = forms.URLField(
                label="Lien de la visio", max_length=300, assume_scheme="https", error_messages=field.error_messages
            )
        else:
            field.label = "Adresse de la visite"

    def clean_where(self) -> str:
        """Only addresses a browser opens safely: the link is sent to the household."""
        where = self.cleaned_data["where"]
        if isinstance(self.fields["where"], forms.URLField) and not where.startswith("https://"):
            raise forms.ValidationError("Écrivez une adresse qui commence par https://.")
        return where


class FreeForm(forms.Form):
    """An hour outside the opening hours, in an agenda the actor sets."""

    day = forms.DateField(label="Jour", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    hour = forms.TimeField(
        label="Heure",
        widget=forms.TimeInput(attrs={"type": "time", "step": "900"}, format="%H:%M"),
        error_messages={"invalid": "Écrivez l’heure comme 14:30."},
    )
    way = forms.ChoiceField(label="Façon de se rencontrer", choices=Way.choices)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.zone = zone_of(actor.territory)
        agendas = advisors_set_by(actor)
        self.fields["advisor"] = forms.ModelChoiceField(
            agendas, label="Agenda de", empty_label=None, initial=actor.user_id
        )

    def clean_hour(self):
        hour = self.cleaned_data["hour"]
        if hour.minute % 15 or hour.second:
            raise forms.ValidationError("Les rendez-vous commencent au quart d’heure, par exemple 14:15 ou 14:30.")
        return hour

    def start(self) -> dt.datetime:
        given = self.cleaned_data
        return dt.datetime.combine(given["day"], given["hour"], self.zone).astimezone(dt.UTC)
