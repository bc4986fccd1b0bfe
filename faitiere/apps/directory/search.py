"""Search of the directory: conditions read from an address, one query, an order nobody can buy.

Distances are on a plane around the place (a few metres off at 100 km). The draw multiplies the rank each company was
given once by a number drawn for the day, modulo a prime: every order is as likely for each company. Thirty-two numbers
a day, shared out between visitors: the page of one draw is the same for all who got it.
"""

import hashlib
import hmac
import math
import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Window,
)
from django.db.models.functions import Cast
from django.utils import timezone

from faitiere.lib.maps import Box
from faitiere.lib.rates import visitor_of
from faitiere.lib.text import search_key

from .enums import OrderRule, Standing
from .models import Label, Professional, Qualification, ServedArea
from .places import Place, place_of
from .rules import DRAW_MODULUS
from .trades import trades

RADII = (5, 10, 20, 30, 50, 100)
DEFAULT_RADIUS = 20
# Orders drawn each day; each visitor gets one of them.
_DRAWS = 32
PARAMETERS = ("lieu", "rayon", "metier", "label", "pour", "nom", "rge", "zone", "page")
_KM_PER_DEGREE = 111.2
_MOST_PAGES = 1_000_000
_MOST_DECLARED = 2_000
HOUSE, CONDOMINIUM = "maison", "copropriete"


@dataclass(frozen=True)
class Asked:
    """What is looked for. `zone`: the view of the map, when it was moved."""

    place: Place
    place_text: str = ""
    radius: int = DEFAULT_RADIUS
    trade: str = ""
    label: str = ""
    kind: str = ""
    name: str = ""
    rge: bool = False
    zone: Box | None = None

    @property
    def query(self) -> str:
        """The same in an address, without the zone nor the page: empty conditions are left out."""
        told = {
            "lieu": self.place_text,
            "rayon": self.radius if self.radius != DEFAULT_RADIUS else "",
            "metier": self.trade,
            "label": self.label,
            "pour": self.kind,
            "nom": self.name,
            "rge": "1" if self.rge else "",
        }
        return urlencode({key: value for key, value in told.items() if value})

    @property
    def is_precise(self) -> bool:
        """One of the conditions that few people need is set: they are shown open."""
        return bool(self.label or self.name or self.rge)

    def address(self, base: str, **more) -> str:
        query = "&".join(part for part in (self.query, urlencode(more)) if part)
        return f"{base}?{query}" if query else base


def read(given) -> Asked:
    """The conditions of an address; what makes no sense is left out."""
    radius = given.get("rayon", "")
    label, kind = given.get("label", ""), given.get("pour", "")
    text = given.get("lieu", "").replace("\0", "").strip()[:200]
    return Asked(
        place=place_of(text),
        place_text=text,
        radius=int(radius) if radius in map(str, RADII) else DEFAULT_RADIUS,
        trade=given.get("metier", "") if given.get("metier", "") in trades() else "",
        label=label if _is_label(label) else "",
        kind=kind if kind in {HOUSE, CONDOMINIUM} else "",
        name=given.get("nom", "").replace("\0", "").strip()[:100],
        rge=given.get("rge") == "1",
        zone=Box.read(given.get("zone", "")),
    )


def _is_label(text: str) -> bool:
    try:
        return bool(text) and Label.objects.filter(pk=uuid.UUID(text), retired_at=None).exists()
    except ValueError:
        return False


def published() -> QuerySet:
    return Professional.objects.filter(standing=Standing.PUBLISHED)


def matching(asked: Asked) -> QuerySet:
    """Published companies that answer, in no order."""
    found = published()
    if asked.trade and not _held_anywhere(asked):
        found = found.filter(trades__contains=f"|{asked.trade}|")
    if asked.kind:
        found = found.filter(**{"for_houses" if asked.kind == HOUSE else "for_condominiums": True})
    if asked.label:
        held = Professional.labels.through.objects.filter(label_id=asked.label, professional_id=OuterRef("pk"))
        found = found.filter(Exists(held))
    if asked.rge and asked.trade:
        found = _holding(found, asked)
    elif asked.rge:
        found = found.filter(rge_until__gte=timezone.localdate())
    if key := search_key(asked.name):
        found = found.filter(name_key__contains=key)
    if asked.place.commune:
        found = _around(found, asked)
    return found.filter(**asked.zone.holding()) if asked.zone else found


def _held_anywhere(asked: Asked) -> bool:
    """A qualification in force is looked for in the whole country: it says the trade by itself."""
    return asked.rge and asked.place.commune is None


def _holding(found: QuerySet, asked: Asked) -> QuerySet:
    """Those with a qualification of the trade in force (an electrician's is none for a heat pump).

    Looked up company by company around a place, where they are few; all at once in the whole country.
    """
    today = timezone.localdate()
    held = Qualification.objects.filter(trade=asked.trade, gone_on=None)
    held = held.filter(Q(valid_to=None) | Q(valid_to__gte=today)).order_by()
    if asked.place.commune:
        return found.filter(Exists(held.filter(professional=OuterRef("pk"))))
    return found.filter(pk__in=held.values("professional"))


def _around(found: QuerySet, asked: Asked) -> QuerySet:
    """Within the radius and the reach each one tells; and those that say they work in this very commune."""
    commune = asked.place.commune
    far = asked.radius / _KM_PER_DEGREE
    wide = far / math.cos(math.radians(commune.latitude))
    box = Box(commune.longitude - wide, commune.latitude - far, commune.longitude + wide, commune.latitude + far)
    found = found.annotate(squared=_squared(commune))
    reach = Cast("reach_km", FloatField())
    near = Q(**box.holding(), squared__lte=float(asked.radius**2))
    near &= Q(reach_km=None) | Q(squared__lte=ExpressionWrapper(reach * reach, output_field=FloatField()))
    declared = list(
        ServedArea.objects.filter(commune=commune).values_list("professional_id", flat=True)[:_MOST_DECLARED]
    )
    return found.filter(near | Q(pk__in=declared)) if declared else found.filter(near)


def _squared(commune) -> ExpressionWrapper:
    """Square of the distance to the centre of a commune, in km²."""
    across = (F("longitude") - commune.longitude) * (_KM_PER_DEGREE * math.cos(math.radians(commune.latitude)))
    up = (F("latitude") - commune.latitude) * _KM_PER_DEGREE
    return ExpressionWrapper(across * across + up * up, output_field=FloatField())


def seed_of(request) -> int:
    """Which of the draws of the day a visitor gets, without a cookie and without keeping anything."""
    day = timezone.localdate()
    who = f"{day}|{visitor_of(request)}|{request.META.get('HTTP_USER_AGENT', '')}"
    return 1 + _number(f"{day}|{_number(who) % _DRAWS}") % (DRAW_MODULUS - 1)


def _number(told: str) -> int:
    """A number nobody can guess nor choose."""
    return int.from_bytes(hmac.digest(settings.SECRET_KEY.encode(), told.encode(), hashlib.sha256)[:8])


def ordered(found: QuerySet, asked: Asked, *, rule: str, seed: int) -> QuerySet:
    """By distance when there is a place and the territory wants it so; else the visitor's draw."""
    drawn = ExpressionWrapper(Cast("draw", BigIntegerField()) * seed % DRAW_MODULUS, output_field=BigIntegerField())
    if asked.place.commune and rule == OrderRule.DISTANCE:
        return found.order_by("squared", "draw", "pk")
    return found.alias(drawn=drawn).order_by("drawn", "pk")


class Pages(Paginator):
    """Pages of a search: how many and in which order are settled at once, on ids; then the rows of a page are read."""

    def get_page(self, number):
        """The page asked, the first or the last when it makes no sense."""
        try:
            rank = int(number)
        except (TypeError, ValueError):
            rank = 1
        rows = self.object_list.annotate(total=Window(Count("pk"))).values_list("pk", "total")
        found = list(rows[(rank - 1) * self.per_page : rank * self.per_page]) if 0 < rank < _MOST_PAGES else []
        if found:
            self.count = found[0][1]
        page = super().get_page(number)
        ids = [pk for pk, _ in found] if found else list(page.object_list.values_list("pk", flat=True))
        page.object_list = self.object_list.filter(pk__in=ids)
        return page


def rule_words(asked: Asked, rule: str) -> str:
    """The order, as it is told above the list."""
    if asked.place.commune and rule == OrderRule.DISTANCE:
        return f"Du plus proche au plus éloigné de {asked.place.commune.name}. Personne ne paie pour être devant."
    return "Dans un ordre tiré au sort, refait chaque jour. Personne ne paie pour être devant."


def distance_km(professional: Professional) -> float | None:
    """Kilometres from the place of the search, when there is one."""
    squared = getattr(professional, "squared", None)
    return math.sqrt(squared) if squared is not None else None
