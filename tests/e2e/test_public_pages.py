"""Every public page and state given to axe. `tools/accessibility` keeps what it finds for the statement of the site.

With FAITIERE_A11Y_OUT, the results are written there, whatever they are; the test then still fails on a violation.
"""

import datetime as dt
import json
import os
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from .public_walks import WALKS
from .site import Site, _violations

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]

_IDS = re.compile(r"(?<=/)(?:[0-9a-f]{8}-[0-9a-f-]{27}|[\w-]{20,}(?::[\w:-]+)?)(?=/)")
PAGES = [
    ("Accueil", "/"),
    ("Trouver mon conseiller", "/trouver-mon-conseiller/"),
    ("Trouver mon conseiller, commune trouvée", "/trouver-mon-conseiller/?q=Cugnaux"),
    ("Trouver mon conseiller, commune inconnue", "/trouver-mon-conseiller/?q=xyzxyz"),
    ("Mes aides, questions", "/mes-aides/"),
    ("Mes aides, résultat", "/mes-aides/?commune=Cugnaux&occupancy=owner_occupier&household_size=2&rfr=18000"),
    ("Mes aides, réponse impossible", "/mes-aides/?household_size=40"),
    ("Reprendre une simulation", "/mes-aides/reprendre/"),
    ("Être rappelé", "/etre-rappele/"),
    ("Être rappelé, demande envoyée", "/etre-rappele/merci/"),
    ("Articles", "/actualites/"),
    ("Articles d’un sujet", "/actualites/?mot=devis"),
    ("Articles, sujet inconnu", "/actualites/?mot=xyz"),
    ("Un article", "/actualites/lire-son-dpe/"),
    ("Ressources", "/ressources/"),
    ("Ressources filtrées", "/ressources/?logement=house&theme=insulation"),
    ("Ressources, aucune ne convient", "/ressources/?etape=after"),
    ("Une ressource", "/ressources/isoler-ses-combles/"),
    ("Une vidéo", "/ressources/video-une-visite/"),
    ("Questions fréquentes", "/questions-frequentes/"),
    ("Recherche", "/chercher/"),
    ("Recherche, pages trouvées", "/chercher/?q=isolation"),
    ("Recherche, rien trouvé", "/chercher/?q=xylophone"),
    ("Accessibilité", "/accessibilite/"),
    ("Vos données", "/vos-donnees/"),
    ("Mentions légales", "/mentions-legales/"),
    ("Page introuvable", "/cette-page-n-existe-pas/"),
    ("Connexion", "/compte/login/"),
]


def found_on(page: Page, address: str) -> list[str]:
    page.goto(address)
    return sorted(one["id"] for one in _violations(page))


def faulty_form(page: Page) -> list[str]:
    page.goto("/etre-rappele/")
    page.get_by_role("button", name="Demander à être rappelé").click()
    page.locator("[data-errors], .f-errors, [role=alert]").first.wait_for()
    return sorted(one["id"] for one in _violations(page))


def states(page: Page, walk) -> list[dict]:
    """What axe finds at each stop; ids in addresses are those of the demonstration of the day, and left out."""
    return [
        {
            "name": name,
            "address": _IDS.sub("…", urlsplit(page.url).path),
            "violations": sorted(one["id"] for one in _violations(page)),
        }
        for name in walk(page)
    ]


def test_no_public_page_nor_state_has_a_violation(site: Site, page: Page):
    results = [{"name": name, "address": address, "violations": found_on(page, address)} for name, address in PAGES]
    results.append(
        {"name": "Être rappelé, avec des erreurs", "address": "/etre-rappele/", "violations": faulty_form(page)}
    )
    results += [state for walk in WALKS for state in states(page, walk)]
    if out := os.environ.get("FAITIERE_A11Y_OUT"):
        told = {"tested_on": dt.date.today().isoformat(), "tool": "axe-core 4.14.1", "pages": results}
        Path(out).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert [one for one in results if one["violations"]] == []


@pytest.mark.parametrize(
    "address", ["/", "/ressources/", "/ressources/isoler-ses-combles/", "/actualites/lire-son-dpe/"]
)
def test_a_cold_public_page_with_its_pictures_weighs_at_most_150_kb_in_15_requests(site: Site, page: Page, address):
    sizes = []
    page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"] + 900))
    page.goto(address, wait_until="networkidle")
    page.mouse.wheel(0, 5000)
    page.wait_for_load_state("networkidle")
    assert len(sizes) <= 15
    assert sum(sizes) <= 150_000
