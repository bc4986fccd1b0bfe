"""From the case to the portal: read from the study, checked, agreed to, published, withdrawn; and what is refused."""

import pytest
from django.db import IntegrityError, transaction

from faitiere.apps.accounts.actors import actor_for, system_actor
from faitiere.apps.accounts.tests.factories import member
from faitiere.apps.audit.actions import erase_case
from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.buildings.models import Condominium
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.notifications.models import Notice
from faitiere.apps.references.models import Picture, Reference
from faitiere.apps.studies.actions import choose
from faitiere.apps.studies.models import Scenario, Study
from faitiere.apps.studies.tests.factories import study_with_scenarios, work
from faitiere.apps.territories.models import Organisation
from faitiere.apps.territories.tests.factories import CommuneFactory

from .factories import PictureFactory, ReferenceFactory

DESK = "/bureau/references/"


@pytest.fixture
def advisor(cast, login):
    return login(cast.advisor)


@pytest.fixture
def manager(cast, login):
    return login(cast.manager)


@pytest.fixture
def renovated(cast, toulouse):
    """The case of Yvette Cazalbou, whose chosen scenario insulates the attic and changes the boiler."""
    actor = actor_for(cast.advisor, toulouse)
    study = study_with_scenarios(actor, [work("combles_perdus"), work("pac_air_eau")], advisor=cast.advisor)
    choose(actor=actor, scenario=study.scenarios.get())
    study.case.household.people.update(user=cast.household)
    return study.case


@pytest.fixture
def sheet(advisor, renovated):
    """The draft made from the case in one click."""
    advisor.post(f"/bureau/dossiers/{renovated.pk}/reference/")
    return Reference.objects.get()


def text_of(answer) -> str:
    return answer.content.decode()


def do(client, reference, part: str, **data) -> str:
    return text_of(client.post(f"{DESK}{reference.pk}/{part}", data, follow=True))


def corrected(reference, **changes) -> dict:
    given = {
        "kind": reference.kind,
        "organisation": reference.organisation_id,
        "title": reference.title,
        "commune": reference.commune_id,
        "precision": "commune",
        "works": reference.works,
    }
    return given | changes


AGREED = {"by": "La propriétaire", "source": "signed", "on": "2026-05-03", "read": "on"}


def test_one_click_reads_the_study_and_nothing_is_typed_twice(sheet, renovated):
    scenario = Scenario.objects.get()
    assert sheet.class_before == scenario.study.inputs["base"]["class"]
    assert sheet.class_after == scenario.result["after"]["class"]
    assert (sheet.cost_cents, sheet.aids_cents) == (
        scenario.result["cost"]["totals"]["ttc"],
        scenario.plan["aids_cents"],
    )
    assert sheet.families == "|toiture|chauffage|"
    assert [line.split(",")[0] for line in sheet.work_lines] == [
        "Isolation des combles perdus",
        "Pompe à chaleur air-eau sur les radiateurs existants",
    ]
    assert (sheet.commune, sheet.built_year, sheet.area_m2) == (renovated.home.commune, 1974, 104)
    assert "Étude 1, scénario A" in sheet.source


def test_a_second_click_leads_to_the_same_sheet(advisor, sheet, renovated):
    advisor.post(f"/bureau/dossiers/{renovated.pk}/reference/")
    assert Reference.objects.count() == 1


def test_a_correction_never_changes_the_study(advisor, sheet):
    before = list(Study.objects.values()) + list(Scenario.objects.values())
    do(advisor, sheet, "modifier/", **corrected(sheet, cost_cents="39 999,50", class_after="A", works="Autre chose"))
    sheet.refresh_from_db()
    assert (sheet.cost_cents, sheet.class_after, sheet.works) == (3_999_950, "A", "Autre chose")
    assert list(Study.objects.values()) + list(Scenario.objects.values()) == before


def test_a_sheet_is_checked_agreed_to_published_and_found(advisor, manager, client, sheet):
    do(advisor, sheet, "verifier/")
    do(advisor, sheet, "accord/", **AGREED)
    assert client.get(f"/realisations/{sheet.pk}/").status_code == 404
    assert "publiée" in do(manager, sheet, "publier/")
    page = text_of(client.get(f"/realisations/{sheet.pk}/"))
    assert "Isolation des combles perdus" in page
    assert sheet.title in text_of(client.get("/realisations/"))
    verbs = AuditEvent.objects.filter(object_id=str(sheet.pk)).order_by("number").values_list("verb", flat=True)
    assert [verb.split(".")[1] for verb in verbs] == ["created", "submitted", "consent_given", "published"]


def test_without_agreement_nothing_is_published_even_by_hand(advisor, manager, client, sheet):
    do(advisor, sheet, "verifier/")
    assert "accord du ménage" in do(manager, sheet, "publier/")
    with pytest.raises(IntegrityError), transaction.atomic():
        Reference.objects.update(status="published")
    assert sheet.title not in text_of(client.get("/realisations/"))


def test_an_advisor_does_not_publish_nor_the_manager_of_another_organisation(advisor, login, sheet):
    do(advisor, sheet, "verifier/")
    do(advisor, sheet, "accord/", **AGREED)
    assert advisor.post(f"{DESK}{sheet.pk}/publier/").status_code == 403
    other = member("manager", Organisation.objects.get(name="Association énergie"))
    assert login(other).post(f"{DESK}{sheet.pk}/publier/").status_code == 404
    sheet.refresh_from_db()
    assert sheet.status == "submitted"


def test_names_and_the_street_are_refused_wherever_they_are_written(advisor, sheet, renovated):
    renovated.home.address = "12 bis rue des Lilas"
    renovated.home.save()
    for field, value in (("testimony", "Chez les Cazalbou"), ("summary", "Au bout de la rue des Lilas")):
        page = do(advisor, sheet, "modifier/", **corrected(sheet, **{field: value}))
        assert "La fiche ne nomme personne" in page
        assert value in page
    sheet.refresh_from_db()
    assert (sheet.testimony, sheet.summary) == ("", "")


def test_the_household_takes_its_agreement_back_and_the_sheet_is_gone_at_once(client, cast, login, sheet, renovated):
    Reference.objects.update(status="published", consent_on="2026-05-03", published_at="2026-06-01T00:00Z")
    picture = PictureFactory(reference=sheet)
    household = login(cast.household)
    assert "Retirer mon accord" in text_of(household.get(f"/espace/{renovated.pk}/"))
    household.post(f"/espace/{renovated.pk}/realisation/retirer/")
    for path in ("", "fiche.pdf", f"photos/{picture.pk}.jpg"):
        assert client.get(f"/realisations/{sheet.pk}/{path}").status_code == 404
    assert sheet.title not in text_of(client.get("/realisations/donnees.geojson"))


def test_the_household_agrees_in_its_space_to_what_it_has_read(advisor, cast, login, sheet, renovated):
    household, card = login(cast.household), "La fiche de votre projet"
    assert card not in text_of(household.get(f"/espace/{renovated.pk}/"))
    do(advisor, sheet, "verifier/")
    assert "sans mon nom ni mon adresse" in text_of(household.get(f"/espace/{renovated.pk}/"))
    household.post(f"/espace/{renovated.pk}/realisation/accord/")
    sheet.refresh_from_db()
    assert (sheet.has_consent, sheet.consent_source, sheet.consent_by) == (True, "space", "Propriétaire")
    assert "sans mon nom" in sheet.consent_text


def test_a_relative_does_not_agree_for_the_owner(advisor, cast, login, sheet, renovated):
    renovated.participants.update(role="relative")
    do(advisor, sheet, "verifier/")
    login(cast.household).post(f"/espace/{renovated.pk}/realisation/accord/")
    sheet.refresh_from_db()
    assert not sheet.has_consent


def test_a_change_to_a_published_sheet_is_checked_again(advisor, client, sheet):
    Reference.objects.update(status="published", consent_on="2026-05-03", published_at="2026-06-01T00:00Z")
    do(advisor, sheet, "modifier/", **corrected(sheet, summary="Plus chaud."))
    sheet.refresh_from_db()
    assert sheet.status == "submitted"
    assert client.get(f"/realisations/{sheet.pk}/").status_code == 404


def test_who_checks_sends_a_sheet_back_with_a_reason(advisor, manager, sheet):
    do(advisor, sheet, "verifier/")
    assert "Dites ce qu" in do(manager, sheet, "rendre/", remark="")
    do(manager, sheet, "rendre/", remark="Ajoutez une photo.")
    assert "Ajoutez une photo." in text_of(advisor.get(f"{DESK}{sheet.pk}/"))
    sheet.refresh_from_db()
    assert sheet.status == "draft"


def test_who_publishes_is_told_that_a_sheet_waits(advisor, cast, sheet):
    do(advisor, sheet, "verifier/")
    notice = Notice.objects.get(kind="sheet_to_check")
    assert (notice.user, notice.path) == (cast.manager, f"{DESK}{sheet.pk}/")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Donnez un titre"),
        ({"built_year": "2093"}, "n’est pas encore passée"),
        ({"finished_on": "2093-01-01"}, "est à venir"),
        ({"aids_cents": "50 000", "cost_cents": "40 000"}, "Les aides dépassent le coût"),
        ({"cost_cents": "beaucoup"}, "doit être un nombre"),
        ({"precision": "district"}, "donnez la longitude et la latitude"),
        ({"site_longitude": "1,44"}, "ou aucune des deux"),
        ({"commune": "75056"}, "commune"),
    ],
)
def test_a_sheet_that_cannot_be_gets_a_sentence(advisor, changes, sentence):
    reference = ReferenceFactory.build(organisation=Organisation.objects.first(), commune=CommuneFactory())
    answer = advisor.post(f"{DESK}nouvelle/", corrected(reference, testimony="On a chaud.", **changes))
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "On a chaud." in text_of(answer)
    assert not Reference.objects.exists()


def test_a_reference_is_typed_by_hand_without_a_case_and_its_true_place_is_not_kept(advisor):
    reference = ReferenceFactory.build(organisation=Organisation.objects.get(name="Guichet de la métropole"))
    given = corrected(
        reference, commune="31157", precision="district", site_longitude="1,3442", site_latitude="43,5367"
    )
    advisor.post(f"{DESK}nouvelle/", given)
    kept = Reference.objects.get()
    assert kept.case is None
    assert abs(kept.latitude - 43.5367) <= 0.00226
    assert (kept.longitude, kept.latitude) != (1.3442, 43.5367)


def test_the_sheet_of_a_case_goes_with_it(sheet, renovated, toulouse):
    PictureFactory(reference=sheet)
    erase_case(actor=system_actor(toulouse), case=renovated)
    assert not Reference.objects.exists()
    assert not Picture.objects.exists()


@pytest.mark.parametrize("part", ["", "modifier/"])
def test_the_sheets_of_another_organisation_or_territory_do_not_exist(cast, login, part):
    reference = ReferenceFactory()
    assert login(cast.other_organisation).get(f"{DESK}{reference.pk}/{part}").status_code == 404
    assert login(cast.stranger, host="foix.localhost").get(f"{DESK}{reference.pk}/{part}").status_code == 404


@pytest.mark.parametrize("part", ["verifier/", "accord/", "accord/retirer/", "photos/"])
def test_nothing_is_written_on_the_sheet_of_others(cast, login, part):
    reference = ReferenceFactory(agreed=True)
    for client in (login(cast.other_organisation), login(cast.stranger, host="foix.localhost")):
        assert client.post(f"{DESK}{reference.pk}/{part}", AGREED).status_code == 404
    reference.refresh_from_db()
    assert (reference.status, reference.consent_by, reference.has_consent) == ("draft", "La propriétaire", True)


def test_a_picture_is_looked_up_inside_its_sheet(advisor):
    own = ReferenceFactory()
    foreign = PictureFactory(reference__organisation=Organisation.objects.get(name="Association énergie"))
    assert advisor.get(f"{DESK}{own.pk}/photos/{foreign.pk}.jpg").status_code == 404
    assert advisor.post(f"{DESK}{own.pk}/photos/{foreign.pk}/retirer/").status_code == 404
    assert Picture.objects.exists()


def test_the_agreement_of_another_household_cannot_be_taken_back(cast, login, sheet):
    Reference.objects.update(consent_on="2026-05-03")
    other = CaseFactory(person__first_name="Nadine")
    assert login(cast.household).post(f"/espace/{other.pk}/realisation/retirer/").status_code == 404
    sheet.refresh_from_db()
    assert sheet.has_consent


def test_a_condominium_is_read_from_its_lots(advisor, cast):
    case = CaseFactory(project_kind="condominium", home__kind="building", advisor=cast.advisor)
    Condominium.objects.create(home=case.home, name="Résidence", heated_area_m2=3_000, permit_year=1968)
    advisor.post(f"/bureau/dossiers/{case.pk}/reference/")
    found = Reference.objects.get()
    assert (found.kind, found.area_m2, found.period) == ("condominium", 3_000, "2")


def test_a_case_without_a_commune_says_what_to_do(advisor, cast):
    case = CaseFactory(advisor=cast.advisor, home__commune=None)
    page = text_of(advisor.post(f"/bureau/dossiers/{case.pk}/reference/", follow=True))
    assert "complétez l&#x27;adresse" in page
    assert not Reference.objects.exists()
