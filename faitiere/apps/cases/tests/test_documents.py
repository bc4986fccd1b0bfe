"""Documents: sniffed, kept under opaque names, versioned, served as attachments that can do nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.cases import actions
from faitiere.apps.cases.models import Document, Entry
from faitiere.apps.cases.rules import category_of_file
from faitiere.apps.cases.tests.factories import CaseFactory
from faitiere.apps.territories.tests.factories import OrganisationFactory

PDF = b"%PDF-1.7\n%fin"


def send(desk, case, content=PDF, name="devis.pdf", **given):
    file = SimpleUploadedFile(name, content) if content is not None else ""
    known = {"category": "quote", "title": "", "visibility": "internal"} | given
    return desk.post(reverse("cases:document_add", args=[case.pk]), known | {"file": file})


@pytest.fixture
def quote(actor, case):
    return actions.add_document(
        actor=actor, case=case, category="quote", title="Devis isolation", content=PDF, name="devis.pdf"
    )


def test_a_file_is_kept_under_a_name_that_tells_nothing(desk, case):
    send(desk, case, name="../../Devis Cazalbou.pdf")
    document = Document.objects.get()
    assert (document.title, document.file_name, document.mime) == (
        "Devis Cazalbou",
        "Devis Cazalbou.pdf",
        "application/pdf",
    )
    assert "azalbou" not in document.vault_name
    assert Entry.objects.get().document == document


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"<html><script>alert(1)</script>", "devis.pdf", "Ce type de fichier"),
        (b"MZ\x90\x00", "devis.pdf", "Ce type de fichier"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo.png", "Ce type de fichier"),
        (b"", "devis.pdf", "Le fichier est vide"),
        (None, "", "Choisissez un fichier"),
    ],
)
def test_another_kind_of_file_is_refused_whatever_its_name(desk, case, content, name, sentence):
    page = send(desk, case, content, name, title="Mon titre").content.decode()
    assert sentence in page
    assert "Mon titre" in page
    assert not Document.objects.exists()
    assert not Entry.objects.exists()


def test_a_file_too_large_is_refused_with_its_limit(desk, case, settings):
    settings.UPLOAD_MAX_BYTES = 1024
    page = send(desk, case, PDF + b"x" * 100_000, title="Mon titre").content.decode()
    assert "Une réponse à revoir" in page
    assert "Mon titre" in page
    assert not Document.objects.exists()


@pytest.mark.parametrize("given", [{"category": "secret"}, {"visibility": "everyone"}, {"title": "x" * 201}])
def test_nonsense_is_refused(desk, case, given):
    assert send(desk, case, **given).status_code == 200
    assert not Document.objects.exists()


def test_the_same_title_makes_a_new_version(desk, case, quote):
    send(desk, case, title="Devis isolation", content=PDF + b"2")
    assert sorted(Document.objects.values_list("version", flat=True)) == [1, 2]
    shelf = desk.get(reverse("cases:documents", args=[case.pk])).context["shelves"][0]
    last, older = shelf["files"][0]
    assert (last.version, [one.version for one in older]) == (2, [1])


def test_a_download_is_an_attachment_that_can_do_nothing(desk, case, quote):
    answer = desk.get(reverse("cases:download", args=[case.pk, quote.pk]))
    assert answer.content == PDF
    assert answer.headers["Content-Disposition"] == 'attachment; filename="devis.pdf"'
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_download_is_written_in_the_journal(desk, case, quote):
    desk.get(reverse("cases:download", args=[case.pk, quote.pk]))
    event = AuditEvent.objects.get(verb="document.read")
    assert (event.object_id, event.case_id) == (str(quote.pk), case.pk)


@pytest.mark.parametrize(
    ("who", "status"), [("other_organisation", 404), ("legal_advisor", 404), ("funder", 403), ("household", 403)]
)
def test_a_download_is_refused_to_others_and_not_journalled(cast, login, case, quote, who, status):
    answer = login(getattr(cast, who)).get(reverse("cases:download", args=[case.pk, quote.pk]))
    assert answer.status_code == status
    assert not AuditEvent.objects.filter(verb="document.read").exists()


def test_a_document_is_looked_up_inside_its_case(desk, actor, case):
    hidden = CaseFactory(organisation=OrganisationFactory(association=True))
    foreign = actions.add_document(actor=actor, case=hidden, category="quote", title="x", content=PDF, name="x.pdf")
    assert desk.get(reverse("cases:download", args=[case.pk, foreign.pk])).status_code == 404
    assert desk.post(reverse("cases:document_visibility", args=[case.pk, foreign.pk])).status_code == 404
    assert refile(desk, case, foreign, title="y").status_code == 404


def test_kept_at_the_desk_a_document_is_no_longer_shared_in_any_version(desk, actor, case, quote):
    actions.share_document(actor=actor, document=quote)
    send(desk, case, title="Devis isolation", content=PDF + b"2", visibility="shared")
    desk.post(reverse("cases:document_visibility", args=[case.pk, Document.objects.get(version=2).pk]))
    assert set(Document.objects.values_list("visibility", flat=True)) == {"internal"}
    assert set(Entry.objects.values_list("visibility", flat=True)) == {"internal"}


def test_sharing_a_version_leaves_the_former_ones_at_the_desk(desk, case, quote):
    send(desk, case, title="Devis isolation", content=PDF + b"2")
    desk.post(reverse("cases:document_visibility", args=[case.pk, Document.objects.get(version=2).pk]))
    assert list(Document.objects.order_by("version").values_list("visibility", flat=True)) == ["internal", "shared"]


def refile(desk, case, document, **given):
    known = {"title": document.title, "category": document.category} | given
    typed = {f"d{document.pk.hex[:8]}-{key}": value for key, value in known.items()}
    return desk.post(reverse("cases:document_file", args=[case.pk, document.pk]), typed)


def test_a_document_is_renamed_and_changes_category_with_its_versions(desk, case, quote):
    send(desk, case, title="Devis isolation", content=PDF + b"2")
    refile(desk, case, Document.objects.get(version=2), title="Facture du toit", category="invoice")
    assert set(Document.objects.values_list("title", "category")) == {("Facture du toit", "invoice")}
    assert AuditEvent.objects.get(verb="document.filed").details == {"before": "quote", "after": "invoice"}


@pytest.mark.parametrize("given", [{"title": " "}, {"title": "x" * 201}, {"category": "secret"}])
def test_a_bad_filing_is_refused_and_shown_again(desk, case, quote, given):
    assert refile(desk, case, quote, **given).status_code == 200
    assert (Document.objects.get().title, Document.objects.get().category) == ("Devis isolation", "quote")


def test_two_documents_never_become_one(desk, case, quote):
    send(desk, case, title="Devis toit")
    page = refile(desk, case, quote, title="Devis toit").content.decode()
    assert "existe déjà dans « Devis »" in page
    assert set(Document.objects.values_list("title", flat=True)) == {"Devis isolation", "Devis toit"}


@pytest.mark.parametrize(
    ("name", "mime", "category"),
    [
        ("Devis_isolation-2026.pdf", "application/pdf", "quote"),
        ("FACTURE 12.pdf", "application/pdf", "invoice"),
        ("avis d'impôt 2026.pdf", "application/pdf", "income"),
        ("DPE.xml", "application/xml", "dpe"),
        ("Compte-rendu de visite.docx", "application/msword", "report"),
        ("IMG_2031.jpg", "image/jpeg", "photo"),
        ("devis.jpg", "image/jpeg", "quote"),
        ("scan0001.pdf", "application/pdf", "other"),
    ],
)
def test_a_file_that_came_by_mail_is_filed_by_its_name(name, mime, category):
    assert category_of_file(name, mime) == category


def test_sharing_shows_the_document_and_its_line(desk, case, quote):
    url = reverse("cases:document_visibility", args=[case.pk, quote.pk])
    desk.post(url)
    assert Document.objects.get().visibility == Entry.objects.get().visibility == "shared"
    desk.post(url)
    assert Document.objects.get().visibility == Entry.objects.get().visibility == "internal"
