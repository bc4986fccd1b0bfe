"""Take the main screens of a running demonstration: take_screenshots.py ADDRESS."""

import os
import shutil
import sys
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "faitiere.config.testing")

import django

django.setup()

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from faitiere.demo.codes import current_code
from faitiere.demo.stories import PASSWORD, TOTP_SECRET

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
AIDS = "/mes-aides/?commune=Cugnaux&occupancy=owner_occupier&household_size=2&rfr=24000&class_before=F&jump=3"
CASE_TABS = {"dossier": "", "logement": "logement/", "scenarios": "scenarios/", "aides-et-plan": "plan/"}
PUBLIC = {"rendez-vous": "/rendez-vous/", "annuaire": "/annuaire/?lieu=31270", "realisations": "/realisations/"}
DESK_ON_A_PHONE = {"ma-journee": "/bureau/", "dossiers": "/bureau/dossiers/", "agenda": "/bureau/rendez-vous/"}
RANGE = {"reponses": "logement/reponses/", "fourchette": "logement/"}
FOLLOWED = {"apres-travaux": "apres-travaux/"}
CONDOMINIUM_TABS = {"copropriete": "copropriete/", "factures": "factures/", "assemblees": "assemblees/"}


def sign_in(page: Page, email: str) -> None:
    page.goto("/compte/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    if "2fa" in page.url:
        page.locator("input[name=code]").fill(current_code(TOTP_SECRET))
        page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(lambda address: "/compte/" not in address)


def take(page: Page, name: str, path: str, *, whole: bool = True) -> None:
    """The whole page, or its first screen."""
    page.goto(path)
    seen = Image.open(BytesIO(page.screenshot(full_page=whole))).convert("RGB")
    # 128 colours: a third of the weight in the repository.
    seen.quantize(128, dither=Image.Dither.NONE).save(IMAGES / f"{name}.png", optimize=True)


def case_of(page: Page, title: str) -> str:
    """Address of the case, found as an advisor finds it."""
    page.goto(f"/bureau/dossiers/?q={quote(title)}")
    page.get_by_role("link", name=title, exact=True).first.click()
    page.wait_for_url("**/bureau/dossiers/*-*/")
    return page.url


def main(address: str) -> None:
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])

        def opened(width: int = 1280) -> Page:
            return browser.new_page(viewport={"width": width, "height": 900}, base_url=address, locale="fr-FR")

        visitor, advisor, funder, household = opened(), opened(), opened(), opened(390)
        take(visitor, "portail", "/")
        take(visitor, "trouver-mon-conseiller", "/trouver-mon-conseiller/?q=31270")
        take(visitor, "mes-aides", AIDS)
        small = opened(390)
        for name, path in PUBLIC.items():
            take(visitor, name, path)
            take(small, f"{name}-390", path, whole=False)
        sign_in(advisor, "ines.delmas@example.org")
        take(advisor, "ma-journee", "/bureau/")
        take(advisor, "dossiers", "/bureau/dossiers/")
        take(advisor, "agenda", "/bureau/rendez-vous/")
        phone = browser.new_page(
            viewport={"width": 390, "height": 900},
            base_url=address,
            locale="fr-FR",
            storage_state=advisor.context.storage_state(),
        )
        for name, path in DESK_ON_A_PHONE.items():
            take(phone, f"{name}-390", path, whole=False)
        take(phone, "dossier-390", case_of(advisor, "Yvette et Gérard Cazalbou"), whole=False)
        cases = {
            "Yvette et Gérard Cazalbou": CASE_TABS,
            "Simone Daurat": RANGE,
            "Résidence des Acacias": FOLLOWED,
            "Résidence Beauséjour": CONDOMINIUM_TABS,
        }
        for title, tabs in cases.items():
            case = case_of(advisor, title)
            for name, tab in tabs.items():
                take(advisor, name, case + tab)
        advisor.locator("main a[href*='/assemblees/']").last.click()
        take(advisor, "assemblee", advisor.url)
        take(advisor, "plans-des-coproprietaires", advisor.url + "plans/")
        sign_in(funder, "nadia.cherif@example.org")
        take(funder, "pilotage", "/pilotage/")
        sign_in(household, "yvette.cazalbou@example.org")
        take(household, "espace-390", "/espace/")
        owner, referent = opened(390), opened()
        sign_in(owner, "tomas.sentenac@example.org")
        owner.goto("/espace/")
        take(owner, "ma-part-390", owner.url + "ma-part/")
        sign_in(referent, "mireille.tournier@example.org")
        referent.goto("/espace/")
        take(referent, "factures-du-conseil", referent.url + "factures/")
        browser.close()


main(sys.argv[1])
