"""Which years of bills were those of the works, and which came after."""

import datetime as dt
from collections.abc import Sequence

from django import forms

from faitiere.apps.buildings.models import BillYear

BEFORE, DURING, AFTER = "before", "during", "after"
SIDES = ((BEFORE, "Avant"), (DURING, "Pendant les travaux"), (AFTER, "Après"))


class WorksYearsForm(forms.Form):
    """One choice a year."""

    def __init__(self, *args, years: Sequence[BillYear], **kwargs):
        super().__init__(*args, **kwargs)
        self.starts = {f"year-{year.pk}": year.starts_on for year in years}
        for year in years:
            now = AFTER if year.after_works else DURING if year.during_works else BEFORE
            self.fields[f"year-{year.pk}"] = forms.ChoiceField(label=year.label, choices=SIDES, initial=now)

    def on(self, side: str) -> list[dt.date]:
        """First days of the years on one side."""
        return [start for name, start in self.starts.items() if self.cleaned_data[name] == side]
