"""The case file and the contacts in a real browser: a call in half a minute, a merge and its undo, a mail answered."""

import re
import time
from email import message_from_bytes, policy

import pytest
from playwright.sync_api import Page, expect

from faitiere.apps.cases.tests.mailbox import letter

from .site import Site, assert_accessible, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]

ADVISOR = "karim.benhaddou@example.org"
# A person types about this fast, in milliseconds a key.
TYPING = 60


def opened_by_key(page: Page) -> None:
    """One key anywhere on the desk."""
    page.goto("/bureau/contacts/")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Appel entrant")


def test_a_call_is_noted_in_less_than_thirty_seconds(site: Site, page: Page):
    sign_in(page, site, ADVISOR)
    started = time.monotonic()
    opened_by_key(page)
    page.keyboard.type("06 39 98 15 18", delay=TYPING)
    expect(page.get_by_role("radio", name=re.compile("Julien Marty.*31-2026"))).to_be_checked()
    page.get_by_label("Ce qui a été dit").press_sequentially("Le devis de la VMC est signé.", delay=TYPING)
    page.get_by_label("Prochaine étape").press_sequentially("Relire le devis signé", delay=TYPING)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Appel noté dans le dossier")).to_be_visible()
    spent = time.monotonic() - started
    expect(page.locator("#fil").get_by_text("Le devis de la VMC est signé")).to_be_visible()
    expect(page.get_by_text("Relire le devis signé").first).to_be_visible()
    assert_accessible(page)
    assert spent < 30


def test_somebody_new_gets_a_case_from_the_same_screen(site: Site, open_context):
    phone = open_context()
    sign_in(phone, site, ADVISOR)
    phone.set_viewport_size({"width": 390, "height": 844})
    phone.goto("/bureau/appel-entrant/")
    phone.get_by_label("Numéro ou nom de la personne").fill("06 39 98 70 21")
    expect(phone.get_by_text("Personne de connu : ouvrir un dossier")).to_be_visible()
    assert_accessible(phone)
    phone.get_by_label("Nom", exact=True).fill("Ruffat")
    phone.get_by_label("Commune du logement").fill("Cugnaux")
    phone.get_by_label("Ce qui a été dit").fill("Sa chaudière vient de tomber en panne.")
    phone.get_by_label("Prochaine étape").fill("Envoyer la liste des artisans")
    phone.get_by_role("button", name="Noter l’appel").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Ruffat")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_two_rows_are_made_one_and_two_again(site: Site, page: Page):
    sign_in(page, site, "ines.delmas@example.org")
    page.goto("/bureau/contacts/doublons/")
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("Comparer Yvette Cazalbou")).click()
    expect(page.get_by_role("table", name="Les deux fiches, valeur par valeur")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("radio", name="y.cazalbou@example.com").check()
    page.get_by_role("button", name="Réunir en une seule fiche").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Yvette Cazalbou"))
    expect(page.locator("#fiche").get_by_label("Adresse e-mail")).to_have_value("y.cazalbou@example.com")
    expect(page.get_by_text("yvette.cazalbou@example.org", exact=True).first).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Annuler").click()
    expect(page.get_by_text("de nouveau séparées")).to_be_visible()
    page.goto("/bureau/contacts/?q=cazalbou")
    expect(page.get_by_role("link", name="Yvette Cazalbou", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Yvette Cazalboux")).to_be_visible()


def sent_to(site: Site, recipient: str):
    """The mail our site handed over to SMTP for somebody, once it has left."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        mails = [message_from_bytes(one, policy=policy.default) for one in site.box.sent]
        if found := [one for one in mails if recipient in one["To"] and one["Reply-To"]]:
            return found[-1]
    raise AssertionError(f"no mail left for {recipient}")


def filed_in(page: Page, address: str, words: str):
    """The words in the timeline, once the job that reads the mailbox has run."""
    found, end = page.locator("#fil").get_by_text(words), time.monotonic() + 30
    page.goto(address)
    while not found.count() and time.monotonic() < end:
        page.goto(address)
    return found


def test_a_mail_is_answered_and_the_answer_is_filed(site: Site, page: Page):
    sign_in(page, site, ADVISOR)
    page.goto("/bureau/dossiers/?q=Marty")
    page.get_by_role("link", name="Julien Marty", exact=True).first.click()
    page.get_by_label("Écrire dans le fil").fill("Avez-vous pu choisir une date avec l'artisan ?")
    page.get_by_label("Visible par le ménage").check()
    page.get_by_role("button", name="Envoyer au ménage").click()
    expect(page.get_by_text("Envoyé à julien.marty@example.org")).to_be_visible()
    case_address = page.url
    asked = sent_to(site, "julien.marty@example.org")
    answer = letter("Julien Marty <julien.marty@example.org>", asked["Reply-To"], text="Oui, le 12 mars au matin.")
    site.box.deliver(answer.as_bytes())
    page.goto("/bureau/courriels-a-verifier/")
    page.get_by_role("button", name="Relever la boîte maintenant").click()
    expect(filed_in(page, case_address, "Oui, le 12 mars au matin.")).to_be_visible()
    assert_accessible(page)


def test_a_value_of_a_sheet_saves_itself(site: Site, page: Page):
    sign_in(page, site, "ines.delmas@example.org")
    page.goto("/bureau/dossiers/?q=Cazalbou")
    page.get_by_role("link", name="Yvette et Gérard Cazalbou").first.click()
    page.get_by_role("navigation", name="Parties du dossier").get_by_role("link", name="Fiches").click()
    assert_accessible(page)
    page.get_by_label("Ce qui manque").fill("Le devis signé et l'avis d'impôt")
    page.keyboard.press("Tab")
    expect(page.locator("#manque").get_by_text("Enregistré à")).to_be_visible()
    assert_accessible(page)
    page.reload()
    expect(page.get_by_label("Ce qui manque")).to_have_value("Le devis signé et l'avis d'impôt")
