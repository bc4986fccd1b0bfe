"""The desk's journeys: a morning, a leaving advisor, an impersonation seen by the person, a question of law."""

import re

import pytest
from playwright.sync_api import Page, expect

from .site import Site, assert_accessible, sign_in, type_password

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]

WHY = "Mme Cazalbou ne trouve pas son devis dans l'espace"


def open_case(page: Page, name: str) -> None:
    page.goto(f"/bureau/dossiers/?q={name}")
    page.get_by_role("table").get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def test_the_morning_routine_from_the_dashboard(page: Page, site: Site):
    """News, then tasks, then the day arranged by keyboard."""
    sign_in(page, site, "ines.delmas@example.org")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bonjour Inès")
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("Nouveautés")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nouveautés")
    assert_accessible(page)
    page.get_by_role("button", name=re.compile("Ouvrir : Message reçu")).first.click()
    expect(page.get_by_role("navigation", name="Parties du dossier")).to_be_visible()
    page.goto("/bureau/")
    page.get_by_role("button", name=re.compile("Terminer : Relire le devis corrigé")).click()
    expect(page.get_by_text("Tâche terminée")).to_be_visible()
    page.get_by_role("link", name="Organiser ma journée").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Organiser ma journée")
    assert_accessible(page)
    page.get_by_role("button", name="Ranger Nouvelles demandes").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Montrer Nouvelles demandes")).to_be_visible()
    page.get_by_role("button", name="Monter Prochaines étapes").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Au centre").get_by_role("listitem").nth(2)).to_contain_text("Prochaines")
    page.get_by_role("link", name="Revenir à ma journée").click()
    page.wait_for_url("**/bureau/")
    expect(page.get_by_role("heading", name="Nouvelles demandes à prendre")).to_have_count(0)
    headings = page.get_by_role("main").get_by_role("heading", level=2)
    expect(headings.nth(0)).to_contain_text("endez-vous")
    expect(headings.nth(1)).to_contain_text("Prochaines étapes")
    assert_accessible(page)
    width = page.set_viewport_size({"width": 390, "height": 800}) or page.evaluate(
        "document.documentElement.scrollWidth"
    )
    assert width <= 390
    page.goto("/bureau/organiser/")
    page.get_by_role("button", name="Montrer Nouvelles demandes").click()
    expect(page.get_by_role("button", name="Ranger Nouvelles demandes")).to_be_visible()


def test_a_question_of_law_from_the_case_to_the_answer(page: Page, site: Site, open_context):
    """An advisor asks; the legal advisor, who saw nothing before, opens the case and answers."""
    jurist = open_context()
    sign_in(jurist, site, "sophie.lacombe@example.org")
    jurist.goto("/bureau/dossiers/?q=Soulié&etat=tous")
    expect(jurist.get_by_role("main")).not_to_contain_text("Soulié et Monique")
    sign_in(page, site, "ines.delmas@example.org")
    open_case(page, "Soulié")
    page.get_by_role("navigation", name="Parties du dossier").get_by_role("link", name="Juridique").click()
    expect(page.get_by_role("heading", name="Demander un avis juridique")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Thème et sujet").select_option(label="Autorisation de travaux")
    page.get_by_role("textbox", name="La question").fill("Faut-il une déclaration préalable pour isoler la façade ?")
    page.get_by_role("button", name="Demander un avis juridique").click()
    expect(page.get_by_text(re.compile("peut maintenant ouvrir ce dossier"))).to_be_visible()
    jurist.goto("/bureau/")
    jurist.get_by_role("link", name=re.compile("Autorisation de travaux")).first.click()
    expect(jurist.get_by_role("heading", level=1)).to_have_text("Autorisation de travaux")
    assert_accessible(jurist)
    jurist.get_by_role("link", name="Ouvrir le dossier").click()
    expect(jurist.get_by_role("heading", level=1)).to_contain_text("Soulié")
    jurist.go_back()
    jurist.get_by_role("textbox", name="La réponse").fill(
        "Oui, l'aspect extérieur change : déclaration préalable en mairie."
    )
    jurist.get_by_label("Durée en minutes").fill("20")
    jurist.get_by_role("checkbox", name=re.compile("Montrer cette réponse")).check()
    jurist.get_by_role("button", name="Rendre l’avis").click()
    expect(jurist.get_by_text("Réponse rangée au dossier.")).to_be_visible()
    jurist.goto("/bureau/juridique/statistiques/")
    assert_accessible(jurist)
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("déclaration préalable en mairie")
    assert_accessible(page)


def test_an_impersonation_seen_by_the_person(page: Page, site: Site, open_context):
    """The advisor looks at the household's space, can change nothing, and the household reads it."""
    sign_in(page, site, "ines.delmas@example.org")
    open_case(page, "Cazalbou")
    page.get_by_role("navigation", name="Parties du dossier").get_by_role("link", name="Personnes").click()
    page.get_by_role("link", name="Voir comme Yvette Cazalbou").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Voir comme Yvette Cazalbou")
    assert_accessible(page)
    page.get_by_role("button", name="Commencer la visite").click()
    expect(page.get_by_text("Dites pourquoi")).to_have_count(2)
    page.get_by_label("Pourquoi regardez-vous ces écrans ?").fill(WHY)
    page.get_by_role("button", name="Commencer la visite").click()
    banner = page.get_by_role("complementary", name="Visite d’un compte")
    expect(banner).to_contain_text("Vous voyez les écrans de Yvette Cazalbou")
    assert_accessible(page)
    page.goto("/compte/password/change/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vous regardez seulement")
    assert_accessible(page)
    page.get_by_role("link", name="Continuer la visite").click()
    banner.get_by_role("button", name="Revenir à mon compte").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cazalbou")
    phone = open_context(width=390)
    type_password(phone, "yvette.cazalbou@example.org")
    phone.goto(phone.get_by_role("link", name="Mes données").first.get_attribute("href"))
    visits = phone.get_by_role("main")
    expect(visits).to_contain_text(f"« {WHY} »")
    expect(visits).to_contain_text("Inès Delmas (voit comme Yvette Cazalbou)")
    assert_accessible(phone)
