import contextlib
import uuid

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.accounts.enums import Role
from faitiere.lib.access import for_roles
from faitiere.lib.numbers import count

from .. import actions
from ..enums import MailFate
from ..forms import ReleaseForm
from ..models import IncomingMail
from ..permissions import can_write, visible_to
from ..rules import Refused
from ..tasks import fetch_inbox

_SHOWN, _AT_ONCE = 50, 500


def kept_apart(actor):
    """Mails to check: those of the cases an actor may open; those of no case, for the territory's administrator."""
    mails = IncomingMail.objects.filter(fate=MailFate.QUARANTINE).select_related("case")
    own = Q(case__in=visible_to(actor).order_by().values("pk"))
    return mails.filter(own | Q(case__isnull=True) if actor.has(Role.TERRITORY_ADMIN) else own)


def _show(request, bound: ReleaseForm | None = None):
    waiting = kept_apart(request.actor)
    page = Paginator(waiting.prefetch_related("attachments").order_by("-received_at", "pk"), _SHOWN).get_page(
        request.GET.get("page")
    )
    same = waiting.filter(sender__in={one.sender for one in page if one.sender}).order_by()
    by_sender = dict(same.values_list("sender").annotate(Count("pk")))
    cases, rows = visible_to(request.actor), []
    for mail in page:
        form = ReleaseForm(cases=cases, mail=mail)
        bad = bound is not None and bound.prefix == form.prefix
        rows.append({"mail": mail, "form": bound if bad else form, "from_sender": by_sender.get(mail.sender, 0)})
    has_box = bool(settings.INBOX and settings.INBOX_ADDRESS)
    context = {"rows": rows, "page": page, "at_once": _AT_ONCE, "has_box": has_box}
    return render(request, "cases/quarantine.html", context, status=422 if bound else 200)


def _back(request):
    """The page of the list one was on."""
    page = request.GET.get("page", "")
    return redirect(reverse("cases:quarantine") + (f"?page={page}" if page.isascii() and page.isdigit() else ""))


@require_safe
@for_roles(*DESK_ROLES)
def quarantine(request):
    """Mails whose origin is not proven, until somebody decides."""
    return _show(request)


def _find(request, mail_id) -> IncomingMail:
    mail = kept_apart(request.actor).filter(pk=mail_id).first()
    if mail is None or not can_write(request.actor):
        raise Http404
    return mail


@require_POST
@for_roles(*DESK_ROLES)
def inbox_fetch(request):
    """Ask for the mailbox to be read now rather than at its next turn."""
    fetch_inbox.enqueue()
    messages.success(request, "La boîte va être relevée. Rechargez la page dans quelques secondes.")
    return redirect("cases:quarantine")


@require_POST
@for_roles(*DESK_ROLES)
def mail_release(request, mail_id):
    mail = _find(request, mail_id)
    form = ReleaseForm(request.POST, cases=visible_to(request.actor), mail=mail)
    if not form.is_valid():
        return _show(request, form)
    case = form.cleaned_data["number"]
    main = next((part.person for part in case.active_participants()), None)
    try:
        remembered = main if form.cleaned_data["remember"] else None
        actions.release_mail(actor=request.actor, mail=mail, case=case, person=remembered)
    except Refused as refused:
        messages.error(request, str(refused))
        return _back(request)
    messages.success(request, f"Courriel classé dans le dossier {case.number}.")
    return redirect("cases:timeline", case.pk)


@require_POST
@for_roles(*DESK_ROLES)
def mail_reject(request, mail_id):
    try:
        actions.reject_mail(actor=request.actor, mail=_find(request, mail_id))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Courriel écarté. Son texte et ses fichiers sont effacés ici, pas dans la boîte.")
    return _back(request)


def _chosen(request) -> list[IncomingMail]:
    """Mails ticked, or the first ones of a sender; among those the actor may deal with."""
    if not can_write(request.actor):
        return []
    waiting = kept_apart(request.actor).order_by("received_at", "pk")
    if sender := request.POST.get("expediteur", ""):
        return list(waiting.filter(sender=sender)[:_AT_ONCE])
    ids = []
    for text in request.POST.getlist("courriel")[:_AT_ONCE]:
        with contextlib.suppress(ValueError):
            ids.append(uuid.UUID(text))
    return list(waiting.filter(pk__in=ids))


@require_POST
@for_roles(*DESK_ROLES)
def mails_reject(request):
    """Set several aside at once: those ticked, or those of one sender."""
    done = actions.reject_mails(actor=request.actor, mails=_chosen(request))
    if done:
        said = count(done, "courriel écarté", "courriels écartés")
        messages.success(request, f"{said}. Leurs textes et leurs fichiers sont effacés ici, pas dans la boîte.")
    else:
        messages.warning(request, "Cochez au moins un courriel qui attend encore.")
    return _back(request)
