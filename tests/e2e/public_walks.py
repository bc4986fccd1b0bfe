"""States of the public site reached step by step: each walk puts the page in a state, then gives its name."""

import re
from collections.abc import Iterator

from playwright.sync_api import Page, expect

from .test_booking import agrees, gives_its_name, says_why, takes_the_first_slot

Walk = Iterator[str]


def _arrives(page: Page, title: str | re.Pattern) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def booking(page: Page) -> Walk:
    """The four screens, with the mistakes of the first and of the third."""
    page.goto("/rendez-vous/")
    yield "Rendez-vous, motif"
    page.get_by_role("button", name="Voir les créneaux libres").click()
    page.locator("[data-errors]").wait_for()
    yield "Rendez-vous, motif avec des erreurs"
    page.goto("/rendez-vous/")
    says_why(page)
    _arrives(page, "Choisissez un créneau")
    yield "Rendez-vous, créneaux"
    takes_the_first_slot(page)
    _arrives(page, "À quel nom ?")
    yield "Rendez-vous, coordonnées"
    gives_its_name(page, "axelle.visite@example.org")
    yield "Rendez-vous, coordonnées avec des erreurs"
    agrees(page)
    _arrives(page, "Votre rendez-vous est pris")
    yield "Rendez-vous pris"


def directory(page: Page) -> Walk:
    """Searches, the map closer, a company, and what its owner or a reader sends."""
    for name, query in (
        ("Annuaire", ""),
        ("Annuaire, résultats", "?lieu=Cugnaux&metier=isolation_toit&rayon=30"),
        ("Annuaire, copropriétés", "?pour=copropriete"),
        ("Annuaire, rien trouvé", "?nom=xyzxyz"),
        ("Annuaire, lieu inconnu", "?lieu=xyzxyz"),
    ):
        page.goto(f"/annuaire/{query}")
        yield name
    page.goto("/annuaire/")
    page.get_by_role("navigation", name="Déplacer la carte").get_by_role("link").first.click()
    page.wait_for_url(re.compile("zone="))
    yield "Annuaire, carte déplacée"
    page.goto("/annuaire/integrer/")
    yield "Annuaire affiché sur un autre site"
    page.goto("/annuaire/donnees/")
    yield "Annuaire, données ouvertes"
    page.goto("/annuaire/inscription/")
    yield "Inscription d’une entreprise"
    page.get_by_role("button", name="Envoyer l’inscription").click()
    page.locator("[data-errors]").wait_for()
    yield "Inscription d’une entreprise, avec des erreurs"
    page.goto("/annuaire/?lieu=Colomiers&rayon=30")
    page.get_by_role("link", name="Façades d'Autan").first.click()
    _arrives(page, "Façades d'Autan")
    yield "Un professionnel"
    address = page.url
    for name, end in (("corriger sa fiche", "corriger/"), ("retirer sa fiche", "retirer/"), ("problème", "signaler/")):
        page.goto(f"{address}{end}")
        yield f"Un professionnel, {name}"


def events(page: Page) -> Walk:
    page.goto("/evenements/")
    yield "Événements"
    page.goto("/evenements/?quand=passes")
    yield "Événements passés"
    page.get_by_role("main").get_by_role("heading", level=3).get_by_role("link").first.click()
    yield "Un événement passé"
    page.goto("/evenements/?nature=workshop")
    page.get_by_role("link", name="Atelier : lire et comparer ses devis").click()
    _arrives(page, "Atelier : lire et comparer ses devis")
    yield "Un événement"
    page.get_by_role("link", name=re.compile("^M'inscrire")).click()
    expect(page.get_by_label("Votre nom")).to_be_visible()
    yield "Inscription à un événement"
    page.get_by_role("button", name="Envoyer mon inscription").click()
    page.locator("[data-errors]").wait_for()
    yield "Inscription à un événement, avec des erreurs"


def references(page: Page) -> Walk:
    page.goto("/realisations/")
    yield "Réalisations, liste et carte"
    page.get_by_role("navigation", name="Déplacer la carte").get_by_role("link").first.click()
    page.wait_for_url(re.compile("vue="))
    yield "Réalisations, carte déplacée"
    page.goto("/realisations/?nature=condominium&gain=4&periode=0")
    yield "Réalisations filtrées"
    page.goto("/realisations/")
    page.get_by_role("main").get_by_role("heading", level=3).get_by_role("link").first.click()
    page.wait_for_url(re.compile(r"/realisations/[0-9a-f-]{36}/$"))
    yield "Une réalisation"


def embedded(page: Page) -> Walk:
    page.goto("/mes-aides/integrer/")
    yield "Mes aides affichées sur un autre site"


WALKS = (booking, directory, events, references, embedded)
