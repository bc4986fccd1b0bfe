"""Rules that change, in a real browser: a local aid described and published, seen in a case, told to the household."""

import re

import pytest
from playwright.sync_api import Page, expect

from .site import Site, assert_accessible, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]

AID = "Prime isolation de Tournefeuille (essai)"


def describes_an_aid(page: Page) -> None:
    page.goto("/territoire/aides-locales/")
    assert_accessible(page)
    page.get_by_role("link", name="Décrire une aide").click()
    assert_accessible(page)
    page.get_by_label("Nom de l'aide").fill(AID)
    page.get_by_label("Collectivité qui la verse").fill("Commune de Tournefeuille")
    page.get_by_label("Où est le logement").select_option(label="Tout le territoire du guichet")
    page.get_by_role("checkbox", name="Propriétaires occupants").check()
    page.get_by_label("Montant ou taux").fill("1 000")
    page.get_by_label("Jusqu'à moins de").fill("35")
    page.get_by_label("Numéro de la délibération").fill("2026-001 (essai)")
    page.get_by_role("checkbox", name="J'ai relu le texte voté").check()


def adds_a_tier_by_keyboard(page: Page) -> None:
    """Without a mouse: the button of the form, then straight into the new tier."""
    page.get_by_role("button", name="Ajouter une tranche").focus()
    page.keyboard.press("Enter")
    second = page.get_by_role("group", name="Tranche 2")
    expect(second).to_be_visible()
    second.get_by_label("Montant ou taux").fill("2 500")
    second.get_by_label("Gain d'énergie à partir de").fill("30")
    assert_accessible(page)
    page.get_by_role("button", name="Enregistrer et voir ce que cela donne").click()
    expect(page.get_by_text("Les tranches 1 et 2 se chevauchent").first).to_be_visible()
    assert_accessible(page)
    page.get_by_role("group", name="Tranche 2").get_by_label("Gain d'énergie à partir de").fill("35")
    page.get_by_role("button", name="Enregistrer et voir ce que cela donne").click()


def previews_and_publishes(page: Page) -> None:
    expect(page.get_by_role("table", name="Essais sur des ménages types")).to_contain_text("Retraitée seule")
    assert_accessible(page)
    page.get_by_role("button", name="Essayer sur les dossiers ouverts").click()
    expect(page.get_by_role("table", name="Bilan de la répétition")).to_be_visible()
    expect(page.get_by_role("heading", name="Dossier par dossier")).to_be_visible(timeout=60_000)
    assert_accessible(page)
    page.goto("/territoire/aides-locales/")
    page.get_by_role("link", name=AID).click()
    page.get_by_role("button", name="Publier l’aide").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Publier l’aide").click()
    expect(page.get_by_text("Aide publiée")).to_be_visible()
    assert_accessible(page)


def sees_it_in_a_case(page: Page) -> None:
    page.goto("/bureau/dossiers/?q=Chantal+Peyrou")
    page.get_by_role("row", name=re.compile("Chantal Peyrou")).get_by_role("link").first.click()
    page.get_by_role("navigation", name="Parties du dossier").get_by_role("link", name="Aides et plan").click()
    page.get_by_label("Date de dépôt des aides").fill(page.evaluate("new Date().toISOString().slice(0, 10)"))
    page.get_by_role("button", name="Recalculer les aides").click()
    card = page.get_by_role("article").filter(has_text=AID)
    expect(card).to_contain_text("Oui")
    card.locator("summary").click()
    expect(card).to_contain_text("Revenu fiscal de référence")
    expect(card.get_by_role("link", name=re.compile("Voir les barèmes"))).to_be_visible()
    assert_accessible(page)


def tells_the_households(page: Page) -> None:
    page.goto("/bureau/regles/")
    page.get_by_role("button", name="Recalculer les dossiers ouverts").click()
    expect(page.get_by_text("Recalcul demandé")).to_be_visible()
    expect(page.get_by_role("button", name="Recalculer les dossiers ouverts")).to_be_visible(timeout=60_000)
    table = page.get_by_role("table", name="Dossiers qui changent")
    row = table.get_by_role("row").filter(has_text="Cazalbou")
    expect(row).to_contain_text(AID)
    assert_accessible(page)
    row.get_by_role("checkbox").check()
    page.get_by_role("button", name="Écrire aux ménages choisis").click()
    expect(page.get_by_role("heading", name=re.compile("Cazalbou"))).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Envoyer 1 message").click()
    expect(page.get_by_text("1 ménage prévenu")).to_be_visible()
    page.goto("/courriels/?a=yvette.cazalbou@example.org")
    expect(page.get_by_text("Les aides de votre projet ont changé").first).to_be_visible()


def reads_the_dated_rules(page: Page) -> None:
    page.goto("/territoire/baremes/?au=2026-01-01&depuis=2025-09-29")
    expect(page.get_by_role("table", name="Changements")).to_be_visible()
    page.get_by_label("Chercher un mot").fill("écrêtement")
    page.get_by_role("button", name="Afficher").click()
    expect(page.get_by_role("table", name="Barèmes trouvés")).to_be_visible()
    assert_accessible(page)


def test_a_local_aid_from_its_description_to_the_households(site: Site, open_context):
    admin, advisor = open_context(), open_context()
    sign_in(admin, site, "pascal.fournie@example.org")
    describes_an_aid(admin)
    adds_a_tier_by_keyboard(admin)
    previews_and_publishes(admin)
    sign_in(advisor, site, "ines.delmas@example.org")
    tells_the_households(advisor)
    reads_the_dated_rules(advisor)
    karim = open_context()
    sign_in(karim, site, "karim.benhaddou@example.org")
    sees_it_in_a_case(karim)


def test_the_household_reads_why_on_its_phone(site: Site, open_context):
    phone = open_context(width=390, height=844)
    phone.goto("/compte/login/")
    phone.get_by_label("E-mail").fill("yvette.cazalbou@example.org")
    phone.get_by_label("Mot de passe", exact=True).fill("une-maison-bien-isolee")
    phone.get_by_role("button", name="Se connecter").click()
    phone.get_by_role("link", name="Pourquoi ces aides").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Pourquoi ces aides")
    phone.locator("summary").first.click()
    assert_accessible(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
