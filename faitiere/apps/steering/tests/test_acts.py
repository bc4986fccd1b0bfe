import pytest

from faitiere.apps.cases.models import Entry
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.steering.enums import ActStatus
from faitiere.apps.steering.models import Act

from .factories import a2_answers, pacte_type


@pytest.fixture
def case(cast, toulouse):
    return CaseFactory(advisor=cast.advisor)


@pytest.fixture
def confirm_url(case, toulouse):
    return f"/bureau/dossiers/{case.pk}/actes/{pacte_type(toulouse, 'A2').pk}/"


def test_confirming_an_act_keeps_its_data_and_tells_the_timeline(cast, login, case, confirm_url):
    login(cast.advisor).post(confirm_url, a2_answers())
    act = Act.objects.get()
    assert (act.case, act.status, act.minutes, act.advisor) == (case, ActStatus.CONFIRMED, 45, cast.advisor)
    assert act.answers["next_service"] == ["ACCOMPAGNEMENT REALISATION DE TRAVAUX"]
    assert Entry.objects.get(kind="act").title == "Acte A2 confirmé"


def test_an_act_without_its_mandatory_data_is_refused_in_words(cast, login, confirm_url):
    answer = login(cast.advisor).post(confirm_url, a2_answers(next_service=[]))
    assert answer.status_code == 422
    assert "Cette réponse est demandée" in answer.content.decode()
    assert not Act.objects.exists()


def test_an_act_is_not_dated_in_the_future(cast, login, confirm_url):
    answer = login(cast.advisor).post(confirm_url, a2_answers(done_on="2999-01-01"))
    assert "demain" in answer.content.decode()


def test_a_first_information_is_proposed_then_dismissed_for_good(cast, login, case, toulouse):
    a1 = pacte_type(toulouse, "A1")
    client = login(cast.advisor)
    assert "Acte proposé : A1" in client.get(f"/bureau/dossiers/{case.pk}/actes/").content.decode()
    client.post(f"/bureau/dossiers/{case.pk}/actes/{a1.pk}/ecarter/")
    assert "Acte proposé" not in client.get(f"/bureau/dossiers/{case.pk}/actes/").content.decode()


@pytest.mark.parametrize("who", ["other_organisation", "legal_advisor"])
def test_another_organisation_cannot_confirm(cast, login, confirm_url, who):
    assert login(getattr(cast, who)).post(confirm_url, a2_answers()).status_code == 404
    assert not Act.objects.exists()


def test_a_stranger_gets_nothing(cast, login, confirm_url):
    assert login(cast.stranger).post(confirm_url, a2_answers()).status_code == 403
    assert login(cast.stranger, host="foix.localhost").post(confirm_url, a2_answers()).status_code == 404
