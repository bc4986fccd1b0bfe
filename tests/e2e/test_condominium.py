"""The path of a condominium of 48 lots, from the first contact to the follow-up after the works, by three people.

An advisor, the energy referent of the council, an owner on a phone.
"""

import io
import re
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from faitiere.demo.stories import PASSWORD

from .site import Site, assert_accessible, sign_in, type_password

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("browser")]

RESIDENCE = "Résidence Beauséjour"
REFERENT = "mireille.tournier@example.org"
OWNER = "agnes.raynal@example.org"
WORKS = "Isoler les façades et la toiture"
OWNERS = 43
SYNDIC = "vincent.arnaud@example.org"
AFTER_BILLS = """Année;Usage;Énergie;Quantité;Unité;Montant;Source
2023;Chauffage et eau chaude ensemble;Gaz naturel;430 000;kWh PCS;41 280;Comptes 2023
2023;Électricité des parties communes;Électricité;29 100;kWh;6 400;Comptes 2023
2024;Chauffage et eau chaude ensemble;Gaz naturel;441 000;kWh PCS;40 130;Comptes 2024
2024;Électricité des parties communes;Électricité;28 900;kWh;6 360;Comptes 2024
"""


def audited(phone: Page) -> None:
    """At the foot of the page, where the bar of a phone covers nothing: elsewhere it hides half a link from axe."""
    phone.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert_accessible(phone)


def heading(page: Page, words) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def tab(page: Page, name: str) -> None:
    """A part of the case, at the desk."""
    page.get_by_role("navigation", name="Parties du dossier").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("navigation", name="Parties du dossier").locator("[aria-current]")).to_have_text(name)
    assert_accessible(page)


def opens_the_condominium(page: Page, site: Site) -> None:
    """First contact: 48 lots read from the syndic's list, what the law asks, the bills."""
    sign_in(page, site, "ines.delmas@example.org")
    page.goto("/bureau/dossiers/?q=Beaus%C3%A9jour")
    page.get_by_role("link", name=RESIDENCE, exact=True).first.click()
    heading(page, RESIDENCE)
    tab(page, "Copropriété")
    expect(page.get_by_role("main")).to_contain_text(f"48 lots, dont 48 logements, {OWNERS} copropriétaires")
    expect(page.get_by_role("main")).to_contain_text("Projet de plan pluriannuel de travaux")
    tab(page, "Factures")
    tab(page, "Assemblées")


def enters(page: Page, email: str) -> None:
    type_password(page, email)
    page.wait_for_url(lambda address: "/compte/" not in address)
    page.goto("/espace/")
    heading(page, "Bonjour")
    assert_accessible(page)


def space(page: Page, name: str) -> None:
    """A page of the space, from its menu, or from the page that lists the rest of it on a phone."""
    page.goto("/espace/")
    line = page.get_by_role("navigation").get_by_role("link", name=name, exact=True).locator("visible=true")
    if not line.count():
        page.get_by_role("link", name="Plus", exact=True).click()
        line = page.get_by_role("main").get_by_role("link", name=name, exact=True)
    line.first.click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("Bonjour")
    audited(page)


def types_a_bill(page: Page) -> None:
    """The referent adds the common electricity of 2021; the climate of 2021 is not known, and it is said."""
    space(page, "Factures")
    page.get_by_label("Année ou saison").fill("2021")
    page.get_by_label("Usage").select_option(label="Électricité des parties communes")
    page.get_by_label("Énergie", exact=True).select_option(label="Électricité")
    page.get_by_label("Quantité").fill("29 400")
    page.get_by_label("Unité", exact=True).select_option(label="kWh")
    page.get_by_label("Montant, taxes comprises").fill("6 468")
    page.get_by_role("button", name="Ajouter la facture").click()
    expect(page.get_by_role("heading", level=3, name="2021")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("^2021 non corrigé"))).to_be_visible()
    assert_accessible(page)


def writes_to_all(page: Page) -> None:
    """What the council writes to everybody is mailed to who is in the space, the syndic for one."""
    space(page, "Messages")
    page.get_by_label("Votre message").fill("Visite des façades samedi à dix heures.")
    page.get_by_label("Qui le lit").select_option(label="Tous ceux de l'espace")
    page.get_by_role("button", name="Envoyer", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Visite des façades samedi")
    assert_accessible(page)
    page.goto(f"/courriels/?a={SYNDIC}")
    expect(page.get_by_text("Message de Mireille Tournier").first).to_be_visible()


def invites_an_owner(page: Page) -> None:
    """At the address that the guichet knows and does not show."""
    space(page, "Membres")
    page.get_by_label("Rôle", exact=True).select_option(label="Propriétaire")
    page.get_by_label("Copropriétaire", exact=True).select_option(label="Raynal Agnès")
    page.get_by_role("button", name="Envoyer l’invitation").click()
    expect(page.get_by_role("main").get_by_text("Raynal Agnès", exact=True).first).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text(OWNER)
    assert_accessible(page)


def accepts(phone: Page) -> None:
    phone.goto(f"/courriels/?a={OWNER}")
    phone.goto(phone.locator("a[href*='/invitation/']").first.get_attribute("href"))
    expect(phone.get_by_role("button", name="Ouvrir mon espace")).to_be_visible()
    audited(phone)
    phone.locator("input[type=password]").first.fill(PASSWORD)
    phone.locator("input[type=password]").nth(1).fill(PASSWORD)
    phone.get_by_role("button", name="Ouvrir mon espace").click()
    expect(phone.get_by_role("heading", name="Votre part")).to_be_visible()
    audited(phone)


def figure(phone: Page) -> str:
    return phone.get_by_role("main").locator(".f-big").first.inner_text()


def declares_and_reads_its_plan(phone: Page) -> None:
    """Lot 4, 247 of 10,000 tantièmes of the heating key; its own income brings the premium of 1,500 € or 3,000 €."""
    space(phone, "Ma part")
    expect(phone.get_by_role("main")).to_contain_text("Lot 4")
    before = figure(phone)
    phone.get_by_role("link", name="Déclarer ma situation").click()
    heading(phone, "Ma déclaration")
    audited(phone)
    phone.get_by_label("Mon logement dans cette copropriété").select_option(label="J'y habite")
    phone.get_by_label("Personnes dans le ménage").fill("2")
    phone.get_by_label("Revenu fiscal de référence, en €").fill("18 000")
    phone.get_by_label("Prêt collectif proposé").check()
    phone.get_by_label("J'accepte que le guichet garde").check()
    phone.get_by_role("button", name="Enregistrer ma déclaration").click()
    heading(phone, "Ma part")
    expect(phone.get_by_role("main")).to_contain_text("Très modeste")
    expect(phone.get_by_role("main")).to_contain_text("Prime individuelle, à confirmer")
    assert figure(phone) != before
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    audited(phone)


def says_what_it_thinks(phone: Page) -> None:
    """Shown to the advisor, not to the council."""
    phone.get_by_role("link", name="Donner mon avis").click()
    heading(phone, "Mon avis avant le vote")
    audited(phone)
    phone.get_by_label("Je voterai par correspondance").check()
    phone.get_by_role("group", name=re.compile(WORKS)).get_by_label("Pour", exact=True).check()
    phone.get_by_label("Mon conseiller, pour simuler l'assemblée").check()
    phone.get_by_role("button", name="Garder mon avis").click()
    heading(phone, "Ma part")
    expect(phone.get_by_role("main")).to_contain_text("Je voterai par correspondance")
    audited(phone)


def the_council_reads_no_secret(page: Page) -> None:
    space(page, "Assemblées")
    page.get_by_role("main").get_by_role("link", name=re.compile("Assemblée du")).click()
    expect(page.get_by_role("heading", name=re.compile(WORKS))).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("chances sur 10")
    expect(page.get_by_role("main")).not_to_contain_text("Raynal Agnès")
    assert_accessible(page)


def meeting(page: Page) -> None:
    tab(page, "Assemblées")
    page.get_by_role("main").get_by_role("link", name=re.compile("Assemblée du")).last.click()
    expect(page.get_by_role("heading", name=re.compile(WORKS))).to_be_visible()


def simulates_and_prints(page: Page) -> None:
    """The advisor knows what the owner showed it; one A4 page for each of the owners."""
    meeting(page)
    page.get_by_role("link", name=re.compile("Intentions")).click()
    expect(page.get_by_role("row", name=re.compile("Raynal Agnès.*Je voterai par correspondance"))).to_be_visible()
    assert_accessible(page)
    page.go_back()
    page.get_by_role("link", name="Plan de chaque copropriétaire").click()
    expect(page.get_by_role("row", name=re.compile("Raynal Agnès"))).to_contain_text("3 000 €")
    assert_accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Une feuille par copropriétaire").click()
    with pikepdf.open(io.BytesIO(Path(download.value.path()).read_bytes())) as document:
        assert len(document.pages) == OWNERS


def counts_the_votes(tablet: Page) -> None:
    """The evening itself, on a tablet: presences, then votes counted as they are typed."""
    meeting(tablet)
    tablet.get_by_role("link", name="Présence et pouvoirs").click()
    expect(tablet.get_by_role("heading", name=re.compile("Présence et pouvoirs"))).to_be_visible()
    assert_accessible(tablet)
    modes = tablet.get_by_role("combobox", name=re.compile("^Participation de"))
    for one in modes.all()[:40]:
        one.select_option(label="Présent")
    tablet.get_by_role("button", name="Enregistrer la feuille de présence").click()
    tablet.get_by_role("link", name=re.compile(f"Noter les votes.*{WORKS}")).click()
    expect(tablet.get_by_role("heading", name="Décompte")).to_be_visible()
    assert_accessible(tablet)
    groups = tablet.locator("fieldset").filter(has=tablet.get_by_role("radio", name="Pour"))
    for one in groups.all()[:30]:
        one.get_by_role("radio", name="Pour").check()
    expect(tablet.get_by_role("status").filter(has_text="Décompte")).to_contain_text("Adoptée")
    assert_accessible(tablet)
    tablet.get_by_role("button", name="Enregistrer les votes").click()
    expect(tablet.get_by_role("heading", name=re.compile(WORKS))).to_be_visible()


def moves_on_to(page: Page, stage: str) -> None:
    page.get_by_role("link", name="Suivi", exact=True).click()
    expect(page.get_by_role("button", name="Changer d’étape")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Étape", exact=True).select_option(label=stage)
    page.get_by_role("button", name="Changer d’étape").click()
    expect(page.locator(".f-steps [aria-current=step]")).to_contain_text(stage)


def prints_the_papers(page: Page) -> None:
    """Before the meeting: a postal ballot for each owner, and the attendance list to sign."""
    meeting(page)
    for link, pages in (("les formulaires de vote par correspondance", OWNERS), ("la feuille de présence", None)):
        with page.expect_download() as download:
            page.get_by_role("link", name=link).click()
        with pikepdf.open(io.BytesIO(Path(download.value.path()).read_bytes())) as document:
            assert len(document.pages) == pages or pages is None


def imports_the_bills_of_two_winters(page: Page) -> None:
    """After the works the referent reads the syndic's table: a wrong line is said, then all of it is imported."""
    space(page, "Factures")
    reads(page, AFTER_BILLS.replace("430 000", "beaucoup"))
    expect(page.get_by_role("heading", name="1 anomalie dans le tableau")).to_be_visible()
    assert_accessible(page)
    reads(page, AFTER_BILLS)
    expect(page.get_by_role("heading", name="Ce que ce tableau ajouterait")).to_be_visible()
    assert_accessible(page)
    sure = page.get_by_label("J’ai vérifié ces valeurs")
    if sure.count():
        sure.check()
    page.get_by_role("button", name="Importer 4 factures").click()
    expect(page.get_by_role("heading", level=3, name="2024")).to_be_visible()
    assert_accessible(page)
    for year, days in (("2023", "1 655"), ("2024", "1 702")):
        page.get_by_role("link", name=f"Climat et partage de {year}").click()
        page.get_by_label("Partage d'une chaudière commune").select_option(label="D'après l'eau chaude mesurée")
        page.get_by_label("Eau chaude mesurée").fill("1 420")
        page.get_by_label("Degrés-jours (base 18)").fill(days)
        page.get_by_label("Source des degrés-jours").fill("Relevé du chauffagiste")
        assert_accessible(page)
        page.get_by_role("button", name="Enregistrer l’année").click()
        expect(page.get_by_role("link", name=f"Climat et partage de {year}")).to_be_visible()


def reads(page: Page, table: str) -> None:
    page.get_by_label("Tableau de factures").set_input_files(
        {"name": "factures.csv", "mimeType": "text/csv", "buffer": table.encode()}
    )
    page.get_by_role("button", name="Lire le tableau").click()


def compares_before_and_after(page: Page) -> None:
    """At equal climate, against the computed gain; the report is filed and shared."""
    tab(page, "Après travaux")
    for year in ("2023", "2024"):
        page.get_by_label(year, exact=True).select_option(label="Après")
    page.get_by_label("2021", exact=True).select_option(label="Pendant les travaux")
    page.get_by_role("button", name="Comparer").click()
    expect(page.get_by_role("main")).to_contain_text("Gain mesuré")
    assert_accessible(page)
    page.get_by_role("button", name="Classer le bilan après travaux").click()
    expect(page.get_by_role("main")).to_contain_text("bilan après travaux", ignore_case=True)
    assert_accessible(page)


def finds_the_report(page: Page) -> None:
    space(page, "Documents")
    expect(page.get_by_role("main").get_by_role("link", name=re.compile("après travaux"))).to_be_visible()


def reads_the_outcome(phone: Page) -> None:
    space(phone, "Assemblées")
    phone.get_by_role("main").get_by_role("link", name=re.compile("Assemblée du")).click()
    expect(phone.get_by_role("main")).to_contain_text("Adoptée")
    audited(phone)
    phone.goto("/espace/")
    expect(phone.get_by_role("main").locator("[aria-current=step]")).to_contain_text("Travaux")
    audited(phone)


def test_a_condominium_of_48_lots_from_the_first_contact_to_the_follow_up(site, open_context):
    advisor, referent = open_context(), open_context()
    phone, tablet = open_context(width=390, height=844), open_context(width=820, height=1180)
    opens_the_condominium(advisor, site)
    enters(referent, REFERENT)
    types_a_bill(referent)
    writes_to_all(referent)
    invites_an_owner(referent)
    accepts(phone)
    declares_and_reads_its_plan(phone)
    says_what_it_thinks(phone)
    the_council_reads_no_secret(referent)
    simulates_and_prints(advisor)
    prints_the_papers(advisor)
    opens_the_condominium(tablet, site)
    counts_the_votes(tablet)
    for stage in ("Voter les travaux", "Travaux"):
        moves_on_to(advisor, stage)
    reads_the_outcome(phone)
    imports_the_bills_of_two_winters(referent)
    compares_before_and_after(advisor)
    moves_on_to(advisor, "Suivre")
    finds_the_report(referent)
