from django import forms

from faitiere.apps.cases.enums import ParticipantRole, Readers
from faitiere.apps.cases.forms import DocumentForm
from faitiere.apps.cases.permissions import audiences_of

from .rights import Member

# Whom the referent may ask in; who leads the space is said by the guichet.
INVITED = [
    ParticipantRole.OWNER,
    ParticipantRole.COUNCIL,
    ParticipantRole.SYNDIC,
    ParticipantRole.ARCHITECT,
    ParticipantRole.RELATIVE,
]
_WORDS = {
    Readers.PRIVATE: "Mon conseiller seulement",
    Readers.COUNCIL: "Le conseil syndical et mon conseiller",
    Readers.TEAM: "Le conseil syndical, le syndic, le maître d'œuvre et mon conseiller",
    Readers.ALL: "Tous ceux de l'espace",
}


def audiences(member: Member) -> list[tuple[str, str]]:
    """Whom a member may speak to, the most private first; only the council speaks to everybody."""
    belongs = audiences_of(member.roles)
    found = [Readers.PRIVATE, *(one for one in (Readers.COUNCIL, Readers.TEAM) if one in belongs)]
    found += [Readers.ALL] if Readers.COUNCIL in belongs else []
    return [(one.value, _WORDS[one]) for one in found]


class MessageForm(forms.Form):
    """A message to the advisor; its author says who else reads it."""

    text = forms.CharField(
        label="Votre message",
        widget=forms.Textarea({"rows": 4}),
        max_length=4000,
        error_messages={"required": "Écrivez votre message avant de l'envoyer."},
    )
    readers = forms.ChoiceField(label="Qui le lit", initial=Readers.PRIVATE)

    def __init__(self, *args, member: Member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["readers"].choices = audiences(member)


class DepositForm(DocumentForm):
    """A file put in the space of a condominium: its stage, and who reads it."""

    readers = forms.ChoiceField(label="Qui le lit")
    visibility = None
    field_order = ["category", "title", "stage", "readers", "file"]

    def __init__(self, *args, member: Member, **kwargs):
        super().__init__(*args, case=member.case, **kwargs)
        self.fields["readers"].choices = audiences(member)
        self.fields["readers"].initial = Readers.TEAM


class InviteForm(forms.Form):
    """Somebody asked in to the space: an owner of the list, or a person described."""

    role = forms.ChoiceField(label="Rôle", choices=[(one.value, one.label) for one in INVITED])
    owner = forms.ModelChoiceField(
        label="Copropriétaire",
        queryset=None,
        required=False,
        empty_label="Aucun lot",
        help_text="Pour un copropriétaire, même membre du conseil : il verra ses lots et sa part.",
    )
    first_name = forms.CharField(label="Prénom", required=False, max_length=100)
    last_name = forms.CharField(label="Nom", required=False, max_length=100)
    email = forms.EmailField(
        label="Adresse e-mail",
        required=False,
        max_length=254,
        help_text="Laissez vide si le guichet connaît déjà celle de ce copropriétaire : nous ne la montrons pas.",
        error_messages={"invalid": "Cette adresse e-mail est incomplète. Écrivez par exemple prenom.nom@exemple.fr."},
    )

    def __init__(self, *args, owners, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners

    def clean(self):
        given = super().clean()
        owner = given.get("owner")
        if given.get("role") == ParticipantRole.OWNER and not owner and "owner" not in self.errors:
            self.add_error("owner", "Choisissez le copropriétaire dans la liste des lots.")
        if not owner and not given.get("last_name") and given.get("role") != ParticipantRole.OWNER:
            self.add_error("last_name", "Écrivez le nom de la personne.")
        if not owner and not given.get("email") and "email" not in self.errors and given.get("role") != "owner":
            self.add_error("email", "Écrivez l'adresse e-mail de la personne.")
        return given
