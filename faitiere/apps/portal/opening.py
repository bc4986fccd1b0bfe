"""What it takes to open a territory, whether it comes from the wizard or from a file."""

import base64
import re
import tomllib
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q

from faitiere.apps.territories.models import Commune, Epci
from faitiere.lib.text import search_key

DEFAULT_LOOK = {"brand": "#4b2a7b", "brand_soft": "#f0eaf8", "accent": "#c4502a", "ground": "#f6f4f9"}
_SPLIT = re.compile(r"[\s,;|]+")


@dataclass
class Opening:
    """Everything given; `administrator` has first_name, last_name and email, an organisation a name and a kind."""

    name: str
    slug: str
    host: str
    case_prefix: str
    phone: str
    email: str
    communes: list[Commune]
    organisations: list[dict]
    administrator: dict
    colours: dict[str, str] = field(default_factory=lambda: dict(DEFAULT_LOOK))
    font: str = ""
    logo: SimpleUploadedFile | None = None
    time_zone: str = "Europe/Paris"


def packed_logo(file: SimpleUploadedFile) -> list[str]:
    """A cleaned picture as the session keeps it: its name, its kind, its bytes as text."""
    file.seek(0)
    return [file.name, file.content_type, base64.b64encode(file.read()).decode()]


def unpacked_logo(packed: list[str]) -> SimpleUploadedFile | None:
    """The picture again; None for none."""
    if not packed:
        return None
    name, kind, content = packed
    return SimpleUploadedFile(name, base64.b64decode(content), content_type=kind)


def bodies_named(text: str) -> list[Epci]:
    """Intercommunal bodies whose name holds every word typed, or with this SIREN; twenty at most."""
    wanted = Q()
    for word in text.split():
        wanted &= Q(name__icontains=word)
    return list(Epci.objects.filter(wanted | Q(siren=text.strip())).order_by("name")[:20]) if text.strip() else []


def communes_of(*, siren: str = "", listed: str = "") -> tuple[list[Commune], list[str]]:
    """Communes of an intercommunal body and of a list of INSEE codes, one a line or not; and the codes nobody knows."""
    codes = [code.upper() for code in _SPLIT.split(listed) if code]
    found = list(Commune.objects.filter(Q(epci_id=siren) & ~Q(epci_id=None) & ~Q(epci_id="") | Q(pk__in=codes)))
    known = {commune.insee for commune in found}
    return found, [code for code in codes if code not in known]


def slug_of(name: str) -> str:
    """Identifier proposed for a territory: "Pays de Foix" → "pays-de-foix"."""
    return re.sub(r"[^a-z0-9]+", "-", search_key(name).lower()).strip("-")[:40]


def opening_from(text: str) -> Opening:
    """An opening described in TOML (`faitiere open_territory --example`); ValueError with a sentence otherwise."""
    try:
        told = tomllib.loads(text)
        given = told["territory"]
        communes, unknown = communes_of(siren=given.get("epci", ""), listed=" ".join(given.get("communes", [])))
        opening = Opening(
            **{name: given[name] for name in ("name", "host", "case_prefix", "phone", "email")},
            slug=given.get("slug") or slug_of(given["name"]),
            communes=communes,
            organisations=[{"name": one["name"], "kind": one["kind"]} for one in told["organisation"]],
            administrator={name: told["administrator"][name] for name in ("first_name", "last_name", "email")},
            colours=DEFAULT_LOOK | told.get("look", {}),
        )
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"Le fichier n’est pas du TOML lisible : {error}") from error
    except KeyError as error:
        raise ValueError(f"Il manque {error} dans le fichier.") from error
    if unknown:
        raise ValueError(f"Codes INSEE inconnus : {', '.join(unknown)}.")
    return opening
