"""The two sheets of a case: each value saved by itself, a colleague's change told apart, absurd values refused."""

import pytest
from django.urls import reverse

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.buildings.actions import import_lots
from faitiere.apps.buildings.lots_rules import plan
from faitiere.apps.buildings.lots_table import read_table
from faitiere.apps.buildings.tests.factories import CondominiumFactory
from faitiere.apps.cases import actions
from faitiere.apps.cases.sheets import CELLS, as_text, kept_value
from faitiere.apps.cases.tests.factories import CaseFactory

HTMX = {"HX-Request": "true"}


def save(desk, case, key, value, base=None, **headers):
    base = as_text(kept_value(case, CELLS[key])) if base is None else base
    given = {f"{key}-value": value, f"{key}-base": base}
    return desk.post(reverse("cases:sheet_edit", args=[case.pk, key]), given, headers=HTMX | headers)


def test_both_sheets_are_on_one_page(desk, case):
    shown = desk.get(reverse("cases:sheets", args=[case.pk])).content.decode()
    assert "Fiche du site" in shown
    assert "Fiche de suivi" in shown
    assert case.home.address in shown


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("adresse", "3 rue des Lilas", "3 rue des Lilas"),
        ("demande", "Isoler le toit", "Isoler le toit"),
        ("intitule", "Maison Cazalbou", "Maison Cazalbou"),
        ("commune", "toulouse", "Toulouse (31000)"),
        ("commune", "31200 Toulouse", "Toulouse (31200)"),
        ("commune", "", ""),
        ("manque", "l'avis d'impôt", "l'avis d'impôt"),
        ("suite-le", "28/01/2030", "2030-01-28"),
        ("personnes", "3", "3"),
        ("rfr", "24 500 €", "24500"),
    ],
)
def test_a_value_is_saved_and_says_so(desk, case, key, value, kept):
    answer = save(desk, case, key, value)
    assert "Enregistré à" in answer.content.decode()
    case.refresh_from_db()
    assert as_text(kept_value(type(case).objects.get(pk=case.pk), CELLS[key])) == kept


def test_the_postcode_and_the_commune_never_contradict_each_other(desk, case):
    save(desk, case, "commune", "31200 Toulouse")
    home = type(case).objects.get(pk=case.pk).home
    assert (home.commune.name, home.postcode) == ("Toulouse", "31200")


def test_two_advisors_on_the_commune_see_both(desk, login, cast, case):
    base = as_text(kept_value(case, CELLS["commune"]))
    save(login(cast.teammate), case, "commune", "31000", base=base)
    told = save(desk, case, "commune", "31200 Toulouse", base=base)
    assert told.status_code == 422
    assert "maintenant « Toulouse (31000) »" in told.content.decode()
    save(desk, case, "commune", "31200 Toulouse", base=told.context["form"]["base"].value())
    assert type(case).objects.get(pk=case.pk).home.postcode == "31200"


def test_a_case_is_found_by_its_new_title(desk, actor, case):
    save(desk, case, "intitule", "Moulin des Ajoncs")
    found = desk.get(reverse("cases:search"), {"q": "ajoncs"})
    assert found.url == reverse("cases:timeline", args=[case.pk])


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("commune", "31270 Toulouse", "31270 n'est pas un code postal de Toulouse"),
        ("commune", "Foix", "Foix n'est pas desservie"),
        ("intitule", " ", "Donnez un intitulé"),
        ("intitule", "x" * 201, "200"),
        ("suite", "", "mettez le dossier en pause"),
        ("suite-le", "28/01/2020", "Cette date est passée"),
        ("suite-le", "bientôt", "Écrivez par exemple"),
        ("personnes", "40", "de 1 à 20"),
        ("logement", "château", "choix valide"),
        ("adresse", "x" * 2000, "200"),
    ],
)
def test_an_absurd_value_is_refused_and_stays_on_screen(desk, case, key, value, sentence):
    before = as_text(kept_value(case, CELLS[key]))
    answer = save(desk, case, key, value)
    assert answer.status_code == 422
    assert sentence in answer.content.decode().replace("&#x27;", "'")
    assert as_text(kept_value(type(case).objects.get(pk=case.pk), CELLS[key])) == before


def test_two_advisors_on_one_value_see_both_and_lose_nothing(desk, cast, login, case):
    """Both read "Isoler le toit"; Karim saves first, Inès is told, and saves again to put hers."""
    actions.edit_value(actor=cast.actor("advisor", case.territory), case=case, change=change("request", "Isoler", ""))
    save(login(cast.teammate), case, "demande", "Isoler le toit", base="Isoler")
    told = save(desk, case, "demande", "Isoler les murs", base="Isoler")
    assert told.status_code == 422
    assert "maintenant « Isoler le toit »" in told.content.decode()
    assert "Isoler les murs" in told.content.decode()
    case.refresh_from_db()
    assert case.request == "Isoler le toit"
    save(desk, case, "demande", "Isoler les murs", base=told.context["form"]["base"].value())
    case.refresh_from_db()
    assert case.request == "Isoler les murs"


def change(name, value, base):
    return actions.Change("case", name, value, base)


def test_two_advisors_on_two_values_both_win(desk, case):
    page = desk.get(reverse("cases:follow_up", args=[case.pk])).context["next_step_form"]
    base = page["base"].value()
    actions.set_next_step(
        actor=system_actor(case.territory), case=case, text=case.next_step, on=None, missing="le devis"
    )
    given = {"text": "Faire la visite", "on": "28/01/2030", "missing": "", "base": base}
    desk.post(reverse("cases:next_step", args=[case.pk]), given)
    case.refresh_from_db()
    assert (case.next_step, case.missing) == ("Faire la visite", "le devis")


def test_the_next_step_changed_by_a_colleague_is_shown_beside_the_field(desk, case):
    base = desk.get(reverse("cases:follow_up", args=[case.pk])).context["next_step_form"]["base"].value()
    actions.set_next_step(actor=system_actor(case.territory), case=case, text="Envoyer les devis", on=None)
    given = {"text": "Faire la visite", "on": "28/01/2030", "missing": "", "base": base}
    answer = desk.post(reverse("cases:next_step", args=[case.pk]), given)
    assert list(answer.context["next_step_form"].errors) == ["text"]
    assert "Envoyer les devis" in answer.content.decode()
    case.refresh_from_db()
    assert case.next_step == "Envoyer les devis"


def test_a_closed_case_has_no_next_step_to_edit(desk, case):
    actions.close(actor=system_actor(case.territory), case=case, reason="Travaux terminés")
    assert 'id="suite-le"' not in desk.get(reverse("cases:sheets", args=[case.pk])).content.decode()


def test_an_unknown_value_does_not_exist(desk, case):
    assert desk.post(reverse("cases:sheet_edit", args=[case.pk, "mot-de-passe"]), {}).status_code == 404


@pytest.fixture
def site(actor, stages):
    """The case of a condominium of two lots."""
    condominium = CondominiumFactory(rnic="AA1234567", syndic="Cabinet des Trois-Ponts", heating="collective")
    lots = plan(read_table("Lot;Nature;Générales\n1;T3;900\n2;Cave;100\n".encode()), totals={})
    import_lots(actor=actor, condominium=condominium, plan=lots)
    return CaseFactory(home=condominium.home, project_kind="condominium", stage=stages[0])


def test_the_sheet_of_a_condominium_says_what_it_is(desk, site):
    shown = desk.get(reverse("cases:sheets", args=[site.pk])).text.replace("\xa0", " ")
    for words in ("AA1234567", "2 lots, dont 1 logement", "Générales (1 000)", "Cabinet des Trois-Ponts", "Collectif"):
        assert words in shown


def test_a_condominium_has_no_household_to_describe(desk, site):
    shown = desk.get(reverse("cases:sheets", args=[site.pk])).text
    assert not [words for words in ("Ménage", "Revenu fiscal", "logement-value") if words in shown]


@pytest.mark.parametrize("key", ["logement", "statut", "personnes", "rfr", "rfr-annee"])
def test_a_condominium_is_never_made_a_home(desk, site, key):
    assert desk.post(reverse("cases:sheet_edit", args=[site.pk, key]), {f"{key}-value": "house"}).status_code == 404
    site.home.refresh_from_db()
    assert site.home.kind == "building"
