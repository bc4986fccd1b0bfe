import datetime as dt
from dataclasses import dataclass

import factory
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from faitiere.apps.accounts.actors import Actor, actor_for
from faitiere.apps.accounts.enums import Role
from faitiere.apps.accounts.models import Membership, User
from faitiere.apps.territories.tests.factories import OrganisationFactory, other_territory
from faitiere.lib.tenancy import territory_scope

PASSWORD = "une-phrase-de-passe-longue"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        django_get_or_create = ("email",)
        skip_postgeneration_save = True

    first_name = "Inès"
    last_name = "Delmas"
    email = factory.Sequence(lambda n: f"personne{n}@example.org")
    password = factory.django.Password(PASSWORD)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.ADVISOR
    valid_from = dt.date(2024, 1, 1)


@dataclass(frozen=True)
class Cast:
    """The advisor whose case it is, a teammate, colleagues of each role, and the strangers tried on each view."""

    advisor: User
    teammate: User
    other_organisation: User
    legal_advisor: User
    manager: User
    territory_admin: User
    funder: User
    household: User
    platform_admin: User
    stranger: User

    def actor(self, name: str, territory) -> Actor:
        return actor_for(getattr(self, name), territory)


def member(role: str, organisation, **fields) -> User:
    """A user with a role in an organisation, second factor set."""
    user = UserFactory(**fields)
    MembershipFactory(user=user, organisation=organisation, role=role)
    TOTP.activate(user, TOTP_SECRET)
    return user


def make_cast(territory) -> Cast:
    """The cast of a territory, whose scope is open; the stranger is an advisor of another territory."""
    guichet, adil = OrganisationFactory(), OrganisationFactory(adil=True)
    association, funder = OrganisationFactory(association=True), OrganisationFactory(funder=True)
    elsewhere = other_territory()
    with territory_scope(elsewhere):
        stranger = member(Role.ADVISOR, OrganisationFactory(name="Guichet du Pays de Foix"))
    platform_admin = UserFactory(is_platform_admin=True)
    TOTP.activate(platform_admin, TOTP_SECRET)
    return Cast(
        advisor=member(Role.ADVISOR, guichet),
        teammate=member(Role.ADVISOR, guichet, first_name="Karim", last_name="Benhaddou"),
        other_organisation=member(Role.ADVISOR, association),
        legal_advisor=member(Role.LEGAL_ADVISOR, adil),
        manager=member(Role.MANAGER, guichet),
        territory_admin=member(Role.TERRITORY_ADMIN, guichet),
        funder=member(Role.FUNDER, funder),
        household=UserFactory(first_name="Yvette", last_name="Cazalbou"),
        platform_admin=platform_admin,
        stranger=stranger,
    )


def sign_in(user: User, *, host: str = "localhost") -> Client:
    """A test client signed in as `user` on `host`."""
    client = Client(headers={"host": host})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
