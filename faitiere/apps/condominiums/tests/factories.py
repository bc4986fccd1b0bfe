"""A condominium of four owners with its space: who is in it, each with an account."""

from django.urls import reverse

from faitiere.apps.accounts.tests.factories import UserFactory
from faitiere.apps.assemblies.tests.factories import condominium_case, meeting_of
from faitiere.apps.cases.tests.factories import ParticipantFactory
from faitiere.apps.contacts.tests.factories import PersonFactory


def joins(case, role, *, owner="", **fields):
    """The account of somebody who joins the space; `owner`: the name of the owner of lots it speaks for."""
    user = UserFactory(first_name=role.capitalize(), last_name=owner or "Espace")
    person = PersonFactory(user=user, last_name=owner or f"Personne {role}", first_name="", email=user.email)
    ParticipantFactory(case=case, person=person, role=role, is_main=False, **fields)
    if owner:
        case.home.condominium.owners.filter(name=owner).update(person=person)
    return user


def address(page, case, **ids):
    """Address of a page of the space; "case" is its home page."""
    return reverse("space:case" if page == "case" else f"condominiums:{page}", kwargs={"case_id": case.pk, **ids})


def case_of(cast, territory, **fields):
    return condominium_case(cast.actor("advisor", territory), **fields)


def costed_meeting(case):
    """100,000 € of works with 30,000 € of collective aids, shared over 1,000 tantièmes."""
    return meeting_of(case, cost_cents=10_000_000, aid_cents=3_000_000, mpr=True).meeting
