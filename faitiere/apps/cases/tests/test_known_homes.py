"""A home is written once: known while one types its address, used again by every door, never one of another guichet."""

import pytest
from django.urls import reverse

from faitiere.apps.buildings.models import Condominium, Home
from faitiere.apps.buildings.tests.factories import CondominiumFactory, HomeFactory
from faitiere.apps.cases.actions import Asked, archive, erase_now, open_asked_case, open_case
from faitiere.apps.cases.actions.opening import NewCase
from faitiere.apps.cases.models import Case
from faitiere.apps.cases.tests.factories import CaseFactory, StageFactory
from faitiere.apps.cases.tests.test_new_call import typed
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.territories.models import Commune, Organisation
from faitiere.apps.territories.tests.factories import OrganisationFactory, other_territory
from faitiere.lib.tenancy import territory_scope

pytestmark = pytest.mark.usefixtures("stages")
NEW, CALL, SIMILAR = "/bureau/appel/", "/bureau/appel-entrant/", "/bureau/appel/logements-proches/"
# The home of the factory, in another writing.
SAME = {"commune": "Cugnaux", "address": "14, ch. du vieux pigeonnier"}


def shown(desk, **fields) -> str:
    return desk.post(SIMILAR, {"home_kind": "house", **SAME, **fields}).content.decode()


def elsewhere(**fields) -> Case:
    """A case of an organisation that is not the advisor's."""
    return CaseFactory(organisation=OrganisationFactory(name="Autre structure"), **fields)


def test_a_known_home_is_proposed_with_its_archived_case(desk, case, actor):
    archive(actor=actor, case=case)
    answer = shown(desk)
    assert f"Dossier {case.number}, archivé" in answer
    assert reverse("cases:timeline", args=[case.pk]) in answer


def test_a_case_out_of_sight_is_never_detailed(desk, cast):
    case = elsewhere(title="Zoé Secrète")
    answer = shown(desk)
    assert "Ce logement est connu" in answer
    for told in (case.number, "Zoé", case.home.address, reverse("cases:timeline", args=[case.pk])):
        assert told not in answer


def test_a_home_of_another_territory_is_never_proposed(desk, toulouse):
    with territory_scope(other_territory()):
        CaseFactory(home=HomeFactory(commune=Commune.objects.get(name="Cugnaux")))
    assert "Peut-être déjà connu" not in shown(desk)


def test_an_erased_case_leaves_no_home_to_propose(desk, case, actor):
    erase_now(actor=actor, case=case)
    assert "Peut-être déjà connu" not in shown(desk)


def test_choosing_the_known_home_writes_no_second_one(desk, case):
    desk.post(NEW, typed(**SAME, home_choice=str(case.home_id)))
    assert Home.objects.get().cases.count() == 2


def test_saying_that_it_is_another_home_writes_one(desk, case):
    desk.post(NEW, typed(**SAME, home_choice="autre"))
    assert Home.objects.count() == 2


def test_a_known_home_is_never_used_silently(desk, case):
    answer = desk.post(NEW, typed(**SAME)).content.decode()
    assert "Un logement est connu à cette adresse" in answer
    assert Case.objects.count() == 1


def test_a_home_that_is_not_at_this_address_is_refused(desk, case):
    other = CaseFactory(home=HomeFactory(address="1 rue Neuve"), person=False)
    answer = desk.post(NEW, typed(**SAME, home_choice=str(other.home_id))).content.decode()
    assert "Ce logement n&#x27;est plus celui de cette adresse" in answer
    assert Case.objects.count() == 2


def call(**fields) -> dict:
    given = {"caller": "06 39 98 12 07", "choice": "nouveau", "last_name": "Ortega", "text": "Toit"}
    return given | SAME | {"next_step": "Rappeler", "next_step_on": "2030-01-28"} | fields


def test_the_incoming_call_asks_then_uses_the_home_again(desk, case):
    assert "Un logement est connu à cette adresse" in desk.post(CALL, call()).content.decode()
    desk.post(CALL, call(home_choice=str(case.home_id)))
    assert Home.objects.get().cases.count() == 2


def building(**fields) -> Condominium:
    StageFactory(project_kind="condominium")
    condominium = CondominiumFactory(**fields)
    CaseFactory(home=condominium.home, project_kind="condominium", person=False)
    return condominium


def test_a_flat_is_linked_to_the_building_known_at_its_address(desk, cast):
    known = building().home
    answer = shown(desk, home_kind="flat", address="14 chemin du Vieux-Pigeonnier, appt 3")
    assert "Un appartement de cet immeuble connu" in answer
    desk.post(NEW, typed(**SAME, home_kind="flat", home_choice=str(known.pk)))
    assert Home.objects.get(kind="flat").building == known


def test_a_condominium_is_known_by_its_number_wherever_it_is_written(desk, cast):
    known = building(rnic="AB1234567", home__address="").home
    given = {"home_kind": "building", "address": "", "rnic": "ab 1234567"}
    assert "Cet immeuble est connu" in shown(desk, **given)
    refused = desk.post(NEW, typed(**SAME | given, home_choice="autre")).content.decode()
    assert "celui d&#x27;une copropriété connue" in refused
    desk.post(NEW, typed(**SAME | given, home_choice=str(known.pk)))
    assert (Condominium.objects.count(), known.cases.count()) == (1, 2)
    assert known.cases.latest("opened_at").title == "Résidence Les Glycines"


def test_a_number_that_cannot_be_one_gets_a_sentence(desk, cast):
    answer = desk.post(NEW, typed(home_kind="building", rnic="123")).content.decode()
    assert "deux lettres puis sept chiffres" in answer


def asked(**fields) -> Asked:
    answers = {"last_name": "Cazalbou", "first_name": "Yvette", "phone": "", "email": "yvette.cazalbou@example.org"}
    commune = Commune.objects.get(name="Cugnaux")
    answers |= {"commune": commune, "home_kind": "house", "text": "Toit", "address": SAME["address"]} | fields
    organisation = Organisation.objects.get(name="Guichet de la métropole")
    return Asked(answers, "J'accepte.", "Formulaire", "Rappeler", None, organisation)


def test_the_same_person_at_the_same_address_keeps_its_home_by_any_door(case, actor):
    opened = open_asked_case(actor=actor, asked=asked())
    assert opened.home == case.home


@pytest.mark.parametrize(
    "different",
    [
        {"address": "15 chemin du Vieux-Pigeonnier"},
        {"address": ""},
        {"email": "autre@example.org"},
        {"home_kind": "flat"},
    ],
)
def test_another_person_or_address_is_another_home(case, actor, different):
    assert open_asked_case(actor=actor, asked=asked(**different)).home != case.home


def test_two_homes_of_a_person_at_one_address_are_not_guessed(case, actor):
    CaseFactory(home=HomeFactory(), person=case.participants.get().person)
    assert open_asked_case(actor=actor, asked=asked()).home not in Home.objects.filter(cases=case)


def test_the_title_of_a_house_stays_that_of_its_person(case, actor):
    person = PersonFactory(first_name="Zoé", last_name="Ortega", email="", phone="")
    request = NewCase(organisation=case.organisation, person_id=person.pk, home=case.home, commune=case.home.commune)
    assert open_case(actor=actor, request=request).title == "Zoé Ortega"
