"""Several projects of one person, and what is told of each: never a draft, never an income to a guest."""

import datetime as dt

import pytest
from django.utils import timezone

from faitiere.apps.accounts.actors import actor_for
from faitiere.apps.accounts.models import User
from faitiere.apps.accounts.tests.factories import sign_in
from faitiere.apps.cases.actions import NewGuest, let_in
from faitiere.apps.cases.models import Case
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.contacts.actions import HouseholdFields
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.studies.actions import Facts, choose, print_report, save_advice, save_facts
from faitiere.apps.studies.tests.factories import study_with_scenarios, work

STEP = {"what": "Demander deux devis", "who": "Vous", "when": None}


@pytest.fixture
def second(case):
    """Another project of the household, archived."""
    other = CaseFactory(person=case.participants.get().person, status="archived", archived_at=timezone.now())
    return other


def test_several_projects_are_listed_and_one_switches(space, case, second):
    page = space.get("/espace/").content.decode()
    assert f"/espace/{case.pk}/" in page
    assert "Projets archivés" in page
    assert "Changer de projet" in space.get(space.space).content.decode()


def test_a_project_erased_is_no_longer_there(space, case, second):
    Case.objects.filter(pk=second.pk).update(erased_at=timezone.now())
    assert space.get(f"/espace/{second.pk}/").status_code == 404
    assert space.get("/espace/").headers["Location"] == space.space


def test_the_bar_of_a_phone_holds_five_lines_and_the_rest_is_under_plus(space, case):
    bar = space.get(space.space).context["space_bar"]
    assert [line["label"] for line in bar] == ["Accueil", "Plan", "Documents", "Messages", "Plus"]
    page = space.get(f"{space.space}plus/").content.decode()
    assert {name for name in ("Mon logement", "Partager", "Mes données") if name in page} == {
        "Mon logement", "Partager", "Mes données",
    }  # fmt: skip


def test_what_is_missing_comes_with_the_act_that_gives_it(space, case):
    Case.objects.update(missing="Votre avis d'impôt 2026")
    page = space.get(space.space).content.decode()
    assert "Votre avis d&#x27;impôt 2026" in page
    assert f"{space.space}documents/#envoyer" in page


@pytest.fixture
def study(cast, toulouse):
    """A study of two people with an income of 24 000 €, one scenario chosen, on a case of the household."""
    actor = actor_for(cast.advisor, toulouse)
    person = PersonFactory(user=cast.household, email=cast.household.email)
    attic = work("combles_perdus", quantity="80", price_cents=4_000)
    study = study_with_scenarios(actor, [attic], person=person, advisor=cast.advisor)
    facts = Facts(HouseholdFields(2, 24_000, timezone.localdate().year, "owner_occupier"), {}, timezone.localdate())
    study = save_facts(actor=actor, study=study, facts=facts)
    choose(actor=actor, scenario=study.scenarios.get())
    return save_advice(actor=actor, study=study, advice="Le toit d'abord.", steps=[STEP], met_on=timezone.localdate())


@pytest.fixture
def told(cast, login, study):
    """The household signed in, and the address of the space of that case."""
    client = login(cast.household)
    client.space = f"/espace/{study.case_id}/"
    return client


def test_a_draft_is_never_told(told, study):
    assert "Pas encore de scénario" in told.get(f"{told.space}plan/").content.decode()


def test_a_printed_study_is_told_before_and_after(cast, toulouse, told, study):
    print_report(actor=actor_for(cast.advisor, toulouse), study=study)
    page = told.get(f"{told.space}plan/").content.decode()
    assert "Avant et après" in page
    assert "Plan de financement, en euros" in page
    assert "ouvrir le PDF" in page


def test_a_guest_reads_the_plan_without_the_income(cast, toulouse, told, study):
    print_report(actor=actor_for(cast.advisor, toulouse), study=study)
    assert "24\u00a0000\u00a0€" in told.get(f"{told.space}plan/").content.decode()
    until = timezone.localdate() + dt.timedelta(days=5)
    new = NewGuest("Léo", "Roux", "leo@example.net", "professional", ("plan",), until)
    let_in(actor=actor_for(cast.household, toulouse), case=study.case, new=new)
    guest = sign_in(User.objects.get(email="leo@example.net"))
    page = guest.get(f"{told.space}plan/").content.decode()
    assert "Plan de financement, en euros" in page
    assert "24\u00a0000\u00a0€" not in page
    assert "ouvrir le PDF" not in page
    assert guest.get(f"{told.space}aides/").status_code == 404
