"""Text and next steps of the compte-rendu, and the message that sends it."""

from django import forms
from django.utils import timezone

from faitiere.apps.cases.forms.dates import day_field

STEPS = 4


class ReportForm(forms.Form):
    """What was said, and what comes next: by whom, when. At least one next step."""

    met_on = day_field("Date du rendez-vous", widget=forms.DateInput)
    advice = forms.CharField(
        label="Ce que nous nous sommes dit",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Une ligne vide ouvre un paragraphe, un tiret en début de ligne fait une liste.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for rank in range(1, STEPS + 1):
            self.fields[f"what_{rank}"] = forms.CharField(
                label=f"Suite {rank}",
                required=rank == 1,
                max_length=200,
                error_messages={"required": "Donnez au moins une suite : personne ne reste sans prochaine étape."},
            )
            self.fields[f"who_{rank}"] = forms.CharField(label=f"Par qui, suite {rank}", required=False, max_length=80)
            self.fields[f"when_{rank}"] = day_field(f"Quand, suite {rank}", required=False, widget=forms.DateInput)

    @staticmethod
    def initial_of(study) -> dict:
        initial = {"advice": study.advice, "met_on": study.inputs.get("met_on") or timezone.localdate()}
        for rank, step in enumerate(study.steps[:STEPS], start=1):
            initial |= {f"what_{rank}": step["what"], f"who_{rank}": step["who"], f"when_{rank}": step["when"]}
        return initial

    def rows(self) -> list[dict]:
        """Bound fields of each next step."""
        return [{part: self[f"{part}_{rank}"] for part in ("what", "who", "when")} for rank in range(1, STEPS + 1)]

    def steps(self) -> list[dict]:
        """Next steps given, plain values; the household does what nobody is named for."""
        found = []
        for rank in range(1, STEPS + 1):
            what, who, when = (self.cleaned_data.get(f"{part}_{rank}") for part in ("what", "who", "when"))
            if what:
                found.append({"what": what, "who": who or "Vous", "when": when.isoformat() if when else None})
        return found

    def clean(self):
        cleaned = super().clean()
        for rank in range(1, STEPS + 1):
            if (cleaned.get(f"who_{rank}") or cleaned.get(f"when_{rank}")) and not cleaned.get(f"what_{rank}"):
                self.add_error(f"what_{rank}", "Dites ce qu’il y a à faire.")
        return cleaned


class SendForm(forms.Form):
    """The mail that tells the household its report is there; the link is added by itself."""

    subject = forms.CharField(label="Objet", max_length=150)
    text = forms.CharField(label="Message", max_length=3000, widget=forms.Textarea(attrs={"rows": 6}))

    @staticmethod
    def initial_of(study) -> dict:
        return {
            "subject": "Votre compte-rendu de rendez-vous",
            "text": (
                "Voici le compte-rendu de notre rendez-vous : votre logement aujourd’hui, les travaux comparés, "
                "les aides et le plan de financement. Les montants sont des estimations."
            ),
        }
