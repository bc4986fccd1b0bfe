"""Filters of the desk itself, in the order the form shows them."""

import datetime as dt
import re

from django.db.models import Q
from django.utils import timezone

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.accounts.models import Membership, User
from faitiere.apps.buildings.enums import HeatingEnergy, HomeKind
from faitiere.apps.buildings.models import Condominium, Home
from faitiere.apps.territories.enums import ProjectKind
from faitiere.apps.territories.models import Commune, Organisation

from .. import communes
from ..enums import CaseStatus
from ..models import CaseTag, Stage, Tag
from . import conditions
from .filters import DAY, DIGITS, TEXT, Filter, day_named, listed, read_day, row_named

MINE, NOBODY, UNKNOWN, ANY = "moi", "aucun", "inconnue", "tous"
_ADVISORS = {MINE: "Moi", NOBODY: "Personne"}
_SILENCES = [("14", "2 semaines"), ("30", "30 jours"), ("90", "3 mois"), ("180", "6 mois"), ("365", "un an")]
_VISITS = [("7", "Depuis 7 jours"), ("30", "Depuis 30 jours"), ("90", "Depuis 3 mois"), ("jamais", "Jamais")]
_FOLLOWING = [("retard", "En retard"), ("semaine", "Dans les 7 jours"), ("sans", "Sans suite prévue")]


def _rows(queryset) -> list[tuple[str, str]]:
    return [(str(one.pk), str(one)) for one in queryset]


def _colleagues():
    held = Membership.objects.active().filter(role__in=DESK_ROLES)
    return User.objects.filter(pk__in=held.values("user_id")).order_by("last_name", "first_name")


def _advisor_named(value: str) -> str | None:
    return _ADVISORS.get(value) or row_named(_colleagues)(value)


def _advised_by(value: str, actor) -> Q:
    if value == NOBODY:
        return Q(advisor__isnull=True)
    return Q(advisor_id=actor.user_id if value == MINE else value)


def _commune_named(value: str) -> str | None:
    return Commune.objects.filter(pk=value).values_list("name", flat=True).first()


def _postcode_named(value: str) -> str | None:
    return value if re.fullmatch(r"[0-9]{2,5}", value) else None


def _syndic(value: str, actor) -> Q:
    """Condominiums whose syndic has these letters in its name."""
    managed = Condominium.objects.filter(syndic__icontains=value.strip())
    return Q(home_id__in=managed.values("home_id"))


def _postcode(value: str, actor) -> Q:
    """Begins with these digits, as a range: an index answers, under row-level security too."""
    homes = Home.objects.filter(postcode__gte=value, postcode__lte=value + "9" * 5)
    return Q(home_id__in=homes.values("pk"))


def _midnight(value: str, *, later: int = 0) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(read_day(value) + dt.timedelta(days=later), dt.time.min))


def _status(value: str, actor) -> Q:
    return Q() if value == ANY else Q(status=value)


def _class(value: str, actor) -> Q:
    return Q(home__energy_class="" if value == UNKNOWN else value)


def _tagged(value: str, actor) -> Q:
    return Q(pk__in=CaseTag.objects.filter(tag_id=value).values("case_id"))


def _organisations():
    return Organisation.objects.filter(advises=True).order_by("name")


def _stages(actor):
    kinds = dict(ProjectKind.choices)
    found = Stage.objects.order_by("project_kind", "position")
    several = len({one.project_kind for one in found}) > 1
    return [(str(one.pk), f"{one.name} ({kinds[one.project_kind].lower()})" if several else one.name) for one in found]


FILTERS = [
    Filter(
        "suite",
        "Prochaine étape",
        lambda value, actor: conditions.FOLLOWING[value](),
        **listed(_FOLLOWING),
    ),
    Filter(
        "conseiller",
        "Conseiller",
        _advised_by,
        _advisor_named,
        choices=lambda actor: [*_ADVISORS.items(), *_rows(_colleagues())],
    ),
    Filter(
        "structure",
        "Structure",
        lambda value, actor: Q(organisation_id=value),
        row_named(Organisation.objects.all),
        choices=lambda actor: _rows(_organisations()),
    ),
    Filter("etape", "Étape", lambda value, actor: Q(stage_id=value), row_named(Stage.objects.all), choices=_stages),
    Filter("etat", "État", _status, **listed([*CaseStatus.choices, (ANY, "Tous, clos compris")])),
    Filter(
        "etiquette",
        "Étiquette",
        _tagged,
        row_named(Tag.objects.all),
        choices=lambda actor: _rows(Tag.objects.order_by("name")),
    ),
    Filter(
        "commune",
        "Commune",
        lambda value, actor: Q(home__commune_id=value),
        _commune_named,
        choices=lambda actor: [(one.pk, one.name) for one in communes.served()],
    ),
    Filter("cp", "Code postal", _postcode, _postcode_named, kind=DIGITS),
    Filter("syndic", "Syndic", _syndic, lambda value: value.strip() or None, kind=TEXT),
    Filter("nature", "Projet", lambda value, actor: Q(project_kind=value), **listed(ProjectKind.choices)),
    Filter("logement", "Logement", lambda value, actor: Q(home__kind=value), **listed(HomeKind.choices)),
    Filter(
        "energie",
        "Énergie de chauffage",
        lambda value, actor: Q(home__heating_energy=value),
        **listed(HeatingEnergy.choices),
    ),
    Filter("classe", "Classe estimée", _class, **listed([*((one, one) for one in "ABCDEFG"), (UNKNOWN, "Inconnue")])),
    Filter(
        "du",
        "Ouvert à partir du",
        lambda value, actor: Q(opened_at__gte=_midnight(value)),
        day_named,
        kind=DAY,
    ),
    Filter(
        "au",
        "Ouvert jusqu'au",
        lambda value, actor: Q(opened_at__lt=_midnight(value, later=1)),
        day_named,
        kind=DAY,
    ),
    Filter(
        "silence",
        "Sans échange depuis",
        lambda value, actor: conditions.silent_for(int(value)),
        **listed(_SILENCES),
    ),
    Filter(
        "connexion",
        "Connexion du ménage",
        lambda value, actor: conditions.signed_in(value),
        **listed(_VISITS),
    ),
]


def fields_of(filters, asked, actor) -> list[dict]:
    """The form of the filters: name in the address, label, options, and what is chosen."""
    return [
        {
            "key": one.key,
            "label": one.label,
            "kind": one.kind,
            "options": one.choices(actor) if one.choices else [],
            "chosen": _shown(one, asked.values.get(one.key, "")),
        }
        for one in filters
    ]


def _shown(one: Filter, value: str) -> str:
    day = read_day(value) if one.kind == DAY and value else None
    return day.isoformat() if day else value
