"""The three-minute simulator: ranges by hand, codes, the advisor's same screen, and pages of other sites."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.audit.actions import apply_retention
from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.cases.models import Case, Entry
from faitiere.apps.cases.tests.factories import CaseFactory, StageFactory
from faitiere.apps.contacts.models import Consent
from faitiere.apps.notifications.models import OutgoingMail
from faitiere.apps.portal import actions
from faitiere.apps.portal.codes import key_of, new_code, normal, origin_of, written
from faitiere.apps.portal.forms import AidsForm
from faitiere.apps.portal.models import EmbeddingSite, SavedSimulation, SentSimulation
from faitiere.apps.portal.simulation import simulate
from faitiere.apps.territories.tests.factories import CommuneFactory
from faitiere.engines.aids import LocalAid, Tier

WINTER_2025 = dt.date(2025, 3, 1)
DEC_2025 = dt.date(2025, 12, 18)
HOUSE = {
    "commune": "Cugnaux",
    "occupancy": "owner_occupier",
    "home_kind": "house",
    "built_year": "1974",
    "area": "104",
    "household_size": "2",
    "rfr": "24000",
    "class_before": "F",
    "works": ["toit", "murs", "pac"],
    "budget": "40000",
}
WHO = {
    "last_name": "Cazalbou",
    "first_name": "Yvette",
    "email": "yvette@example.org",
    "commune": "Cugnaux",
    "home_kind": "house",
    "occupancy": "owner_occupier",
    "consent": "on",
}
HOST = {"host": "localhost"}


@pytest.fixture(autouse=True)
def _no_visitor_yet():
    """Rate limits start from nothing."""
    cache.clear()


@pytest.fixture
def known(toulouse):
    """Answers as the form reads them."""
    return {
        "commune": CommuneFactory(),
        "occupancy": "owner_occupier",
        "home_kind": "house",
        "built_year": 1974,
        "area": 104,
        "household_size": 2,
        "rfr": 24_000,
        "class_before": "F",
        "works": ["ampleur"],
        "budget": 40_000,
    }


@pytest.fixture
def get(client, toulouse):
    return lambda name, *args, **query: client.get(reverse(f"portal:{name}", args=args), query, headers=HOST)


def aid(result: dict, name: str) -> dict:
    return next(card for section in result["sections"] for card in section["aids"] if card["name"].startswith(name))


def test_a_known_income_and_an_unknown_reach_give_a_range_by_hand(known):
    card = aid(simulate(known, on=DEC_2025), "MaPrimeRénov' parcours")
    # Décret 2025-956, very modest: 80 % of the works before tax, at most 30 000 € for two classes and 40 000 € beyond.
    assert card["amount"] == "entre 24\xa0000 et 32\xa0000\xa0€"
    assert card["reason"].startswith("Au mieux")


def test_an_unknown_income_covers_every_category(known):
    result = simulate(known | {"rfr": None, "class_before": "F"}, on=DEC_2025)
    # 10 % of 30 000 € for the highest incomes and two classes, 80 % of 40 000 € for the lowest and three classes.
    assert aid(result, "MaPrimeRénov' parcours")["amount"] == "entre 3\xa0000 et 32\xa0000\xa0€"
    assert any("Revenu non indiqué" in one for one in result["hypotheses"])
    assert "le revenu fiscal de référence" in result["to_narrow"]


def test_two_insulations_may_open_the_main_aid_and_it_says_on_what_it_depends(known):
    card = aid(simulate(known | {"works": ["toit", "murs"]}, on=DEC_2025), "MaPrimeRénov' parcours")
    assert card["status"] == "Cela dépend"
    assert card["amount"].startswith("jusqu’à")
    assert "Sinon" in card["reason"]


def test_a_quantity_that_is_not_known_makes_a_least_amount(known):
    result = simulate(known | {"works": ["toit", "pac"]}, on=WINTER_2025)
    # Guide Anah 2025, very modest: 5 000 € for an air/water heat pump; the roof depends on its area.
    assert aid(result, "MaPrimeRénov' par geste")["amount"] == "au moins 5\xa0000\xa0€"


def test_a_second_home_is_refused_with_its_reason(known):
    card = aid(simulate(known | {"occupancy": "second_home"}, on=DEC_2025), "MaPrimeRénov' parcours")
    assert card["status"] == "Non"
    assert "résidence principale" in card["reason"]


def test_a_local_aid_of_the_place_is_among_the_others(known):
    aid_of_town = LocalAid(
        name="Prime de la commune",
        code="prime",
        area="home_commune",
        places=("31157",),
        source="Délibération inventée",
        valid_from=dt.date(2025, 1, 1),
        verified=True,
        tiers=(Tier(flat=1_500),),
    )
    card = aid(simulate(known, on=DEC_2025, local_aids=(aid_of_town,)), "Prime de la commune")
    assert (card["status"], card["amount"]) == ("Oui", "1\xa0500\xa0€")


def test_knowing_nothing_at_all_is_an_answer(toulouse):
    result = simulate({}, on=DEC_2025)
    assert not result["money"]["any"]
    assert result["sections"]
    assert result["to_narrow"]


def test_the_tax_is_told_as_a_rate(known):
    # CGI art. 278-0 bis A: 5,5 % for works of energy saving in a home of more than two years.
    assert aid(simulate(known | {"works": ["toit"]}, on=DEC_2025), "Taux réduits")["amount"] == "5,5\xa0%"


def test_money_comes_first_and_every_aid_has_its_reason(get):
    page = get("aids", **HOUSE).text
    assert page.index("Vos aides :") < page.index("Ce qui vous est versé")
    for words in ("MaPrimeRénov", "depuis le", "Ne signez aucun devis", "pas des promesses"):
        assert words in page


def test_there_are_ten_questions_at_most(toulouse):
    form = AidsForm(territory=toulouse)
    assert len(form.fields) <= 10
    assert not any(field.required for field in form.fields.values())


def keep(client, **typed):
    return client.post(reverse("portal:simulation_keep", query=HOUSE), typed, headers=HOST)


def code_in(answer) -> str:
    return answer.headers["Location"].rstrip("/").rsplit("/", 1)[1]


def test_a_simulation_is_kept_under_a_code_and_read_again(client, toulouse):
    code = code_in(keep(client))
    page = client.get(reverse("portal:simulation", args=[code]), headers=HOST).text
    assert written(code) in page
    assert 'value="24000"' in page
    assert "Vos aides :" in page


def test_only_a_digest_of_the_code_is_kept(client, toulouse):
    code = code_in(keep(client))
    row = SavedSimulation.objects.get()
    assert row.code_key == key_of(code)
    assert code not in str(row.__dict__)
    assert AuditEvent.objects.filter(verb="simulation.kept").exists()


def test_three_months_alone_a_year_with_an_address(client, toulouse):
    keep(client)
    keep(client, email="yvette@example.org")
    with_address, alone = SavedSimulation.objects.order_by("-expires_at")
    # trust.md: draft forms 3 months, a simulation saved by mail 12 months after the last contact.
    assert (alone.expires_at - timezone.now()).days in (90, 91)
    assert (with_address.expires_at - timezone.now()).days in (364, 365)
    assert OutgoingMail.objects.get(recipient="yvette@example.org").kind == "portal.simulation"


def test_typing_the_code_keeps_it_as_long_again(client, toulouse):
    code = code_in(keep(client))
    SavedSimulation.objects.update(expires_at=timezone.now() + dt.timedelta(days=2))
    answer = client.post(reverse("portal:simulation_resume"), {"code": f" {written(code).lower()} "}, headers=HOST)
    assert code_in(answer) == code
    assert (SavedSimulation.objects.get().expires_at - timezone.now()).days > 80


@pytest.mark.parametrize("typed", ["", "K7QPM3XW9T", "K7QPM", "' OR 1=1 --", "ÉÉÉÉÉ-ÉÉÉÉÉ", "0" * 10])
def test_an_unknown_code_gets_one_sentence(client, toulouse, typed):
    keep(client)
    answer = client.post(reverse("portal:simulation_resume"), {"code": typed}, headers=HOST)
    assert answer.status_code == 422
    assert ("n’existe pas ici" in answer.text) or ("Écrivez le code" in answer.text)


def test_an_old_code_is_gone(client, toulouse):
    code = code_in(keep(client))
    SavedSimulation.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert client.get(reverse("portal:simulation", args=[code]), headers=HOST).status_code == 404
    answer = client.post(reverse("portal:simulation_resume"), {"code": code}, headers=HOST)
    assert "n’existe pas ici" in answer.text


def test_the_code_of_another_territory_does_not_exist_here(client, toulouse, cast):
    code = code_in(keep(client))
    there = {"host": "foix.localhost"}
    assert client.get(reverse("portal:simulation", args=[code]), headers=there).status_code == 404
    answer = client.post(reverse("portal:simulation_resume"), {"code": code}, headers=there)
    assert answer.status_code == 422


def test_codes_cannot_be_tried_for_long(client, toulouse, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "codes"}}
    address = reverse("portal:simulation", args=["K7QPM3XW9T"])
    answers = [client.get(address, headers=HOST).status_code for _ in range(21)]
    assert answers == [404] * 20 + [429]


def test_what_is_too_old_is_deleted_by_the_retention(client, toulouse):
    keep(client)
    keep(client)
    oldest = SavedSimulation.objects.order_by("created_at").first()
    SavedSimulation.objects.filter(pk=oldest.pk).update(expires_at=timezone.now() - dt.timedelta(days=1))
    apply_retention(actor=system_actor(toulouse))
    assert SavedSimulation.objects.count() == 1


def test_a_code_is_hard_to_guess_and_easy_to_type():
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert normal(written("K7QPM3XW9T").lower()) == "K7QPM3XW9T"
    assert not normal("K7QPM-3XW9")


def send(client, **changes):
    return client.post(reverse("portal:simulation_send", query=HOUSE), WHO | changes, headers=HOST)


@pytest.fixture
def stage(toulouse):
    return StageFactory()


def test_sending_opens_a_case_with_the_facts_and_the_consent(client, stage):
    assert send(client).status_code == 302
    case = Case.objects.get()
    assert (case.household.size, case.household.rfr_euros) == (2, 24_000)
    assert case.simulations.get().answers["works"] == ["toit", "murs", "pac"]
    assert "ma simulation" in Consent.objects.get().text_shown
    assert Entry.objects.filter(case=case, visibility="shared", title__startswith="Simulation").exists()


def test_without_consent_nothing_is_sent(client, stage):
    answer = send(client, consent="")
    assert answer.status_code == 422
    assert not SentSimulation.objects.exists()
    assert not Case.objects.exists()


def test_a_robot_sends_nothing(client, stage):
    assert send(client, website="http://example.org").status_code == 302
    assert not Case.objects.exists()


def test_answers_that_cannot_be_read_send_nobody_anywhere(client, stage):
    answer = client.post(f"{reverse('portal:simulation_send')}?household_size=0", WHO, headers=HOST)
    assert answer.headers["Location"] == reverse("portal:aids")
    assert not Case.objects.exists()


def test_the_advisor_sees_the_same_screen_in_the_case(client, stage, cast, login):
    send(client)
    case = Case.objects.get()
    seen = client.get(reverse("portal:aids", query=HOUSE), headers=HOST).text
    desk = login(cast.manager).get(reverse("portal:case_simulation", args=[case.pk])).text
    total = seen.split('id="aides-total">')[1].split("<")[0]
    assert total in desk
    assert "Isoler le toit, Isoler les murs" in desk
    assert "Simulation</a>" in desk


def test_a_case_without_simulation_has_no_such_tab(cast, login):
    case = CaseFactory(advisor=cast.advisor)
    page = login(cast.advisor).get(reverse("portal:case_simulation", args=[case.pk])).text
    assert "Aucune simulation envoyée" in page
    assert reverse("portal:case_simulation", args=[case.pk]) not in page


def test_a_simulation_of_another_organisation_is_not_there(client, stage, cast, login, toulouse):
    case = CaseFactory(advisor=cast.advisor)
    actions.join_simulation(actor=system_actor(toulouse), case=case, answers={"rfr": "24000"})
    address = reverse("portal:case_simulation", args=[case.pk])
    assert login(cast.other_organisation).get(address).status_code == 404


def test_the_embedded_page_is_framed_by_named_sites_only(get, toulouse):
    assert "frame-ancestors 'none'" in get("embedded").headers["Content-Security-Policy"]
    EmbeddingSite.objects.create(origin="https://mairie.example.org")
    answer = get("embedded", **HOUSE)
    assert "frame-ancestors https://mairie.example.org" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_the_embedded_page_sets_no_cookie(get):
    answer = get("embedded", **HOUSE)
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.text
    assert "Vos aides :" in answer.text


def test_no_other_page_may_be_framed(get):
    EmbeddingSite.objects.create(origin="https://mairie.example.org")
    for name in ("aids", "simulation_resume"):
        answer = get(name)
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_a_site_of_one_territory_does_not_frame_another(client, toulouse, cast):
    EmbeddingSite.objects.create(origin="https://mairie.example.org")
    answer = client.get(reverse("portal:embedded"), headers={"host": "foix.localhost"})
    assert "mairie" not in answer.headers["Content-Security-Policy"]


def test_the_administrator_allows_and_forbids_a_site(cast, login):
    admin, address = login(cast.territory_admin), reverse("portal:embedding")
    page = admin.post(address, {"origin": "www.Mairie.example.org/page?x=1"}, follow=True).text
    assert "https://www.mairie.example.org" in page
    assert "&lt;iframe src=" in page
    admin.post(reverse("portal:embedding_remove", args=[EmbeddingSite.objects.get().pk]))
    assert not EmbeddingSite.objects.exists()
    assert set(AuditEvent.objects.values_list("verb", flat=True)) >= {"embedding.allowed", "embedding.forbidden"}


@pytest.mark.parametrize(
    "typed",
    ["http://mairie.example.org", "https://", "https://*.example.org", "https://a b.fr", "https://x.fr; script-src *"],
)
def test_an_address_that_is_not_a_site_is_refused(cast, login, typed):
    answer = login(cast.territory_admin).post(reverse("portal:embedding"), {"origin": typed})
    assert answer.status_code == 422
    assert not EmbeddingSite.objects.exists()


def test_an_origin_is_what_a_browser_compares():
    assert origin_of("https://Mairie.Example.org:8443/aides/") == "https://mairie.example.org:8443"
    with pytest.raises(ValueError, match="https"):
        origin_of("javascript://mairie.example.org")
