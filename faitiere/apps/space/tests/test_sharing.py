"""Letting somebody in to one's space: exactly what was ticked, until a day, and out at once."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from faitiere.apps.accounts.actors import actor_for, system_actor
from faitiere.apps.accounts.models import Invitation, User
from faitiere.apps.accounts.tests.factories import sign_in
from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.audit.rights import export
from faitiere.apps.cases.actions import NewGuest, add_document, add_entry, let_in, show_out
from faitiere.apps.cases.enums import GuestRight
from faitiere.apps.cases.models import Participant, SpaceGuest
from faitiere.apps.cases.rules import Refused
from faitiere.apps.contacts.models import Person
from faitiere.apps.notifications.models import Notice, OutgoingMail

CLAIRE = "claire.cazalbou@example.net"
FORM = {"first_name": "Claire", "last_name": "Cazalbou", "email": CLAIRE, "role": "relative", "rights": ["documents"]}


def until(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


@pytest.fixture
def share(cast, toulouse, case):
    """`share(*rights)` lets Claire in for ten days; her client."""

    def _share(*rights, days=10, email=CLAIRE):
        new = NewGuest("Claire", "Cazalbou", email, "relative", rights, until(days))
        guest = let_in(actor=actor_for(cast.household, toulouse), case=case, new=new)
        return guest, sign_in(User.objects.get(email=email))

    return _share


def kept(toulouse, case, **fields):
    given = {"category": "report", "title": "Compte-rendu", "content": b"%PDF-1.7 essai", "name": "a.pdf"}
    return add_document(actor=system_actor(toulouse), case=case, visibility="shared", **given | fields)


def test_the_household_invites_and_the_desk_is_told(cast, space, case):
    answer = space.post(f"{space.space}partager/", FORM | {"valid_to": until(30).isoformat()})
    assert answer.status_code == 302
    guest = SpaceGuest.objects.get()
    assert (guest.name, guest.rights, guest.valid_to) == ("Claire Cazalbou", ["documents"], until(30))
    assert Notice.objects.get(user=cast.advisor).kind == "space_shared"
    assert "/invitation/" in OutgoingMail.objects.get(recipient=CLAIRE).text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"rights": []}, "Cochez au moins une chose"),
        ({"valid_to": "2020-01-01"}, "Cette date est passée"),
        ({"valid_to": "2099-01-01"}, "deux ans au plus"),
        ({"email": "claire"}, "Cette adresse est incomplète"),
        ({"last_name": ""}, "Écrivez son nom"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_let_in(space, case, change, sentence):
    answer = space.post(f"{space.space}partager/", FORM | {"valid_to": until(30).isoformat()} | change)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not SpaceGuest.objects.exists()


def test_a_guest_opens_what_was_ticked_and_nothing_else(share, toulouse, case):
    _, claire = share(GuestRight.DOCUMENTS)
    found = {page: claire.get(f"/espace/{case.pk}/{page}").status_code for page in ("", "documents/")}
    closed = ("messages/", "plan/", "aides/", "logement/", "mes-donnees/", "partager/", "qui-a-regarde/")
    refused = {page: claire.get(f"/espace/{case.pk}/{page}").status_code for page in closed}
    assert set(found.values()) == {200}
    assert set(refused.values()) == {404}


def test_a_guest_reads_documents_but_never_the_tax_notice(share, toulouse, case):
    report = kept(toulouse, case)
    notice = kept(toulouse, case, category="income", title="Avis d'impôt 2026")
    _, claire = share(GuestRight.DOCUMENTS)
    page = claire.get(f"/espace/{case.pk}/documents/").content.decode()
    assert "Compte-rendu" in page
    assert "Avis d" not in page
    assert claire.get(f"/espace/{case.pk}/documents/{report.pk}/").status_code == 200
    assert claire.get(f"/espace/{case.pk}/documents/{notice.pk}/").status_code == 404


@pytest.mark.parametrize("page", ["documents/envoyer/", "messages/envoyer/", "vu/", "partager/", "logement/area/"])
def test_a_guest_with_documents_only_changes_nothing(share, case, page):
    _, claire = share(GuestRight.DOCUMENTS)
    assert claire.post(f"/espace/{case.pk}/{page}", {"text": "Bonjour"}).status_code == 404
    assert not case.entries.filter(kind="message").exists()


def test_a_guest_who_may_write_signs_its_messages(share, case):
    _, claire = share(GuestRight.MESSAGES)
    claire.post(f"/espace/{case.pk}/messages/envoyer/", {"text": "Je peux venir mardi."})
    assert case.entries.get(kind="message").title == "Message de Claire Cazalbou, sur invitation du ménage"


def test_a_guest_with_messages_learns_the_name_of_no_document(share, toulouse, case):
    kept(toulouse, case, category="income", title="Avis d'impôt 2026")
    _, claire = share(GuestRight.MESSAGES)
    assert "impôt" not in claire.get(f"/espace/{case.pk}/messages/").content.decode()


def test_what_a_guest_reads_stays_unread_by_the_household(share, toulouse, case):
    add_entry(actor=system_actor(toulouse), case=case, kind="note", title="Nouvelle", visibility="shared")
    _, claire = share(GuestRight.MESSAGES)
    claire.get(f"/espace/{case.pk}/messages/")
    assert claire.post(f"/espace/{case.pk}/vu/").status_code == 404
    assert case.entries.get(title="Nouvelle").read_at is None


def test_a_share_withdrawn_closes_the_space_its_sessions_and_its_links(share, space, case):
    guest, claire = share(GuestRight.DOCUMENTS)
    assert claire.get(f"/espace/{case.pk}/").status_code == 200
    space.post(f"{space.space}partager/{guest.pk}/retirer/")
    assert claire.get(f"/espace/{case.pk}/").headers["Location"].startswith("/compte/login/")
    assert sign_in(User.objects.get(email=CLAIRE)).get(f"/espace/{case.pk}/").status_code == 404
    assert not Invitation.objects.filter(user__email=CLAIRE, used_at=None).exists()


def test_a_share_ends_by_itself_after_its_last_day(share, case):
    share(GuestRight.DOCUMENTS, days=3)
    with time_machine.travel(timezone.now() + dt.timedelta(days=3), tick=False):
        assert sign_in(User.objects.get(email=CLAIRE)).get(f"/espace/{case.pk}/").status_code == 200
    with time_machine.travel(timezone.now() + dt.timedelta(days=4), tick=False):
        assert sign_in(User.objects.get(email=CLAIRE)).get(f"/espace/{case.pk}/").status_code == 404


def test_nobody_ends_the_share_of_another_case(share, cast, login, case):
    guest, _ = share(GuestRight.DOCUMENTS)
    assert login(cast.teammate).post(f"/espace/{case.pk}/partager/{guest.pk}/retirer/").status_code == 404
    assert (
        login(cast.other_organisation)
        .post(f"/bureau/dossiers/{case.pk}/personnes/invites/{guest.pk}/retirer/")
        .status_code
        == 404
    )
    guest.refresh_from_db()
    assert guest.ended_at is None


def test_the_desk_sees_the_guests_and_can_end_a_share(share, cast, login, case):
    guest, _ = share(GuestRight.PLAN)
    desk = login(cast.advisor)
    page = desk.get(f"/bureau/dossiers/{case.pk}/personnes/").content.decode()
    assert "Claire Cazalbou" in page
    desk.post(f"/bureau/dossiers/{case.pk}/personnes/invites/{guest.pk}/retirer/")
    guest.refresh_from_db()
    assert guest.ended_at


def test_the_household_sees_that_its_guest_looked(share, space, case):
    _, claire = share(GuestRight.DOCUMENTS)
    claire.get(f"/espace/{case.pk}/")
    assert "A regardé le" in space.get(f"{space.space}partager/").content.decode()
    assert "Claire Cazalbou" in space.get(f"{space.space}qui-a-regarde/").content.decode()


def test_a_guest_is_no_participant_and_its_data_hold_no_case(share, case):
    guest, _ = share(GuestRight.DOCUMENTS)
    assert Participant.objects.filter(person=guest.person).count() == 0
    assert "dossier" not in export(guest.person)


def test_an_address_known_to_the_guichet_says_nothing_of_it(share, case):
    known = Person.objects.create(last_name="Estève", first_name="Paul", email="paul@example.net", name_key="ESTEVE")
    guest, _ = share(GuestRight.DOCUMENTS, email="paul@example.net")
    assert guest.name == "Claire Cazalbou"
    assert guest.person_id != known.pk


def test_inviting_again_changes_the_rights_and_keeps_one_share(share, case):
    share(GuestRight.DOCUMENTS)
    share(GuestRight.PLAN)
    assert [one.rights for one in SpaceGuest.objects.filter(ended_at=None)] == [["plan"]]


def test_an_agent_of_the_guichet_is_not_invited(cast, toulouse, case):
    new = NewGuest("Karim", "Benhaddou", cast.teammate.email, "other", ("documents",), until(3))
    with pytest.raises(Refused, match="agent du guichet"):
        let_in(actor=actor_for(cast.household, toulouse), case=case, new=new)


def test_showing_out_twice_writes_one_line(share, cast, toulouse):
    guest, _ = share(GuestRight.DOCUMENTS)
    for _ in range(2):
        show_out(actor=actor_for(cast.household, toulouse), guest=guest)
    assert AuditEvent.objects.filter(verb="space.guest_shown_out").count() == 1
