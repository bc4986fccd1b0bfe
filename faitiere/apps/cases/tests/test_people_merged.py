"""Two rows of one person made one, with everything that pointed at either, and put back as they were."""

import pytest

from faitiere.apps.accounts.tests.factories import UserFactory
from faitiere.apps.audit.actions import erase
from faitiere.apps.cases.models import Participant
from faitiere.apps.cases.permissions import in_space_of
from faitiere.apps.contacts import actions
from faitiere.apps.contacts.actions.merging import FIELDS, fingerprint
from faitiere.apps.contacts.models import Consent, ContactList, DuplicatePair, Person, PersonMerge
from faitiere.apps.contacts.rules import Refused
from faitiere.apps.contacts.tests.factories import PersonFactory
from faitiere.apps.notifications.models import OutgoingMail

from .factories import CaseFactory, ParticipantFactory


@pytest.fixture
def yvette(toulouse):
    return PersonFactory()


@pytest.fixture
def twin(toulouse):
    """The same Yvette, written a second time during another call."""
    return PersonFactory(last_name="Cazalboux", email="y.cazalbou@example.org", phone="+33561000001")


def merge(actor, kept, dropped, **chosen):
    values = {name: getattr(kept, name) for name in FIELDS} | chosen
    return actions.merge(actor=actor, kept=kept, dropped=dropped, chosen=values)


def everything() -> dict:
    """Rows of the tables a merge touches, to compare before and after."""
    models = (Person, Participant, Consent, *(one.through for one in (Person.tags, ContactList.people)))
    return {one.__name__: list(one._base_manager.order_by("pk").values()) for one in models}


def test_cases_lists_consents_and_tags_follow_to_the_person_kept(actor, yvette, twin):
    case = CaseFactory(person=twin)
    chosen_list = actions.create_list(actor=actor, given=actions.NewList("Réunion de mars"))
    actions.add_to_list(actor=actor, contact_list=chosen_list, person=twin)
    actions.give_consent(actor=actor, person=twin, purpose="newsletter", text_shown="Oui ?", source="Téléphone")
    actions.tag_person(actor=actor, person=twin, name="Bénévole")
    merge(actor, yvette, twin)
    assert case.participants.get().person == yvette
    assert [*chosen_list.people.all()] == [yvette]
    assert (yvette.consents.count(), yvette.tags.count(), yvette.households.count()) == (1, 1, 1)


def test_the_phone_and_address_not_chosen_stay_known_and_their_mails_too(actor, yvette, twin):
    OutgoingMail.objects.create(recipient="y.cazalbou@example.org", subject="Bonjour", text="")
    merge(actor, yvette, twin)
    yvette.refresh_from_db()
    assert yvette.all_emails() == ["yvette.cazalbou@example.org", "y.cazalbou@example.org"]
    assert {one.value for one in yvette.points.filter(kind="phone")} == {"+33561000001"}


def test_undoing_puts_every_row_back(actor, yvette, twin):
    CaseFactory(person=twin)
    actions.give_consent(actor=actor, person=twin, purpose="newsletter", text_shown="Oui ?", source="Téléphone")
    actions.tag_person(actor=actor, person=twin, name="Bénévole")
    before = everything()
    done = merge(actor, yvette, twin, phone=twin.phone)
    assert everything() != before
    assert actions.undo_merge(actor=actor, done=done) == 0
    assert everything() == before
    assert not yvette.points.exists()


def test_both_in_one_case_keep_one_place_with_the_rights_of_both(actor, yvette, twin):
    case = CaseFactory(person=yvette)
    Participant.objects.filter(case=case).update(is_main=False, can_view_space=False)
    ParticipantFactory(case=case, person=twin, is_main=True)
    before = everything()
    done = merge(actor, yvette, twin)
    part = case.participants.get()
    assert (part.person, part.is_main, part.can_view_space) == (yvette, True, True)
    actions.undo_merge(actor=actor, done=done)
    assert everything() == before


def test_an_account_follows_and_two_accounts_both_keep_their_case(actor, yvette, twin):
    Person.objects.filter(pk=yvette.pk).update(user=UserFactory())
    Person.objects.filter(pk=twin.pk).update(user=UserFactory())
    case = CaseFactory(person=twin)
    merge(actor, yvette, twin)
    accounts = Person.objects.get(pk=yvette.pk).accounts()
    seen = [list(in_space_of(type(actor)(territory=actor.territory, user=one))) for one in accounts]
    assert seen == [[case], [case]]


def test_what_changed_since_the_merge_is_left_alone_when_undone(actor, yvette, twin):
    done = merge(actor, yvette, twin, phone=twin.phone)
    fresh = actions.PersonFields("Cazalbou", "Yvette", "", "+33639981999", "yvette.cazalbou@example.org")
    actions.update_person(actor=actor, person=yvette, given=fresh)
    assert actions.undo_merge(actor=actor, done=done) == 1
    yvette.refresh_from_db()
    twin.refresh_from_db()
    assert (yvette.phone, twin.phone, twin.merged_into) == ("+33639981999", "+33561000001", None)


def test_someone_who_writes_during_a_merge_reaches_the_person_kept(actor, yvette, twin):
    """A form opened on the second row before the merge, sent after it."""
    stale = Person.objects.get(pk=twin.pk)
    merge(actor, yvette, twin)
    actions.tag_person(actor=actor, person=stale, name="À rappeler")
    fields = actions.PersonFields("Cazalbou", "Yvette", "Mme", "+33639981433", "yvette.cazalbou@example.org")
    assert actions.update_person(actor=actor, person=stale, given=fields) == yvette
    assert [one.name for one in yvette.tags.all()] == ["À rappeler"]


def test_a_value_that_changed_while_comparing_stops_the_merge(actor, yvette, twin):
    seen = fingerprint(yvette, twin)
    Person.objects.filter(pk=twin.pk).update(phone="+33561000009")
    values = {name: getattr(yvette, name) for name in FIELDS}
    with pytest.raises(Refused, match="a changé pendant que vous compariez"):
        actions.merge(actor=actor, kept=yvette, dropped=twin, chosen=values, seen=seen)
    assert not PersonMerge.objects.exists()


def test_merging_twice_or_with_oneself_is_refused(actor, yvette, twin):
    with pytest.raises(Refused, match="deux fiches différentes"):
        merge(actor, yvette, yvette)
    merge(actor, yvette, twin)
    with pytest.raises(Refused, match="plus rien à faire"):
        merge(actor, yvette, twin)


def test_merges_in_a_row_are_undone_the_last_first(actor, yvette, twin):
    third = PersonFactory(first_name="Yvette", email="yc@example.org", phone="")
    first_merge = merge(actor, yvette, twin)
    yvette.refresh_from_db()
    second_merge = merge(actor, third, yvette)
    with pytest.raises(Refused, match="Annulez d'abord la dernière"):
        actions.undo_merge(actor=actor, done=first_merge)
    actions.undo_merge(actor=actor, done=second_merge)
    actions.undo_merge(actor=actor, done=first_merge)
    assert Person.objects.current().count() == 3


def test_do_not_contact_survives_a_merge(actor, yvette, twin):
    actions.forbid_contact(actor=actor, person=twin, reason="A demandé par téléphone")
    merge(actor, yvette, twin)
    yvette.refresh_from_db()
    assert yvette.can_be_written_to is False


def test_an_undone_pair_is_not_proposed_again(actor, yvette):
    twin = PersonFactory()
    actions.look_for_duplicates(actor=actor)
    assert DuplicatePair.objects.get().state == "to_check"
    actions.undo_merge(actor=actor, done=merge(actor, yvette, twin))
    actions.look_for_duplicates(actor=actor)
    assert DuplicatePair.objects.get().state == "apart"


def test_erasing_the_person_kept_erases_what_the_merge_remembered(actor, yvette, twin):
    merge(actor, yvette, twin)
    yvette.refresh_from_db()
    erase(actor=actor, person=yvette)
    assert not PersonMerge.objects.exists()
    assert not yvette.points.exists()
    assert set(Person.objects.values_list("last_name", "email", "phone")) == {("", "", "")}
