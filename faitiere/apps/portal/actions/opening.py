"""Open a territory: communes, organisations, first administrator, look, first pages. All or nothing."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from faitiere.apps.accounts.actions import invite_colleague
from faitiere.apps.accounts.enums import Role
from faitiere.apps.audit.actions import record
from faitiere.apps.cases.actions import add_stage
from faitiere.apps.legal.actions import propose_themes
from faitiere.apps.steering.actions import adopt_programme
from faitiere.apps.territories.actions import serve_communes
from faitiere.apps.territories.enums import OrganisationKind, ProjectKind
from faitiere.apps.territories.models import Host, Organisation, Territory
from faitiere.apps.territories.mounting import is_room
from faitiere.lib.tenancy import territory_scope

from ..first import first_pages, first_stages
from ..opening import Opening
from .look import set_look
from .pages import open_portal

PROGRAMME = "pacte"


class OpeningRefused(ValueError):
    """The territory cannot be opened; the message is a French sentence."""


def _refuse_twice(opening: Opening) -> None:
    if Territory.objects.filter(slug=opening.slug).exists():
        raise OpeningRefused(f"Un territoire porte déjà l’identifiant « {opening.slug} ». Choisissez-en un autre.")
    if Host.objects.filter(name=opening.host).exists():
        raise OpeningRefused(f"L’adresse {opening.host} mène déjà à un autre territoire.")
    if (folder := opening.host.partition("/")[2]) and is_room(folder):
        raise OpeningRefused(f"« {folder} » est déjà une page du site. Choisissez un autre dossier.")
    if not opening.communes:
        raise OpeningRefused("Choisissez au moins une commune.")


@transaction.atomic
def open_territory(*, actor, opening: Opening) -> Territory:
    """A territory ready to work: its site answers, its first administrator is invited. Raises `OpeningRefused`.

    actor  who administers the platform; in the new territory's journal, the same person
    """
    _refuse_twice(opening)
    territory = Territory.objects.create(
        slug=opening.slug,
        name=opening.name,
        case_prefix=opening.case_prefix,
        phone=opening.phone,
        email=opening.email,
        time_zone=opening.time_zone,
    )
    Host.objects.create(name=opening.host, territory=territory, is_main=True)
    with territory_scope(territory):
        inside = replace(actor, territory=territory)
        record(actor=inside, verb="territory.opened", target=territory)
        first = _organisations(territory, opening)
        _set_up(inside)
        open_portal(territory=territory, pages=first_pages(territory))
        set_look(actor=inside, colours=opening.colours, font=opening.font, logo=opening.logo)
        invite_colleague(
            actor=inside, colleague=opening.administrator | {"organisation": first, "role": Role.TERRITORY_ADMIN}
        )
    return territory


def _organisations(territory, opening: Opening) -> Organisation:
    """The organisations; the first that receives households answers for every commune."""
    made = [
        Organisation.objects.create(
            name=one["name"],
            kind=one["kind"],
            phone=opening.phone,
            email=opening.email,
            advises=one["kind"] in {OrganisationKind.METROPOLE, OrganisationKind.ASSOCIATION},
        )
        for one in opening.organisations
    ]
    first = next((one for one in made if one.advises), made[0])
    serve_communes(
        territory=territory,
        organisation=first,
        communes=opening.communes,
        kinds=ProjectKind.values,
        since=timezone.localdate(),
    )
    return first


def _set_up(inside) -> None:
    """Stages of both kinds of project, themes of legal advice, the framework in force; all may be changed later."""
    for kind, stages in first_stages().items():
        for stage in stages:
            add_stage(actor=inside, project_kind=kind, name=stage["name"], public_text=stage["text"])
    propose_themes(actor=inside)
    adopt_programme(actor=inside, name=PROGRAMME)
