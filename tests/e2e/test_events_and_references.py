"""An event on a phone, from the sign-up to the case; then a finished project, from its case to the public map."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from .site import Site, assert_accessible, sign_in, type_password

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]

WORKSHOP, PAST = "Atelier : lire et comparer ses devis", "Isoler sans se tromper"
ADVISOR, MANAGER, HOUSEHOLD = "ines.delmas@example.org", "helene.vidal@example.org", "yvette.cazalbou@example.org"


def fits(page: Page) -> None:
    """No sideways scroll, no violation."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert_accessible(page)


def finds_the_workshop(page: Page) -> None:
    page.goto("/evenements/")
    fits(page)
    page.get_by_text("Choisir", exact=True).click()
    page.get_by_label("Nature").select_option("workshop")
    page.get_by_role("button", name="Voir ces événements").click()
    expect(page.get_by_role("heading", name="1 événement à venir")).to_be_visible()
    page.get_by_role("link", name=WORKSHOP).click()
    expect(page.get_by_role("heading", level=1, name=WORKSHOP)).to_be_visible()
    fits(page)


def signs_up(page: Page, *, name: str, email: str) -> None:
    page.get_by_role("link", name=re.compile("^M'inscrire")).click()
    expect(page.get_by_label("Votre nom")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Envoyer mon inscription").click()
    expect(page.get_by_text("Sans votre accord, nous ne pouvons pas vous inscrire").first).to_be_visible()
    fits(page)
    page.get_by_label("Votre nom").fill(name)
    page.get_by_label("Votre adresse e-mail").fill(email)
    page.get_by_role("checkbox", name=re.compile("J'accepte")).check()
    page.get_by_role("button", name="Envoyer mon inscription").click()
    expect(page.get_by_role("heading", level=1, name="C'est noté")).to_be_visible()
    fits(page)


def link_in_the_mail(page: Page, subject: str, recipient: str) -> str:
    """The link of the mail of this subject, as the mailbox of the demonstration shows it."""
    page.goto(f"/courriels/?a={recipient}")
    mail = page.get_by_role("article").filter(has=page.get_by_role("heading", name=re.compile(subject))).first
    address = mail.get_by_role("link").filter(has_text="inscription").last.get_attribute("href")
    return address[address.index("/evenements/") :]


def withdraws(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_text("Vous êtes sur la liste d'attente")).to_be_visible()
    fits(page)
    page.get_by_role("button", name="Je ne viendrai pas").click()
    page.get_by_role("button", name="Oui, je ne viendrai pas").click()
    expect(page.get_by_text("Votre désistement est noté")).to_be_visible()
    fits(page)


def test_an_inhabitant_waits_for_a_place_then_gives_it_up(open_context, site: Site):
    phone = open_context(width=390, height=844)
    finds_the_workshop(phone)
    signs_up(phone, name="Lacoste", email="lacoste@example.org")
    withdraws(phone, link_in_the_mail(phone, "liste d'attente", "lacoste@example.org"))


def marks_the_attendance(desk: Page) -> None:
    desk.goto("/bureau/evenements/?quand=passes")
    assert_accessible(desk)
    desk.get_by_role("link", name=PAST).click()
    expect(desk.get_by_role("heading", level=1, name=PAST)).to_be_visible()
    assert_accessible(desk)
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.get_by_role("link", name="Pointer les présences").click()
    expect(desk.get_by_role("heading", level=1, name="Présences")).to_be_visible()
    fits(desk)
    desk.get_by_role("group", name=re.compile("Nelly Garric")).get_by_role("radio", name=re.compile("Présent")).check()
    desk.get_by_role("button", name="Enregistrer les présences").click()
    expect(desk.get_by_text("Présences enregistrées, 1 changement")).to_be_visible()


def test_an_advisor_marks_who_came_and_opens_a_case(open_context, site: Site):
    desk = open_context()
    sign_in(desk, site, ADVISOR)
    marks_the_attendance(desk)
    desk.get_by_role("link", name=PAST).click()
    desk.get_by_role("button", name="Ouvrir le dossier de Nelly Garric").click()
    expect(desk.get_by_text(re.compile(r"Dossier 31-\d{4}-\d{4} ouvert"))).to_be_visible()
    fits(desk)


def draws_the_sheet(desk: Page) -> None:
    """From the case of the Cazalbou household, in one click."""
    desk.goto("/bureau/dossiers/?q=Cazalbou")
    desk.locator("main a[href^='/bureau/dossiers/']", has_text="Cazalbou").first.click()
    desk.get_by_role("navigation", name="Parties du dossier").get_by_role("link", name="Référence").click()
    expect(desk.get_by_role("heading", name="Préparer une fiche de site")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_role("button", name="Préparer la fiche").click()
    expect(desk.get_by_role("heading", name="Les travaux")).to_be_visible()
    assert_accessible(desk)


def adds_a_picture_and_asks_for_a_check(desk: Page) -> None:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), "#f2e6cf").save(out, "JPEG")
    photo = {"name": "facade.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
    desk.get_by_label("Photo", exact=True).set_input_files(photo)
    desk.get_by_label("Ce que montre la photo").fill("Façade sud après travaux")
    desk.get_by_label("Crédit").fill("Guichet de la métropole")
    desk.get_by_role("button", name="Ajouter la photo").click()
    expect(desk.get_by_alt_text("Façade sud après travaux")).to_be_visible()
    desk.get_by_role("button", name="Faire vérifier").click()
    expect(desk.get_by_text("La fiche attend d'être vérifiée")).to_be_visible()
    assert_accessible(desk)


def agrees(page: Page) -> None:
    page.get_by_role("button", name="J'accepte cette publication").click()
    expect(page.get_by_text("Votre accord est enregistré")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Vous avez donné votre accord")).to_be_visible()
    fits(page)


def publishes(desk: Page, address: str) -> None:
    desk.goto(address)
    desk.get_by_role("button", name="Publier", exact=True).click()
    expect(desk.get_by_text("La fiche est publiée")).to_be_visible()
    assert_accessible(desk)


def sees_it_on_the_map_and_in_the_list(page: Page, title: str) -> None:
    page.goto("/realisations/?commune=31157&nature=house&vue=1.31,43.50,1.38,43.57")
    fits(page)
    marks = page.get_by_role("group", name=re.compile("Carte des réalisations")).get_by_role("link")
    expect(marks.first).to_be_visible()
    page.get_by_role("region", name=re.compile("réalisation")).get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    fits(page)


def test_a_finished_project_becomes_a_sheet_seen_by_all_until_its_owner_says_no(open_context, site: Site):
    desk, boss, phone = open_context(), open_context(), open_context(width=390)
    # Tall enough for the bar at the bottom of the screen to cover nothing that axe measures.
    owner = open_context(width=390, height=1800)
    sign_in(desk, site, ADVISOR)
    draws_the_sheet(desk)
    title = desk.get_by_role("heading", level=1).inner_text()
    adds_a_picture_and_asks_for_a_check(desk)
    type_household(owner)
    agrees(owner)
    sign_in(boss, site, MANAGER)
    publishes(boss, desk.url)
    sees_it_on_the_map_and_in_the_list(phone, title)
    owner.get_by_role("button", name="Retirer mon accord").click()
    expect(owner.get_by_text("la fiche n'est plus publiée").first).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("heading", level=1, name=title)).not_to_be_visible()


def type_household(page: Page) -> None:
    """The owner opens its project space; a household has no second factor."""
    type_password(page, HOUSEHOLD)
    expect(page.get_by_role("heading", name="La fiche de votre projet")).to_be_visible()
    fits(page)
