"""The contacts of the desk: who is shown to whom, ties, lists inside lists, consents with their proof."""

import pytest
from django.urls import reverse

from faitiere.apps.contacts import actions
from faitiere.apps.contacts.actions.lists import reachable_from
from faitiere.apps.contacts.criteria import people_of
from faitiere.apps.contacts.models import Consent, ContactList, DuplicatePair, Person, PersonLink, PersonMerge
from faitiere.apps.contacts.rules import Refused
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.tenancy import territory_scope

from .factories import PersonFactory


@pytest.fixture
def actor(cast, toulouse):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def desk(cast, login):
    return login(cast.advisor)


@pytest.fixture
def yvette(actor):
    return actions.create_person(
        actor=actor, person=actions.PersonFields("Cazalbou", "Yvette", "", "+33639981433", "yvette@example.org")
    )


def page(client, name, *args) -> str:
    return client.get(reverse(f"contacts:{name}", args=args)).content.decode()


def send(client, name, *args, **given):
    return client.post(reverse(f"contacts:{name}", args=args), given)


@pytest.mark.parametrize(
    "asked",
    ["Cazalbou", "kazalbou", "06 39 98 14 33", "yvette@example.org"],
)
def test_a_contact_is_found_by_name_phone_or_address(desk, yvette, asked):
    assert "Yvette Cazalbou" in desk.get(reverse("contacts:people"), {"q": asked}).content.decode()


@pytest.mark.parametrize("who", ["other_organisation", "funder"])
def test_the_contact_of_another_organisation_does_not_exist(cast, login, yvette, who):
    client = login(getattr(cast, who))
    assert client.get(reverse("contacts:person", args=[yvette.pk])).status_code in {403, 404}
    assert "Cazalbou" not in page(client, "people")
    assert send(client, "tag_add", yvette.pk, **{"etiquette-name": "Vu"}).status_code in {403, 404}
    assert not yvette.tags.exists()


def test_the_contact_of_another_territory_does_not_exist(desk):
    with territory_scope(other_territory()):
        stranger = PersonFactory()
    assert desk.get(reverse("contacts:person", args=[stranger.pk])).status_code == 404
    assert send(desk, "contact_forbid", stranger.pk, **{"silence-reason": "Non"}).status_code == 404


@pytest.mark.parametrize("name", ["محمد الأمين", "👩‍🌾 Léa", "Nguyễn Thị Minh Khai", "O'Brien-d'Hauteville"])
def test_any_name_is_taken_and_shown_right(desk, name):
    send(desk, "new", last_name=name, email="quelqu.un@example.org")
    person = Person.objects.get()
    assert person.last_name == name
    assert f"<bdi>{name}</bdi>".replace("'", "&#x27;") in page(desk, "person", person.pk)


def test_a_name_of_two_thousand_characters_gets_a_sentence(desk):
    answer = send(desk, "new", last_name="x" * 2000, email="quelqu.un@example.org")
    assert "tient en 100 caractères" in answer.content.decode()
    assert not Person.objects.exists()


def test_a_name_in_arabic_is_found_again(desk, actor):
    actions.create_person(actor=actor, person=actions.PersonFields("الأمين", "محمد"))
    assert "محمد الأمين" in desk.get(reverse("contacts:people"), {"q": "محمد"}).content.decode()


def test_a_phone_from_abroad_is_taken_and_shown(desk, yvette):
    send(desk, "point_add", yvette.pk, **{"coordonnee-kind": "phone", "coordonnee-value": "+44 20 7946 0958"})
    assert yvette.points.get().value == "+442079460958"
    assert "+442079460958" in page(desk, "person", yvette.pk)


def test_a_person_who_could_be_known_is_shown_before_a_second_row(desk, yvette):
    known = send(desk, "new", last_name="Cazalboux", first_name="Yvette", phone="0639981433")
    assert "Déjà connu" in known.content.decode()
    assert Person.objects.count() == 1
    send(desk, "new", last_name="Cazalboux", first_name="Yvette", phone="0639981433", autre="1")
    assert Person.objects.count() == 2


def test_two_who_edit_are_told_apart_field_by_field(desk, actor, yvette):
    form = desk.get(reverse("contacts:person", args=[yvette.pk])).context["form"]
    colleague = actions.PersonFields("Cazalbou", "Yvette", "Mme", "+33639981999", "yvette@example.org")
    actions.update_person(actor=actor, person=yvette, given=colleague)
    mine = {"base": form["base"].value(), "last_name": "Cazalbou", "phone": "0561000001", "email": "y@example.org"}
    answer = send(desk, "edit", yvette.pk, first_name="Yvette", civility="", **mine)
    assert list(answer.context["form"].errors) == ["phone"]
    assert "06 39 98 19 99" in answer.content.decode().replace("\u00a0", " ")
    again = mine | {"base": answer.context["form"]["base"].value()}
    send(desk, "edit", yvette.pk, first_name="Yvette", civility="Mme", **again)
    yvette.refresh_from_db()
    assert (yvette.phone, yvette.email, yvette.civility) == ("+33561000001", "y@example.org", "Mme")


def test_people_are_linked_both_ways(desk, actor, yvette):
    claire = actions.create_person(actor=actor, person=actions.PersonFields("Cazalbou", "Claire"))
    send(desk, "link_add", claire.pk, **{"lien-kind": "child", "lien-who": "Yvette Cazalbou"})
    links = {(one.person.first_name, one.kind) for one in PersonLink.objects.all()}
    assert links == {("Claire", "child"), ("Yvette", "parent")}


def test_a_new_syndic_is_a_contact_and_never_opens_a_case(desk, yvette):
    given = {"fonction-organisation": "nouvelle", "fonction-name": "Syndic des Carmes", "fonction-kind": "syndic"}
    send(desk, "affiliation_add", yvette.pk, **given, **{"fonction-title": "Gestionnaire"})
    joined = yvette.affiliations.get()
    assert (joined.organisation.kind, joined.organisation.advises, joined.title) == ("syndic", False, "Gestionnaire")


def test_a_consent_keeps_the_sentence_read_and_its_withdrawal(desk, yvette):
    send(desk, "consent_add", yvette.pk, **{"accord-purpose": "newsletter", "accord-source": "Téléphone"})
    consent = Consent.objects.get()
    assert "lien pour ne plus la recevoir" in consent.text_shown
    send(desk, "consent_withdraw", yvette.pk, consent.pk)
    consent.refresh_from_db()
    assert consent.withdrawn_at
    assert consent.withdrawn_source.startswith("Guichet")


def test_agreeing_again_ends_the_former_proof(actor, yvette):
    for text in ("Ancien texte", "Nouveau texte"):
        actions.give_consent(actor=actor, person=yvette, purpose="newsletter", text_shown=text, source="Téléphone")
    assert [one.text_shown for one in Consent.objects.filter(withdrawn_at__isnull=True)] == ["Nouveau texte"]


def test_a_list_by_criteria_keeps_itself_up_to_date(actor, yvette):
    tag = actions.tag_person(actor=actor, person=yvette, name="bénévole")
    given = actions.NewList("Bénévoles", "", "criteria", {"etiquette": str(tag.pk)})
    volunteers = actions.create_list(actor=actor, given=given)
    found = people_of(volunteers, among=Person.objects.current(), reachable=reachable_from(volunteers))
    assert [*found] == [yvette]
    actions.untag_person(actor=actor, person=yvette, tag=tag)
    assert not found.all().exists()


def test_lists_hold_lists_and_never_go_round(actor, yvette):
    outer, inner, deep = [actions.create_list(actor=actor, given=actions.NewList(name)) for name in "ABC"]
    actions.include_list(actor=actor, contact_list=outer, other=inner)
    actions.include_list(actor=actor, contact_list=inner, other=deep)
    actions.add_to_list(actor=actor, contact_list=deep, person=yvette)
    found = people_of(outer, among=Person.objects.current(), reachable=reachable_from(outer))
    assert [*found] == [yvette]
    for looping in (outer, inner, deep):
        with pytest.raises(Refused, match="tourneraient en rond"):
            actions.include_list(actor=actor, contact_list=deep, other=looping)


def test_the_list_of_another_organisation_does_not_exist(cast, login, actor):
    chosen = actions.create_list(actor=actor, given=actions.NewList("À nous"))
    client = login(cast.other_organisation)
    assert client.get(reverse("contacts:list_page", args=[chosen.pk])).status_code == 404
    assert send(client, "list_delete", chosen.pk).status_code == 404
    assert ContactList.objects.exists()


def test_a_merge_from_the_screen_offers_its_undo(desk, actor, yvette):
    twin = actions.create_person(actor=actor, person=actions.PersonFields("Cazalboux", "Yvette", "", "+33561000001"))
    comparing = desk.get(reverse("contacts:compare", args=[yvette.pk, twin.pk]))
    given = dict.fromkeys(("last_name", "phone", "email"), "gauche")
    answer = desk.post(comparing.request["PATH_INFO"], given | {"seen": comparing.context["form"]["seen"].value()})
    assert answer.headers["Location"] == reverse("contacts:person", args=[yvette.pk])
    assert desk.get(reverse("contacts:person", args=[twin.pk])).headers["Location"].endswith(f"{yvette.pk}/")
    send(desk, "undo", PersonMerge.objects.get().pk)
    assert not yvette.merged_people.exists()


def edit(desk, person, **given):
    known = {"last_name": person.last_name, "first_name": person.first_name, "civility": "", "email": person.email}
    return send(desk, "edit", person.pk, **(known | {"phone": person.phone} | given))


def test_a_correction_that_meets_somebody_known_is_shown_once_before_it_is_written(desk, actor, yvette):
    other = actions.create_person(actor=actor, person=actions.PersonFields("Roux", "Paul", "", "+33561000001"))
    told = edit(desk, other, phone=yvette.phone)
    assert told.status_code == 422
    assert "Déjà connu" in told.content.decode()
    other.refresh_from_db()
    assert other.phone == "+33561000001"
    edit(desk, other, phone=yvette.phone, autre="1")
    other.refresh_from_db()
    assert other.phone == yvette.phone


def test_what_was_not_changed_warns_of_nobody(desk, actor, yvette):
    twin = actions.create_person(actor=actor, person=actions.PersonFields("Cazalbou", "Yvette", "", yvette.phone))
    assert edit(desk, twin, email="y2@example.org").status_code == 302


def test_typing_on_the_page_of_somebody_never_names_itself(desk, yvette):
    given = {"last_name": "Cazalbou", "first_name": "Yvette", "phone": "", "email": ""}
    assert "Cazalbou" not in desk.post(f"{reverse('contacts:similar')}?sauf={yvette.pk}", given).content.decode()
    assert "Cazalbou" in desk.post(reverse("contacts:similar"), given).content.decode()


def test_two_people_the_night_did_not_pair_are_put_side_by_side(desk, actor, yvette):
    other = actions.create_person(actor=actor, person=actions.PersonFields("Roux", "Paul", "", "+33561000001"))
    answer = send(desk, "merge_with", yvette.pk, **{"fusion-who": "Paul Roux"})
    assert answer.headers["Location"] == reverse("contacts:compare", args=[yvette.pk, other.pk])


@pytest.mark.parametrize("who", ["", "Inconnu Total", "Yvette Cazalbou"])
def test_nobody_or_itself_is_not_merged_with(desk, yvette, who):
    assert send(desk, "merge_with", yvette.pk, **{"fusion-who": who}).status_code == 422


def test_the_pairs_go_on_past_the_first_page_and_so_do_the_merges(desk, actor, yvette):
    rows = PersonFactory.create_batch(51, phone="", email="", organisation_id=actor.organisation_id)
    for one in rows:
        DuplicatePair.objects.create(first=yvette, second=one, reason="d_name")
        PersonMerge.objects.create(kept=yvette, dropped=one)
    assert len(desk.get(reverse("contacts:duplicates"), {"page": 2}).context["page"].object_list) == 1
    assert reverse("contacts:merges") in page(desk, "duplicates")
    assert len(desk.get(reverse("contacts:merges"), {"page": 2}).context["page"].object_list) == 1
