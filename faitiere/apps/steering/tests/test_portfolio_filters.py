"""Acts and programmes filter the portfolio of cases."""

import pytest
from django.utils import timezone

from faitiere.apps.cases.tests.factories import CaseFactory, StageFactory
from faitiere.apps.steering.models import Act
from faitiere.apps.steering.tests.factories import pacte_type

URL = "/bureau/dossiers/"


@pytest.fixture
def act(cast, toulouse):
    """An A2 confirmed on the only case."""
    case, now = CaseFactory(advisor=cast.advisor, stage=StageFactory()), timezone.now()
    return Act.objects.create(
        case=case,
        act_type=pacte_type(toulouse, "A2"),
        organisation=case.organisation,
        status="confirmed",
        done_on=now.date(),
        confirmed_at=now,
    )


def found(client, **query) -> int:
    return len(client.get(URL, query).context["rows"])


def test_an_act_done_or_missing_filters(cast, login, act):
    desk = login(cast.advisor)
    assert (found(desk, acte="fait-A2"), found(desk, acte="sans-A2")) == (1, 0)
    assert (found(desk, acte="fait-A1"), found(desk, acte="sans-A1")) == (0, 1)


def test_an_act_that_is_not_confirmed_does_not_count(cast, login, act):
    Act.objects.update(status="dismissed")
    assert found(login(cast.advisor), acte="sans-A2") == 1


def test_a_programme_filters(cast, login, act):
    assert found(login(cast.advisor), programme=str(act.act_type.programme_id)) == 1


@pytest.mark.parametrize("query", [{"acte": "fait-ZZ"}, {"acte": "x"}, {"programme": "x"}])
def test_what_does_not_exist_is_dropped_and_said(cast, login, act, query):
    page = login(cast.advisor).get(URL, query)
    assert "ne correspond à rien" in page.content.decode()
    assert len(page.context["rows"]) == 1
