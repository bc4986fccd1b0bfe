"""What professionals and visitors propose: sent, confirmed by mail, settled by the desk with a word of thanks."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.accounts.enums import Role
from faitiere.apps.accounts.permissions import holders_of
from faitiere.apps.audit.actions import record
from faitiere.apps.notifications.actions import notify, queue
from faitiere.apps.notifications.kinds import DirectoryProposal
from faitiere.apps.territories.models import Commune

from ..enums import ProposalKind, ProposalState, Source, Standing
from ..links import CONFIRM, link_to
from ..models import Professional, Proposal
from ..rules import Refused
from .professionals import FILE_FIELDS, TOLD_FIELDS, Given, add_professional, correct_professional, set_standing

# How long a proposal is kept: without its confirmation, then once settled (draft forms: three months, trust.md).
_UNCONFIRMED_KEPT = dt.timedelta(days=30)
_KEPT = dt.timedelta(days=91)
_PENDING_KEPT = dt.timedelta(days=730)
_SUBJECTS = {
    ProposalKind.REGISTER: "Confirmez votre inscription à l'annuaire",
    ProposalKind.CORRECT: "Confirmez la correction de votre fiche",
    ProposalKind.WITHDRAW: "Confirmez le retrait de votre fiche",
}


@dataclass(frozen=True)
class NewProposal:
    """What somebody outside sends: of which kind, from which address, the cleaned form, about whom."""

    kind: str
    email: str
    asked: dict
    professional: Professional | None = None


@transaction.atomic
def propose(*, actor, new: NewProposal, mailed: bool = True) -> Proposal:
    """Keep what is proposed until its address is confirmed; the same form sent again replaces the first.

    mailed  False when this address was written to often enough: the proposal is kept, no mail leaves
    """
    siret = new.professional.siret if new.professional else new.asked["siret"]
    known = {"kind": new.kind, "siret": siret, "email": new.email.lower(), "state": ProposalState.UNCONFIRMED}
    fields = {"asked": new.asked, "professional": new.professional, "expires_at": timezone.now() + _UNCONFIRMED_KEPT}
    proposal, _ = Proposal.objects.update_or_create(**known, defaults=fields)
    record(actor=actor, verb="directory.proposed", target=proposal, kind=str(new.kind))
    if mailed:
        _write(actor, proposal, "confirm", subject=_SUBJECTS[ProposalKind(new.kind)])
    return proposal


def _write(actor, proposal: Proposal, name: str, *, subject: str) -> None:
    context = {"proposal": proposal, "territory": actor.territory, "name": _name_of(proposal)}
    context["link"] = link_to(actor.territory, CONFIRM, proposal) if name == "confirm" else ""
    text = render_to_string(f"directory/mail/{name}.txt", context)
    queue(recipient=proposal.email, subject=subject, text=text, kind="directory.proposal")


def _name_of(proposal: Proposal) -> str:
    return proposal.professional.name if proposal.professional else proposal.asked.get("name", "")


@transaction.atomic
def confirm(*, actor, proposal: Proposal) -> bool:
    """The address answered: the proposal waits for the desk. Done twice, nothing more happens."""
    fields = {"state": ProposalState.PENDING, "confirmed_at": timezone.now()}
    fields["expires_at"] = timezone.now() + _PENDING_KEPT
    waiting = Proposal.objects.filter(pk=proposal.pk, state=ProposalState.UNCONFIRMED)
    if not waiting.update(**fields):
        return False
    record(actor=actor, verb="directory.confirmed", target=proposal)
    _tell_desk(actor, proposal)
    return True


def _tell_desk(actor, proposal: Proposal) -> None:
    text = f"{proposal.get_kind_display().lower()}, {_name_of(proposal)}"
    told = DirectoryProposal(text=text, path=reverse("directory:proposal", args=[proposal.pk]))
    notify(actor=actor, people=holders_of(Role.TERRITORY_ADMIN, Role.MANAGER), notification=told)


@transaction.atomic
def report_problem(*, actor, professional: Professional, text: str, email: str = "") -> Proposal:
    """Somebody says that a page is wrong: it waits for the desk at once."""
    proposal = Proposal.objects.create(
        kind=ProposalKind.PROBLEM,
        state=ProposalState.PENDING,
        professional=professional,
        siret=professional.siret,
        email=email.lower(),
        asked={"text": text},
        expires_at=timezone.now() + _PENDING_KEPT,
    )
    record(actor=actor, verb="directory.problem_told", target=proposal)
    _tell_desk(actor, proposal)
    return proposal


def given_by(proposal: Proposal) -> Given:
    """The values a proposal brings, as the desk's own forms give them."""
    fields = {name: proposal.asked[name] for name in (*FILE_FIELDS, *TOLD_FIELDS) if name in proposal.asked}
    areas = list(Commune.objects.filter(pk__in=proposal.asked.get("areas", [])).defer("contour"))
    return Given(fields, proposal.asked.get("trades", []), areas)


def _claim(proposal: Proposal, state: str, actor, reason: str) -> None:
    now = timezone.now()
    fields = {"state": state, "settled_at": now, "settled_by": actor.user, "reason": reason[:500]}
    pending = Proposal.objects.filter(pk=proposal.pk, state=ProposalState.PENDING)
    if not pending.update(**fields, expires_at=now + _KEPT):
        raise Refused("Un collègue a déjà traité cette proposition.")
    for name, value in fields.items():
        setattr(proposal, name, value)


@transaction.atomic
def accept(*, actor, proposal: Proposal, reason: str = "") -> None:
    """Do what is proposed, and thank its author."""
    _claim(proposal, ProposalState.ACCEPTED, actor, reason)
    known = proposal.professional or Professional.objects.filter(siret=proposal.siret).first()
    if proposal.kind == ProposalKind.WITHDRAW:
        told = "Demandé par l'entreprise"
        set_standing(actor=actor, professional=known, standing=Standing.WITHDRAWN, reason=told)
    elif proposal.kind != ProposalKind.PROBLEM:
        known = _apply(actor, proposal, known)
    Proposal.objects.filter(pk=proposal.pk).update(professional=known)
    proposal.professional = known
    record(actor=actor, verb="directory.accepted", target=proposal)
    if proposal.email:
        _write(actor, proposal, "accepted", subject="Merci, l'annuaire est à jour")


def _apply(actor, proposal: Proposal, known: Professional | None) -> Professional:
    """A registration makes the company, or joins the one the RGE file brought meanwhile."""
    if known is None:
        given = given_by(proposal)
        try:
            with transaction.atomic():
                return add_professional(actor=actor, siret=proposal.siret, given=given, source=Source.SELF)
        except IntegrityError as error:
            raise Refused("Cette entreprise vient d'entrer dans l'annuaire : recommencez.") from error
    correct_professional(actor=actor, professional=known, given=given_by(proposal))
    if known.standing == Standing.WITHDRAWN:
        set_standing(actor=actor, professional=known, standing=Standing.PUBLISHED)
    return known


@transaction.atomic
def refuse(*, actor, proposal: Proposal, reason: str) -> None:
    """Do nothing of it, and say why to its author."""
    if not reason.strip():
        raise Refused("Dites pourquoi : la personne reçoit votre réponse.")
    _claim(proposal, ProposalState.REFUSED, actor, reason.strip())
    record(actor=actor, verb="directory.refused", target=proposal)
    if proposal.email:
        _write(actor, proposal, "refused", subject="Votre proposition pour l'annuaire")
