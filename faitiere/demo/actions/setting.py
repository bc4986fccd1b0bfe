"""A territory before its first case: organisations, communes, accounts, stages, prices, programmes, objectives."""

import datetime as dt
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from faitiere.apps.accounts.actions import give_role
from faitiere.apps.accounts.actors import Actor, actor_for, system_actor
from faitiere.apps.accounts.models import User
from faitiere.apps.cases.models import Stage
from faitiere.apps.legal.actions import propose_themes
from faitiere.apps.portal.actions import allow_site
from faitiere.apps.steering.actions import adopt_programme, set_objective
from faitiere.apps.steering.models import ActType
from faitiere.apps.studies.actions import set_price
from faitiere.apps.territories.actions import serve_communes
from faitiere.apps.territories.enums import ProjectKind
from faitiere.apps.territories.models import Commune, Host, Organisation, Territory

from ..stories import PASSWORD, PLATFORM_ADMIN, TOTP_SECRET, email_of

_TERRITORY_FIELDS = ("slug", "name", "case_prefix", "phone", "email", "brand")
_ORGANISATION_FIELDS = ("name", "kind", "ademe_id", "phone", "email", "address", "opening_hours", "advises")
SERVED_SINCE = dt.date(2024, 1, 1)


@dataclass
class Setting:
    """Who and what the cases refer to, by the keys of the story."""

    territory: Territory
    organisations: dict[str, Organisation] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    @property
    def platform(self) -> Actor:
        return system_actor(self.territory)

    def actor(self, key: str) -> Actor:
        return actor_for(self.users[key], self.territory)


def create_territory(told: dict) -> Territory:
    """The territory and its host names, the first one public."""
    given = told["territory"]
    territory = Territory.objects.create(**{key: given[key] for key in _TERRITORY_FIELDS if key in given})
    for rank, name in enumerate(given["hosts"]):
        Host.objects.create(name=name, territory=territory, is_main=rank == 0)
    return territory


def open_account(name: list[str], **fields) -> User:
    """A person with the demonstration's password and second factor."""
    email = email_of(name)
    user = User.objects.create_user(email, PASSWORD, first_name=name[0], last_name=name[1], **fields)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    TOTP.activate(user, TOTP_SECRET)
    return user


def create_platform_admin() -> None:
    """The person who administers every territory, once."""
    name = list(PLATFORM_ADMIN)
    if not User.objects.filter(email=email_of(name)).exists():
        open_account(name, is_platform_admin=True)


def set_up(territory: Territory, told: dict) -> Setting:
    """Everything but the cases."""
    setting = Setting(territory)
    for one in told["organisation"]:
        fields = {key: one[key] for key in _ORGANISATION_FIELDS if key in one}
        setting.organisations[one["key"]] = Organisation.objects.create(**fields)
    _serve(setting, told)
    for one in told["account"]:
        user = setting.users[one["key"]] = open_account(one["name"])
        organisation = setting.organisations[one["organisation"]]
        give_role(actor=setting.platform, user=user, organisation=organisation, role=one["role"])
    for kind in ProjectKind.values:
        for position, stage in enumerate(told.get(f"{kind}_stage", told["stage"]), start=1):
            Stage.objects.create(
                project_kind=kind, position=position, name=stage["name"], public_text=stage.get("text", "")
            )
    for programme in told["territory"]["programmes"]:
        adopt_programme(actor=setting.platform, name=programme)
    _set_prices(setting, told.get("price", []))
    for origin in told["territory"].get("embedding", []):
        allow_site(actor=setting.platform, origin=origin)
    propose_themes(actor=setting.platform)
    return setting


def _serve(setting: Setting, told: dict) -> None:
    """Organisations with a list of communes answer for them; the first one answers for all the others."""
    communes = Commune.objects.filter(epci_id=told["territory"]["epci"])
    kinds, advising = ProjectKind.values, [one for one in told["organisation"] if one.get("communes") is not None]
    for one in sorted(advising, key=lambda one: not one["communes"]):
        answered = communes.filter(pk__in=one["communes"]) if one["communes"] else communes
        serve_communes(
            territory=setting.territory,
            organisation=setting.organisations[one["key"]],
            communes=list(answered),
            kinds=kinds,
            since=SERVED_SINCE,
        )


def _set_prices(setting: Setting, prices: list[dict]) -> None:
    """Prices are set by whoever administers the territory; none in a territory without one."""
    for price in prices:
        set_price(
            actor=setting.actor("pascal"),
            work_code=price["work"],
            cents=tuple(euros * 100 for euros in price["euros"]),
            valid_from=timezone.localdate(),
            source=price["source"],
        )


def set_goals(setting: Setting, told: dict) -> None:
    """Objectives of the current year."""
    year = timezone.localdate().year
    types = {one.code: one for one in ActType.objects.filter(programme__valid_to__isnull=True)}
    for goal in told.get("objective", []):
        set_objective(
            actor=setting.platform,
            objective={
                "indicator": goal["indicator"],
                "act_type": types[goal["act"]] if "act" in goal else None,
                "period_start": dt.date(year, 1, 1),
                "period_end": dt.date(year, 12, 31),
                "value": goal["value"],
            },
        )
