import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from faitiere.apps.accounts.actors import actor_for
from faitiere.apps.cases.models import Entry
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.directory import actions
from faitiere.apps.directory.actions import Works
from faitiere.apps.directory.models import QuoteInvitation, QuoteRequest
from faitiere.apps.directory.rules import Refused
from faitiere.apps.notifications.models import Notice, OutgoingMail
from faitiere.apps.territories.models import Commune

from .factories import ProfessionalFactory

pytestmark = pytest.mark.django_db
WORKS = Works("- Pompe à chaleur", "Cugnaux (31270)", "Maison", "Le matin de préférence")


@pytest.fixture
def case(cast):
    Commune.objects.filter(pk="31157").update(latitude=43.5378, longitude=1.3447)
    person = PersonFactory(user=cast.household, first_name="Yvette", phone="+33639981433")
    return CaseFactory(advisor=cast.advisor, person=person)


@pytest.fixture
def ask(case, cast, toulouse):
    """`ask(professionals)`: the household sends its request."""
    actor = actor_for(cast.household, toulouse)
    return lambda them: actions.ask_for_quotes(actor=actor, case=case, told=WORKS, professionals=them)


def told_to(professional) -> str:
    return "".join(mail.text for mail in OutgoingMail.objects.filter(recipient=professional.email))


def link_of(professional) -> str:
    return re.search(r"/annuaire/devis/\S+", told_to(professional)).group()


def test_the_professional_reads_the_works_and_not_the_address(ask, case, client):
    one = ProfessionalFactory()
    ask([one])
    page = client.get(link_of(one)).content.decode()
    for words in (told_to(one), page):
        assert "Pompe à chaleur" in words
        assert "Cugnaux" in words
        assert not [secret for secret in (case.home.address, "Cazalbou", "Yvette", "39 98") if secret in words]


def test_accepting_gives_the_address_and_tells_everybody(ask, case, client, cast):
    one = ProfessionalFactory(name="Chaleur d'Oc")
    ask([one])
    client.post(link_of(one), {"accepter": "1"})
    page = client.get(link_of(one)).content.decode()
    assert case.home.address in page
    assert "Yvette" in page
    assert case.home.address in told_to(one)
    assert Entry.objects.filter(case=case, title="Chaleur d'Oc accepte de faire un devis", visibility="shared").exists()
    assert Notice.objects.filter(user=cast.advisor, kind="quote_answered").exists()


def test_declining_gives_nothing_and_keeps_the_reason(ask, case, client, login, cast):
    one = ProfessionalFactory()
    ask([one])
    client.post(link_of(one), {"decliner": "1", "reason": "Complet jusqu'en <b>mai</b>"})
    assert case.home.address not in client.get(link_of(one)).content.decode()
    page = login(cast.household).get(reverse("directory:quotes", args=[case.pk])).content.decode()
    assert "Complet jusqu&#x27;en mai" in page
    assert "Décline" in page


def test_opening_the_link_answers_nothing(ask, client):
    one = ProfessionalFactory()
    ask([one])
    client.get(link_of(one))
    assert QuoteInvitation.objects.get().state == "sent"


def test_a_sixth_professional_is_refused_by_the_action_and_by_the_database(ask):
    six = ProfessionalFactory.create_batch(6)
    with pytest.raises(Refused, match="Cinq"):
        ask(six)
    assert not QuoteRequest.objects.exists()
    request = ask(six[:5])
    with pytest.raises(Refused, match="Cinq"):
        ask(six[5:])
    for place in (5, 6):
        with pytest.raises(IntegrityError), transaction.atomic():
            QuoteInvitation.objects.create(request=request, professional=six[5], place=place)


def test_a_place_left_by_a_refusal_is_free_again(ask, toulouse):
    six = ProfessionalFactory.create_batch(6)
    ask(six[:5])
    first = QuoteInvitation.objects.get(professional=six[0])
    actions.answer_quote(territory=toulouse, invitation=first, accepted=False)
    ask(six[5:])
    assert QuoteInvitation.objects.filter(state="sent").count() == 5


def test_the_same_professional_is_asked_once_and_one_without_mail_never(ask):
    one = ProfessionalFactory()
    ask([one])
    with pytest.raises(Refused, match="déjà"):
        ask([one])
    with pytest.raises(Refused, match="e-mail"):
        ask([ProfessionalFactory(email="")])
    with pytest.raises(Refused, match="au moins un"):
        ask([])


def test_what_is_withdrawn_shows_nothing_any_more(ask, case, client, login, cast):
    one, two = ProfessionalFactory.create_batch(2)
    ask([one, two])
    client.post(link_of(one), {"accepter": "1"})
    login(cast.household).post(reverse("directory:quotes_withdraw", args=[case.pk]))
    page = client.get(link_of(one)).content.decode()
    assert "a retiré sa demande" in page
    assert case.home.address not in page
    client.post(link_of(two), {"accepter": "1"})
    assert set(QuoteInvitation.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert "Merci de ne plus le contacter" in told_to(one)


def test_the_first_answer_counts(ask, client):
    one = ProfessionalFactory()
    ask([one])
    client.post(link_of(one), {"decliner": "1"})
    client.post(link_of(one), {"accepter": "1"})
    assert QuoteInvitation.objects.get().state == "declined"


def test_the_household_chooses_describes_and_agrees_on_its_page(case, client, login, cast):
    one = ProfessionalFactory(name="Chaleur d'Oc")
    ProfessionalFactory(name="Sans adresse", email="")
    home = login(cast.household)
    address = reverse("directory:quotes_ask", args=[case.pk])
    page = home.get(address).content.decode()
    assert "Chaleur d&#x27;Oc" in page
    assert "Sans adresse" not in page
    sent = {"professionnel": [str(one.pk), "nul"], "works": "Isoler les combles", "consent": "on"}
    assert home.post(address, sent).status_code == 302
    assert "données" in QuoteRequest.objects.get().consent_text or QuoteRequest.objects.get().consent_text
    assert "Isoler les combles" in told_to(one)


@pytest.mark.parametrize(("field", "value"), [("consent", ""), ("works", ""), ("professionnel", [])])
def test_nothing_leaves_without_works_agreement_and_professional(case, login, cast, field, value):
    one = ProfessionalFactory()
    sent = {"professionnel": [str(one.pk)], "works": "Isoler", "consent": "on"} | {field: value}
    answer = login(cast.household).post(reverse("directory:quotes_ask", args=[case.pk]), sent)
    assert answer.status_code == 422
    assert not QuoteInvitation.objects.exists()


def test_an_address_written_in_the_works_is_caught(case, login, cast):
    one = ProfessionalFactory()
    sent = {"professionnel": [str(one.pk)], "works": f"Isoler {case.home.address.upper()}", "consent": "on"}
    answer = login(cast.household).post(reverse("directory:quotes_ask", args=[case.pk]), sent)
    assert answer.status_code == 422
    assert "Votre adresse est dans ce texte" in answer.content.decode()


def test_the_advisor_reads_the_state_in_the_case(ask, case, login, cast):
    desk = login(cast.advisor)
    tab = reverse("directory:case_quotes", args=[case.pk])
    assert tab not in desk.get(reverse("cases:timeline", args=[case.pk])).content.decode()
    ask([ProfessionalFactory(name="Chaleur d'Oc")])
    assert tab in desk.get(reverse("cases:timeline", args=[case.pk])).content.decode()
    assert "Chaleur d&#x27;Oc" in desk.get(tab).content.decode()


def test_a_household_sees_and_withdraws_its_own_requests_only(ask, case, login, cast, toulouse):
    ask([ProfessionalFactory()])
    invitation = QuoteInvitation.objects.get()
    other = CaseFactory(number="31-2026-7777", person=PersonFactory(user=cast.teammate, first_name="Karim"))
    stranger = login(cast.teammate)
    assert stranger.get(reverse("directory:quotes", args=[case.pk])).status_code == 404
    assert stranger.post(reverse("directory:quote_withdraw", args=[other.pk, invitation.pk])).status_code == 404
    invitation.refresh_from_db()
    assert invitation.state == "sent"
