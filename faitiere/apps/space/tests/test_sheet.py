"""The household corrects the sheet of its home: declared, dated, told; a DPE is never written over."""

from importlib import resources

import pytest

from faitiere.apps.accounts.actors import actor_for
from faitiere.apps.buildings.actions import correct, describe_by_answers, take_dpe
from faitiere.apps.notifications.models import Notice
from faitiere.apps.space.models import HomeStatement
from faitiere.apps.space.sheet import plain


@pytest.fixture
def described(cast, toulouse, case):
    """The home in plain answers, noted by the advisor."""
    answers = {"area": 90, "kind": "maison", "period": 2, "glazing": "double_ancien", "code_insee": "31157"}
    return describe_by_answers(actor=actor_for(cast.advisor, toulouse), home=case.home, answers=answers)


@pytest.fixture
def certified(cast, toulouse, case):
    """The home read from a DPE."""
    content = (resources.files("faitiere.apps.buildings") / "demo" / "maison_1974_gaz.xml").read_bytes()
    return take_dpe(actor=actor_for(cast.advisor, toulouse), home=case.home, content=content, name="dpe.xml")


def say(space, key, value):
    return space.post(f"{space.space}logement/{key}/", {"value": value})


def test_a_value_of_plain_answers_changes_at_once(space, case, described):
    assert say(space, "area", "104").status_code == 302
    latest = case.home.descriptions.first()
    assert (latest.version, latest.answers["area"]) == (2, 104)
    page = space.get(f"{space.space}logement/").content.decode()
    assert "104 m²" in page
    assert "Déclaré par Yvette Cazalbou le" in page


def test_the_advisor_is_told_what_changed(cast, login, space, case, described):
    say(space, "area", "104")
    notice = Notice.objects.get(user=cast.advisor, kind="home_corrected")
    assert "Surface" in notice.text
    page = login(cast.advisor).get(notice.path).content.decode()
    assert "90 m²" in page
    assert "104" in page


def test_i_do_not_know_empties_an_answer(space, case, described):
    assert say(space, "glazing", "").status_code == 302
    assert "glazing" not in case.home.descriptions.first().answers


def test_a_dpe_is_never_written_over(space, case, certified):
    say(space, "area", "98")
    assert case.home.descriptions.count() == 1
    said = HomeStatement.objects.get()
    assert (said.state, said.value, said.before) == ("waiting", 98.0, "102,5 m²")
    assert "Votre conseiller vérifie" in space.get(f"{space.space}logement/").content.decode()


def test_a_correction_of_the_advisor_is_not_lost(cast, toulouse, space, case, described):
    correct(actor=actor_for(cast.advisor, toulouse), description=described, corrections={"ventilation": "vmc_hygro_b"})
    say(space, "area", "104")
    assert HomeStatement.objects.get().state == "waiting"
    assert case.home.descriptions.first().corrections


def test_the_advisor_takes_a_value_signed_by_the_household(cast, login, space, case, certified):
    say(space, "area", "98")
    said = HomeStatement.objects.get()
    login(cast.advisor).post(f"/bureau/dossiers/{case.pk}/declarations/{said.pk}/", {"choix": "prendre"})
    surface = next(fact for fact in case.home.descriptions.first().facts if fact["key"] == "surface")
    assert (surface["value"], surface["source"].startswith("déclaré par Yvette Cazalbou le")) == (98.0, True)


def test_the_advisor_keeps_the_sheet_and_the_household_reads_it(cast, login, space, case, certified):
    say(space, "area", "98")
    said = HomeStatement.objects.get()
    login(cast.advisor).post(f"/bureau/dossiers/{case.pk}/declarations/{said.pk}/", {"choix": "garder"})
    assert case.home.descriptions.count() == 1
    assert "a gardé cette valeur" in space.get(f"{space.space}logement/").content.decode()


def test_what_the_engine_cannot_take_alone_is_noted(cast, login, space, case, certified):
    say(space, "heating_year", "2008")
    address = f"/bureau/dossiers/{case.pk}/declarations/{HomeStatement.objects.get().pk}/"
    page = login(cast.advisor).post(address, {"choix": "prendre"}, follow=True).content.decode()
    assert "Reportez-la dans l&#x27;onglet Logement" in page
    assert (HomeStatement.objects.get().state, case.home.descriptions.count()) == ("taken", 1)


def test_a_value_is_decided_once(cast, login, space, case, certified):
    say(space, "area", "98")
    address = f"/bureau/dossiers/{case.pk}/declarations/{HomeStatement.objects.get().pk}/"
    desk = login(cast.advisor)
    desk.post(address, {"choix": "garder"})
    page = desk.post(address, {"choix": "prendre"}, follow=True).content.decode()
    assert "Un collègue a déjà décidé" in page
    assert case.home.descriptions.count() == 1


def test_a_home_never_described_is_computed_once_its_area_is_said(space, case):
    say(space, "glazing", "double_ancien")
    assert case.home.descriptions.count() == 0
    say(space, "area", "80")
    assert case.home.descriptions.get().answers["glazing"] == "double_ancien"
    assert set(HomeStatement.objects.values_list("state", flat=True)) == {"applied"}


def test_the_address_and_the_household_are_corrected_too(space, case):
    say(space, "personnes", "3")
    case.household.refresh_from_db()
    assert case.household.size == 3


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("area", "grande", "doit être un nombre"),
        ("area", "100000", "doit se trouver entre"),
        ("glazing", "quadruple", "Sélectionnez un choix valide"),
        ("commune", "31270 Toulouse", "pas un code postal de Toulouse"),
        ("area", "", "La surface est nécessaire"),
    ],
)
def test_a_bad_answer_is_refused_and_nothing_is_kept(space, case, described, key, value, sentence):
    answer = say(space, key, value)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not HomeStatement.objects.exists()


def test_a_question_that_does_not_exist_is_not_found(space, case):
    assert say(space, "rfr", "1").status_code == 404


def test_statements_of_another_organisation_do_not_exist(cast, login, space, case, certified):
    say(space, "area", "98")
    address = f"/bureau/dossiers/{case.pk}/declarations/{HomeStatement.objects.get().pk}/"
    assert login(cast.other_organisation).post(address, {"choix": "prendre"}).status_code == 404
    assert HomeStatement.objects.get().state == "waiting"


def test_technical_figures_are_left_out():
    assert plain("Briques pleines, sans isolation, U 2,1 ; Béton, U 2,5") == "Briques pleines, sans isolation ; Béton"
    assert plain("Double vitrage, PVC, Uw moyen 2,4, 12 m²") == "Double vitrage, PVC, 12 m²"
