"""Who is in the space of the condominium, what they wrote and put there: a referent, a syndic, two owners."""

from django.urls import reverse
from django.utils import timezone

from faitiere.apps.accounts.actions import accept_invitation
from faitiere.apps.accounts.actors import actor_for
from faitiere.apps.accounts.models import Invitation
from faitiere.apps.assemblies.actions import NewMember, invite_member, save_owner_facts, say_intention
from faitiere.apps.assemblies.enums import LoanChoice
from faitiere.apps.buildings.actions import link_owner
from faitiere.apps.cases.actions import add_document, change_participant, invite_to_space, set_readers
from faitiere.apps.cases.enums import Visibility
from faitiere.apps.cases.models import Participant, Stage
from faitiere.apps.condominiums.actions import write
from faitiere.apps.studies import bills
from faitiere.lib.reports import bill_balance_pdf

from ..stories import PASSWORD


def _open_account(told, participant: Participant) -> None:
    user = participant.person.user
    invitation = Invitation.objects.filter(user=user, used_at=None).first()
    accept_invitation(actor=actor_for(user, told.setting.territory), invitation=invitation, password=PASSWORD)


def _owner(told, name: str):
    return told.case.home.condominium.owners.get(name=name) if name else None


def _lead(told, step) -> None:
    """The main contact becomes the energy referent, speaks for its lots and opens its space."""
    main = told.case.participants.get(is_main=True)
    change_participant(actor=told.actor, participant=main, role=step["lead"], can_view_space=True)
    link_owner(actor=told.actor, owner=_owner(told, step["owner"]), person=main.person)
    invite_to_space(actor=told.actor, participant=main, next_path=reverse("space:case", args=[told.case.pk]))
    main.person.refresh_from_db()
    _open_account(told, main)


def _member(told, step) -> None:
    """Asked in by the referent, it opens its space."""
    referent = told.case.participants.get(is_main=True).person.user
    given = {"first_name": step["first"], "last_name": step["last"], "email": step["email"]}
    new = NewMember(step["member"], **given, owner=_owner(told, step.get("owner", "")))
    invite_member(actor=actor_for(referent, told.setting.territory), case=told.case, new=new)
    _open_account(told, told.case.participants.get(person__email=step["email"]))


def _actor_of(told, email: str):
    return actor_for(told.case.participants.get(person__email=email).person.user, told.setting.territory)


def _declares(told, step) -> None:
    """An owner says, in private, that it lets its flat, and shows the council how it leans."""
    actor, owner = _actor_of(told, step["declares"]), _owner(told, step["owner"])
    fields = {"stay": step["stay"], "loan": LoanChoice.COLLECTIVE}
    save_owner_facts(actor=actor, owner=owner, fields=fields, by_owner=True)
    meeting = told.case.home.condominium.meetings.get()
    said = {one.pk: (leaning, False) for one, leaning in zip(meeting.resolutions.all(), step["leanings"], strict=True)}
    asked = {"attending": step["attending"], "sharing": "council"}
    say_intention(actor=actor, meeting=meeting, owner=owner, fields=asked, leanings=said)


def _says(told, step) -> None:
    write(actor=_actor_of(told, step["says"]), case=told.case, text=step["text"], readers=step["readers"])


def _balance(told, step) -> None:
    """The printed balance of the bills, filed under a stage for everybody."""
    case = told.case
    found = bills.balance(case.home, bills.rows(case.home), on=timezone.localdate())
    content = bill_balance_pdf(bills.printed(case, found, territory=told.setting.territory))
    document = add_document(
        actor=told.actor,
        case=case,
        category="report",
        title=step["balance"],
        content=content,
        name="bilan-des-factures.pdf",
        visibility=Visibility.SHARED,
    )
    stage = Stage.objects.get(project_kind=case.project_kind, position=step["stage_of"])
    set_readers(actor=told.actor, document=document, readers=step["readers"], stage=stage)


COUNCIL_STEPS = {
    "lead": _lead,
    "member": _member,
    "declares": _declares,
    "says": _says,
    "balance": _balance,
}
