"""Identity sheet: a DPE file, or plain answers with "Je ne sais pas" everywhere but the living area."""

from django import forms

from faitiere.apps.cases.communes import resolve
from faitiere.apps.cases.rules import Refused
from faitiere.engines.energy.typology.answers import BOUNDS
from faitiere.engines.energy.typology.choices import choices, labels
from faitiere.engines.energy.typology.overrides import CORRECTIONS
from faitiere.lib.form_fields import DecimalField, WholeField

DONT_KNOW = "Je ne sais pas"
# enum_periode_construction_id of the ADEME lists: the words an advisor says.
PERIODS = (
    (1, "Avant 1948"),
    (2, "1948 à 1974"),
    (3, "1975 à 1977"),
    (4, "1978 à 1982"),
    (5, "1983 à 1988"),
    (6, "1989 à 2000"),
    (7, "2001 à 2005"),
    (8, "2006 à 2012"),
    (9, "2013 à 2021"),
    (10, "Après 2021"),
)
UNITS = {"area": "m²", "height": "m", "altitude": "m", "pv_kwc": "kWc"}
WHOLE = ("year", "levels", "attached_sides", "heating_year", "wall_insulation_year", "roof_insulation_year")
EXAMPLES = {"area": "104", "height": "2,5", "altitude": "150", "pv_kwc": "3", "levels": "1", "attached_sides": "0"}
# Ten questions are enough for a range; each is one answer or two read together.
ESSENTIAL = (
    ("commune",),
    ("kind", "area"),
    ("year", "period"),
    ("levels", "storey"),
    ("attached_sides",),
    ("wall_material", "wall_insulated"),
    ("roof", "roof_insulated"),
    ("glazing",),
    ("heating", "hot_water"),
    ("ventilation",),
)
MORE = (
    ("Volume et altitude", ("height", "altitude")),
    ("Isolation", ("wall_position", "wall_insulation_year", "roof_insulation_year", "floor", "floor_insulated")),
    ("Fenêtres", ("frame", "shutters")),
    ("Chauffage", ("heating_year", "emitters", "stove", "thermostat")),
    ("Panneaux", ("pv_kwc",)),
)
DETAILS = tuple(name for _, names in MORE for name in names)
ASKED = (*(name for names in ESSENTIAL for name in names if name != "commune"), *DETAILS)


class DpeForm(forms.Form):
    """The XML file of a DPE; what it holds is checked by the engine, not by its name."""

    file = forms.FileField(
        label="Fichier du DPE",
        help_text="Le fichier XML transmis à l’Ademe par le diagnostiqueur (.xml ou .xml.gz), 20 Mo au plus.",
    )


def answer_field(name: str) -> forms.Field:
    """The field of one plain answer; empty means "je ne sais pas"."""
    label, least_most = labels()[name], BOUNDS.get(name)
    if name == "period":
        return forms.ChoiceField(label=label, required=False, choices=[("", DONT_KNOW), *PERIODS])
    if listed := choices(name):
        known = [(code, choice.label) for code, choice in listed.items()]
        return forms.ChoiceField(label=label, required=False, choices=[("", DONT_KNOW), *known])
    least, most = least_most
    kind = WholeField if name in WHOLE else DecimalField
    return kind(label=label, required=name == "area", least=least, most=most, example=EXAMPLES.get(name, "1974"))


class AnswersForm(forms.Form):
    """The plain answers of the energy engine's typology; an empty answer means "je ne sais pas"."""

    commune = forms.CharField(
        label="Commune", max_length=120, help_text="Nom et code postal, par exemple : Cugnaux 31270."
    )

    def __init__(self, *args, territory, **kwargs):
        super().__init__(*args, **kwargs)
        self._territory = territory
        for name in ASKED:
            self.fields[name] = answer_field(name)

    def _lines(self, names: tuple[str, ...]) -> list[dict]:
        """For the template: each bound field, its unit, and whether a button says "Je ne sais pas" beside it."""
        return [
            {
                "bound": self[name],
                "unit": UNITS.get(name, ""),
                "may_skip": name not in {"area", "commune", "period"} and not choices(name),
            }
            for name in names
        ]

    def questions(self) -> list[list[dict]]:
        """The ten questions, each with its one or two fields."""
        return [self._lines(names) for names in ESSENTIAL]

    def more(self) -> list[dict]:
        """What makes the estimate closer, by subject: heading and lines."""
        return [{"heading": heading, "lines": self._lines(names)} for heading, names in MORE]

    def more_is_open(self) -> bool:
        """Something there is filled in, or wrong."""
        return any(self[name].value() not in (None, "") or self[name].errors for name in DETAILS)

    def clean_commune(self):
        try:
            return resolve(self.cleaned_data["commune"], territory=self._territory)
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None

    def clean_period(self):
        return int(self.cleaned_data["period"]) if self.cleaned_data["period"] else None

    def answers(self) -> dict:
        """Known answers, plain values ready to be kept; decimals as floats."""
        kept = {}
        for name in ASKED:
            value = self.cleaned_data.get(name)
            if value not in (None, ""):
                kept[name] = value if isinstance(value, str | int) else float(value)
        return kept | {"code_insee": self.cleaned_data["commune"].insee}


class CorrectionForm(forms.Form):
    """Values of the sheet that can be corrected by hand; an empty field keeps what the source says."""

    def __init__(self, *args, description, **kwargs):
        super().__init__(*args, **kwargs)
        self._before = {key: one["value"] for key, one in description.corrections.items()}
        for key, line in CORRECTIONS.items():
            initial = self._before.get(key, "")
            if line.listed:
                known = [(code, choice.label) for code, choice in choices(line.listed).items()]
                self.fields[key] = forms.ChoiceField(
                    label=line.label_fr, required=False, choices=[("", "Comme dans le DPE"), *known], initial=initial
                )
                continue
            kind = WholeField if key == "chauffage_annee" else DecimalField
            self.fields[key] = kind(
                label=f"{line.label_fr}, en {line.unit}" if line.unit else line.label_fr,
                required=False,
                least=line.low,
                most=line.high,
                example="104" if key == "surface" else "2005" if key == "chauffage_annee" else "3,7",
                initial=initial,
            )

    def corrections(self) -> dict:
        """Only what changes: a value typed, or None to give the value of the source back."""
        changed = {}
        for key in CORRECTIONS:
            value = self.cleaned_data.get(key)
            value = None if value in (None, "") else value if isinstance(value, str | int) else float(value)
            if value != self._before.get(key):
                changed[key] = value
        return changed

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.corrections():
            raise forms.ValidationError("Rien n’a changé : corrigez au moins une valeur, ou revenez à la fiche.")
        return cleaned
