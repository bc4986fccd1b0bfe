import datetime as dt
import json

from django import forms
from django.utils import timezone

from faitiere.lib.edits import Conflict, conflict_sentences
from faitiere.lib.numbers import date_words

from ..actions import NewTask, task_values
from ..enums import EntryKind, TaskKind, Visibility
from .dates import check_to_come, day_field

_WRITTEN = [EntryKind.NOTE, EntryKind.CALL, EntryKind.MEETING]


class ComposerForm(forms.Form):
    """What was just said: internal by default; visible, it is mailed to the household."""

    text = forms.CharField(
        label="Écrire dans le fil",
        max_length=10_000,
        error_messages={"required": "Écrivez quelques mots avant d'ajouter au fil."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    kind = forms.ChoiceField(
        label="Nature", choices=[(one.value, one.label) for one in _WRITTEN], initial=EntryKind.NOTE
    )
    visibility = forms.ChoiceField(label="Qui peut lire", choices=Visibility.choices, initial=Visibility.INTERNAL)
    # Of a visible message; without one, who writes and the number of the case say it.
    subject = forms.CharField(
        label="Objet",
        required=False,
        max_length=150,
        error_messages={"max_length": "Un objet tient en 150 caractères."},
    )
    # One person only; else everybody who follows. In a condominium, in private.
    to = forms.ChoiceField(label="Pour", required=False, widget=forms.Select(attrs={"class": "form-select w-auto"}))

    def __init__(self, *args, people=(), private=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        named = [(key, f"{one}, en privé" if private else f"{one} seulement") for key, one in self.people.items()]
        everybody = "Tous ceux de l'espace" if private else "Tous ceux qui suivent le dossier"
        self.fields["to"].choices = [("", everybody), *named]

    @property
    def is_shared(self) -> bool:
        """Whether "visible par le ménage" is the choice shown."""
        return self["visibility"].value() == Visibility.SHARED


class PinForm(forms.Form):
    title = forms.CharField(label="Mot-clé", max_length=40, initial="Attention", required=False)
    text = forms.CharField(
        label="Post-it",
        max_length=300,
        help_text="Pas de santé, d'origine ni d'opinion.",
        error_messages={
            "required": "Écrivez ce qu'il faut garder sous les yeux.",
            "max_length": "Un post-it tient en 300 caractères. Mettez le reste dans le fil.",
        },
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TaskForm(forms.Form):
    """Something to do by a date; a relance keeps the message it will send."""

    kind = forms.ChoiceField(label="Nature", choices=TaskKind.choices, initial=TaskKind.TASK)
    title = forms.CharField(label="À faire", max_length=200, error_messages={"required": "Dites ce qu'il y a à faire."})
    due_on = day_field("Pour le", widget=forms.DateInput)
    assignee = forms.ChoiceField(label="Pour qui")
    message = forms.CharField(
        label="Message de la relance",
        required=False,
        max_length=5000,
        help_text="Vous le relirez avant l'envoi.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, colleagues, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.colleagues = {str(one.pk): one for one in colleagues}
        self.fields["assignee"].choices = [(key, str(one)) for key, one in self.colleagues.items()]
        self.fields["assignee"].initial = str(actor.user_id)
        self.fields["due_on"].initial = timezone.localdate() + dt.timedelta(days=7)

    def clean_due_on(self):
        return check_to_come(self.cleaned_data["due_on"])

    def task(self) -> NewTask:
        given = self.cleaned_data
        return NewTask(
            title=given["title"],
            due_on=given["due_on"],
            assignee=self.colleagues[given["assignee"]],
            kind=given["kind"],
            message=given["message"] if given["kind"] == TaskKind.RELANCE else "",
        )


class TaskChangeForm(TaskForm):
    """A task changed: `base` holds the values that were on screen. A day gone by may stay as it was."""

    kind = message = None
    base = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    @classmethod
    def of(cls, task, data=None, *, colleagues, actor) -> "TaskChangeForm":
        form = cls(data, colleagues=colleagues, actor=actor)
        form.initial = task_values(task) | {"base": json.dumps(task_values(task), default=str)}
        return form

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        return day if day == self.initial["due_on"] else check_to_come(day)

    def clean_base(self) -> dict | None:
        try:
            base = json.loads(self.cleaned_data["base"])
            return base | {"due_on": dt.date.fromisoformat(base["due_on"])}
        except (ValueError, KeyError, TypeError):
            return None

    def given(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("title", "due_on", "assignee")}

    def show_conflict(self, conflict: Conflict, task) -> None:
        """Say beside each field what a colleague wrote; saving again takes what is typed here."""
        self.data = self.data.copy()
        self.data["base"] = json.dumps(task_values(task), default=str)
        shown = {"due_on": date_words(task.due_on), "assignee": str(task.assignee or "")}
        for told in conflict_sentences(conflict, shown=shown):
            self.add_error(told.field, told.sentence)


class RelanceForm(forms.Form):
    """The mail of a relance, to read again before it leaves."""

    subject = forms.CharField(
        label="Objet", max_length=150, error_messages={"required": "Donnez un objet au courriel."}
    )
    text = forms.CharField(
        label="Message",
        max_length=5000,
        error_messages={"required": "Écrivez le message à envoyer."},
        widget=forms.Textarea(attrs={"rows": 7}),
    )
