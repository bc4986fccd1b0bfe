"""What pages read of the directory: its settings, its map, what waits to be settled."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Max, Min, QuerySet
from django.urls import reverse
from django.utils.module_loading import import_string

from faitiere.apps.cases.communes import served
from faitiere.apps.territories.models import Commune
from faitiere.lib.maps import Box, PointMap, box_of, cells_of, fitted, point_map

from .enums import ProposalState
from .models import DirectorySettings, Proposal
from .search import Asked

_FRANCE = Box(-5.2, 41.3, 9.7, 51.2)


def directory_settings() -> DirectorySettings:
    """Those of the territory in scope, or the defaults, unsaved."""
    return DirectorySettings.objects.first() or DirectorySettings()


def _first_view(found: QuerySet, contoured: list[Commune]) -> Box:
    """All that was found, so that the map says what the list says; else the territory; else France."""
    sides = found.order_by().aggregate(
        west=Min("longitude"), south=Min("latitude"), east=Max("longitude"), north=Max("latitude")
    )
    if sides["west"] is None:
        return box_of(contoured) or _FRANCE
    return Box(**sides).scaled(1.1)


def map_of(found: QuerySet, asked: Asked, *, base: str) -> PointMap:
    """The companies of a search on the territory's communes: clusters that open a closer view."""
    contoured = list(Commune.objects.filter(pk__in=served().values("pk")))
    box = fitted(asked.zone or _first_view(found, contoured))
    cells = cells_of(found, box)
    alone = [cell.one for cell in cells if cell.count == 1]
    told = {
        pk.hex: (name, reverse("directory:professional", args=[pk]))
        for pk, name in found.filter(pk__in=alone).values_list("pk", "name")
    }
    return point_map(box, cells, communes=contoured, link=lambda other: asked.address(base, zone=other), told=told)


def waiting_count() -> int:
    return Proposal.objects.filter(state=ProposalState.PENDING).count()


def embedding_origins() -> list[str]:
    """Sites of others that may show the pages meant for it, as the portal (above) holds them."""
    return list(import_string(settings.EMBEDDING_ORIGINS)()) if settings.EMBEDDING_ORIGINS else []


@dataclass(frozen=True)
class SiteSheet:
    """A site sheet of works done: a title and the page that tells it."""

    title: str
    url: str


def site_sheets(professional) -> list[SiteSheet]:
    """Published references of a company, as the app of references (beside) gives them."""
    if not settings.PROFESSIONAL_REFERENCES:
        return []
    return [SiteSheet(title, url) for title, url in import_string(settings.PROFESSIONAL_REFERENCES)(professional)]
