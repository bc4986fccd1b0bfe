"""Works of the building's scenario put to the vote."""

from collections.abc import Sequence

from django import forms

from faitiere.apps.buildings.site_works import SiteWork
from faitiere.lib.numbers import money


class WorksForm(forms.Form):
    """Which works of the scenario one resolution votes; its amounts and its key come from them."""

    works = forms.MultipleChoiceField(
        label="Travaux du scénario retenu",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Cochez au moins un travail du scénario.",
            "invalid_choice": "Ce travail n'est plus à mettre au vote : rechargez la page.",
        },
    )
    work_title = forms.CharField(
        label="Intitulé", required=False, max_length=200, help_text="Laissé vide : les travaux cochés."
    )

    def __init__(self, *args, left: Sequence[SiteWork], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["works"].choices = [(work.code, _words(work)) for work in left]


def _words(work: SiteWork) -> str:
    aided = f", aides {money(work.aid_cents)}" if work.aid_cents else ""
    return f"{work.label} : {money(work.cost_cents)}{aided}, clé « {work.key_name} »"
