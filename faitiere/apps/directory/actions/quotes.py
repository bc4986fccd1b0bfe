"""Requests for quotes of a household or a council: asked, answered by a signed link, withdrawn; the address last."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.accounts.actors import Actor
from faitiere.apps.audit.actions import record
from faitiere.apps.cases.actions import add_entry
from faitiere.apps.cases.enums import EntryKind, Visibility
from faitiere.apps.cases.models import Case
from faitiere.apps.cases.notices import followers_at_desk
from faitiere.apps.cases.permissions import members_reading, people_of_account
from faitiere.apps.cases.rules import readers_of_council
from faitiere.apps.notifications.actions import file_under, notify, queue
from faitiere.apps.notifications.kinds import QuoteAnswered
from faitiere.lib.numbers import count, join_words

from ..enums import InvitationState
from ..links import ANSWER, link_to
from ..models import MOST_PROFESSIONALS, Professional, QuoteInvitation, QuoteRequest
from ..rules import Refused

CONSENT = (
    "J'accepte que le guichet envoie cette description et ma commune aux professionnels choisis. Mon nom, mon adresse, "
    "mon téléphone et mon e-mail ne sont donnés qu'à ceux qui acceptent. Je peux retirer ma demande à tout moment."
)


@dataclass(frozen=True)
class Works:
    """What professionals are told before they accept."""

    works: str
    place: str
    home: str
    note: str = ""


@transaction.atomic
def ask_for_quotes(*, actor, case: Case, told: Works, professionals: list[Professional]) -> QuoteRequest:
    """Send the description to up to five professionals; a request still open is completed, with its first words.

    Raises `Refused` when more than five would be asked at once, or when one cannot be written to.
    """
    if not professionals:
        raise Refused("Choisissez au moins un professionnel.")
    if without := [one.name for one in professionals if not one.email]:
        raise Refused(f"Pas d'adresse e-mail pour {join_words(without)} : appelez directement.")
    request = QuoteRequest.objects.select_for_update().filter(case=case, withdrawn_at=None).first()
    if request is None:
        request = QuoteRequest.objects.create(
            case=case, consent_text=CONSENT, asked_by=actor.user, **{name: getattr(told, name) for name in _WORDS}
        )
    invited = _invite(actor, request, professionals)
    names = join_words([one.professional.name for one in invited])
    _tell_case(actor, case, f"Devis demandés à {count(len(invited), 'professionnel')}", f"{names}.\n\n{request.works}")
    record(actor=actor, verb="quotes.asked", target=request, case_id=case.pk, to=[str(one.pk) for one in professionals])
    return request


_WORDS = ("works", "place", "home", "note")


def _invite(actor, request: QuoteRequest, professionals: list[Professional]) -> list[QuoteInvitation]:
    live = [one for one in request.invitations.all() if one.is_live]
    known = set(request.invitations.values_list("professional_id", flat=True))
    free = [place for place in range(1, MOST_PROFESSIONALS + 1) if place not in {one.place for one in live}]
    new = [one for one in professionals if one.pk not in known]
    if not new:
        raise Refused("Ces professionnels ont déjà reçu votre demande.")
    if len(new) > len(free):
        left = f"{count(len(free), 'place')} encore" if free else "aucune place"
        raise Refused(f"Cinq professionnels au plus à la fois : il reste {left}. Retirez-en, ou attendez une réponse.")
    invited = [
        QuoteInvitation(request=request, professional=one, place=place) for one, place in zip(new, free, strict=False)
    ]
    try:
        with transaction.atomic():
            QuoteInvitation.objects.bulk_create(invited)
    except IntegrityError as error:
        raise Refused("Votre demande vient de partir d'une autre fenêtre. Voyez où elle en est.") from error
    for invitation in invited:
        context = {"invitation": invitation, "request": request, "territory": actor.territory}
        context["link"] = link_to(actor.territory, ANSWER, invitation)
        text = render_to_string("directory/mail/quote_asked.txt", context)
        subject = f"Demande de devis à {request.place}"
        queue(recipient=invitation.professional.email, subject=subject, text=text, kind="directory.quote")
    return invited


@transaction.atomic
def answer_quote(*, territory, invitation: QuoteInvitation, accepted: bool, reason: str = "") -> bool:
    """The professional answers; False when it was answered or withdrawn meanwhile, and nothing happens then."""
    state = InvitationState.ACCEPTED if accepted else InvitationState.DECLINED
    waiting = QuoteInvitation.objects.filter(pk=invitation.pk, state=InvitationState.SENT)
    if not waiting.update(state=state, reason=reason[:300], answered_at=timezone.now()):
        return False
    invitation.refresh_from_db()
    professional, case = invitation.professional, invitation.request.case
    actor = Actor(territory=territory, label=professional.name)
    said = "accepte de faire un devis" if accepted else "ne fera pas de devis"
    title = f"{professional.name} {said}"
    _tell_case(actor, case, title, invitation.reason)
    record(actor=actor, verb="quotes.answered", target=invitation, case_id=case.pk, accepted=accepted)
    notify(actor=actor, people=followers_at_desk(case), notification=QuoteAnswered(case=case, text=title))
    _tell_household(territory, case, title, accepted)
    if accepted:
        _give_address(territory, invitation)
    return True


def _tell_case(actor, case: Case, title: str, text: str = "") -> None:
    """A line of the timeline that the household reads; in a condominium, its council."""
    add_entry(
        actor=actor,
        case=case,
        kind=EntryKind.NOTE,
        title=title,
        text=text,
        visibility=Visibility.SHARED,
        readers=readers_of_council(case),
    )


def _tell_household(territory, case: Case, title: str, accepted: bool) -> None:
    context = {"case": case, "title": title, "accepted": accepted, "territory": territory}
    context["link"] = territory.absolute(reverse("directory:quotes", args=[case.pk]))
    text = render_to_string("directory/mail/quote_told.txt", context)
    people = [one.person for one in members_reading(case, readers_of_council(case)) if one.person.can_be_written_to]
    mails = [queue(recipient=one.email, subject=title, text=text, kind="directory.quote_told") for one in people]
    file_under(mails=mails, case=case)


def contact_of(request: QuoteRequest) -> dict:
    """What a professional who accepted is given: whoever asked, who agreed to it, and where the home is."""
    case = request.case
    asker = people_of_account(case, request.asked_by).first() if request.asked_by else None
    asker = asker or case.active_participants().first()
    person = asker.person if asker else None
    return {
        "name": str(person) if person else "",
        "phone": person.phone if person else "",
        "email": person.email if person else "",
        "address": case.home.address_line,
    }


def _give_address(territory, invitation: QuoteInvitation) -> None:
    context = {"contact": contact_of(invitation.request), "request": invitation.request, "territory": territory}
    context["link"] = link_to(territory, ANSWER, invitation)
    text = render_to_string("directory/mail/quote_accepted.txt", context)
    subject = f"Coordonnées pour le devis à {invitation.request.place}"
    queue(recipient=invitation.professional.email, subject=subject, text=text, kind="directory.quote")


@transaction.atomic
def withdraw_invitation(*, actor, invitation: QuoteInvitation) -> bool:
    """Take the request back from one professional, who is told; its link shows nothing more."""
    live = QuoteInvitation.objects.filter(pk=invitation.pk, state__in=[InvitationState.SENT, InvitationState.ACCEPTED])
    if not live.update(state=InvitationState.WITHDRAWN, answered_at=timezone.now()):
        return False
    case = invitation.request.case
    title = f"Demande de devis retirée à {invitation.professional.name}"
    _tell_case(actor, case, title)
    record(actor=actor, verb="quotes.withdrawn", target=invitation, case_id=case.pk)
    context = {"request": invitation.request, "territory": actor.territory}
    text = render_to_string("directory/mail/quote_withdrawn.txt", context)
    subject = f"Demande de devis à {invitation.request.place} : retirée"
    queue(recipient=invitation.professional.email, subject=subject, text=text, kind="directory.quote")
    return True


@transaction.atomic
def withdraw_request(*, actor, request: QuoteRequest) -> None:
    """Take the whole request back."""
    if not QuoteRequest.objects.filter(pk=request.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        return
    for invitation in request.invitations.select_related("professional", "request__case"):
        withdraw_invitation(actor=actor, invitation=invitation)
