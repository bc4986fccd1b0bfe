"""Columns, exports, board and map; filters that only say what the database knows."""

import csv
import datetime as dt
import io
import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.buildings.models import Home
from faitiere.apps.buildings.tests.factories import CondominiumFactory
from faitiere.apps.cases.models import Case, SavedFilter
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.territories.tests.factories import OrganisationFactory
from faitiere.lib.spreadsheets import plain_cell, safe_cell

URL = "/bureau/dossiers/"


def titles(client, **query) -> list[str]:
    return [row["title"] for row in client.get(URL, query).context["rows"]]


@pytest.mark.parametrize(
    ("kept", "left"),
    [
        ({"cp": "312"}, {"cp": "09"}),
        ({"logement": "house"}, {"logement": "flat"}),
        ({"nature": "house"}, {"nature": "condominium"}),
        ({"energie": "gas"}, {"energie": "oil"}),
        ({"classe": "F"}, {"classe": "inconnue"}),
        ({"connexion": "jamais"}, {"connexion": "30"}),
        ({"du": "2026-01-01"}, {"au": "2025-12-31"}),
        ({"au": "31/12/2099"}, {"du": "01/01/2099"}),
        ({"suite": "semaine"}, {"suite": "sans"}),
        ({"silence": "90"}, {"silence": "180"}),
    ],
)
def test_each_filter_keeps_and_leaves(desk, case, kept, left):
    Home.objects.update(energy_class="F", heating_energy="gas")
    long_ago = timezone.now() - dt.timedelta(days=100)
    Case.objects.update(next_step_on=timezone.localdate(), last_contact_at=long_ago, opened_at="2026-03-01T10:00Z")
    assert (titles(desk, **kept), titles(desk, **left)) == (["Yvette Cazalbou"], [])


def test_the_syndic_of_the_condominium_filters(desk, case):
    CondominiumFactory(home=case.home, syndic="Cabinet des Trois-Ponts")
    assert titles(desk, syndic="trois-ponts") == ["Yvette Cazalbou"]
    assert titles(desk, syndic="Cabinet Rive droite") == []
    assert "Syndic : trois-ponts" in desk.get(URL, {"syndic": "trois-ponts"}).text.replace("\xa0", " ")


def test_the_last_sign_in_of_the_household_filters(desk, cast, case):
    cast.household.last_login = timezone.now()
    cast.household.save(update_fields=["last_login"])
    case.participants.get().person.__class__.objects.update(user=cast.household)
    assert (titles(desk, connexion="7"), titles(desk, connexion="jamais")) == (["Yvette Cazalbou"], [])


@pytest.mark.parametrize(
    "query",
    [
        {"commune": "99999"},
        {"classe": "Z"},
        {"du": "2026-13-45"},
        {"du": "0001-01-01"},
        {"au": "9999-12-31"},
        {"acte": "fait-ZZ"},
    ],
)
def test_a_value_that_means_nothing_is_dropped_and_said(desk, case, query):
    page = desk.get(URL, query)
    assert "ne correspond à rien" in page.content.decode()
    assert [row["title"] for row in page.context["rows"]] == ["Yvette Cazalbou"]


@pytest.mark.parametrize("query", ["au=9999-12-31", "du=0001-01-01"])
def test_a_kept_filter_with_a_day_out_of_the_calendar_is_counted_without_it(desk, cast, case, query):
    SavedFilter.objects.create(owner=cast.advisor, name="Depuis toujours", query=query)
    assert desk.get(URL + "compteurs/").context["tabs"][-1].count == 1


def test_a_name_is_typed_whole_and_a_postcode_with_digits(desk, case):
    page = desk.get("/bureau/dossiers/filtres/").content.decode()
    assert 'name="syndic" value="" type="text" maxlength="120"' in page
    assert 'name="cp" value="" type="text" inputmode="numeric" maxlength="5"' in page


def test_the_columns_one_chose_are_shown_and_nobody_else_s_change(desk, login, cast, case):
    desk.post("/bureau/dossiers/colonnes/choisir/", {"colonne": ["classe", "cp", "secret"]})
    assert [one.key for one in desk.get(URL).context["columns"]] == ["cp", "classe"]
    assert len(login(cast.teammate).get(URL).context["columns"]) == 6


@pytest.mark.parametrize("text", ["=1+1", "+33", "-2", "@x", "'=1", "''", "d'ici", "", "\t=1"])
def test_a_cell_never_runs_and_comes_back_unchanged(text):
    assert not safe_cell(text).startswith(("=", "+", "-", "@", "\t"))
    assert plain_cell(safe_cell(text)) == text


def test_the_csv_export_holds_what_one_sees_and_is_journalled(desk, case):
    Case.objects.update(title='=HYPERLINK("http://x")')
    CaseFactory(organisation=OrganisationFactory(association=True), title="Caché")
    answer = desk.get(URL + "export/", {"format": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";"))
    assert [len(rows), rows[1][0], rows[1][1]] == [2, case.number, '\'=HYPERLINK("http://x")']
    assert AuditEvent.objects.filter(verb="cases.exported", details__cases=1).exists()


def test_the_excel_export_holds_text_only(desk, case):
    Case.objects.update(title="=1+1")
    content = b"".join(desk.get(URL + "export/", {"format": "xlsx"}))
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "=1+1" in sheet


def test_the_board_shows_stages_and_moves_a_card_with_a_way_back(desk, case, stages):
    page = desk.get("/bureau/dossiers/tableau/")
    assert [(one.stage.name, one.total) for one in page.context["columns"]] == [("Premier échange", 1), ("Visite", 0)]
    desk.post(reverse("cases:board_move", args=[case.pk]), {"stage": str(stages[1].pk)})
    assert Case.objects.get().stage == stages[1]
    desk.post(reverse("cases:board_back", args=[case.pk, stages[0].pk]))
    assert Case.objects.get().stage == stages[0]


def test_the_way_back_of_a_card_keeps_the_filter(desk, case, stages):
    moved = {"stage": str(stages[1].pk), "filtre": "conseiller=moi"}
    page = desk.post(reverse("cases:board_move", args=[case.pk]), moved, follow=True)
    undo = reverse("cases:board_back", args=[case.pk, stages[0].pk]) + "?conseiller=moi"
    assert f'"{undo}"' in page.content.decode()
    assert desk.post(undo).url == f"/bureau/dossiers/tableau/?conseiller=moi#dossier-{case.pk}"


def test_the_rest_of_a_column_is_seen_with_the_filter(desk, case, stages):
    CaseFactory.create_batch(20, advisor=case.advisor, stage=stages[0])
    page = desk.get("/bureau/dossiers/tableau/", {"conseiller": "moi", "etape": str(stages[0].pk)}).content.decode()
    assert f'href="/bureau/dossiers/?conseiller=moi&amp;etape={stages[0].pk}"' in page


@pytest.mark.parametrize("stage", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_a_card_does_not_go_to_a_stage_that_does_not_exist(desk, case, stages, stage):
    answer = desk.post(reverse("cases:board_move", args=[case.pk]), {"stage": stage}, follow=True)
    assert "Choisissez une étape" in answer.content.decode()
    assert Case.objects.get().stage == stages[0]


def test_the_map_counts_what_one_sees(desk, case):
    CaseFactory(organisation=OrganisationFactory(association=True))
    places = desk.get("/bureau/dossiers/carte/").context["places"]
    assert [(one.name, count) for one, count in places.communes] + [places.elsewhere] in (
        [("Cugnaux", 1), 0],
        [1],
    )


def test_what_people_wrote_is_never_read_as_html(desk):
    evil = "<script>alert(1)</script>"
    CaseFactory(title=evil, next_step=evil, organisation__name=f"{evil} SARL", stage__name=evil, home__address=evil)
    CaseFactory(title=evil, status="paused", pause_reason=evil)
    page = desk.get(reverse("cases:list")).content.decode()
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert") >= 4


@pytest.mark.parametrize("name", ["محمد الأندلسي", "Zoé 🏠"])
def test_names_of_any_direction_stand_apart_wherever_they_are_listed(desk, cast, stages, name):
    case = CaseFactory(
        advisor=cast.advisor, stage=stages[0], title=name, next_step="Rappeler", next_step_on="2026-01-05"
    )
    isolated = f"<bdi>{name}</bdi>"
    for address in ("/bureau/dossiers/", "/bureau/dossiers/tableau/", "/bureau/", f"/bureau/dossiers/{case.pk}/"):
        assert isolated in desk.get(address).content.decode(), address
