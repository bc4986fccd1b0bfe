"""Data rights done by the person: corrected at once, confirmed by mail, copied, erased where the law allows."""

import datetime as dt
import io
import json
import re
import zipfile

import pypdfium2
import pytest
import time_machine
from django.utils import timezone

from faitiere.apps.accounts.actions import start_seeing
from faitiere.apps.accounts.actors import actor_for, system_actor
from faitiere.apps.accounts.models import User
from faitiere.apps.accounts.tests.factories import PASSWORD, UserFactory, sign_in
from faitiere.apps.audit.actions import apply_retention
from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.buildings.models import BillYear, EnergyBill
from faitiere.apps.cases.actions import add_document, add_entry
from faitiere.apps.cases.models import Case, Participant, SpaceGuest
from faitiere.apps.cases.tests.factories import CaseFactory, ParticipantFactory
from faitiere.apps.contacts.models import Consent, Person
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.notifications.models import Notice, OutgoingMail
from faitiere.apps.space import portable, tasks
from faitiere.apps.space.erasure import erasure_of
from faitiere.apps.space.models import DataCopy

MINE = "/espace/mes-donnees/"


def mine(case) -> Person:
    return case.participants.get(is_main=True).person


def test_name_and_phone_are_corrected_at_once(cast, space, case):
    given = {"first_name": "Yvette", "last_name": "Cazalbon", "phone": "06 39 98 00 11", "dossier": str(case.pk)}
    assert space.post(f"{MINE}corriger/", given).headers["Location"] == f"{space.space}mes-donnees/"
    assert (mine(case).last_name, mine(case).phone) == ("Cazalbon", "+33639980011")
    assert Notice.objects.filter(user=cast.advisor, kind="data_right").exists()
    assert AuditEvent.objects.filter(verb="person.changed").exists()


def test_a_wrong_phone_is_refused_and_nothing_changes(space, case):
    answer = space.post(f"{MINE}corriger/", {"last_name": "Autre", "phone": "12"})
    assert answer.status_code == 422
    assert "incomplet" in answer.content.decode()
    assert mine(case).last_name != "Autre"


@pytest.mark.parametrize(
    "wanted", ["", "x", "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz", "00000000-0000-4000-8000-000000000000"]
)
def test_a_form_that_names_no_project_of_mine_comes_back_to_my_account(space, case, wanted):
    given = {"first_name": "Yvette", "last_name": "Cazalbou", "dossier": wanted}
    assert space.post(f"{MINE}corriger/", given).headers["Location"] == MINE


def confirmation(email: str) -> str:
    return re.search(r"/espace/mes-donnees/adresse/\S+", OutgoingMail.objects.get(recipient=email).text).group()


def test_the_address_changes_when_the_new_one_confirms(cast, space, case, mailoutbox):
    space.post(f"{MINE}adresse/", {"email": "Yvette.C@example.org"})
    link = confirmation("yvette.c@example.org")
    assert space.get(link).status_code == 200
    assert User.objects.get(pk=cast.household.pk).email == cast.household.email
    space.post(link)
    assert User.objects.get(pk=cast.household.pk).email == "yvette.c@example.org"
    assert mine(case).email == "yvette.c@example.org"
    assert [one.to for one in mailoutbox if "a changé" in one.subject] == [[cast.household.email]]


def test_the_link_of_an_address_serves_once(space, case):
    space.post(f"{MINE}adresse/", {"email": "yvette.c@example.org"})
    link = confirmation("yvette.c@example.org")
    space.post(link)
    assert space.post(link).status_code == 410


def test_somebody_else_cannot_use_the_link(cast, login, space, case):
    space.post(f"{MINE}adresse/", {"email": "yvette.c@example.org"})
    assert sign_in(UserFactory()).post(confirmation("yvette.c@example.org")).status_code == 410
    assert User.objects.get(pk=cast.household.pk).email == cast.household.email


def test_an_address_already_taken_is_answered_the_same(cast, space, case):
    page = space.post(f"{MINE}adresse/", {"email": cast.teammate.email}, follow=True).content.decode()
    assert f"Un lien est parti vers {cast.teammate.email}" in page
    assert "déjà celle d'un autre compte" in OutgoingMail.objects.get(recipient=cast.teammate.email).text


def test_an_agreement_is_withdrawn_then_given_again(space, case):
    Consent.objects.create(person=mine(case), purpose="newsletter", text_shown="Oui", source="Téléphone")
    space.post(f"{MINE}accords/newsletter/")
    assert Consent.objects.get().withdrawn_source == "Espace projet"
    space.post(f"{MINE}accords/newsletter/")
    assert Consent.objects.filter(withdrawn_at=None).count() == 1
    assert space.post(f"{MINE}accords/autre/").status_code == 404


@pytest.fixture
def copied(toulouse, space, case, django_capture_on_commit_callbacks):
    """The copy of the household's data, made: (row, archive as it is downloaded)."""
    add_document(
        actor=system_actor(toulouse), case=case, category="report", title="Compte-rendu", content=b"%PDF-1.7 essai",
        name="compte-rendu.pdf", visibility="shared",
    )  # fmt: skip
    add_entry(actor=system_actor(toulouse), case=case, kind="note", title="Bienvenue", visibility="shared")
    space.post(f"{MINE}copie/")
    copy = DataCopy.objects.get()
    tasks.make_copy.func(territory_id=str(toulouse.pk), copy_id=str(copy.pk))
    copy.refresh_from_db()
    answer = space.get(f"{MINE}copie/{copy.pk}/")
    return copy, b"".join(answer.streaming_content)


def test_the_copy_holds_a_summary_the_data_and_the_documents(copied, case):
    archive = zipfile.ZipFile(io.BytesIO(copied[1]))
    names = archive.namelist()
    assert {"resume.pdf", "donnees.json"} < set(names)
    report = next(name for name in names if name.endswith("Compte-rendu.pdf"))
    assert archive.read(report) == b"%PDF-1.7 essai"
    assert json.loads(archive.read("donnees.json"))["dossier"][0]["number"] == case.number


def test_working_documents_are_named_and_not_joined_and_the_page_says_so(copied, space, case, toulouse):
    add_document(
        actor=system_actor(toulouse), case=case, category="other", title="Pense-bête", content=b"%PDF-1.7 interne",
        name="interne.pdf", visibility="internal",
    )  # fmt: skip
    person = case.participants.get(is_main=True).person
    assert not [name for name, _ in portable.files_of(person) if "Pense" in name]
    assert "Pense-bête" in [one["title"] for one in portable.held_on(person)["document"]]
    named = [
        section for section in portable.summary_of(person, territory=toulouse).sections if "joints" in section.title
    ]
    assert [row[1] for section in named for row in section.rows] == ["Pense-bête"]
    page = space.get(MINE).content.decode()
    assert "n’y sont pas joints" in page
    assert "article 15" in page


def test_the_summary_can_be_read(copied, case):
    summary = pypdfium2.PdfDocument(zipfile.ZipFile(io.BytesIO(copied[1])).read("resume.pdf"))
    text = " ".join(page.get_textpage().get_text_range() for page in summary)
    assert case.number in text
    assert "Bienvenue" in text


def test_the_copy_of_somebody_else_is_not_found(copied):
    assert sign_in(PersonFactory(user=UserFactory()).user).get(f"{MINE}copie/{copied[0].pk}/").status_code == 404


def test_the_copy_goes_after_a_week(copied, space, toulouse, django_capture_on_commit_callbacks):
    with time_machine.travel(timezone.now() + dt.timedelta(days=8), tick=False):
        assert sign_in(User.objects.get(people=copied[0].person)).get(f"{MINE}copie/{copied[0].pk}/").status_code == 404
        apply_retention(actor=system_actor(toulouse))
    assert not DataCopy.objects.exists()


def test_a_copy_asked_twice_is_made_once(space, case):
    for _ in range(2):
        space.post(f"{MINE}copie/")
    assert DataCopy.objects.count() == 1


def test_a_condominium_gives_no_working_note_of_the_others(cast, toulouse, case):
    Case.objects.update(project_kind="condominium")
    add_entry(actor=system_actor(toulouse), case=case, kind="note", title="M. Roux est contre")
    add_entry(actor=system_actor(toulouse), case=case, kind="note", title="Visite", visibility="shared")
    titles = {line["title"] for line in portable.held_on(mine(case))["ligne du fil"]}
    assert titles == {"Visite"}


def erase(space, case, **given):
    return space.post(f"{MINE}effacer/", {"name": mine(case).last_name, "password": PASSWORD} | given)


def test_erasure_is_done_at_once(cast, space, case):
    person = mine(case)
    assert erase(space, case).headers["Location"] == "/espace/efface/"
    person.refresh_from_db()
    case.refresh_from_db()
    assert (person.last_name, case.title, bool(case.erased_at)) == ("", "", True)
    assert not User.objects.get(pk=cast.household.pk).is_active
    assert space.get(space.space).headers["Location"].startswith("/compte/login/")
    assert AuditEvent.objects.filter(verb="data.erasure_done").exists()


@pytest.mark.parametrize("given", [{"name": "Dupont"}, {"password": "au-hasard-douze"}, {"name": ""}])
def test_erasure_is_not_done_by_mistake(space, case, given):
    assert erase(space, case, **given).status_code == 422
    assert mine(case).last_name
    assert not Case.objects.get(pk=case.pk).erased_at


def test_a_case_with_an_aid_request_is_kept_and_said_so(cast, toulouse, space, case):
    filed = timezone.localdate() - dt.timedelta(days=30)
    Case.objects.update(filing_on=filed)
    page = space.get(f"{MINE}effacer/").content.decode()
    assert "dossier avec une demande d" in page
    erase(space, case)
    case.refresh_from_db()
    person = mine(case)
    assert (case.status, case.erased_at, bool(person.last_name)) == ("archived", None, True)
    assert person.do_not_contact_at
    assert person.user_id is None
    assert not User.objects.get(pk=cast.household.pk).is_active


def test_a_case_is_kept_six_years_after_its_aid_request(toulouse, case):
    """trust.md: "archive to 6 years after the decision", counted from the filing while the decision is not known."""
    Case.objects.update(filing_on=dt.date(2026, 3, 10))
    with time_machine.travel(dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC), tick=False):
        assert erasure_of(mine(case)).kept[0].until == dt.date(2032, 3, 10)


def test_a_shared_case_stays_to_the_other_person(space, case):
    other = PersonFactory(first_name="Gérard", email="")
    ParticipantFactory(case=case, person=other, is_main=False)
    person = mine(case)
    erase(space, case)
    case.refresh_from_db()
    assert case.erased_at is None
    assert case.participants.get(is_main=True).person == other
    assert Participant.objects.get(person=person).valid_to < timezone.localdate()


def test_the_guests_go_with_the_household(cast, toulouse, space, case):
    claire = PersonFactory(user=UserFactory(), email="claire@example.net")
    SpaceGuest.objects.create(
        case=case, person=claire, name="Claire", role="relative", rights=["documents"], valid_to="2099-01-01"
    )
    erase(space, case)
    assert not SpaceGuest.objects.exists()
    assert sign_in(User.objects.get(pk=claire.user_id)).get(f"/espace/{case.pk}/").status_code == 404


def test_somebody_seen_by_the_guichet_cannot_be_erased_through_it(cast, toulouse, login, case):
    desk = login(cast.advisor)
    visit = start_seeing(actor=actor_for(cast.advisor, toulouse), seen=cast.household, reason="Aide", case_id=case.pk)
    session = desk.session
    session["impersonation"] = str(visit.pk)
    session.save()
    assert desk.post(f"{MINE}effacer/", {"name": "Cazalbou", "password": PASSWORD}).status_code in {403, 404}
    assert mine(case).last_name


def test_an_account_without_a_project_sees_its_own_data(login, toulouse):
    user = UserFactory()
    PersonFactory(user=user, last_name="Vialatte", first_name="Anne")
    assert "Vialatte" in login(user).get(MINE).content.decode()
    assert login(CaseFactory().advisor or UserFactory()).get(MINE).status_code == 404


def test_the_bills_of_a_home_somebody_else_has_a_case_about_are_in_no_copy(case):
    year = BillYear.objects.create(home=case.home, starts_on=dt.date(2024, 1, 1))
    EnergyBill.objects.create(year=year, quantity=1000, unit="kWh", cents=100_000)
    assert "facture d'énergie" in portable.held_on(mine(case))
    newcomer = PersonFactory(first_name="Zoé", last_name="Ortega", email="zoe@example.org")
    CaseFactory(home=case.home, person=newcomer)
    assert "facture d'énergie" not in portable.held_on(newcomer)
