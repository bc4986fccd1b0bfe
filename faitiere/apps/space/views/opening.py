"""Opening one's space alone: what is answered never says whether an address is known."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from faitiere.apps.accounts import oidc
from faitiere.apps.accounts.enums import Provider
from faitiere.apps.cases.communes import served
from faitiere.apps.cases.rules import Refused
from faitiere.lib.access import public, signed_in
from faitiere.lib.rates import allowed, visitor_of

from .. import actions
from ..erasure import own_person
from ..forms.opening import AddressForm, ProjectForm, SpaceForm

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_ASKED_PER_HOUR, _MAILS_PER_HOUR, _PROJECTS_PER_HOUR = 10, 3, 5


@require_http_methods(["GET", "HEAD", "POST"])
@public
def opening(request):
    """Type an address: the same page answers whatever it is."""
    form = AddressForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "space/opening.html", {"form": form}, status=422 if form.errors else 200)
    if not allowed("space-opening", visitor_of(request), per_hour=_ASKED_PER_HOUR):
        return render(request, "429.html", status=429)
    email = form.cleaned_data["email"]
    if not form.is_robot and allowed("space-opening-mail", email, per_hour=_MAILS_PER_HOUR):
        actions.ask_to_open(actor=request.actor, email=email)
    return redirect("space:opening_sent")


@require_safe
@public
def opening_sent(request):
    return render(request, "space/opening_sent.html")


def _proven(request, email: str) -> dict | None:
    """The identity this browser proved at FranceConnect, when it has this very address."""
    found = oidc.waiting(request)
    return found if found and found["provider"] == Provider.FRANCECONNECT and found["email"] == email else None


@require_http_methods(["GET", "HEAD", "POST"])
@public
@sensitive_post_parameters("password", "again")
def opening_link(request, token):
    """Name and password of a proven address; no password when FranceConnect has just said who has it.

    Reading the page never uses the link up.
    """
    email = actions.read_opening_token(token)
    if not email:
        return render(request, "space/opening_gone.html", status=410)
    proven = _proven(request, email)
    form = SpaceForm(request.POST or None, proven=proven)
    if request.method == "POST" and form.is_valid():
        subject = proven["subject"] if proven else ""
        try:
            user = actions.open_space(actor=request.actor, email=email, new=form.space(), subject=subject)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("account_login")
        oidc.waits_no_more(request)
        if is_mfa_enabled(user):
            return redirect("account_login")
        login(request, user, backend=_BACKEND)
        messages.success(request, "Votre espace est ouvert.")
        return redirect("space:index")
    context = {"form": form, "email": email, "proven": proven}
    return render(request, "space/opening_link.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request):
    """A project of one's own: the organisation of the commune takes it."""
    person = own_person(request.user)
    form = ProjectForm(
        request.POST or None, territory=request.territory, initial={"phone": person.phone if person else ""}
    )
    if request.method == "POST" and form.is_valid():
        if not allowed("space-project", str(request.user.pk), per_hour=_PROJECTS_PER_HOUR):
            return render(request, "429.html", status=429)
        try:
            case = actions.open_project(actor=request.actor, asked=form.cleaned_data)
        except Refused as refused:
            form.add_error("commune", str(refused))
        else:
            messages.success(request, "Votre projet est ouvert. Un conseiller vous répond sous deux jours ouvrés.")
            return redirect("space:case", case.pk)
    context = {"form": form, "communes": served()}
    return render(request, "space/new.html", context, status=422 if form.errors else 200)
