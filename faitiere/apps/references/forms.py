from django import forms
from django.utils import timezone

from faitiere.apps.cases.communes import served
from faitiere.apps.studies.families import FAMILIES
from faitiere.apps.territories.enums import ProjectKind
from faitiere.apps.territories.models import Organisation
from faitiere.lib.form_fields import DecimalField, EurosField, WholeField
from faitiere.lib.siret import siret_of

from .enums import ConsentSource, Period, Precision
from .models import Picture, Reference

_FIRST_YEAR = 1000


def _number(label: str, **kwargs) -> WholeField:
    return WholeField(label=label, required=False, **kwargs)


def _euros(label: str) -> EurosField:
    return EurosField(label=label, required=False, most=500_000_000, example="42 000")


class SheetForm(forms.ModelForm):
    """A sheet as the desk writes or corrects it. The place typed here is blurred before it is kept."""

    organisation = forms.ModelChoiceField(label="Structure", queryset=None, empty_label=None)
    families = forms.MultipleChoiceField(
        label="Familles de travaux", choices=list(FAMILIES.items()), widget=forms.CheckboxSelectMultiple, required=False
    )
    built_year = _number("Année de construction", least=_FIRST_YEAR, most=2100, example="1974")
    area_m2 = _number("Surface en m²", least=5, most=500_000, example="104")
    dwellings = _number("Nombre de logements, pour une copropriété", least=2, most=5_000, example="48")
    primary_before = _number("Énergie primaire avant, en kWh/m² par an", most=2_000, example="320")
    primary_after = _number("Énergie primaire après, en kWh/m² par an", most=2_000, example="110")
    cost_cents = _euros("Coût des travaux, taxes comprises")
    aids_cents = _euros("Aides reçues au total")
    months = _number("Durée du chantier, en mois", least=1, most=120, example="6")
    measured_before_kwh = _number("Consommation mesurée avant, en kWh par an", most=50_000_000)
    measured_after_kwh = _number("Consommation mesurée après, en kWh par an", most=50_000_000)
    site_longitude = DecimalField(label="Longitude du site", least=-180, most=180, example="1,4442", required=False)
    site_latitude = DecimalField(label="Latitude du site", least=-90, most=90, example="43,6045", required=False)

    class Meta:
        model = Reference
        fields = [
            "kind",
            "title",
            "summary",
            "commune",
            "precision",
            "built_year",
            "area_m2",
            "dwellings",
            "works",
            "families",
            "companies",
            "class_before",
            "class_after",
            "primary_before",
            "primary_after",
            "cost_cents",
            "aids_cents",
            "aids",
            "months",
            "finished_on",
            "testimony",
            "testimony_by",
            "measured",
            "measured_before_kwh",
            "measured_after_kwh",
        ]
        labels = {
            "kind": "Nature",
            "title": "Titre",
            "summary": "En quelques phrases",
            "commune": "Commune",
            "precision": "Précision du lieu sur la carte",
            "works": "Travaux, un par ligne",
            "companies": "SIRET des entreprises qui ont fait les travaux, un par ligne",
            "class_before": "Classe avant",
            "class_after": "Classe après",
            "aids": "Aides, une par ligne",
            "finished_on": "Travaux terminés le",
            "testimony": "Témoignage",
            "testimony_by": "Qui témoigne, sans nom",
            "measured": "Résultats mesurés après les travaux",
        }
        help_texts = {
            "title": "Sans nom ni adresse, par exemple Maison de 1974 à Cugnaux.",
            "precision": "Pour le quartier ou l'adresse, donnez les deux coordonnées : seul le point flouté est gardé.",
            "companies": "Une fois publiée, la fiche apparaît dans l'annuaire, sur la page de chacune.",
            "testimony_by": "Par exemple La propriétaire, ou Le président du conseil syndical.",
        }
        widgets = {
            "summary": forms.Textarea({"rows": 4}),
            "works": forms.Textarea({"rows": 5}),
            "companies": forms.Textarea({"rows": 3}),
            "aids": forms.Textarea({"rows": 3}),
            "testimony": forms.Textarea({"rows": 4}),
            "measured": forms.Textarea({"rows": 3}),
            "finished_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        error_messages = {
            "title": {"required": "Donnez un titre à la fiche."},
            "commune": {"required": "Choisissez la commune du site."},
        }

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["commune"].queryset = served()
        self.fields["commune"].empty_label = "À choisir"
        if self.instance.organisation_id:
            self.initial.setdefault("organisation", self.instance.organisation_id)
            self.initial["families"] = self.instance.families.strip("|").split("|")

    def clean_built_year(self):
        year = self.cleaned_data["built_year"]
        if year and year > timezone.localdate().year:
            raise forms.ValidationError(f"L’année {year} n’est pas encore passée : vérifiez l’année de construction.")
        return year

    def clean_companies(self):
        lines = [line.strip() for line in self.cleaned_data["companies"].splitlines() if line.strip()]
        return "\n".join(dict.fromkeys(self._siret(line) for line in lines))

    @staticmethod
    def _siret(line: str) -> str:
        try:
            return siret_of(line)
        except ValueError as error:
            raise forms.ValidationError(f"« {line[:40]} » : {error}") from error

    def clean_finished_on(self):
        day = self.cleaned_data["finished_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Une fiche parle de travaux terminés : cette date est à venir.")
        return day

    def clean(self):
        data = super().clean()
        placed = [data.get("site_longitude"), data.get("site_latitude")]
        if (placed[0] is None) != (placed[1] is None):
            self.add_error("site_latitude", "Donnez la longitude et la latitude, ou aucune des deux.")
        wanted = data.get("precision") not in (Precision.COMMUNE, None)
        kept = self.instance.precision == data.get("precision") and self.instance.longitude is not None
        if wanted and placed[0] is None and not kept and "site_longitude" not in self.errors:
            self.add_error(
                "site_longitude", "Pour montrer le quartier ou l'adresse, donnez la longitude et la latitude."
            )
        cost, aids = data.get("cost_cents"), data.get("aids_cents")
        if cost is not None and aids is not None and aids > cost:
            self.add_error("aids_cents", "Les aides dépassent le coût des travaux : vérifiez les deux sommes.")
        return data

    def _post_clean(self):
        """The instance is what is on screen: the action changes the row it holds, after a last check."""

    def given(self) -> dict:
        """What is kept; the typed place apart."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("site_")}

    @property
    def place(self) -> tuple[float, float] | None:
        longitude, latitude = self.cleaned_data["site_longitude"], self.cleaned_data["site_latitude"]
        return None if longitude is None else (float(longitude), float(latitude))


class ConsentForm(forms.Form):
    """The agreement of the household or the council, as it was given to the desk."""

    by = forms.CharField(
        label="Qui a donné l'accord",
        max_length=120,
        help_text="Par exemple La propriétaire, ou Le conseil syndical réuni le 3 mai.",
        error_messages={"required": "Dites qui a donné son accord."},
    )
    source = forms.ChoiceField(
        label="Comment", choices=[one for one in ConsentSource.choices if one[0] != ConsentSource.SPACE]
    )
    on = forms.DateField(
        label="Le",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
        error_messages={"required": "Donnez le jour de l'accord."},
    )
    read = forms.BooleanField(
        label="Le texte ci-dessus a été lu et accepté",
        error_messages={"required": "Sans accord, la fiche ne peut pas être publiée."},
    )

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Un accord ne peut pas être daté de demain ou plus tard.")
        return day


class PictureForm(forms.ModelForm):
    """A picture; its text and its credit are compulsory."""

    file = forms.FileField(label="Photo", error_messages={"required": "Choisissez une photo."})

    class Meta:
        model = Picture
        fields = ["moment", "alternative", "credit"]
        labels = {"moment": "Moment", "alternative": "Ce que montre la photo", "credit": "Crédit"}
        help_texts = {
            "alternative": "Lu à la place de la photo, par exemple Façade sud avant isolation, enduit fissuré.",
            "credit": "Qui a pris la photo, par exemple Guichet de la métropole.",
        }
        error_messages = {
            "alternative": {"required": "Dites ce que montre la photo : c'est lu à qui ne la voit pas."},
            "credit": {"required": "Dites qui a pris la photo."},
        }

    field_order = ["file", "moment", "alternative", "credit"]

    def _post_clean(self):
        """The row is written by the action, once the picture is drawn again."""

    def given(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("moment", "alternative", "credit")}


class RemarkForm(forms.Form):
    remark = forms.CharField(
        label="Ce qu'il faut changer",
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Dites ce qu'il faut changer dans la fiche."},
    )


class CatalogueForm(forms.Form):
    """The filters of the catalogue: the address says it all."""

    nature = forms.ChoiceField(
        label="Logement",
        required=False,
        choices=[
            ("", "Tous"),
            (ProjectKind.HOUSE, "Maisons"),
            (ProjectKind.CONDOMINIUM, "Copropriétés"),
        ],
    )
    travaux = forms.ChoiceField(label="Travaux", choices=[("", "Tous"), *FAMILIES.items()], required=False)
    periode = forms.ChoiceField(label="Construction", choices=[("", "Toutes"), *Period.choices], required=False)
    gain = forms.ChoiceField(
        label="Classes gagnées",
        required=False,
        choices=[
            ("", "Toutes"),
            ("1", "Au moins une"),
            ("2", "Au moins deux"),
            ("3", "Au moins trois"),
            ("4", "Au moins quatre"),
        ],
    )
    commune = forms.ChoiceField(label="Commune", required=False)
    structure = forms.ChoiceField(label="Structure", required=False)

    _NAMES = {"nature": "kind", "periode": "period", "commune": "commune_id", "gain": "class_gain__gte"}
    _NAMES |= {"structure": "organisation_id"}

    def __init__(self, *args, communes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["commune"].choices = [("", "Toutes"), *((one.pk, one.name) for one in communes)]
        signed = Organisation.objects.filter(pk__in=Reference.objects.published().values("organisation"))
        told = signed.order_by("name").values_list("pk", "name")
        self.fields["structure"].choices = [("", "Toutes"), *((str(pk), name) for pk, name in told)]

    def words(self) -> str:
        """The choices made, in a line: "Maisons, Isolation, Cugnaux"; empty for none."""
        self.is_valid()
        chosen = [(name, value) for name, value in self.cleaned_data.items() if value]
        return ", ".join(dict(self.fields[name].choices)[value] for name, value in chosen)

    def found(self, references):
        """The sheets that answer; an unknown value of the address is read as none."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        wanted = {self._NAMES[name]: value for name, value in given.items() if name in self._NAMES}
        if "travaux" in given:
            wanted["families__contains"] = f"|{given['travaux']}|"
        return references.filter(**wanted)
