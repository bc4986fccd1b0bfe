"""The description of a local aid: who, where, what, with what, when, by which text. The tiers say how much."""

from django import forms
from django.utils import timezone

from faitiere.apps.cases.forms.dates import day_field
from faitiere.engines.aids.codes import CATEGORIES, CATEGORY_LABELS, CLASSES
from faitiere.engines.energy.works.catalogue import catalogue
from faitiere.lib.form_fields import DecimalField, EurosField, WholeField

from ..actions import AidFields
from ..describing import COMMUNES
from ..enums import Audience
from ..national import national_aids
from ..places import area_choices, commune_choices

LOCAL = ("locales", "Les autres aides locales")
_TERMS = ("area", "communes", "audiences", "categories", "works", "min_works_cents", "min_gain", "min_jumps")
_TERMS += ("class_before", "class_after", "min_age", "excludes", "cap_rate", "to_do", "paid_when")
_ANY = ("", "Peu importe")


def _checks(label: str, choices, **kwargs) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choisissez dans la liste."},
        **kwargs,
    )


class AidForm(forms.Form):
    name = forms.CharField(label="Nom de l'aide", max_length=120, help_text="Tel que le ménage le lira.")
    body = forms.CharField(label="Collectivité qui la verse", max_length=120, help_text="Exemple : commune de Cugnaux.")
    area = forms.ChoiceField(label="Où est le logement")
    communes = _checks("Communes concernées", (), required=False, help_text="Seulement pour « Certaines communes ».")
    audiences = forms.MultipleChoiceField(
        label="Qui peut la demander",
        choices=Audience,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Cochez au moins une situation."},
    )
    categories = _checks(
        "Revenus, d'après les plafonds de l'Anah",
        [(code, CATEGORY_LABELS[code].capitalize()) for code in CATEGORIES],
        required=False,
        help_text="Rien de coché : quels que soient les revenus.",
    )
    works = _checks("Travaux aidés", (), required=False, help_text="Rien de coché : tous les travaux.")
    min_works_cents = EurosField(label="Travaux de plus de, hors taxes", required=False, example="2 000")
    min_gain = DecimalField(label="Gain d'énergie d'au moins", required=False, most=100, example="35")
    min_jumps = WholeField(label="Classes gagnées, au moins", required=False, most=6, example="2")
    class_before = forms.ChoiceField(
        label="Classe avant travaux, au mieux", required=False, choices=[_ANY, *((one, one) for one in CLASSES)]
    )
    class_after = forms.ChoiceField(
        label="Classe après travaux, au moins", required=False, choices=[_ANY, *((one, one) for one in CLASSES)]
    )
    min_age = WholeField(label="Âge du logement, au moins", required=False, most=300, example="15")
    excludes = _checks("Ne s'ajoute pas à", (), required=False, help_text="Ce qui paie le plus est alors retenu.")
    cap_rate = DecimalField(
        label="Toutes aides comprises, pas plus de",
        required=False,
        least=1,
        most=100,
        example="80",
        help_text="Part du coût toutes taxes comprises. Au-delà, c'est cette aide qui est réduite.",
    )
    valid_from = day_field("Premier jour", widget=forms.DateInput)
    valid_to = day_field("Dernier jour", required=False, widget=forms.DateInput)
    deliberation = forms.CharField(label="Numéro de la délibération", max_length=80, required=False)
    deliberated_on = day_field("Date de la délibération", required=False, widget=forms.DateInput)
    url = forms.URLField(
        label="Adresse du texte en ligne",
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "Cette adresse n'est pas complète. Exemple : https://exemple.fr/deliberation.pdf"},
    )
    confirmed = forms.BooleanField(
        label="J'ai relu le texte voté : ces règles sont les siennes",
        required=False,
        help_text="Sans cela, l'aide est annoncée « À confirmer » dans les dossiers et ne compte pour rien.",
    )
    to_do = forms.CharField(
        label="Ce qu'il faut faire avant de signer",
        max_length=300,
        required=False,
        help_text="Exemple : Déposez la demande en mairie avant de signer un devis.",
    )
    paid_when = forms.CharField(label="Quand elle est versée", max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = area_choices()
        self.fields["communes"].choices = commune_choices()
        self.fields["works"].choices = [(one.code, one.libelle) for one in catalogue().values()]
        subsidies = national_aids(timezone.localdate(), kinds=("subvention",))
        self.fields["excludes"].choices = [*subsidies.items(), LOCAL]

    def clean(self):
        cleaned = super().clean()
        start, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if start and last and last < start:
            self.add_error("valid_to", "Les dates se croisent : le dernier jour précède le premier.")
        if cleaned.get("area") == COMMUNES and not cleaned.get("communes"):
            self.add_error("communes", "Cochez au moins une commune.")
        best, goal = cleaned.get("class_before"), cleaned.get("class_after")
        if best and goal and goal > best:
            self.add_error("class_after", "La classe après travaux est moins bonne que celle d'avant.")
        if cleaned.get("confirmed") and not cleaned.get("deliberation"):
            self.add_error("deliberation", "Donnez le numéro du texte relu, ou décochez « J'ai relu le texte voté ».")
        return cleaned

    def fields_with(self, tiers: list[dict]) -> AidFields:
        """What the action keeps: columns apart, everything else in `terms`."""
        given = self.cleaned_data
        terms = {name: given[name] for name in _TERMS}
        for name in ("min_gain", "cap_rate"):
            terms[name] = None if terms[name] is None else float(terms[name])
        if terms["area"] != COMMUNES:
            terms["communes"] = []
        columns = {name: value for name, value in given.items() if name not in _TERMS}
        return AidFields(**columns, terms=terms | {"tiers": tiers})

    @staticmethod
    def initial_of(aid) -> dict:
        columns = ("name", "body", "valid_from", "valid_to", "deliberation", "deliberated_on", "url", "confirmed")
        return {name: getattr(aid, name) for name in columns} | aid.terms


class EndForm(forms.Form):
    last = day_field("Dernier jour", widget=forms.DateInput)


class NoteForm(forms.Form):
    aid_code = forms.CharField(max_length=40, widget=forms.HiddenInput)
    text = forms.CharField(
        label="Note du territoire",
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Vide : la note est retirée.",
    )

    def __init__(self, *args, codes=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.codes = codes

    def clean_aid_code(self):
        code = self.cleaned_data["aid_code"]
        if code not in self.codes:
            raise forms.ValidationError("Cette aide n'existe pas. Rouvrez la page.")
        return code
