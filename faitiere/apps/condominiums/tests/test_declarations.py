"""What an owner declares privately: its plan follows, nobody else in the space reads it, it can be taken back."""

import datetime as dt

import pytest
from django.utils import timezone

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.accounts.tests.factories import sign_in
from faitiere.apps.assemblies.models import GeneralMeeting, OwnerFacts
from faitiere.apps.audit.actions import apply_retention
from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.audit.rights import export
from faitiere.apps.buildings.models import Lot
from faitiere.apps.contacts.models import Consent

from .factories import address, case_of, costed_meeting, joins

GIVEN = {"stay": "occupant", "household_size": "2", "rfr_euros": "18 000", "loan": "shared", "agrees": "on"}


@pytest.fixture
def case(cast, toulouse):
    return case_of(cast, toulouse)


@pytest.fixture
def meeting(case):
    return costed_meeting(case)


@pytest.fixture
def lebrun(case):
    return joins(case, "owner", owner="Mme Lebrun")


def owner_of(case, name="Mme Lebrun"):
    return case.home.condominium.owners.get(name=name)


def declares(client, case, name="Mme Lebrun", **changed):
    return client.post(address("declare", case, owner_id=owner_of(case, name).pk), GIVEN | changed)


def test_its_own_plan_follows_what_it_declares(case, meeting, lebrun, login):
    """400 of 1,000 tantièmes: 40,000 € less 12,000 € of collective aids and 3,000 € of premium (very modest: 18,000 €
    for two, ceiling of 25,115 € outside Île-de-France; params, copro_individual) leave 25,000 €.
    """
    client = login(lebrun)
    declares(client, case)
    page = client.get(address("share", case)).content.decode().replace("\xa0", " ").replace("\u202f", " ")
    assert "25 000 €" in page
    assert "Très modeste" in page


def test_the_agreement_is_kept_with_its_text(case, lebrun, login):
    declares(login(lebrun), case)
    kept = Consent.objects.get(purpose="owner_plan")
    assert "Ni le conseil syndical, ni le syndic" in kept.text_shown
    assert OwnerFacts.objects.get().declared_by_owner is True


def test_nothing_is_kept_without_the_agreement(case, lebrun, login):
    answer = declares(login(lebrun), case, agrees="")
    assert answer.status_code == 422
    assert not OwnerFacts.objects.exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"household_size": ""}, "Combien de personnes"),
        ({"rfr_euros": "-5"}, "revenu fiscal de référence en euros"),
        ({"rfr_year": "2012"}, "plus récent"),
        ({"household_size": "200"}, "de 1 à 20 personnes"),
    ],
)
def test_an_absurd_answer_is_refused_in_words(case, lebrun, login, given, said):
    answer = declares(login(lebrun), case, **given)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not OwnerFacts.objects.exists()


@pytest.mark.parametrize("role", ["president", "referent", "council", "syndic", "architect", "owner", "relative"])
def test_nobody_else_in_the_space_opens_a_declaration(case, meeting, lebrun, login, role):
    declares(login(lebrun), case)
    client = sign_in(joins(case, role, owner="M. Roux"))
    owner = owner_of(case)
    assert client.get(address("declare", case, owner_id=owner.pk)).status_code == 404
    assert declares(client, case).status_code == 404
    assert client.post(address("declaration_erase", case, owner_id=owner.pk)).status_code == 404
    for page in ("case", "share", "members", "meetings"):
        assert "Très modeste" not in client.get(address(page, case)).content.decode()


def test_the_advisor_sees_it_at_the_desk(case, meeting, lebrun, login, cast):
    declares(login(lebrun), case)
    desk = f"/bureau/dossiers/{case.pk}/assemblees/{meeting.pk}/plans/{owner_of(case).pk}/"
    page = sign_in(cast.advisor).get(desk).content.decode()
    assert "Déclaré par lui-même" in page
    assert 'value="18000"' in page


def test_an_advisor_of_another_territory_finds_nothing(case, meeting, lebrun, login, cast):
    declares(login(lebrun), case)
    desk = f"/bureau/dossiers/{case.pk}/assemblees/{meeting.pk}/plans/{owner_of(case).pk}/"
    assert sign_in(cast.stranger, host="foix.localhost").get(desk).status_code == 404


def test_a_declaration_taken_back_leaves_nothing(case, lebrun, login):
    client = login(lebrun)
    declares(client, case)
    client.post(address("declaration_erase", case, owner_id=owner_of(case).pk))
    assert not OwnerFacts.objects.exists()
    assert Consent.objects.get(purpose="owner_plan").withdrawn_at is not None


def test_the_journal_never_holds_an_income(case, lebrun, login):
    declares(login(lebrun), case)
    event = AuditEvent.objects.get(verb="owner.facts_saved")
    assert event.details == {"by_owner": True}


def test_the_export_of_the_person_holds_its_declaration(case, lebrun, login):
    declares(login(lebrun), case)
    document = export(owner_of(case).person)
    assert document["déclaration d'un copropriétaire"][0]["rfr_euros"] == 18000


def test_a_landlord_reads_when_its_flat_may_not_be_let_any_more(case, meeting, lebrun, login):
    """Class F: 1 January 2028 (law 2021-1104, art. 160)."""
    Lot.objects.filter(number="1").update(dpe_label="F")
    client = login(lebrun)
    declares(client, case, stay="landlord")
    page = client.get(address("share", case)).content.decode().replace("\xa0", " ")
    assert "interdiction de louer à partir du 1er janvier 2028" in page


def test_the_refusal_clock_runs_from_the_minutes(case, meeting, lebrun, login):
    """Art. 26-4 III: two months from 14 September 2026 to refuse, six to pay."""
    held = {"loan_kind": "opt_out", "held_on": "2026-09-01", "minutes_notified_on": "2026-09-14"}
    GeneralMeeting.objects.filter(pk=meeting.pk).update(**held)
    page = login(lebrun).get(address("share", case)).content.decode().replace("\xa0", " ")
    assert "samedi 14 novembre 2026" in page
    assert "dimanche 14 mars 2027" in page


def test_with_the_opt_out_loan_who_says_nothing_is_in_it(case, meeting, lebrun, login):
    """28,000 € over 180 months at zero: 155.56 € a month."""
    GeneralMeeting.objects.filter(pk=meeting.pk).update(loan_kind="opt_out")
    page = login(lebrun).get(address("share", case)).content.decode().replace("\xa0", " ")
    assert "155,56 € par mois" in page


def test_savings_are_shared_by_the_key_and_sum_to_the_cent(case, meeting, lebrun, login):
    """400 of 1,000 tantièmes of 12,000 € saved a year: 4,800 €, 400 € a month."""
    GeneralMeeting.objects.filter(pk=meeting.pk).update(savings_cents=1_200_000)
    page = login(lebrun).get(address("share", case)).content.decode().replace("\xa0", " ").replace("\u202f", " ")
    assert "4 800 € par an" in page


def test_old_declarations_are_erased_in_the_end(case, lebrun, login, toulouse):
    declares(login(lebrun), case)
    OwnerFacts.objects.update(updated_at=timezone.now() - dt.timedelta(days=4 * 366))
    apply_retention(actor=system_actor(toulouse))
    assert not OwnerFacts.objects.exists()
