"""A list of colleagues invited at once: every error on its line, nothing sent half-way."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from faitiere.apps.accounts.models import Membership, User
from faitiere.apps.accounts.rules import read_list

GOOD = "Lucie;Roques;lucie.roques@example.org;Conseiller\nJean;Fabre;jean.fabre@example.org;Conseiller juridique"


@pytest.fixture
def post(cast, login, toulouse):
    """The manager's form, its own organisation chosen by default."""
    place = Membership.objects.get(user=cast.manager).organisation

    def _post(text, **more):
        form = {"text": text, "role": "advisor", "organisation": str(place.pk)} | more
        return login(cast.manager).post("/territoire/comptes/inviter/", form)

    return _post


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_list_is_read_whatever_its_separator_its_titles_left_out(separator):
    text = "Prénom;Nom;Adresse e-mail\n\nLucie;Roques;lucie@example.org".replace(";", separator)
    line = read_list(text)[0]
    assert (line.number, line.first_name, line.email) == (3, "Lucie", "lucie@example.org")


def test_reading_the_list_sends_nothing_then_everything_leaves_at_once(post, mailoutbox):
    assert post(GOOD).status_code == 200
    assert not mailoutbox
    assert post(GOOD, envoyer="1").status_code == 302
    assert sorted(mail.to[0] for mail in mailoutbox) == ["jean.fabre@example.org", "lucie.roques@example.org"]
    assert Membership.objects.get(user__email="jean.fabre@example.org").role == "legal_advisor"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Paul;Vidal;pas-une-adresse", "n'est pas une adresse e-mail"),
        (";;paul@example.org", "Le prénom et le nom sont attendus"),
        ("Paul;Vidal;paul@example.org;Maire", "n'est pas un nom de rôle"),
        ("Paul;Vidal;paul@example.org;Administrateur du territoire", "n'est pas un nom de rôle"),
        ("Paul;Vidal;paul@example.org;Conseiller;ADIL inconnue", "n'est pas un nom de structure"),
        ("Luc;Roques;LUCIE.roques@example.org", "Adresse déjà écrite à la ligne 1"),
        ("Paul;" + "x" * 101 + ";paul@example.org", "trop long"),
    ],
)
def test_one_wrong_line_and_nobody_is_invited(post, line, said, mailoutbox):
    answer = post(f"{GOOD}\n{line}", envoyer="1")
    assert answer.status_code == 422
    assert said in answer.content.decode().replace("&#x27;", "'")
    assert not mailoutbox
    assert not User.objects.filter(email="lucie.roques@example.org").exists()


def test_whoever_has_the_role_already_is_not_written_to(post, cast, mailoutbox):
    answer = post(f"Karim;Benhaddou;{cast.teammate.email}\n{GOOD}", envoyer="1")
    assert answer.status_code == 302
    assert len(mailoutbox) == 2
    assert [cast.teammate.email] not in [mail.to for mail in mailoutbox]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_file_saved_by_a_spreadsheet_is_read(post, encoding):
    content = "Héloïse;Fauré;heloise@example.org".encode(encoding)
    answer = post("", file=SimpleUploadedFile("liste.csv", content, "text/csv"))
    assert "Héloïse Fauré" in answer.content.decode()


@pytest.mark.parametrize("text", ["", "\n;;\n", "a;b;c@example.org\n" * 201, "\x00"])
def test_an_empty_or_endless_list_is_refused_with_a_sentence(post, text, mailoutbox):
    answer = post(text, envoyer="1")
    assert answer.status_code == 422
    assert not mailoutbox


def test_an_organisation_of_somebody_else_cannot_be_chosen(post, cast):
    adil = Membership.objects.get(user=cast.legal_advisor).organisation
    assert post(GOOD, organisation=str(adil.pk), envoyer="1").status_code == 422
    assert post(f"Paul;Vidal;paul@example.org;Conseiller;{adil.name}", envoyer="1").status_code == 422
