"""Accounts of a territory: listed, dated, locked, reset; an access that ends, ends everywhere."""

import datetime as dt

import pytest
from allauth.account.forms import default_token_generator
from django.utils import timezone

from faitiere.apps.accounts import actions
from faitiere.apps.accounts.actors import actor_for, system_actor
from faitiere.apps.accounts.models import Invitation, Membership
from faitiere.apps.accounts.tests.factories import MembershipFactory, UserFactory
from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.territories.tests.factories import OrganisationFactory


@pytest.fixture
def role(cast):
    """The advisor's role."""
    return Membership.objects.get(user=cast.advisor)


@pytest.fixture
def admin(cast, login):
    return login(cast.territory_admin)


def act(client, membership, what, **given):
    return client.post(f"/territoire/comptes/{membership.pk}/{what}/", given)


def names(answer) -> list[str]:
    return [one.user.email for one in answer.context["page"].object_list]


def test_the_list_is_filtered_by_name_role_and_state(cast, admin, role):
    assert names(admin.get("/territoire/comptes/?q=Benhaddou")) == [cast.teammate.email]
    assert names(admin.get("/territoire/comptes/?role=funder")) == [cast.funder.email]
    cast.advisor.authenticator_set.all().delete()
    assert names(admin.get("/territoire/comptes/?etat=sans")) == [cast.advisor.email]
    act(admin, role, "verrouiller")
    assert names(admin.get("/territoire/comptes/?etat=verrouille")) == [cast.advisor.email]


def test_a_filter_edited_by_hand_shows_nothing_or_is_left_out(admin):
    assert names(admin.get("/territoire/comptes/?structure=rien")) == []
    assert admin.get("/territoire/comptes/?etat=x&role=x&page=zzz&q=%00").status_code == 200


def test_locking_closes_every_session_and_unlocking_lets_in_again(cast, login, admin, role):
    first, second = login(cast.advisor), login(cast.advisor, host="toulouse.localhost")
    act(admin, role, "verrouiller")
    assert [one.get("/bureau/").headers["Location"][:14] for one in (first, second)] == ["/compte/login/"] * 2
    cast.advisor.refresh_from_db()
    assert login(cast.advisor).get("/accueil/").status_code == 403
    assert login(cast.advisor).get("/bureau/").status_code == 403
    act(admin, role, "rouvrir")
    assert login(cast.advisor).get("/bureau/").status_code == 200


def test_a_role_to_come_opens_nothing_and_signs_out(cast, login, admin, role):
    client, soon = login(cast.advisor), timezone.localdate() + dt.timedelta(days=3)
    act(admin, role, "dates", valid_from=soon.isoformat(), valid_to="")
    assert client.get("/bureau/").status_code == 302
    cast.advisor.refresh_from_db()
    assert login(cast.advisor).get("/bureau/").status_code == 403


def test_dates_in_the_wrong_order_are_refused(admin, role):
    answer = act(admin, role, "dates", valid_from="2026-05-02", valid_to="2026-05-01")
    assert answer.status_code == 422
    role.refresh_from_db()
    assert role.valid_to is None


def test_a_reset_link_is_sent_to_the_person_and_shown_to_nobody_else(cast, admin, role, mailoutbox):
    page = act(admin, role, "mot-de-passe")
    assert mailoutbox[0].to == [cast.advisor.email]
    assert "/compte/password/reset/key/" in mailoutbox[0].body
    assert page.status_code == 302


def test_the_person_is_told_when_its_second_factor_is_reset(cast, admin, role, login, mailoutbox):
    client = login(cast.advisor)
    act(admin, role, "second-facteur")
    assert mailoutbox[0].to == [cast.advisor.email]
    assert not cast.advisor.authenticator_set.exists()
    assert client.get("/bureau/").headers["Location"].startswith("/compte/login/")


def test_a_new_invitation_makes_the_former_link_worth_nothing(admin, toulouse):
    user = UserFactory(email="nouvelle@example.org")
    user.set_unusable_password()
    user.save()
    role = MembershipFactory(user=user)
    first = actions.invite(
        actor=system_actor(toulouse), email=user.email, first_name="", last_name="", next_path="/"
    ).link
    act(admin, role, "inviter")
    assert admin.get(first).status_code == 410
    assert Invitation.objects.filter(user=user, used_at=None).count() == 1


def test_an_access_that_ends_ends_everywhere(cast, login, admin, role, toulouse):
    first, second = login(cast.advisor), login(cast.advisor, host="toulouse.localhost")
    reset = default_token_generator.make_token(cast.advisor)
    Invitation.objects.create(user=cast.advisor, token_hash="x" * 64, expires_at=timezone.now() + dt.timedelta(days=9))
    act(admin, role, "retirer")
    assert [one.get("/bureau/").status_code for one in (first, second)] == [302, 302]
    cast.advisor.refresh_from_db()
    assert not default_token_generator.check_token(cast.advisor, reset)
    assert not Invitation.objects.filter(used_at=None).exists()
    assert actor_for(cast.advisor, toulouse).roles == frozenset()


def test_other_apps_end_what_they_gave(cast, role, toulouse, settings):
    settings.ACCESS_ENDERS = ["faitiere.apps.accounts.tests.test_people.ended"]
    actions.end_role(actor=system_actor(toulouse), membership=role)
    assert AuditEvent.objects.filter(verb="test.ended", details__user=str(cast.advisor.pk)).exists()


def ended(*, actor, user):
    """Stands for what an app gives and takes back (a calendar, a token)."""
    actions.roles.record(actor=actor, verb="test.ended", user=str(user.pk))


def test_a_manager_touches_neither_an_administrator_nor_whoever_holds_more_elsewhere(cast, login, role, mailoutbox):
    client = login(cast.manager)
    above = Membership.objects.get(user=cast.territory_admin)
    assert [act(client, above, what).status_code for what in ("verrouiller", "second-facteur")] == [404, 404]
    MembershipFactory(user=cast.advisor, organisation=OrganisationFactory(association=True), role="territory_admin")
    assert [act(client, role, what).status_code for what in ("second-facteur", "mot-de-passe")] == [403, 403]
    assert cast.advisor.authenticator_set.exists()
    assert not mailoutbox


def test_nobody_locks_itself_out(cast, admin):
    own = Membership.objects.get(user=cast.territory_admin)
    assert act(admin, own, "verrouiller").status_code == 404


def test_an_administrator_of_another_territory_finds_no_account(cast, login, role):
    client = login(cast.stranger, host="foix.localhost")
    assert act(client, role, "verrouiller").status_code == 403
    role.refresh_from_db()
    assert role.locked_at is None
