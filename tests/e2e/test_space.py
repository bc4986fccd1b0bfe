"""A household's space on a phone, from its opening to its erasure."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from faitiere.demo.stories import PASSWORD

from .site import Site, sign_in
from .site import assert_accessible as audit

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]

PHONE = {"width": 390, "height": 844}
HOUSEHOLD, RELATIVE = "solange.bonnefous@example.org", "remi.bonnefous@example.net"
MINE = "les-tuiles-de-cugnaux"


def assert_accessible(page: Page) -> None:
    """axe at the end of the page: anywhere else, the bar at the bottom of a phone lies over part of a link."""
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    audit(page)


def arrives(page: Page, title: str | re.Pattern) -> None:
    """A page of the space is there: its heading, no sideways scroll, nothing for axe to say."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], f"{page.url} scrolls sideways"
    assert_accessible(page)


def said(page: Page, words: str) -> None:
    """The toast says it, and leaves the bar of the space free."""
    toast = page.locator(".f-toast").filter(has_text=words)
    expect(toast).to_be_visible()
    bar = page.get_by_role("navigation", name="Mon espace, en bas de l’écran")
    if bar.is_visible():
        box = toast.bounding_box()
        assert box["y"] + box["height"] <= bar.bounding_box()["y"], "the toast covers the bar"


def tab(page: Page, name: str) -> None:
    """A page of the bar at the bottom, through « Plus » when it is not in the bar."""
    bar = page.get_by_role("navigation", name="Mon espace, en bas de l’écran")
    if bar.get_by_role("link", name=name).count() == 0:
        bar.get_by_role("link", name="Plus").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Toutes les pages")
        page.get_by_role("main").get_by_role("link", name=name).click()
    else:
        bar.get_by_role("link", name=name).click()


def link_of(page: Page, address: str, part: str) -> str:
    page.goto(f"/courriels/?a={address}")
    return page.locator(f"a[href*='{part}']").first.get_attribute("href")


def opens_its_space(page: Page) -> None:
    page.goto("/espace/ouvrir/")
    arrives(page, "Ouvrir mon espace")
    page.get_by_label("Votre adresse e-mail").fill(HOUSEHOLD)
    page.get_by_role("button", name="Recevoir le lien").click()
    arrives(page, "Regardez vos courriels")
    page.goto(link_of(page, HOUSEHOLD, "/espace/ouvrir/"))
    arrives(page, "Bienvenue")
    page.get_by_label("Votre prénom").fill("Solange")
    page.get_by_label("Votre nom", exact=True).fill("Bonnefous")
    page.get_by_label("Mot de passe").fill(MINE)
    page.get_by_label("Le même, une seconde fois").fill(MINE)
    page.get_by_role("button", name="Ouvrir mon espace").click()
    arrives(page, "Votre espace projet")


def opens_its_project(page: Page) -> None:
    page.get_by_role("link", name="Ouvrir mon projet").click()
    arrives(page, "Ouvrir un projet")
    page.get_by_label("La commune de votre logement").fill("Cugnaux 31270")
    page.get_by_label("Votre projet, en quelques mots").fill("Il fait froid dans les chambres.")
    page.get_by_role("checkbox", name=re.compile("J'accepte")).check()
    page.get_by_role("button", name="Ouvrir le projet").click()
    said(page, "Votre projet est ouvert")
    arrives(page, "Bonjour Solange")
    expect(page.get_by_role("main")).to_contain_text("Rappeler le ménage")


def corrects_its_home(page: Page) -> None:
    tab(page, "Mon logement")
    arrives(page, "Mon logement")
    page.get_by_role("link", name="Corriger : Vitrage").click()
    arrives(page, "Vitrage")
    page.get_by_label("Vitrage").select_option(label="Simple vitrage")
    page.get_by_role("button", name="Enregistrer").click()
    said(page, "Votre conseiller va vérifier")
    page.get_by_role("link", name=re.compile("Corriger : Surface")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Surface")
    page.get_by_role("textbox").fill("grande")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("main")).to_contain_text("doit être un nombre")
    assert_accessible(page)
    page.get_by_role("textbox").fill("96")
    page.get_by_role("button", name="Enregistrer").click()
    said(page, "c'est noté")
    expect(page.get_by_role("main")).to_contain_text("96 m²")
    expect(page.get_by_role("main")).to_contain_text("Déclaré par Solange Bonnefous")
    assert_accessible(page)


def photo(name: str) -> dict:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "#a08060").save(out, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": out.getvalue()}


def sends_photos(page: Page) -> None:
    tab(page, "Documents")
    arrives(page, "Mes documents")
    page.get_by_label("Un mot pour le reconnaître").fill("Les fenêtres des chambres")
    wrong = {"name": "virus.exe", "mimeType": "application/octet-stream", "buffer": b"MZ rien"}
    page.get_by_label("Prendre une photo ou choisir des fichiers").set_input_files([photo("a.jpg"), wrong])
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("main")).to_contain_text("virus.exe")
    expect(page.get_by_role("link", name="Les fenêtres des chambres").first).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Prendre une photo ou choisir des fichiers").set_input_files([photo("b.jpg")])
    page.get_by_role("button", name="Envoyer").click()
    said(page, "document envoyé")
    page.get_by_role("button", name=re.compile(r"^Retirer.*\(2\)|^Retirer Photos")).first.click()
    said(page, "est retiré")
    arrives(page, "Mes documents")


def shares_with_its_son(page: Page) -> None:
    tab(page, "Partager")
    arrives(page, "Partager mon espace")
    page.get_by_label("Son prénom").fill("Rémi")
    page.get_by_label("Son nom", exact=True).fill("Bonnefous")
    page.get_by_label("Son adresse e-mail").fill(RELATIVE)
    page.get_by_role("checkbox", name=re.compile("Lire les documents")).check()
    page.get_by_role("button", name="Envoyer l’invitation").click()
    said(page, "Un lien est parti")
    arrives(page, "Partager mon espace")


def the_son_reads(guest: Page) -> None:
    guest.goto(link_of(guest, RELATIVE, "/invitation/"))
    guest.get_by_label("Mot de passe").first.fill(PASSWORD)
    guest.locator("input[type=password]").nth(1).fill(PASSWORD)
    guest.get_by_role("button", name="Ouvrir mon espace").click()
    arrives(guest, "Bonjour Rémi")
    bar = guest.get_by_role("navigation", name="Mon espace, en bas de l’écran")
    expect(bar.get_by_role("link")).to_have_count(2)
    bar.get_by_role("link", name="Documents").click()
    arrives(guest, "Mes documents")
    expect(guest.get_by_role("button", name="Envoyer")).to_have_count(0)
    expect(guest.get_by_role("link", name="Les fenêtres des chambres").first).to_be_visible()


def takes_the_share_back(page: Page, guest: Page) -> None:
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("A regardé le")
    page.get_by_role("button", name="Retirer l’accès de Rémi Bonnefous").click()
    said(page, "n'ouvre plus votre espace")
    guest.reload()
    expect(guest.get_by_role("heading", level=1)).to_have_text("Se connecter")


def downloads_everything(page: Page) -> None:
    tab(page, "Mes données")
    arrives(page, "Mes données")
    page.get_by_role("button", name="Préparer une copie").click()
    ready = page.get_by_role("link", name="Télécharger ma copie")
    expect(ready).to_be_visible(timeout=90_000)
    assert_accessible(page)
    with page.expect_download() as download:
        ready.click()
    names = zipfile.ZipFile(Path(download.value.path())).namelist()
    assert {"resume.pdf", "donnees.json"} < set(names)
    assert any(name.endswith("Les fenêtres des chambres.jpg") for name in names)


def is_erased(page: Page) -> None:
    page.get_by_role("link", name="Effacer mes données").click()
    arrives(page, "Effacer mes données")
    page.get_by_label("Pour confirmer, écrivez votre nom de famille").fill("Bonnefous")
    page.get_by_label("Votre mot de passe").fill(MINE)
    page.get_by_role("button", name="Effacer maintenant").click()
    arrives(page, "C’est fait")
    page.goto("/espace/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Se connecter")


def test_a_household_holds_its_space_from_its_phone(site, open_context):
    page, guest = open_context(**PHONE), open_context(**PHONE)
    opens_its_space(page)
    opens_its_project(page)
    corrects_its_home(page)
    sends_photos(page)
    shares_with_its_son(page)
    the_son_reads(guest)
    takes_the_share_back(page, guest)
    downloads_everything(page)
    is_erased(page)


def test_the_told_plan_and_the_letters_of_the_desk(site: Site, open_context):
    phone, desk = open_context(**PHONE), open_context()
    phone.goto("/compte/login/")
    phone.get_by_label("E-mail").fill("yvette.cazalbou@example.org")
    phone.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    phone.get_by_role("button", name="Se connecter").click()
    arrives(phone, "Bonjour Yvette")
    tab(phone, "Plan")
    arrives(phone, "Scénarios et plan")
    tab(phone, "Messages")
    arrives(phone, "Messages et nouvelles")
    sign_in(desk, site, "ines.delmas@example.org")
    desk.goto("/bureau/courrier-papier/")
    expect(desk.get_by_role("heading", level=1)).to_have_text("Courrier papier")
    assert_accessible(desk)
    desk.goto("/bureau/dossiers/")
    desk.get_by_role("link", name="Yvette et Gérard Cazalbou").first.click()
    tabs = desk.get_by_role("navigation", name="Parties du dossier")
    tabs.get_by_role("link", name="Déclarations").click()
    expect(desk.get_by_role("table", name="Déclarations du ménage")).to_contain_text("Yvette Cazalbou")
    assert_accessible(desk)
    tabs.get_by_role("link", name="Personnes et droits").click()
    expect(desk.get_by_role("heading", name="Invités par le ménage dans son espace")).to_be_visible()
    assert_accessible(desk)
