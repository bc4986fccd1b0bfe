"""Organisations met as contacts: reached, searched, corrected; who works there, and what they appear in, in scope."""

import json

import pytest
from django.urls import reverse

from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.contacts import actions
from faitiere.apps.contacts.rules import Refused
from faitiere.apps.territories.models import Organisation
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.tenancy import territory_scope


@pytest.fixture
def actor(cast, toulouse):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def desk(cast, login):
    return login(cast.advisor)


@pytest.fixture
def syndic(actor):
    given = actions.OrganisationFields("Syndic des Carmes", "syndic", phone="+33561990111", email="carmes@example.org")
    return actions.create_organisation(actor=actor, given=given)


def page(client, name, *args, **query) -> str:
    return client.get(reverse(f"contacts:{name}", args=args), query).content.decode()


def send(client, route, /, *args, **given):
    return client.post(reverse(f"contacts:{route}", args=args), {"name": "Régie Bellevue", "kind": "syndic"} | given)


def works_there(actor, syndic, **fields):
    person = actions.add_contact(actor=actor, person=actions.PersonFields("Ducasse", "Rémi", **fields))
    return actions.join_organisation(actor=actor, person=person, organisation=syndic, title="Gestionnaire").person


def test_a_syndic_is_added_with_its_phone_and_found_by_it(desk):
    answer = send(desk, "organisation_new", phone="05 61 99 01 22", address="2 place des Carmes")
    made = Organisation.objects.get(name="Régie Bellevue")
    assert answer.url == reverse("contacts:organisation", args=[made.pk])
    assert (made.phone, made.address, made.advises) == ("+33561990122", "2 place des Carmes", False)
    assert desk.get(reverse("cases:search"), {"q": "05 61 99 01 22"}).url == answer.url


@pytest.mark.parametrize("asked", ["carmes", "syndic karmes", "05 61 99 01 11", "carmes@example.org"])
def test_the_list_finds_it_by_name_phone_or_address(desk, syndic, asked):
    assert "Syndic des Carmes" in page(desk, "organisations", q=asked)


def test_the_list_does_not_find_what_is_not_asked(desk, syndic):
    assert "Syndic des Carmes" not in page(desk, "organisations", q="Minimes")


def test_one_that_is_close_is_shown_before_a_second_is_written(desk, syndic):
    twin = send(desk, "organisation_new", name="Sindic des Carmes").content.decode()
    assert reverse("contacts:organisation", args=[syndic.pk]) in twin
    assert not Organisation.objects.filter(name="Sindic des Carmes").exists()
    assert "Syndic des Carmes" in send(desk, "similar_organisations", name="syndic carme").content.decode()
    send(desk, "organisation_new", name="Sindic des Carmes", autre="1")
    assert Organisation.objects.filter(name="Sindic des Carmes").exists()


def test_its_page_says_who_works_there(desk, actor, syndic):
    works_there(actor, syndic)
    shown = page(desk, "organisation", syndic.pk)
    assert "Rémi Ducasse" in shown
    assert "Gestionnaire" in shown


def test_who_is_out_of_sight_is_not_named(cast, login, actor, syndic):
    works_there(actor, syndic)
    stranger = login(cast.other_organisation)
    assert "Ducasse" not in page(stranger, "organisation", syndic.pk)
    assert "Syndic des Carmes" in page(stranger, "organisation", syndic.pk)


def test_a_corrected_phone_finds_those_who_work_there(desk, actor, syndic):
    works_there(actor, syndic)
    send(desk, "organisation_edit", syndic.pk, name="Syndic des Carmes", phone="05 61 99 01 33")
    shown = desk.get(reverse("cases:search"), {"q": "05 61 99 01 33"}).content.decode()
    assert "Rémi Ducasse" in shown
    assert AuditEvent.objects.get(verb="organisation.changed").details["fields"] == ["email", "phone"]


def test_a_colleague_s_change_is_told_apart(desk, syndic):
    base = json.dumps(actions.values_of_organisation(syndic))
    Organisation.objects.filter(pk=syndic.pk).update(phone="+33561990144")
    answer = send(desk, "organisation_edit", syndic.pk, name=syndic.name, phone="05 61 99 01 55", base=base)
    assert "Un collègue a changé ce champ" in answer.content.decode()
    assert Organisation.objects.get(pk=syndic.pk).phone == "+33561990144"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": ""}, "Écrivez le nom de la structure"),
        ({"phone": "05 61"}, "Ce numéro de téléphone est incomplet"),
        ({"email": "foncia@"}, "Cette adresse e-mail est incomplète"),
        ({"name": "Syndic des Carmes", "autre": "1"}, "s&#x27;appelle déjà"),
        ({"kind": "metropole"}, "metropole"),
    ],
)
def test_what_is_wrong_gets_a_sentence_and_writes_nothing(desk, syndic, given, sentence):
    before = Organisation.objects.count()
    assert sentence in send(desk, "organisation_new", **given).content.decode()
    assert Organisation.objects.count() == before


def test_an_organisation_of_the_guichet_is_not_corrected_here(desk, cast):
    own = Organisation.objects.get(name="Guichet de la métropole")
    assert send(desk, "organisation_edit", own.pk).status_code == 404
    assert "celle du guichet" in page(desk, "organisation", own.pk)
    given = actions.OrganisationFields("Autre", "syndic")
    with pytest.raises(Refused):
        actions.update_organisation(actor=cast.actor("advisor", own.territory), organisation=own, given=given)


def test_the_organisation_of_another_territory_does_not_exist(desk):
    with territory_scope(other_territory()):
        elsewhere = Organisation.objects.create(name="Syndic d'Albi", kind="syndic", advises=False)
    assert desk.get(reverse("contacts:organisation", args=[elsewhere.pk])).status_code == 404
    assert send(desk, "organisation_edit", elsewhere.pk).status_code == 404
    assert "Albi" not in page(desk, "organisations")


def test_a_funder_sees_no_organisation(cast, login, syndic):
    client = login(cast.funder)
    assert client.get(reverse("contacts:organisation", args=[syndic.pk])).status_code == 403
