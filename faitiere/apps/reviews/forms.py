from django import forms
from django.utils import timezone

from faitiere.apps.cases.forms.dates import day_field
from faitiere.engines.params import candidate
from faitiere.lib.form_fields import EurosField

from .letters import FIELDS, SUBJECT, TEXT, unknown_fields

_CSV_MAX_BYTES = 500_000


class RehearsalDatesForm(forms.Form):
    before_on = day_field("Règles d'avant, au", widget=forms.DateInput)
    after_on = day_field("Règles d'après, au", widget=forms.DateInput)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("before_on") and cleaned.get("before_on") == cleaned.get("after_on"):
            self.add_error("after_on", "Choisissez deux dates différentes.")
        return cleaned


class ThresholdForm(forms.Form):
    cents = EurosField(label="Montrer les dossiers qui gagnent ou perdent plus de", example="200")
    valid_from = day_field("À partir du", widget=forms.DateInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = timezone.localdate()


class ParametersForm(forms.Form):
    """Candidate lines, typed or taken from a file; every faulty line is named."""

    name = forms.CharField(label="Nom de ce changement", max_length=120, help_text="Exemple : arrêté attendu en 2027.")
    text = forms.CharField(
        label="Lignes, en CSV",
        required=False,
        max_length=_CSV_MAX_BYTES,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "f-code"}),
        help_text="Gardez seulement les valeurs qui changent. Titres : name, value, source, valid_from, et les clés.",
    )
    file = forms.FileField(
        label="Ou déposer un fichier CSV", required=False, help_text="Le fichier prend la place du texte."
    )

    def clean(self):
        cleaned = super().clean()
        text = self._text(cleaned)
        cleaned["text"] = text
        for fault in candidate.read(text).faults if text is not None else ():
            self.add_error("text", f"Ligne {fault.line} : {fault.sentence}")
        return cleaned

    def _text(self, cleaned: dict) -> str | None:
        file = cleaned.get("file")
        if not file:
            return cleaned.get("text", "")
        if file.size > _CSV_MAX_BYTES:
            self.add_error("file", "Ce fichier est trop gros : gardez seulement les valeurs qui changent.")
            return None
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.add_error("file", "Ce fichier n'est pas en UTF-8 : enregistrez-le de nouveau en « CSV UTF-8 ».")
            return None


class TryDateForm(forms.Form):
    on = day_field("Règles appliquées au", widget=forms.DateInput)


class LetterForm(forms.Form):
    subject = forms.CharField(label="Objet", max_length=200, initial=SUBJECT)
    text = forms.CharField(
        label="Message",
        max_length=5000,
        initial=TEXT,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="« Bonjour » et votre signature s'ajoutent seuls.",
    )

    def clean_subject(self):
        return self._known("subject")

    def clean_text(self):
        return self._known("text")

    def _known(self, name: str) -> str:
        text = self.cleaned_data[name]
        if unknown := unknown_fields(text):
            known = ", ".join(f"{{{one}}}" for one in FIELDS)
            raise forms.ValidationError(f"Le champ « {{{unknown[0]}}} » n'existe pas. Champs possibles : {known}.")
        return text
