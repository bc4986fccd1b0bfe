"""What each bulk action asks before it is prepared; `details()` is what it keeps, in plain values."""

from django import forms

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.accounts.models import Membership, User
from faitiere.apps.territories.enums import ProjectKind

from ..enums import BulkVerb
from ..models import Stage, Tag
from .dates import check_to_come, day_field


class _Chosen(forms.Form):
    """A form whose only field is one choice."""

    name = ""

    def details(self) -> dict:
        return {self.name: self.cleaned_data[self.name]}


class AssignManyForm(_Chosen):
    name = "advisor"
    advisor = forms.ChoiceField(
        label="Conseiller",
        required=False,
        help_text="Seuls les dossiers de ses structures lui seront confiés ; les autres restent comme ils sont.",
        error_messages={"invalid_choice": "Choisissez une personne de la liste."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        held = Membership.objects.active().filter(role__in=DESK_ROLES)
        team = User.objects.filter(pk__in=held.values("user_id")).order_by("last_name", "first_name")
        self.fields["advisor"].choices = [("", "Personne pour l'instant"), *((str(one.pk), str(one)) for one in team)]


class TagManyForm(forms.Form):
    tag_name = forms.CharField(
        label="Étiquette",
        max_length=40,
        help_text="Choisissez-en une ou écrivez-en une nouvelle, en quelques mots.",
        error_messages={"required": "Écrivez l'étiquette, par exemple « chaudière à remplacer »."},
        widget=forms.TextInput(attrs={"list": "etiquettes-connues", "autocomplete": "off"}),
    )

    def details(self) -> dict:
        return {"tag_name": self.cleaned_data["tag_name"]}


class UntagManyForm(_Chosen):
    name = "tag"
    tag = forms.ChoiceField(label="Étiquette à retirer", error_messages={"required": "Choisissez une étiquette."})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tag"].choices = [(str(one.pk), one.name) for one in Tag.objects.all()]


class TaskManyForm(forms.Form):
    title = forms.CharField(
        label="À faire", max_length=200, error_messages={"required": "Écrivez ce qu'il faut faire."}
    )
    due_on = day_field("Pour le", widget=forms.DateInput)
    to = forms.ChoiceField(
        label="Pour qui",
        choices=[("advisor", "Le conseiller de chaque dossier, moi s'il n'y en a pas"), ("me", "Moi")],
    )

    def clean_due_on(self):
        return check_to_come(self.cleaned_data["due_on"])

    def details(self) -> dict:
        return self.cleaned_data | {"due_on": self.cleaned_data["due_on"].isoformat()}


class StageManyForm(_Chosen):
    name = "stage"
    stage = forms.ChoiceField(label="Étape", error_messages={"required": "Choisissez une étape."})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = dict(ProjectKind.choices)
        stages = Stage.objects.order_by("-project_kind", "position")
        self.fields["stage"].choices = [
            (str(one.pk), f"{one.name} ({kinds[one.project_kind].lower()})") for one in stages
        ]


class MessageManyForm(forms.Form):
    subject = forms.CharField(label="Objet", max_length=150, error_messages={"required": "Écrivez l'objet du message."})
    text = forms.CharField(
        label="Message, vu par chaque ménage",
        max_length=4000,
        error_messages={"required": "Écrivez le message."},
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def details(self) -> dict:
        return dict(self.cleaned_data)


class ArchiveManyForm(forms.Form):
    """Nothing to ask."""

    def details(self) -> dict:
        return {}


BULK_FORMS = {
    BulkVerb.ASSIGN: AssignManyForm,
    BulkVerb.TAG: TagManyForm,
    BulkVerb.UNTAG: UntagManyForm,
    BulkVerb.TASK: TaskManyForm,
    BulkVerb.STAGE: StageManyForm,
    BulkVerb.MESSAGE: MessageManyForm,
    BulkVerb.ARCHIVE: ArchiveManyForm,
}
