"""Forms of those who run a portal: its look, its menu, its editors, and the opening of a territory."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.urls import get_script_prefix
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.forms import BaseImageForm
from wagtail.models import Page

from faitiere.apps.accounts.models import Membership
from faitiere.apps.contacts.rules import parse_phone
from faitiere.apps.territories.enums import WORKING_KINDS, OrganisationKind, PortalFont
from faitiere.apps.territories.models import Epci, Host, Territory
from faitiere.apps.territories.mounting import is_room

from .context import address_of, is_served, offered_routes
from .enums import EditorLevel, MenuPlace
from .looks import colour_of, refusals
from .models import TerritorySite
from .opening import bodies_named, communes_of, packed_logo, slug_of
from .pictures import cleaned

_LOGO_BYTES = 2_000_000
_WAITING_PIXELS = 600
_HOST = re.compile(r"(?=.{4,200}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(/[a-z0-9][a-z0-9-]*)?")
_ORGANISATIONS = 4


class PortalImageForm(BaseImageForm):
    """A picture of the portal: cleaned as it arrives, described or said to be decorative."""

    def clean_file(self):
        given = self.cleaned_data.get("file")
        return cleaned(given) if given and "file" in self.changed_data else given

    def clean(self):
        data = super().clean()
        asked = "description" in self.fields and "decorative" in self.fields
        # The upload of several files at once asks for the description on the next screen.
        if asked and not data.get("description") and not data.get("decorative"):
            self.add_error(
                "description", "Décrivez l’image en une phrase, ou cochez « image décorative » si elle n’apprend rien."
            )
        return data


class ColourField(forms.CharField):
    """A colour written as #4b2a7b."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})

    def clean(self, value):
        try:
            return colour_of(super().clean(value))
        except ValueError as refused:
            raise ValidationError(str(refused)) from refused


class LookForm(forms.Form):
    """Four colours, measured together, a font and a logo."""

    brand = ColourField(label="Couleur principale", help_text="Liens, boutons, bandeau de l’accueil.")
    brand_soft = ColourField(label="Couleur claire", help_text="Fond des étiquettes et des lignes choisies.")
    accent = ColourField(label="Couleur des repères", help_text="Tuiles et rubrique en cours. Jamais du texte.")
    ground = ColourField(label="Fond de la page", help_text="Presque blanc.")
    font = forms.ChoiceField(
        label="Police des pages publiques",
        choices=PortalFont,
        help_text="Servie par le site lui-même. Le guichet garde la sienne.",
    )
    logo = forms.FileField(
        label="Logo", required=False, help_text="PNG, JPEG ou WebP, 2 Mo au plus. Vide : le logo ne change pas."
    )
    without_logo = forms.BooleanField(label="Retirer le logo", required=False)

    def clean_logo(self):
        given = self.cleaned_data["logo"]
        if not given:
            return None
        if given.size > _LOGO_BYTES:
            raise ValidationError("Le logo dépasse 2 Mo. Enregistrez-le en plus petit.")
        return self.shrunk(given)

    def shrunk(self, given):
        """The file as it is kept."""
        return cleaned(given)

    def clean(self):
        data = super().clean()
        if not {"brand", "brand_soft", "accent", "ground"} & set(self.errors):
            for name, sentence in refusals(self.colours).items():
                self.add_error(name, sentence)
        return data

    @property
    def colours(self) -> dict[str, str]:
        """The colours given that are colours, whether they pass or not."""
        names = ("brand", "brand_soft", "accent", "ground")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class TargetField(forms.ChoiceField):
    """A room or a published page of the territory's own site."""

    def offer(self, territory) -> None:
        home = TerritorySite.objects.select_related("site__root_page").get(territory=territory).site.root_page
        pages = Page.objects.live().descendant_of(home).filter(depth__lte=home.depth + 2).order_by("path")
        self.pages = {f"page:{page.pk}": page for page in pages}
        self.routes = {f"route:{route}": label for route, label in offered_routes().items()}
        self.choices = [
            ("Rubriques", list(self.routes.items())),
            ("Pages", [(key, page.title) for key, page in self.pages.items()]),
        ]


class MenuLineForm(forms.Form):
    """A line to add: where, what it says, where it leads."""

    place = forms.ChoiceField(label="Où", choices=MenuPlace)
    target = TargetField(label="Vers")
    label = forms.CharField(
        label="Texte de la ligne", max_length=40, required=False, help_text="Vide : le nom de la page."
    )

    def __init__(self, *args, territory, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["target"].offer(territory)

    def line(self) -> dict:
        """The line as `actions.add_line` takes it."""
        target, data, offered = self.cleaned_data["target"], self.cleaned_data, self.fields["target"]
        page = offered.pages.get(target)
        label = data["label"] or (page.title[:40] if page else offered.routes[target])
        return {
            "place": data["place"],
            "label": label,
            "page": page,
            "route": "" if page else target.removeprefix("route:"),
        }


class RedirectForm(forms.Form):
    """An address of the former site, and where it leads now."""

    old_path = forms.CharField(
        label="Ancienne adresse",
        max_length=250,
        help_text="Ce qui suit le nom du site, par exemple /permanences.html. Vous pouvez coller l’adresse entière.",
    )
    target = TargetField(label="Mène à")

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["target"].offer(request.territory)

    def clean_old_path(self):
        path = Redirect.normalise_path(self.cleaned_data["old_path"])
        if "\0" in path or path == "/":
            raise ValidationError("Écrivez l’adresse d’une page de l’ancien site, par exemple /permanences.html.")
        path = get_script_prefix().rstrip("/") + f"/{path.removeprefix(get_script_prefix()).removeprefix('/')}"
        if is_served(self.request, path):
            raise ValidationError("Cette adresse est celle d’une page du site : elle ne peut pas mener ailleurs.")
        if Redirect.objects.filter(site=self.request._wagtail_site, old_path=path).exists():
            raise ValidationError("Cette adresse mène déjà quelque part : retirez d’abord l’ancienne redirection.")
        return path

    def told(self) -> dict:
        """The redirection as `actions.add_redirect` takes it."""
        target = self.cleaned_data["target"]
        page = self.fields["target"].pages.get(target)
        link = "" if page else address_of(target.removeprefix("route:"))
        return {"old_path": self.cleaned_data["old_path"], "page": page, "link": link}


class LabelForm(forms.Form):
    """The text of a line."""

    label = forms.CharField(label="Texte de la ligne", max_length=40)


class EditorForm(forms.Form):
    """A colleague of the territory, and what it may do."""

    user = forms.ChoiceField(label="Personne")
    level = forms.ChoiceField(label="Droit", choices=EditorLevel, widget=forms.RadioSelect, initial=EditorLevel.WRITES)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        members = Membership.objects.active().select_related("user").order_by("user__last_name", "user__first_name")
        self.users = {str(one.user_id): one.user for one in members}
        self.fields["user"].choices = [(key, str(user)) for key, user in self.users.items()]

    def clean_user(self):
        return self.users[self.cleaned_data["user"]]


class IdentityForm(forms.Form):
    """First screen of the opening: what the guichet is called and where it answers."""

    name = forms.CharField(label="Nom du territoire", max_length=120, help_text="Par exemple « Pays de Foix ».")
    host = forms.CharField(
        label="Adresse du site",
        max_length=200,
        help_text="Par exemple renov.pays-foix.fr, ou un dossier d’un site partagé : renov.ariege.fr/pays-foix",
    )
    case_prefix = forms.CharField(label="Préfixe des numéros de dossier", max_length=6, help_text="Par exemple 09.")
    phone = forms.CharField(label="Téléphone du guichet", max_length=30)
    email = forms.EmailField(label="Adresse e-mail du guichet")

    def clean_name(self):
        name = self.cleaned_data["name"].strip()
        if not slug_of(name):
            raise ValidationError("Écrivez un nom avec au moins une lettre.")
        if Territory.objects.filter(slug=slug_of(name)).exists():
            raise ValidationError("Un territoire porte déjà ce nom. Ajoutez de quoi le distinguer.")
        return name

    def clean_host(self):
        host = self.cleaned_data["host"].strip().lower().removeprefix("https://").removeprefix("http://").strip("/")
        if not _HOST.fullmatch(host):
            raise ValidationError("Cette adresse n’est pas lisible. Écrivez-la comme renov.pays-foix.fr")
        if (folder := host.partition("/")[2]) and is_room(folder):
            raise ValidationError(f"« {folder} » est déjà une page du site. Choisissez un autre dossier.")
        if Host.objects.filter(name=host).exists():
            raise ValidationError("Cette adresse mène déjà à un autre territoire.")
        return host

    def clean_phone(self):
        try:
            return parse_phone(self.cleaned_data["phone"])
        except ValueError as error:
            raise ValidationError(str(error)) from error


class CommunesForm(forms.Form):
    """Second screen: an intercommunal body, a list of communes, or both."""

    body = forms.CharField(label="Intercommunalité", max_length=150, required=False, help_text="Son nom ou son SIREN.")
    siren = forms.CharField(required=False, widget=forms.HiddenInput)
    listed = forms.CharField(
        label="Communes en plus, par leur code INSEE",
        widget=forms.Textarea({"rows": 3}),
        required=False,
        max_length=20_000,
        help_text="Séparés par une espace, une virgule ou un retour à la ligne.",
    )

    def clean(self):
        data = super().clean()
        self.bodies = bodies_named(data.get("body", "")) if data.get("body") else []
        siren = data.get("siren", "")
        if len(self.bodies) == 1:
            siren = self.bodies[0].siren
        elif self.bodies and siren not in {one.siren for one in self.bodies}:
            self.add_error("body", "Plusieurs intercommunalités portent ce nom : choisissez dans la liste ci-dessous.")
            return data
        elif data.get("body") and not self.bodies:
            self.add_error("body", "Aucune intercommunalité ne porte ce nom. Essayez un seul mot.")
            return data
        communes, unknown = communes_of(siren=siren, listed=data.get("listed", ""))
        if unknown:
            self.add_error("listed", f"Codes INSEE inconnus : {', '.join(unknown[:10])}.")
        elif not communes:
            raise ValidationError("Choisissez une intercommunalité, ou écrivez au moins un code INSEE.")
        return data | {"siren": siren, "communes": [one.insee for one in communes]}

    @property
    def body_names(self) -> list[Epci]:
        return getattr(self, "bodies", [])


class OrganisationsForm(forms.Form):
    """Third screen: who works there, the first one receiving the households."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [one for one in OrganisationKind.choices if one[0] in {*WORKING_KINDS, OrganisationKind.FUNDER}]
        for rank in range(1, _ORGANISATIONS + 1):
            self.fields[f"name_{rank}"] = forms.CharField(label=f"Structure {rank}", max_length=120, required=rank == 1)
            self.fields[f"kind_{rank}"] = forms.ChoiceField(
                label=f"Nature de la structure {rank}", choices=kinds, required=rank == 1
            )

    def pairs(self):
        return [(self[f"name_{rank}"], self[f"kind_{rank}"]) for rank in range(1, _ORGANISATIONS + 1)]

    def clean(self):
        data = super().clean()
        given = [
            {"name": data[f"name_{rank}"].strip(), "kind": data[f"kind_{rank}"]}
            for rank in range(1, _ORGANISATIONS + 1)
            if data.get(f"name_{rank}", "").strip() and data.get(f"kind_{rank}")
        ]
        if len({one["name"] for one in given}) < len(given):
            raise ValidationError("Deux structures portent le même nom.")
        if given and not any(one["kind"] in WORKING_KINDS and one["kind"] != OrganisationKind.ADIL for one in given):
            raise ValidationError("Il faut une structure qui reçoit les ménages : collectivité ou association.")
        return {"organisations": given}


class AdministratorForm(forms.Form):
    """Fourth screen: who is invited to administer the territory."""

    first_name = forms.CharField(label="Prénom", max_length=100)
    last_name = forms.CharField(label="Nom", max_length=100)
    email = forms.EmailField(label="Adresse e-mail professionnelle")


class ColoursForm(LookForm):
    """Fifth screen: colours, font and logo. The logo waits in the session, made small, until the territory is open."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["font"].initial = PortalFont.ATKINSON
        # What was given before, as `packed_logo` writes it.
        self.kept_logo = self.initial.get("kept_logo") or []

    def shrunk(self, given):
        return cleaned(given, within=_WAITING_PIXELS)

    def clean(self):
        data = super().clean()
        if data.get("logo"):
            data["logo"] = packed_logo(data["logo"])
        else:
            data["logo"] = [] if data.get("without_logo") else self.kept_logo
        return data
