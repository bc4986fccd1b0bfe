"""The main job, from a household's request to the funder's figures, as one story in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .site import Site, assert_accessible, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]

DPE = Path(__file__).resolve().parents[2] / "faitiere" / "apps" / "buildings" / "demo" / "maison_1974_gaz.xml"
HOUSEHOLD = "mireille.estarac@example.org"
NAME = "Mireille Estarac"


def tab(page: Page, name: str) -> None:
    """Open a part of the case."""
    page.get_by_role("navigation", name="Parties du dossier").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def asks_to_be_called(page: Page) -> None:
    page.goto("/")
    assert_accessible(page)
    page.get_by_label("Dans quelle commune est votre logement ?").fill("31270")
    page.get_by_role("button", name="Trouver mon conseiller").first.click()
    page.get_by_role("link", name="Cugnaux").first.click()
    expect(page.get_by_role("heading", name="Guichet de la métropole")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("main").get_by_role("link", name="Être rappelé").first.click()
    page.get_by_label("Votre nom").fill("Estarac")
    page.get_by_label("Votre prénom").fill("Mireille")
    page.get_by_label("Votre téléphone").fill("06 39 98 77 41")
    page.get_by_label("Votre adresse e-mail").fill(HOUSEHOLD)
    page.get_by_label("Vous êtes").select_option(label="Propriétaire occupant")
    page.get_by_label("Votre projet, en quelques mots").fill("Ma maison de 1974 est froide et je paie trop de gaz.")
    page.get_by_role("checkbox", name="J'accepte que le guichet garde").check()
    assert_accessible(page)
    page.get_by_role("button", name="Être rappelé").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("merci|arrivée|reçue|noté", re.IGNORECASE))
    assert_accessible(page)


def takes_the_case(page: Page, site: Site) -> None:
    sign_in(page, site, "ines.delmas@example.org")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bonjour Inès")
    assert_accessible(page)
    page.get_by_role("link", name="Toutes les demandes").click()
    page.get_by_role("table").get_by_role("link", name=NAME).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    page.get_by_role("button", name="Je m’en occupe").click()
    expect(page.get_by_text("Vous suivez maintenant le dossier")).to_be_visible()
    expect(page.get_by_text("Ma maison de 1974 est froide").first).to_be_visible()
    assert_accessible(page)


def describes_the_home(page: Page) -> None:
    tab(page, "Logement")
    assert_accessible(page)
    page.get_by_label("Fichier du DPE").set_input_files(DPE)
    page.get_by_role("button", name="Déposer et calculer").click()
    expect(page.get_by_role("heading", name="Fiche d’identité, version 1")).to_be_visible()
    expect(page.get_by_role("table", name="Fiche d’identité du logement")).to_contain_text("102,5 m²")
    # The sample writes the stand-by losses of its boiler in kW: said, not swallowed.
    expect(page.get_by_role("main")).to_contain_text(re.compile("pertes à l.arrêt", re.IGNORECASE))
    assert_accessible(page)
    page.get_by_role("link", name="Corriger une valeur").click()
    page.get_by_label("Surface habitable, en m²").fill("104")
    assert_accessible(page)
    page.get_by_role("button", name="Corriger et recalculer").click()
    sheet = page.get_by_role("table", name="Fiche d’identité du logement")
    expect(sheet.get_by_role("row", name="Surface")).to_contain_text("104")
    expect(sheet).to_contain_text("Inès Delmas")
    assert_accessible(page)


def compose(page: Page, name: str, works: list[str]) -> None:
    page.get_by_label("Nom du scénario").fill(name)
    for work in works:
        page.get_by_role("checkbox", name=work, exact=True).check()
    assert_accessible(page)
    page.get_by_role("button", name="Calculer ce scénario").click()
    expect(page.get_by_role("heading", name=name).first).to_be_visible()


def compares_scenarios(page: Page) -> None:
    tab(page, "Scénarios")
    assert_accessible(page)
    page.get_by_role("button", name="Composer un premier scénario").click()
    compose(page, "Le toit et l’air", ["Isolation des combles perdus", "Ventilation mécanique hygro B"])
    page.get_by_role("link", name="Ajouter un scénario").click()
    works = ["Isolation des combles perdus", "Isolation des murs par l'extérieur", "Ventilation mécanique hygro B"]
    compose(page, "Le toit, l’air et les murs", works)
    expect(page.get_by_role("table", name="Comparaison des scénarios")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Choisir B").click()


def plans_and_reports(page: Page) -> None:
    expect(page.get_by_role("heading", name="Scénario B. Le toit, l’air et les murs")).to_be_visible()
    page.get_by_label("Personnes dans le logement").fill("2")
    page.get_by_label("Revenu fiscal de référence").fill("24 000")
    page.get_by_label("Année de l’avis d’impôt").fill("2026")
    page.get_by_label("C’est une résidence principale").select_option(label="Oui")
    page.get_by_role("button", name="Recalculer les aides").click()
    expect(page.get_by_role("table", name="Plan de financement, en euros")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("Aides examinées"))).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Compte-rendu").click()
    page.get_by_label("Ce que nous nous sommes dit").fill("Vous voulez moins de froid. Nous commençons par le toit.")
    page.get_by_label("Suite 1", exact=True).fill("Demander deux devis")
    page.get_by_role("button", name="Enregistrer le texte").click()
    assert_accessible(page)
    page.get_by_role("button", name="Imprimer et ranger").click()
    page.get_by_role("button", name="Imprimer et figer l’étude").click()
    expect(page.get_by_role("link", name="Ouvrir le PDF rangé")).to_be_visible()
    page.get_by_role("button", name="Envoyer au ménage").click()
    expect(page.get_by_text(re.compile("envoyé", re.IGNORECASE)).first).to_be_visible()
    assert_accessible(page)


def reads_the_report(phone: Page) -> None:
    phone.goto(f"/courriels/?a={HOUSEHOLD}")
    assert_accessible(phone)
    link = phone.locator("a[href*='/invitation/']").first.get_attribute("href")
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Bonjour Mireille")
    assert_accessible(phone)
    phone.get_by_label("Mot de passe").first.fill("les-tuiles-de-cugnaux")
    phone.locator("input[type=password]").nth(1).fill("les-tuiles-de-cugnaux")
    phone.get_by_role("button", name="Ouvrir mon espace").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Mes documents")
    assert_accessible(phone)
    with phone.expect_download() as download:
        phone.get_by_role("link", name=re.compile("Compte-rendu")).click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
    phone.get_by_role("link", name="Accueil").first.click()
    expect(phone.get_by_role("heading", name="Où vous en êtes")).to_be_visible()
    width = phone.evaluate("document.documentElement.scrollWidth")
    assert width <= 390, "the space scrolls sideways on a phone"
    assert_accessible(phone)
    phone.goto(link)
    expect(phone.get_by_role("heading", level=1)).not_to_have_text("Bonjour Mireille")


def confirms_the_act(page: Page) -> None:
    tab(page, "Actes")
    expect(page.get_by_role("heading", name=re.compile("Acte proposé : A2"))).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Compléter et confirmer").first.click()
    page.get_by_label("Durée en minutes").fill("60")
    page.get_by_label("Éligible aux aides de l'Anah").select_option(label="Oui")
    page.get_by_role("group", name="Suite envisagée").get_by_role("checkbox").first.check()
    assert_accessible(page)
    page.get_by_role("button", name="Confirmer l'acte A2").click()
    expect(page.get_by_role("table", name="Actes confirmés")).to_contain_text("A2")
    page.goto("/bureau/actes/")
    expect(page.get_by_role("row", name=re.compile(NAME))).to_contain_text("A2")
    assert_accessible(page)


def counts_of(page: Page) -> str:
    """The line of A2 on the dashboard."""
    page.goto("/pilotage/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_accessible(page)
    return page.get_by_role("row", name=re.compile(r"\bA2\b")).first.inner_text()


def test_from_a_first_call_to_the_figures_of_the_funder(site, open_context):
    funder, household, advisor = open_context(), open_context(), open_context()
    sign_in(funder, site, "nadia.cherif@example.org")
    before = counts_of(funder)

    asks_to_be_called(household)
    takes_the_case(advisor, site)
    describes_the_home(advisor)
    compares_scenarios(advisor)
    plans_and_reports(advisor)
    reads_the_report(open_context(width=390, height=844))
    confirms_the_act(advisor)

    assert counts_of(funder) != before
    manager = open_context()
    sign_in(manager, site, "helene.vidal@example.org")
    assert "A2" in counts_of(manager)
    manager.goto("/pilotage/exports/")
    assert_accessible(manager)
    with manager.expect_download() as download:
        manager.get_by_role("button", name="Fichier TBS").click()
    exported = Path(download.value.path()).read_bytes().decode("windows-1252")
    assert any("ESTARAC" in line.upper() for line in exported.splitlines())
