from django import forms

from ..models import Case, IncomingMail


class ReleaseForm(forms.Form):
    """In which case to file a mail kept apart, and whose address it is."""

    number = forms.CharField(
        label="Numéro du dossier",
        max_length=20,
        error_messages={"required": "Écrivez le numéro du dossier, par exemple 31-2026-0841."},
    )
    remember = forms.BooleanField(
        label="Retenir cette adresse comme celle du contact principal",
        required=False,
        help_text="Le prochain courriel se classera seul.",
    )

    def __init__(self, *args, cases, mail: IncomingMail, **kwargs):
        super().__init__(*args, prefix=f"m{mail.pk.hex[:8]}", **kwargs)
        self.cases = cases
        if mail.case_id:
            self.fields["number"].initial = mail.case.number

    def clean_number(self) -> Case:
        case = self.cases.filter(number__iexact=self.cleaned_data["number"].strip()).first()
        if case is None:
            raise forms.ValidationError("Aucun de vos dossiers n'a ce numéro. Vérifiez-le.")
        return case
