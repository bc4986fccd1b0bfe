"""People of a case: roles, rights with dates, invitation to the project space, household, organisations."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.accounts.models import Invitation, User
from faitiere.apps.cases import actions
from faitiere.apps.cases.models import Case, Participant
from faitiere.apps.cases.permissions import in_space_of, related_to, visible_to
from faitiere.apps.cases.rules import Refused
from faitiere.apps.cases.tests.factories import CaseFactory, ParticipantFactory
from faitiere.apps.contacts.models import Household, Person
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.notifications.models import OutgoingMail
from faitiere.apps.territories.tests.factories import OrganisationFactory


@pytest.fixture
def claire(case):
    """Yvette's daughter, who follows the case."""
    person = PersonFactory(first_name="Claire", email="claire@example.org", phone="+33639981434")
    return ParticipantFactory(case=case, person=person, role="relative", is_main=False)


def post(desk, name, case, *more, **given):
    return desk.post(reverse(f"cases:{name}", args=[case.pk, *more]), given)


def joining(**given) -> dict:
    known = {"last_name": "Cazalbou", "first_name": "Gérard", "role": "owner", "can_view_space": "on"}
    return {f"nouveau-{key}": value for key, value in (known | given).items()}


def test_an_owner_who_joins_is_named_in_the_title(desk, case):
    post(desk, "participant_add", case, **joining())
    case.refresh_from_db()
    assert case.title == "Yvette et Gérard Cazalbou"
    assert case.household.people.count() == 2


def test_a_person_already_known_is_not_doubled(desk, case):
    same = joining(first_name="Yvette", phone="06 39 98 14 33")
    page = post(desk, "participant_add", case, **same).content.decode()
    assert "est déjà dans ce dossier" in page
    assert (Person.objects.count(), Participant.objects.count()) == (1, 1)


def household_base(desk, case) -> str:
    """What the page holds of a household of which nothing is known yet."""
    Household.objects.update(size=None, rfr_euros=None, rfr_year=None, occupancy="")
    return desk.get(reverse("cases:people", args=[case.pk])).context["household_form"]["base"].value()


def test_two_advisors_on_the_household_see_both_values_and_lose_nothing(desk, cast, login, case):
    """Both read an unknown income; Karim saves 24 000 €, Inès 26 000 € and the size: she is told, nothing is lost."""
    base = household_base(desk, case)
    post(login(cast.teammate), "household", case, **{"menage-rfr_euros": "24000", "menage-base": base})
    mine = {"menage-rfr_euros": "26000", "menage-size": "2", "menage-base": base}
    told = post(desk, "household", case, **mine)
    assert list(told.context["household_form"].errors) == ["rfr_euros"]
    assert "maintenant « 24\u00a0000 »" in told.content.decode()
    assert Household.objects.get().rfr_euros == 24_000
    again = mine | {"menage-base": told.context["household_form"]["base"].value()}
    post(desk, "household", case, **again)
    assert (Household.objects.get().rfr_euros, Household.objects.get().size) == (26_000, 2)


def test_two_advisors_on_two_values_of_the_household_both_win(desk, case):
    base = household_base(desk, case)
    Household.objects.update(rfr_euros=24_000)
    post(desk, "household", case, **{"menage-size": "3", "menage-base": base})
    assert (Household.objects.get().rfr_euros, Household.objects.get().size) == (24_000, 3)


@pytest.mark.parametrize("given", [{"last_name": ""}, {"phone": "06"}, {"email": "x@"}, {"role": "boss"}])
def test_a_bad_person_is_refused_and_kept_on_screen(desk, case, given):
    page = post(desk, "participant_add", case, **joining(**given))
    assert page.status_code == 200
    assert "Gérard" in page.content.decode()
    assert Participant.objects.count() == 1


def test_a_person_and_its_rights_are_corrected(desk, case, claire):
    prefix = f"p{claire.pk.hex[:8]}"
    given = {f"{prefix}-last_name": "Cazalbou-Roux", f"{prefix}-first_name": "Claire", f"{prefix}-role": "other"}
    post(desk, "participant_change", case, claire.pk, **given)
    claire.refresh_from_db()
    assert (claire.role, claire.can_view_space, claire.person.last_name) == ("other", False, "Cazalbou-Roux")


def test_a_person_withdrawn_loses_access_at_once(desk, cast, toulouse, case, claire):
    Person.objects.filter(pk=claire.person_id).update(user=cast.household)
    assert in_space_of(cast.actor("household", toulouse)).exists()
    post(desk, "participant_end", case, claire.pk)
    assert not in_space_of(cast.actor("household", toulouse)).exists()
    assert Participant.objects.get(pk=claire.pk).valid_to < timezone.localdate()


def test_the_main_contact_leaves_only_after_another_is_chosen(desk, case, claire):
    yvette = case.participants.get(is_main=True)
    page = desk.post(reverse("cases:participant_end", args=[case.pk, yvette.pk]), follow=True).content.decode()
    assert "contact principal" in page
    post(desk, "main_contact", case, claire.pk)
    post(desk, "participant_end", case, yvette.pk)
    assert [part.person for part in case.active_participants()] == [claire.person]


def test_an_invitation_is_mailed_with_a_single_use_link(desk, case, claire):
    post(desk, "invitation", case, claire.pk)
    mail, invitation = OutgoingMail.objects.get(), Invitation.objects.get()
    assert mail.recipient == "claire@example.org"
    assert "/invitation/" in mail.text
    assert invitation.token_hash not in mail.text
    assert invitation.next_path == reverse("space:case", args=[case.pk])
    claire.person.refresh_from_db()
    assert claire.person.user == User.objects.get(email="claire@example.org")


def test_nobody_is_invited_without_an_address(desk, case, claire):
    Person.objects.filter(pk=claire.person_id).update(email="")
    page = desk.post(reverse("cases:invitation", args=[case.pk, claire.pk]), follow=True).content.decode()
    assert "adresse e-mail" in page
    assert not Invitation.objects.exists()


def test_an_account_belongs_to_one_person(actor, case, claire):
    taken = User.objects.create_user("claire@example.org")
    PersonFactory(user=taken)
    with pytest.raises(Refused, match="autre personne"):
        actions.invite_to_space(actor=actor, participant=claire, next_path="/espace/")
    assert not OutgoingMail.objects.exists()


def test_the_household_is_corrected(desk, case):
    given = {"menage-size": "3", "menage-rfr_euros": "31 500", "menage-rfr_year": "", "menage-occupancy": "tenant"}
    post(desk, "household", case, **given)
    household = Household.objects.get()
    assert (household.size, household.rfr_euros, household.occupancy) == (3, 31_500, "tenant")


@pytest.mark.parametrize("size", ["0", "40", "-1", "deux"])
def test_an_absurd_household_is_refused_and_unchanged(desk, case, size):
    page = post(desk, "household", case, **{"menage-size": size}).content.decode()
    assert "Le ménage compte de 1 à 20 personnes" in page
    assert Household.objects.get().size == 2


def test_a_partner_opens_the_case_until_withdrawn(desk, cast, toulouse, case):
    association = OrganisationFactory(association=True)
    post(desk, "partner_add", case, **{"associer-organisation": str(association.pk)})
    assert case in visible_to(cast.actor("other_organisation", toulouse))
    post(desk, "partner_remove", case, association.pk)
    assert case not in visible_to(cast.actor("other_organisation", toulouse))


@pytest.mark.parametrize("trait", ["funder"])
def test_a_funder_never_joins_a_case(desk, case, trait):
    post(desk, "partner_add", case, **{"associer-organisation": str(OrganisationFactory(**{trait: True}).pk)})
    assert not case.partners.exists()


def test_a_case_given_away_stays_readable(desk, case, cast, toulouse):
    association = OrganisationFactory(association=True)
    post(desk, "transfer", case, **{"confier-organisation": str(association.pk)})
    case = Case.objects.get()
    assert (case.organisation, case.advisor) == (association, None)
    assert case in visible_to(cast.actor("advisor", toulouse))
    assert case in visible_to(cast.actor("other_organisation", toulouse))


@pytest.mark.parametrize("target", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_a_case_cannot_be_given_to_nobody(desk, case, target):
    assert post(desk, "transfer", case, **{"confier-organisation": target}).status_code == 200
    assert Case.objects.get().organisation == case.organisation


def test_another_case_of_the_same_phone_is_shown_unless_out_of_sight(actor, case):
    again = CaseFactory(stage=case.stage)
    CaseFactory(stage=case.stage, organisation=OrganisationFactory(association=True))
    assert list(related_to(case, actor)) == [again]


def test_a_role_begins_on_the_day_typed(desk, case):
    post(desk, "participant_add", case, **joining(role="president", valid_from="14/06/2024"))
    joined = Participant.objects.get(role="president")
    assert joined.valid_from == dt.date(2024, 6, 14)
    prefix = f"p{joined.pk.hex[:8]}"
    shown = desk.get(reverse("cases:people", args=[case.pk])).context["cards"]
    card = next(one for one in shown if one["participant"] == joined)
    kept = {one.html_name: one.value() for one in (*card["person_form"], *card["role_form"]) if one.value()}
    assert kept[f"{prefix}-valid_from"] == dt.date(2024, 6, 14)
    post(desk, "participant_change", case, joined.pk, **kept | {f"{prefix}-valid_from": "01/09/2025"})
    joined.refresh_from_db()
    assert joined.valid_from == dt.date(2025, 9, 1)


def test_a_role_to_come_is_refused(desk, case):
    assert "Cette date est à venir" in post(desk, "participant_add", case, **joining(valid_from="01/01/2099")).text
    assert Participant.objects.count() == 1
