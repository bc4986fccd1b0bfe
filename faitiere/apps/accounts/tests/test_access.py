from django.conf import settings

from faitiere.apps.accounts.actions import end_role
from faitiere.apps.accounts.actors import actor_for
from faitiere.apps.accounts.models import Membership
from faitiere.apps.accounts.tests.factories import UserFactory


def test_an_advisor_without_second_factor_can_only_set_it_up(cast, login, toulouse):
    cast.advisor.authenticator_set.all().delete()
    answer = login(cast.advisor).get("/bureau/")
    assert answer.headers["Location"] == "/compte/2fa/totp/activate/"


def test_a_role_elsewhere_gives_nothing_here(cast, toulouse):
    assert actor_for(cast.stranger, toulouse).roles == frozenset()


def test_a_manager_does_not_end_the_role_of_another_organisation(cast, login):
    membership = Membership.objects.get(user=cast.legal_advisor)
    answer = login(cast.manager).post(f"/territoire/comptes/{membership.pk}/retirer/")
    assert answer.status_code == 404
    assert Membership.objects.active().filter(pk=membership.pk).exists()


def test_ending_a_role_closes_the_sessions_at_once(cast, login, toulouse):
    client = login(cast.advisor)
    end_role(actor=actor_for(cast.territory_admin, toulouse), membership=Membership.objects.get(user=cast.advisor))
    assert client.get("/bureau/").headers["Location"].startswith("/compte/login/")


def test_inviting_a_colleague_gives_the_role_and_writes_to_the_address(cast, login, toulouse):
    organisation = Membership.objects.get(user=cast.manager).organisation
    form = {
        "first_name": "Lucie",
        "last_name": "Roques",
        "email": "lucie.roques@example.org",
        "organisation": str(organisation.pk),
        "role": "advisor",
    }
    login(cast.manager).post("/territoire/comptes/", form)
    assert Membership.objects.active().filter(user__email="lucie.roques@example.org", role="advisor").exists()


def test_a_manager_cannot_make_an_administrator(cast, login, toulouse):
    organisation = Membership.objects.get(user=cast.manager).organisation
    form = {
        "first_name": "Lucie",
        "last_name": "Roques",
        "email": "lucie.roques@example.org",
        "organisation": str(organisation.pk),
        "role": "territory_admin",
    }
    assert login(cast.manager).post("/territoire/comptes/", form).status_code == 200
    assert not Membership.objects.filter(user__email="lucie.roques@example.org").exists()


def test_sign_in_answers_the_same_for_unknown_and_known_addresses(client, toulouse):
    known = UserFactory()
    answers = [
        client.post("/compte/login/", {"login": address, "password": "faux"}, headers={"host": "localhost"})
        for address in (known.email, "inconnu@example.org")
    ]
    errors = [answer.context["form"].non_field_errors() for answer in answers]
    assert errors[0]
    assert errors[0] == errors[1]


def test_sessions_end_within_a_working_day():
    assert settings.SESSION_COOKIE_AGE <= 10 * 3600
