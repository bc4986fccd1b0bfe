"""The history of a home in one place, two rows of it made one and put back, a case moved to the home it is about."""

import datetime as dt

import pytest
from django.urls import reverse

from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.buildings.enums import DescriptionSource
from faitiere.apps.buildings.models import BillYear, Condominium, EnergyBill, EnergyDescription, Home, HomeMerge
from faitiere.apps.buildings.tests.factories import CondominiumFactory, HomeFactory
from faitiere.apps.cases.actions import archive
from faitiere.apps.cases.finding import find
from faitiere.apps.cases.models import Case
from faitiere.apps.cases.tests.factories import CaseFactory, ParticipantFactory, StageFactory
from faitiere.apps.contacts.actions import OrganisationFields, create_organisation, join_organisation
from faitiere.apps.territories.tests.factories import OrganisationFactory, other_territory
from faitiere.lib.tenancy import territory_scope


@pytest.fixture
def twin(case):
    """The same home written a second time, with its own case."""
    return CaseFactory(home=HomeFactory(address="14 ch du vieux pigeonnier"), title="Zoé Ortega", person=False)


def out_of_sight(**fields) -> Case:
    return CaseFactory(organisation=OrganisationFactory(name="Autre structure"), person=False, **fields)


def page(desk, name, *args) -> str:
    return desk.get(reverse(f"cases:{name}", args=args)).content.decode()


def merge(desk, kept, dropped, **given):
    return desk.post(reverse("cases:home_compare", args=[kept.pk, dropped.pk]), given)


def described(home, label, *, days_ago=0, version=1):
    one = EnergyDescription.objects.create(
        home=home, version=version, source=DescriptionSource.DECLARED, result={"label": label}
    )
    EnergyDescription.objects.filter(pk=one.pk).update(created_at=one.created_at - dt.timedelta(days=days_ago))
    Home.objects.filter(pk=home.pk).update(energy_class=label)
    return one


def bill(home, cents):
    year, _ = BillYear.objects.get_or_create(home=home, starts_on=dt.date(2024, 1, 1))
    return EnergyBill.objects.create(year=year, quantity=1000, unit="kWh", cents=cents)


def test_the_site_sheet_links_the_other_cases_of_the_home(desk, case, actor):
    other = CaseFactory(home=case.home, title="Zoé Ortega", person=False)
    archive(actor=actor, case=other)
    shown = page(desk, "sheets", case.pk)
    assert "Autres dossiers de ce logement" in shown
    assert f'href="{reverse("cases:timeline", args=[other.pk])}"' in shown


def test_the_site_sheet_counts_the_cases_out_of_sight(desk, case):
    other = out_of_sight(home=case.home, title="Zoé Secrète")
    shown = page(desk, "sheets", case.pk)
    assert "1\xa0dossier suivi par une autre structure" in shown or "1 dossier suivi" in shown
    assert other.number not in shown
    assert "Zoé" not in shown


def test_the_sheet_of_a_flat_links_the_cases_of_its_building(desk, case):
    building = CondominiumFactory().home
    StageFactory(project_kind="condominium")
    of_building = CaseFactory(home=building, project_kind="condominium", title="Les Glycines", person=False)
    Home.objects.filter(pk=case.home_id).update(kind="flat", building=building)
    assert reverse("cases:timeline", args=[of_building.pk]) in page(desk, "sheets", case.pk)
    assert reverse("cases:timeline", args=[case.pk]) in page(desk, "home", building.pk)


def test_the_history_says_cases_classes_works_and_condominium(desk, case):
    condominium = CondominiumFactory(home=case.home, rnic="AB1234567", works_done="Toiture refaite en 2015")
    described(case.home, "F", days_ago=400)
    BillYear.objects.create(home=case.home, starts_on=dt.date(2019, 1, 1), during_works=True)
    shown = page(desk, "home", case.home_id)
    for told in (case.number, "Classe F estimée", condominium.works_done, "l&#x27;année 2019", "RNIC AB1234567"):
        assert told in shown
    assert AuditEvent.objects.filter(verb="home.read", object_id=case.home_id).exists()


@pytest.mark.parametrize("name", ["home", "home_twin"])
def test_the_home_of_another_organisation_does_not_exist(desk, cast, name):
    home = out_of_sight().home
    url = reverse(f"cases:{name}", args=[home.pk])
    assert (desk.get(url) if name == "home" else desk.post(url)).status_code == 404


def test_the_home_of_another_territory_does_not_exist(desk, case):
    with territory_scope(other_territory()):
        stranger = CaseFactory().home
    assert desk.get(reverse("cases:home", args=[stranger.pk])).status_code == 404
    assert merge(desk, case.home, stranger).status_code == 404


def test_a_home_written_twice_is_told_and_compared(desk, case, twin):
    assert reverse("cases:home_compare", args=[case.home_id, twin.home_id]) in page(desk, "home", case.home_id)
    assert twin.number in page(desk, "home_compare", case.home_id, twin.home_id)
    answer = desk.post(reverse("cases:home_twin", args=[case.home_id]), {"number": twin.number})
    assert answer.url == reverse("cases:home_compare", args=[case.home_id, twin.home_id])


def test_the_number_of_a_case_out_of_sight_compares_nothing(desk, case):
    url = reverse("cases:home_twin", args=[case.home_id])
    answer = desk.post(url, {"number": out_of_sight().number})
    assert "Aucun de vos dossiers ne porte ce numéro" in answer.content.decode()


def test_a_merge_keeps_every_case_and_leads_the_old_address_to_the_kept_one(desk, case, twin, actor):
    merge(desk, case.home, twin.home)
    assert set(case.home.cases.all()) == {case, twin}
    assert desk.get(reverse("cases:home", args=[twin.home_id])).url == reverse("cases:home", args=[case.home_id])
    assert [hit.title for _, hits in find("pigeonnier", actor=actor).groups for hit in hits] == [case.title, twin.title]
    assert AuditEvent.objects.filter(verb="home.merged").exists()


def test_descriptions_follow_each_other_by_date_and_the_latest_counts(desk, case, twin):
    described(case.home, "F", days_ago=300)
    described(twin.home, "D", days_ago=100)
    merge(desk, case.home, twin.home)
    told = case.home.descriptions.order_by("version").values_list("version", "result__label")
    assert list(told) == [(1, "F"), (2, "D")]
    assert Home.objects.get(pk=case.home_id).energy_class == "D"


def test_bills_of_one_year_meet_and_come_back(desk, case, twin):
    kept, other = bill(case.home, 100_000), bill(twin.home, 200_000)
    EnergyBill.objects.filter(pk=other.pk).update(use="water")
    merge(desk, case.home, twin.home)
    assert set(BillYear.objects.get().bills.all()) == {kept, other}
    desk.post(reverse("cases:home_apart", args=[HomeMerge.objects.get().pk]))
    assert list(EnergyBill.objects.filter(year__home=twin.home)) == [other]


def test_an_undone_merge_puts_everything_back(desk, case, twin, actor):
    first, second = described(case.home, "F", days_ago=300), described(twin.home, "D", days_ago=100)
    merge(desk, case.home, twin.home)
    desk.post(reverse("cases:home_apart", args=[HomeMerge.objects.get().pk]))
    home = Home.objects.get(pk=twin.home_id)
    assert (home.address, list(home.cases.all()), list(home.descriptions.all())) == (
        twin.home.address,
        [twin],
        [second],
    )
    assert list(case.home.descriptions.values_list("pk", "version")) == [(first.pk, 1)]
    assert Home.objects.get(pk=case.home_id).energy_class == "F"
    assert [hit.title for _, hits in find("ortega", actor=actor).groups for hit in hits] == [twin.title]


def condominium_case(**fields) -> Case:
    StageFactory(project_kind="condominium")
    return CaseFactory(home=CondominiumFactory(**fields).home, project_kind="condominium", person=False)


def test_of_two_condominiums_the_one_with_lots_stays(desk, cast, stages):
    bare, known = condominium_case(rnic="AB1234567"), condominium_case(name="Glycines")
    lot = known.home.condominium.lots.create(number="1", rank=1)
    merge(desk, bare.home, known.home)
    condominium = Condominium.objects.get()
    assert (condominium.home, condominium.rnic, list(condominium.lots.all())) == (bare.home, "AB1234567", [lot])
    desk.post(reverse("cases:home_apart", args=[HomeMerge.objects.get().pk]))
    assert set(Condominium.objects.values_list("home", "rnic")) == {(bare.home_id, "AB1234567"), (known.home_id, "")}


def test_two_condominiums_with_lots_are_refused(desk, cast, stages):
    cases = [condominium_case(name=name) for name in ("Lilas", "Glycines")]
    for one in cases:
        one.home.condominium.lots.create(number="1", rank=1)
    answer = desk.post(reverse("cases:home_compare", args=[one.home_id for one in cases]), follow=True)
    assert "chacune leurs lots" in answer.content.decode()
    assert not HomeMerge.objects.exists()


def test_a_home_that_changed_meanwhile_is_refused(desk, case, twin):
    answer = desk.post(reverse("cases:home_compare", args=[case.home_id, twin.home_id]), {"seen": "autre"}, follow=True)
    assert "a changé pendant que vous compariez" in answer.content.decode()
    assert Home.objects.current().count() == 2


def test_a_building_and_a_house_are_not_one(desk, case):
    answer = desk.post(reverse("cases:home_compare", args=[case.home_id, condominium_case().home_id]), follow=True)
    assert "ne sont pas la même chose" in answer.content.decode()


def test_the_merge_of_a_home_out_of_sight_is_refused(desk, case):
    assert merge(desk, case.home, out_of_sight().home).status_code == 404
    assert not HomeMerge.objects.exists()


def move(desk, case, **given):
    given = {"commune": "Cugnaux", "address": "2 rue Neuve"} | given
    return desk.post(reverse("cases:other_home", args=[case.pk]), given)


def test_a_case_put_on_the_wrong_home_is_moved(desk, case, actor):
    wrong = CaseFactory(home=case.home, title="Zoé Ortega", person=False)
    move(desk, wrong)
    wrong.refresh_from_db()
    assert (wrong.home.address, wrong.home != case.home) == ("2 rue Neuve", True)
    assert [hit.title for _, hits in find("pigeonnier", actor=actor).groups for hit in hits] == [case.title]
    assert AuditEvent.objects.filter(verb="case.home_changed", case_id=case.pk).count() == 0
    assert AuditEvent.objects.filter(verb="case.home_changed", case_id=wrong.pk).count() == 1


def test_a_case_is_moved_to_a_known_home(desk, case):
    known = CaseFactory(home=HomeFactory(address="2 rue Neuve"), person=False).home
    assert "Un logement est connu" in move(desk, case).content.decode()
    move(desk, case, home_choice=str(known.pk))
    assert known.cases.count() == 2


def test_the_only_case_of_a_home_corrects_its_address_instead(desk, case):
    assert "corrigez son adresse" in move(desk, case).content.decode()
    assert Home.objects.count() == 1


def test_the_page_of_a_syndic_links_its_condominiums_and_cases_in_scope(desk, actor, cast, stages):
    syndic = create_organisation(actor=actor, given=OrganisationFields("Syndic des Carmes", "syndic"))
    mine, other = condominium_case(syndic="syndic des carmes"), condominium_case(name="Lilas", syndic=syndic.name)
    Case.objects.filter(pk=other.pk).update(organisation=OrganisationFactory(name="Autre structure"))
    person = ParticipantFactory(case=mine).person
    join_organisation(actor=actor, person=person, organisation=syndic)
    shown = desk.get(reverse("contacts:organisation", args=[syndic.pk])).content.decode()
    assert reverse("cases:home", args=[mine.home_id]) in shown
    assert reverse("cases:timeline", args=[mine.pk]) in shown
    assert "Lilas" not in shown
