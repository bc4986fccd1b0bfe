from django import forms

from ..actions import NewList
from ..criteria import criteria
from ..enums import ListKind
from ..models import ContactList


class ListForm(forms.Form):
    """A list, by hand or by criteria: one choice field per criterion."""

    name = forms.CharField(label="Nom de la liste", max_length=80, error_messages={"required": "Nommez la liste."})
    purpose = forms.CharField(label="À quoi elle sert", required=False, max_length=200)
    kind = forms.ChoiceField(label="Comment", choices=ListKind.choices, widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = ListKind.BY_HAND
        self.criteria = criteria()
        for one in self.criteria:
            self.fields[f"c_{one.key}"] = forms.ChoiceField(
                label=one.label, required=False, choices=[("", "Peu importe"), *one.choices()]
            )

    @classmethod
    def of(cls, contact_list: ContactList, data=None) -> "ListForm":
        known = {"name": contact_list.name, "purpose": contact_list.purpose, "kind": contact_list.kind}
        return cls(data, initial=known | {f"c_{key}": value for key, value in contact_list.criteria.items()})

    def criteria_fields(self):
        return [self[f"c_{one.key}"] for one in self.criteria]

    def clean(self):
        given = super().clean()
        asked = any(given.get(f"c_{one.key}") for one in self.criteria)
        if given.get("kind") == ListKind.CRITERIA and not asked:
            self.add_error("kind", "Choisissez au moins un critère, ou faites une liste à la main.")
        return given

    def given(self) -> NewList:
        kept = self.cleaned_data
        asked = {one.key: kept[f"c_{one.key}"] for one in self.criteria if kept.get(f"c_{one.key}")}
        return NewList(name=kept["name"], purpose=kept["purpose"], kind=kept["kind"], criteria=asked)


class IncludeForm(forms.Form):
    other = forms.ModelChoiceField(
        label="Liste à inclure",
        queryset=None,
        error_messages={"required": "Choisissez une liste.", "invalid_choice": "Choisissez une liste proposée."},
    )

    def __init__(self, *args, lists, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = lists
