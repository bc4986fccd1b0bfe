import datetime as dt

import pytest
from django.utils import timezone

from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.steering.figures import Group, months_between
from faitiere.apps.steering.models import Act, Objective

from .factories import pacte_type


@pytest.fixture
def three_acts(cast, toulouse):
    act_type, person = pacte_type(toulouse, "A2"), PersonFactory()
    for _ in range(3):
        case = CaseFactory(advisor=cast.advisor, person=person)
        Act.objects.create(
            case=case,
            act_type=act_type,
            organisation=case.organisation,
            advisor=cast.advisor,
            status="confirmed",
            done_on=timezone.localdate(),
            confirmed_at=timezone.now(),
        )


def text_of(answer) -> str:
    return answer.content.decode()


def test_a_manager_reads_the_figures_of_the_organisation(cast, login, three_acts):
    page = login(cast.manager).get("/pilotage/")
    assert page.context["board"].cases == 3
    assert page.context["board"].communes == [Group("Cugnaux", 3, 3, 0, 0)]


def test_a_funder_reads_no_figure_of_fewer_than_five_households(cast, login, three_acts):
    page = login(cast.funder).get("/pilotage/")
    assert page.context["board"].cases is None
    assert page.context["board"].communes == [Group("Cugnaux", None, None, None, None)]
    assert "moins de 5" in text_of(page)


def test_a_funder_exports_no_name(cast, login, three_acts):
    assert login(cast.funder).get("/pilotage/exports/tbs/").status_code == 403


def test_an_advisor_does_not_steer(cast, login):
    assert login(cast.advisor).get("/pilotage/").status_code == 403


def test_the_tbs_file_is_downloaded_and_written_in_the_journal(cast, login, three_acts):
    answer = login(cast.manager).get("/pilotage/exports/tbs/")
    assert answer.content.count(b"\r\n") == 2
    assert answer.content.startswith(str(Act.objects.order_by("updated_at", "pk")[0].pk).encode())
    assert AuditEvent.objects.filter(verb="acts.exported").exists()


def test_the_csv_does_not_run_in_a_spreadsheet(cast, login, three_acts):
    cast.advisor.first_name = "=HYPERLINK(1)"
    cast.advisor.save()
    assert "'=HYPERLINK(1)" in login(cast.manager).get("/pilotage/exports/actes/").content.decode("utf-8-sig")


def test_another_territory_sees_none_of_it(cast, login, three_acts, toulouse):
    answer = login(cast.stranger, host="foix.localhost").get("/bureau/actes/")
    assert "Cazalbou" not in text_of(answer)


def test_an_objective_shows_its_progress(cast, login, three_acts):
    year = timezone.localdate().year
    goal = {"indicator": "acts", "act_type": "", "period_start": f"{year}-01-01", "period_end": f"{year}-12-31"}
    login(cast.territory_admin).post("/pilotage/objectifs/", goal | {"value": "12"})
    assert Objective.objects.get().value == 12
    assert "3 sur 12" in text_of(login(cast.territory_admin).get("/pilotage/"))


def test_a_period_upside_down_is_refused_in_words(cast, login):
    answer = login(cast.manager).get("/pilotage/", {"start": "2026-12-31", "end": "2026-01-01"})
    assert answer.status_code == 422
    assert "avant son début" in text_of(answer)


def test_months_between_counts_both_ends():
    found = months_between(dt.date(2025, 11, 20), dt.date(2026, 2, 1))
    assert found == [dt.date(2025, 11, 1), dt.date(2025, 12, 1), dt.date(2026, 1, 1), dt.date(2026, 2, 1)]
