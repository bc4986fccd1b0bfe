"""Appointments: booked on a phone, changed by mail, even without JavaScript; an advisor’s agenda, by keyboard."""

import re
import time
from email import message_from_bytes, policy

import pytest
from playwright.sync_api import Locator, Page, expect

from .site import Site, assert_accessible, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]

PHONE = {"width": 390, "height": 844}
ADVISOR = "ines.delmas@example.org"
HOUSEHOLD, PLAIN = "aurore.espinasse@example.org", "fanny.delrieu@example.org"
MOMENT = re.compile(r"\w+ \d+\S* \w+.*\d{1,2}.h.\d{2}")


def arrives(page: Page, title: str) -> None:
    """A screen is there: its heading, no sideways scroll, nothing for axe to say."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{page.url} scrolls sideways"
    assert_accessible(page)


def arrives_plainly(page: Page, title: str) -> None:
    """The same without JavaScript, where axe has nothing to run with: the same page was audited with it."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def says_why(page: Page) -> None:
    """First screen: no name, no account, only where and why."""
    expect(page.get_by_label("Votre nom")).to_have_count(0)
    page.get_by_label("La commune de votre logement").fill("Cugnaux")
    page.get_by_role("radio", name=re.compile("^Premier échange")).check()
    page.get_by_role("button", name="Voir les créneaux libres").click()


def takes_the_first_slot(page: Page) -> str:
    """The moment of the slot taken, as its button says it."""
    first = page.locator("main").get_by_role("button", name=MOMENT).first
    words = first.inner_text()
    first.click()
    return words


def gives_its_name(page: Page, email: str) -> None:
    """Third screen: a mistake loses nothing of what was written."""
    first, last = (part.capitalize() for part in email.split("@", maxsplit=1)[0].split("."))
    page.get_by_label("Votre nom").fill(last)
    page.get_by_label("Votre prénom").fill(first)
    page.get_by_label("Votre adresse e-mail").fill(email)
    page.get_by_label("Votre projet concerne", exact=True).select_option(label="Maison")
    page.get_by_label("Comment chauffez-vous votre logement ?").select_option("Fioul")
    page.get_by_role("button", name="Confirmer le rendez-vous").click()
    expect(page.get_by_text("Sans votre accord, nous ne pouvons pas garder votre demande.").first).to_be_visible()
    expect(page.get_by_label("Votre nom")).to_have_value(last)


def agrees(page: Page) -> None:
    page.get_by_role("checkbox", name=re.compile("J'accepte")).check()
    page.get_by_role("button", name="Confirmer le rendez-vous").click()


def books(page: Page, email: str, *, arrived) -> None:
    """Four screens: why, when, who, done. The slots come first, the name last."""
    page.goto("/rendez-vous/")
    arrived(page, "Prendre rendez-vous")
    says_why(page)
    arrived(page, "Choisissez un créneau")
    takes_the_first_slot(page)
    arrived(page, "À quel nom ?")
    gives_its_name(page, email)
    arrived(page, "À quel nom ?")
    agrees(page)
    arrived(page, "Votre rendez-vous est pris")


def receives(page: Page, site: Site, recipient: str):
    """The confirmation handed over by SMTP, once it has left; the mailbox of the demonstration is read meanwhile."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        page.goto(f"/courriels/?a={recipient}")
        mails = [message_from_bytes(one, policy=policy.default) for one in site.box.sent]
        if found := [one for one in mails if recipient in one["To"]]:
            return found[0]
    raise AssertionError(f"no mail left for {recipient}")


def link_in_the_last_mail(page: Page, recipient: str, part: str) -> str:
    page.goto(f"/courriels/?a={recipient}")
    return page.get_by_role("article").first.locator(f"a[href*='/rendez-vous/{part}/']").get_attribute("href")


def moves(page: Page, link: str) -> None:
    page.goto(link)
    arrives(page, "Déplacer le rendez-vous")
    chosen = takes_the_first_slot(page)
    arrives(page, "Votre rendez-vous est déplacé")
    expect(page.get_by_role("main")).to_contain_text(chosen.split(",")[-1].strip())
    page.goto(link)
    arrives(page, "Ce lien ne sert plus")


def cancels(page: Page, link: str) -> None:
    page.goto(link)
    arrives(page, "Annuler ce rendez-vous ?")
    page.get_by_role("button", name="Annuler le rendez-vous").click()
    arrives(page, "Le rendez-vous est annulé")


def test_a_household_books_on_its_phone_moves_and_cancels_by_mail(open_context, site: Site):
    phone = open_context(**PHONE)
    books(phone, HOUSEHOLD, arrived=arrives)
    mail = receives(phone, site, HOUSEHOLD)
    assert mail["Subject"].startswith("Rendez-vous ")
    assert [one.get_content_type() for one in mail.iter_attachments()] == ["text/calendar"]
    moves(phone, link_in_the_last_mail(phone, HOUSEHOLD, "deplacer"))
    cancels(phone, link_in_the_last_mail(phone, HOUSEHOLD, "annuler"))


def sees_in_the_agenda(page: Page, name: str) -> Locator:
    """Everybody's agenda, week after week, then the day of the appointment."""
    found = page.get_by_role("listitem").filter(has=page.get_by_role("link", name=name))
    page.goto("/bureau/rendez-vous/?conseiller=tous")
    for _ in range(9):
        if found.count():
            break
        page.goto(page.get_by_role("link", name="Après").evaluate("link => link.href"))
    arrives(page, "Rendez-vous")
    day = found.locator("time").get_attribute("datetime")[:10]
    page.goto(f"/bureau/rendez-vous/?conseiller=tous&vue=jour&jour={day}")
    arrives(page, "Rendez-vous")
    return found.get_by_role("link")


def test_the_same_without_javascript_then_in_the_agenda(browser, page: Page, site: Site):
    plain = browser.new_context(viewport=PHONE, java_script_enabled=False, locale="fr-FR", base_url=site.address)
    books(plain.new_page(), PLAIN, arrived=arrives_plainly)
    plain.close()
    sign_in(page, site, ADVISOR)
    sees_in_the_agenda(page, "Fanny Delrieu").click()
    expect(page.get_by_role("main")).to_contain_text("pris en ligne")
    expect(page.get_by_role("main")).to_contain_text("Fioul")
    assert_accessible(page)


def presses(page: Page, target: Locator, *, key: str = "Enter") -> None:
    """Reached by the tabulation key alone, then pressed."""
    for _ in range(80):
        if target.evaluate("element => element === document.activeElement"):
            page.keyboard.press(key)
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached by keyboard on {page.url}")


def test_an_advisor_books_for_somebody_by_keyboard(page: Page, site: Site):
    sign_in(page, site, ADVISOR)
    page.goto("/bureau/rendez-vous/")
    arrives(page, "Rendez-vous")
    presses(page, page.get_by_role("link", name="Nouveau rendez-vous"))
    arrives(page, "Nouveau rendez-vous")
    presses(page, page.get_by_label("Pour quel dossier"), key="End")
    page.keyboard.type("Soulié")
    page.keyboard.press("Enter")
    slot = page.locator("main").get_by_role("button", name=re.compile("Inès Delmas")).first
    expect(slot).to_be_visible()
    assert_accessible(page)
    presses(page, slot)
    expect(page.get_by_text("Rendez-vous pris.")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Bernard Soulié")
    assert_accessible(page)


def test_an_advisor_says_who_came(page: Page, site: Site):
    """The appointment of the day before, in the agenda of the day; said again, it replaces."""
    sign_in(page, site, ADVISOR)
    page.goto("/bureau/rendez-vous/")
    page.get_by_role("navigation", name="Vue").get_by_role("link", name="Jour").click()
    expect(page.get_by_role("region")).to_have_count(1)
    assert_accessible(page)
    page.get_by_role("link", name="Avant").click()
    page.get_by_role("link", name="Josiane Barrau").click()
    for button, said in (("Pas venu", "Rendez-vous noté : pas venu"), ("Honoré", "Rendez-vous noté : honoré")):
        page.get_by_role("button", name=button).click()
        expect(page.get_by_text(said)).to_be_visible()
        assert_accessible(page)
