"""The directory in a real browser: a registration, its moderation, the list and the map, a quote asked and accepted."""

import re

import pytest
from playwright.sync_api import Page, expect

from faitiere.lib.siret import with_key

from .site import Site, assert_accessible, sign_in, type_password
from .test_space import tab

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]

NAME = "Combles et Charpente d'Essai"
EMAIL = "combles.essai@example.org"
SIRET = with_key("9960000000001")


def follows_the_mail(page: Page, address: str, words: str) -> None:
    """The link of the last mail that says these words, read in the mailbox of the demonstration."""
    page.goto(f"/courriels/?a={address}")
    mail = page.get_by_text(re.compile(words)).first
    expect(mail).to_be_visible()
    link = re.search(r"https?://\S*/annuaire/\S+", page.locator("main").inner_text())
    assert link
    page.goto(link.group())


def fits(page: Page) -> None:
    """No sideways scroll, nothing for axe to say."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert_accessible(page)


def registers(page: Page) -> None:
    page.goto("/annuaire/")
    expect(page.get_by_role("heading", name="Trouver un professionnel", level=1)).to_be_visible()
    fits(page)
    page.get_by_role("link", name="Inscrire mon entreprise").click()
    expect(page.get_by_role("heading", name="Inscrire mon entreprise")).to_be_visible()
    page.get_by_role("button", name="Envoyer l’inscription").click()
    expect(page.get_by_text("Cochez au moins un métier.").first).to_be_visible()
    fits(page)
    page.get_by_label("SIRET de l'établissement").fill(SIRET)
    page.get_by_label("Nom de l'entreprise").fill(NAME)
    page.get_by_label("Code postal et commune").fill("31270 Cugnaux")
    page.get_by_label("Adresse e-mail").fill(EMAIL)
    page.get_by_role("checkbox", name="Isolation des combles et du toit").check()
    page.get_by_role("checkbox", name="des maisons").check()
    page.get_by_role("checkbox", name=re.compile("J'accepte")).check()
    page.get_by_role("button", name="Envoyer l’inscription").click()
    expect(page.get_by_role("heading", name="Merci, c’est envoyé")).to_be_visible()
    fits(page)


def confirms(page: Page) -> None:
    follows_the_mail(page, EMAIL, "Confirmez votre inscription")
    fits(page)
    page.get_by_role("button", name="Oui, c’est moi").click()
    expect(page.get_by_role("heading", name="Votre demande est arrivée")).to_be_visible()
    fits(page)


def moderates(page: Page) -> None:
    page.goto("/bureau/annuaire/")
    expect(page.get_by_role("heading", name="Annuaire des professionnels")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("À traiter")).click()
    expect(page.get_by_role("heading", name="En attente")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name=re.compile(NAME)).click()
    expect(page.get_by_role("heading", name="Ce qui est proposé")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Publier la fiche").click()
    expect(page.get_by_text("La personne est remerciée")).to_be_visible()


def finds_it(page: Page) -> None:
    """In the list, and on the map, with the keyboard."""
    page.goto("/annuaire/?lieu=Cugnaux&metier=isolation_toit&rayon=5")
    expect(page.get_by_role("heading", name=re.compile("à moins de 5 km de Cugnaux"))).to_be_visible()
    expect(page.get_by_role("link", name=NAME).first).to_be_visible()
    assert_accessible(page)
    mark = page.locator("svg.f-map a").filter(has_text=NAME)
    expect(mark).to_have_count(1)
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=NAME, level=1)).to_be_visible()
    assert_accessible(page)


def asks_for_a_quote(page: Page) -> None:
    """On a phone, from the project space."""
    type_password(page, "yvette.cazalbou@example.org")
    expect(page.get_by_role("heading", name="Vos demandes de devis")).to_be_visible()
    tab(page, "Devis")
    expect(page.get_by_role("heading", name="Demander des devis")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Ajouter des professionnels").click()
    expect(page.get_by_role("heading", name="Choisir des professionnels")).to_be_visible()
    page.get_by_label("Métier").select_option(label="Isolation des combles et du toit")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("checkbox", name=re.compile(NAME)).check()
    page.get_by_role("checkbox", name=re.compile("J'accepte")).check()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Envoyer ma demande").click()
    expect(page.get_by_text("Votre demande est partie")).to_be_visible()


def accepts(page: Page) -> None:
    follows_the_mail(page, EMAIL, "Demande de devis à Cugnaux")
    expect(page.get_by_role("heading", name=re.compile("Demande de devis à Cugnaux"))).to_be_visible()
    expect(page.get_by_text("Pervenches")).to_have_count(0)
    assert_accessible(page)
    page.get_by_role("button", name="Accepter et recevoir les coordonnées").click()
    expect(page.get_by_role("heading", name="Coordonnées")).to_be_visible()
    expect(page.get_by_text("14 rue des Pervenches")).to_be_visible()
    assert_accessible(page)


def test_a_professional_registers_is_found_and_makes_a_quote(site: Site, open_context):
    professional, desk, phone = open_context(width=390, height=844), open_context(), open_context(width=390, height=844)
    registers(professional)
    confirms(professional)
    sign_in(desk, site, "ines.delmas@example.org")
    moderates(desk)
    finds_it(professional)
    asks_for_a_quote(phone)
    accepts(professional)
    phone.reload()
    row = phone.get_by_role("listitem").filter(has_text=NAME)
    expect(row).to_contain_text("Accepte")
    desk.goto("/bureau/dossiers/?q=Cazalbou")
    desk.get_by_role("row", name=re.compile("Cazalbou")).get_by_role("link").first.click()
    desk.get_by_role("navigation", name="Parties du dossier").get_by_role("link", name="Devis demandés").click()
    expect(desk.get_by_text(NAME).first).to_be_visible()
    assert_accessible(desk)


def test_the_directory_reads_without_javascript_at_390_px(site: Site, browser):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False, base_url=site.address, locale="fr-FR"
    )
    page = context.new_page()
    page.goto("/annuaire/")
    page.get_by_label("Commune, code postal ou adresse").fill("Colomiers")
    page.get_by_label("Métier").select_option(label="Isolation des murs par l'extérieur")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name="Façades d'Autan").first.click()
    expect(page.get_by_role("heading", name="Qualifications RGE")).to_be_visible()
    context.close()


def test_the_administrator_sets_the_directory_and_imports_a_file(site: Site, page: Page, tmp_path):
    sign_in(page, site, "pascal.fournie@example.org")
    page.goto("/territoire/annuaire/")
    expect(page.get_by_role("heading", name="Réglages de l’annuaire")).to_be_visible()
    assert_accessible(page)
    page.goto("/bureau/annuaire/imports/")
    assert_accessible(page)
    file = tmp_path / "faux.csv"
    file.write_text("a;b\n1;2\n", encoding="utf-8")
    page.get_by_label("Fichier").set_input_files(file)
    page.get_by_role("button", name="Importer").click()
    expect(page.get_by_text("Ce n'est pas la liste des entreprises RGE")).to_be_visible(timeout=60_000)
    assert_accessible(page)
