"""Sign-in, second factor and error pages, under the real settings: French, on our layout, inside the policy."""

import pytest
from django.urls import reverse
from django.views.defaults import server_error

from faitiere.apps.accounts.models import User
from faitiere.apps.accounts.tests.factories import PASSWORD, UserFactory, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(client, toulouse):
    client.defaults["HTTP_HOST"] = "localhost"
    return client


def page(response) -> str:
    return response.content.decode()


def test_the_sign_in_page_is_ours_and_names_its_fields(visitor):
    html = page(visitor.get(reverse("account_login")))
    assert "<h1>Se connecter</h1>" in html
    assert '<label class="form-label" for="id_login">' in html
    assert "faitiere.css" in html


def test_a_wrong_password_is_explained_above_the_form(visitor):
    UserFactory(email="ines@example.org")
    answer = visitor.post(reverse("account_login"), {"login": "ines@example.org", "password": "autre"})
    assert "Une réponse à revoir" in page(answer)


def test_the_right_password_opens_the_account(visitor):
    UserFactory(email="yvette@example.org")
    answer = visitor.post(reverse("account_login"), {"login": "yvette@example.org", "password": PASSWORD})
    assert answer.status_code == 302


def test_no_account_opens_without_an_invitation(visitor):
    answer = visitor.post(reverse("account_signup"), {"email": "x@example.org", "password1": PASSWORD})
    assert "Les comptes s’ouvrent sur invitation" in page(answer)
    assert not User.objects.filter(email="x@example.org").exists()


def test_the_forgotten_password_page_answers_the_same_for_everyone(visitor):
    UserFactory(email="ines@example.org")
    answers = [
        visitor.post(reverse("account_reset_password"), {"email": address}, follow=True)
        for address in ("ines@example.org", "personne@example.org")
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert all("Si un compte existe à cette adresse" in page(answer) for answer in answers)


def test_a_used_reset_link_says_what_to_do(visitor):
    html = page(visitor.get(reverse("account_reset_password_from_key", args=["1", "faux"])))
    assert "Ce lien ne sert plus" in html


def test_the_second_factor_is_drawn_inside_the_page_because_the_policy_refuses_data_images(toulouse):
    client = sign_in(UserFactory())
    answer = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    html = page(client.get(reverse("mfa_activate_totp"), follow=True))
    assert answer.status_code == 302
    assert '<div class="f-qr' in html
    assert "<svg" in html
    assert "data:image" not in html


@pytest.mark.parametrize("name", ["mfa_index", "account_change_password", "account_reauthenticate"])
def test_the_account_pages_open_on_our_layout(toulouse, name):
    answer = sign_in(UserFactory()).get(reverse(name), follow=True)
    assert answer.status_code == 200
    assert 'class="f-entrance"' in page(answer)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_an_unknown_address_keeps_the_person_on_her_feet(visitor):
    answer = visitor.get("/nulle-part/")
    assert answer.status_code == 404
    assert "Cette page n’existe pas" in page(answer)
    assert "Revenir à l’accueil" in page(answer)


def test_the_breakdown_page_needs_nothing_but_itself(rf):
    answer = server_error(rf.get("/"))
    assert answer.status_code == 500
    assert "Une panne de notre côté" in page(answer)
