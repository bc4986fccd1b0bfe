from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from faitiere.apps.territories.models import Organisation

from .actors import Actor
from .enums import Role
from .permissions import managed_by
from .rules import COLUMNS, MOST, Line, read_list, twice

_LIST_BYTES = 100_000


def may_give(actor: Actor) -> list[tuple[str, str]]:
    """Roles an actor may give: all of them for an administrator, those of advisors for a manager."""
    if actor.has(Role.TERRITORY_ADMIN):
        return Role.choices
    return [choice for choice in Role.choices if choice[0] in {Role.ADVISOR, Role.LEGAL_ADVISOR}]


def own_organisations(actor: Actor):
    """Organisations where an actor may invite somebody."""
    if actor.has(Role.TERRITORY_ADMIN):
        return Organisation.objects.all()
    return Organisation.objects.filter(pk__in=actor.organisations_as(Role.MANAGER))


def check_dates(form, cleaned: dict) -> None:
    """The last day of a role is not before its first."""
    since, until = cleaned.get("valid_from"), cleaned.get("valid_to")
    if since and until and until < since:
        form.add_error("valid_to", "La date de fin est avant la date de début.")


class PasswordForm(forms.Form):
    """Choose a password, typed twice."""

    password = forms.CharField(
        label="Mot de passe",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Au moins 12 caractères. Une phrase que vous retenez est le plus simple.",
    )
    again = forms.CharField(
        label="Le même, une seconde fois", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password

    def clean(self):
        data = super().clean()
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", ValidationError("Les deux mots de passe ne sont pas les mêmes."))
        return data


class ColleagueForm(forms.Form):
    """Invite a colleague: who, in which organisation, to do what, until when."""

    first_name = forms.CharField(label="Prénom", max_length=100)
    last_name = forms.CharField(label="Nom", max_length=100)
    email = forms.EmailField(label="Adresse e-mail professionnelle")
    organisation = forms.ChoiceField(label="Structure")
    role = forms.ChoiceField(label="Rôle", choices=Role)
    valid_to = forms.DateField(label="Jusqu'au", required=False, help_text="Pour un stage ou un contrat court.")

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = may_give(actor)
        self.organisations = {str(organisation.pk): organisation for organisation in own_organisations(actor)}
        self.fields["organisation"].choices = [(pk, one.name) for pk, one in self.organisations.items()]

    def clean_organisation(self):
        return self.organisations[self.cleaned_data["organisation"]]

    def clean(self):
        data = super().clean()
        check_dates(self, data | {"valid_from": timezone.localdate()})
        return data


class RoleDatesForm(forms.Form):
    """When a role is held."""

    valid_from = forms.DateField(label="Depuis le")
    valid_to = forms.DateField(label="Jusqu'au", required=False, help_text="Ce jour compris. Vide : sans fin prévue.")

    def clean(self):
        data = super().clean()
        check_dates(self, data)
        return data


class ReasonToSeeForm(forms.Form):
    """Why somebody's screens are looked at: the person reads it."""

    reason = forms.CharField(
        label="Pourquoi regardez-vous ces écrans ?",
        max_length=200,
        min_length=5,
        help_text="Cette phrase est montrée à la personne, avec votre nom. Par exemple : « Ne trouve pas son devis ».",
        error_messages={
            "required": "Dites pourquoi : la personne lira ce motif.",
            "min_length": "Un peu plus de mots : la personne lira ce motif.",
        },
    )


class BulkInvitationForm(forms.Form):
    """Many colleagues at once: a list pasted or a file; errors line by line, nothing is sent while one remains."""

    text = forms.CharField(
        label="Une personne par ligne",
        required=False,
        max_length=_LIST_BYTES,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=f"Dans cet ordre, séparés par des points-virgules, des virgules ou des tabulations : "
        f"{', '.join(COLUMNS)}. Les deux derniers peuvent manquer.",
    )
    file = forms.FileField(label="Ou un fichier CSV", required=False)
    role = forms.ChoiceField(label="Rôle quand la ligne n'en dit rien")
    organisation = forms.ChoiceField(label="Structure quand la ligne n'en dit rien")

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor, self.lines = actor, []
        self.organisations = {str(one.pk): one for one in own_organisations(actor)}
        self.fields["role"].choices = self.roles = may_give(actor)
        self.fields["organisation"].choices = [(pk, one.name) for pk, one in self.organisations.items()]

    def clean_file(self):
        uploaded = self.cleaned_data["file"]
        if uploaded is None:
            return ""
        if uploaded.size > _LIST_BYTES:
            raise ValidationError("Ce fichier est trop gros : 100 ko au plus.")
        content = uploaded.read()
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("cp1252", errors="replace")

    def clean(self):
        data = super().clean()
        text = (data.get("file") or data.get("text") or "").replace("\x00", "")
        data["text"] = text
        self.lines = read_list(text)
        if not self.lines:
            self.add_error("text", "La liste est vide. Collez une personne par ligne, ou choisissez un fichier.")
        if len(self.lines) > MOST:
            self.add_error("text", f"{MOST} personnes au plus à la fois. Coupez la liste en deux.")
            return data
        self._check_lines(data)
        return data

    def _check_lines(self, data: dict) -> None:
        for line, first in twice(self.lines):
            line.errors.append(f"Adresse déjà écrite à la ligne {first}.")
        held = {
            (email.lower(), role, str(organisation))
            for email, role, organisation in managed_by(self.actor)
            .active()
            .values_list("user__email", "role", "organisation")
        }
        for line in self.lines:
            self._check(line, data)
            line.held = (line.email.lower(), line.role, line.organisation) in held

    def _check(self, line: Line, data: dict) -> None:
        """Names, address, role and organisation of a line; the two last become the values kept."""
        if not (line.first_name and line.last_name):
            line.errors.append("Le prénom et le nom sont attendus.")
        if max(len(line.first_name), len(line.last_name)) > 100:
            line.errors.append("Le prénom ou le nom est trop long.")
        try:
            validate_email(line.email)
        except ValidationError:
            line.errors.append(f"« {line.email} » n'est pas une adresse e-mail." if line.email else "Sans adresse.")
        roles = {label.lower(): value for value, label in self.roles} | {value: value for value, _ in self.roles}
        line.role = self._known(line, roles, line.role or data.get("role", ""), "rôle")
        named = {one.name.lower(): pk for pk, one in self.organisations.items()} | {pk: pk for pk in self.organisations}
        line.organisation = self._known(line, named, line.organisation or data.get("organisation", ""), "structure")

    def _known(self, line: Line, known: dict[str, str], typed: str, what: str) -> str:
        if typed.lower() not in known:
            line.errors.append(f"« {typed} » n'est pas un nom de {what} que vous pouvez donner.")
            return typed
        return known[typed.lower()]

    @property
    def faulty(self) -> list[Line]:
        return [line for line in self.lines if line.errors]

    def colleagues(self) -> list[dict]:
        """Those to invite, as `actions.invite_colleagues` takes them; whoever holds the role already is left out."""
        return [
            {
                "first_name": line.first_name,
                "last_name": line.last_name,
                "email": line.email,
                "role": line.role,
                "organisation": self.organisations[line.organisation],
            }
            for line in self.lines
            if not line.held
        ]
