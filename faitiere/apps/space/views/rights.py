"""Data rights done by the person: see, correct, agree or not, take a copy, be erased; and who looked."""

import uuid

from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.models import Impersonation
from faitiere.apps.audit.actions import record
from faitiere.apps.audit.rules import VERB_LABELS
from faitiere.apps.cases.permissions import in_space_of
from faitiere.apps.cases.reading import openings_of, readers_of
from faitiere.apps.cases.rules import Refused
from faitiere.apps.cases.space import find_in_space, space_context
from faitiere.apps.contacts.consent_texts import TEXTS
from faitiere.apps.contacts.enums import Purpose
from faitiere.lib.access import public, signed_in
from faitiere.lib.rates import allowed
from faitiere.lib.uploads import open_kept

from .. import actions
from ..enums import CopyState
from ..erasure import erasure_of, own_person
from ..forms.rights import EraseForm, NewEmailForm, OwnDetailsForm
from ..models import DataCopy

TAB = "space:data"
_MAILS_PER_HOUR, _COPIES_PER_HOUR, _TRIES_PER_HOUR = 5, 5, 10
_PER_PAGE = 50
# The same acts, told to the household whose space it is.
_IN_MY_SPACE = {"space.read": "a regardé votre espace", "document.read": "a ouvert un de vos documents"}


def _person(request):
    """The person of the account, or 404: an account that no person of this territory holds has nothing here."""
    person = own_person(request.user)
    if person is None or person.erased_at:
        raise Http404
    return person


def _consents(person) -> list[dict]:
    """Each purpose, its sentence, and the agreement that holds."""
    held = {one.purpose: one for one in person.consents.filter(withdrawn_at__isnull=True)}
    return [{"purpose": one, "label": one.label, "text": TEXTS[one], "held": held.get(one)} for one in Purpose]


def _own(request) -> dict:
    """What is shown of a person, whatever the project."""
    person = _person(request)
    copies = DataCopy.objects.filter(person=person, expires_at__gt=timezone.now())
    return {
        "person": person,
        "details_form": OwnDetailsForm.of(person),
        "email_form": NewEmailForm(),
        "consents": _consents(person),
        "copy": copies.first(),
        "visits": Impersonation.objects.filter(seen=request.user).select_related("by")[:20],
    }


def _case_of(request):
    """The project whose page the form was on, when it says one of the person's."""
    try:
        wanted = uuid.UUID(request.POST.get("dossier", ""))
    except ValueError:
        return None
    return in_space_of(request.actor).filter(pk=wanted).first()


def _show(request, context, status=200):
    """The page, dressed by the project it was opened from when there is one."""
    case = _case_of(request)
    dressed = (space_context(request, case, TAB) | {"readers": readers_of(case)}) if case else {}
    return render(request, "space/data.html", _own(request) | dressed | context, status=status)


def _back(request):
    """The page the form was on."""
    case = _case_of(request)
    return redirect(TAB, case.pk) if case else redirect("space:account")


@require_safe
@signed_in
def own_data(request, case_id):
    """What the guichet knows of me, and who opened my file."""
    case = find_in_space(request, case_id)
    context = _own(request) | space_context(request, case, TAB) | {"readers": readers_of(case)}
    return render(request, "space/data.html", context)


@require_safe
@signed_in
def account(request):
    """The same, for somebody without a project of its own: a guest, a new account."""
    return render(request, "space/data.html", _own(request))


@require_POST
@signed_in
def correct(request):
    """Name and phone, corrected at once."""
    person = _person(request)
    form = OwnDetailsForm.of(person, request.POST)
    if not form.is_valid():
        return _show(request, {"details_form": form}, status=422)
    actions.correct_person(actor=request.actor, person=person, given=form.person(person))
    messages.success(request, "Vos coordonnées sont corrigées.")
    return _back(request)


@require_POST
@signed_in
def email(request):
    """Ask for another address: the mail sent there decides."""
    form = NewEmailForm(request.POST)
    if not form.is_valid():
        return _show(request, {"email_form": form}, status=422)
    if not allowed("space-email", str(request.user.pk), per_hour=_MAILS_PER_HOUR):
        return render(request, "429.html", status=429)
    actions.ask_for_new_email(actor=request.actor, user=request.user, email=form.cleaned_data["email"])
    messages.success(request, f"Un lien est parti vers {form.cleaned_data['email']}. Ouvrez-le pour confirmer.")
    return _back(request)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def email_confirm(request, token):
    """The link of the new address; reading the page changes nothing."""
    address = actions.read_email_token(token, user=request.user)
    if not address:
        return render(request, "space/email_gone.html", status=410)
    if request.method == "POST":
        try:
            actions.confirm_new_email(actor=request.actor, user=request.user, email=address)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"Votre adresse est maintenant {address}.")
        return redirect("space:account")
    return render(request, "space/email_confirm.html", {"address": address})


@require_POST
@signed_in
def consent(request, purpose):
    """Withdraw an agreement, or give it again, for one purpose."""
    if purpose not in Purpose.values:
        raise Http404
    given = actions.change_agreement(actor=request.actor, person=_person(request), purpose=purpose)
    said = "Accord donné" if given else "Accord retiré"
    messages.success(request, f"{said} : {Purpose(purpose).label.lower()}.")
    return _back(request)


@require_POST
@signed_in
def copy_ask(request):
    """Have a copy of everything made."""
    if not allowed("space-copy", str(request.user.pk), per_hour=_COPIES_PER_HOUR):
        return render(request, "429.html", status=429)
    actions.ask_for_copy(actor=request.actor, person=_person(request))
    messages.success(request, "Votre copie se prépare. Elle apparaît ici dans un instant.")
    return _back(request)


@require_safe
@signed_in
def copy_state(request):
    """Where the copy is, asked again by the page until it is ready."""
    return render(request, "space/copy.html", _own(request))


@require_safe
@signed_in
def copy_file(request, copy_id):
    """The archive, for its person only, while it lasts."""
    ready = DataCopy.objects.filter(person=_person(request), state=CopyState.READY, expires_at__gt=timezone.now())
    copy = get_object_or_404(ready, pk=copy_id)
    record(actor=request.actor, verb="data.copy_downloaded", target=copy)
    answer = FileResponse(open_kept(copy.vault_name), as_attachment=True, filename="mes-donnees.zip")
    answer.headers["Content-Type"] = "application/zip"
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


@require_safe
@signed_in
def journal(request, case_id):
    """Every time somebody else opened the file."""
    case = find_in_space(request, case_id)
    page = Paginator(openings_of(case), _PER_PAGE).get_page(request.GET.get("page"))
    for event in page.object_list:
        event.words = _IN_MY_SPACE.get(event.verb) or VERB_LABELS.get(event.verb, event.verb)
    return render(request, "space/journal.html", space_context(request, case, TAB) | {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@sensitive_post_parameters("password")
def erase(request):
    """What would go, what is kept and why; then erasure, at once."""
    person = _person(request)
    form = EraseForm(request.POST or None, user=request.user, person=person)
    if request.method == "POST" and form.is_valid():
        actions.erase_own_data(actor=request.actor, person=person)
        logout(request)
        return redirect("space:erased")
    if request.method == "POST" and not allowed("space-erase", str(request.user.pk), per_hour=_TRIES_PER_HOUR):
        return render(request, "429.html", status=429)
    context = {"form": form, "planned": erasure_of(person), "back": reverse("space:index")}
    return render(request, "space/erase.html", context, status=422 if form.errors else 200)


@require_safe
@public
def erased(request):
    return render(request, "space/erased.html")
