"""A person's page: the whole history in one place, limited to the cases one may open."""

import pytest
from django.urls import reverse

from faitiere.apps.contacts import actions

from .factories import CaseFactory


@pytest.fixture
def yvette(actor):
    return actions.create_person(actor=actor, person=actions.PersonFields("Cazalbou", "Yvette"))


def page(client, name, *args) -> str:
    return client.get(reverse(f"contacts:{name}", args=args)).content.decode()


def test_the_whole_history_of_a_person_is_in_one_place(desk, cast, yvette):
    case = CaseFactory(person=yvette, advisor=cast.advisor, title="Yvette Cazalbou")
    shown = page(desk, "person", yvette.pk)
    assert case.number in shown
    assert case.home.address in shown


def test_a_case_of_another_organisation_stays_out_of_the_history(desk, cast, toulouse, yvette):
    hidden = CaseFactory(person=yvette, organisation_id=cast.actor("other_organisation", toulouse).organisation_id)
    assert hidden.number not in page(desk, "person", yvette.pk)
