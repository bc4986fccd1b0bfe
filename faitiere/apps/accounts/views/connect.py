from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.lib.access import public, signed_in

from .. import actions, oidc
from ..actors import actor_for
from ..enums import Provider
from ..models import ExternalIdentity

_NEXT = "connect_next"


def _provider(name: str) -> Provider:
    """The provider, or 404 when the settings do not offer it."""
    found = next((one for one in oidc.offered() if one == name), None)
    if found is None:
        raise Http404
    return found


def _back_to_sign_in(request, refused: oidc.Refused):
    messages.error(request, str(refused))
    return redirect("accounts:identities" if request.user.is_authenticated else "account_login")


@require_safe
@public
@never_cache
def connect(request, provider):
    """To FranceConnect or ProConnect."""
    asked = request.GET.get("next", "")
    safe = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    request.session[_NEXT] = asked if safe else ""
    try:
        return oidc.leave_for(request, _provider(provider))
    except oidc.Refused as refused:
        return _back_to_sign_in(request, refused)


@require_safe
@public
@never_cache
def connect_back(request, provider):
    """Back from there: an identity already linked signs in, with the second factor when there is one."""
    try:
        identity = oidc.identity_of(request, _provider(provider))
        known = ExternalIdentity.objects.filter(provider=identity.provider, subject=identity.subject).first()
        if known is None:
            oidc.wait_for_account(request, identity)
            return redirect("accounts:link")
        actions.check_use(actor=actor_for(known.user, request.territory), provider=identity.provider)
    except oidc.Refused as refused:
        return _back_to_sign_in(request, refused)
    actions.used_identity(identity=known)
    return perform_login(request, known.user, redirect_url=request.session.pop(_NEXT, "") or None)


@require_http_methods(["GET", "HEAD", "POST"])
@public
@never_cache
def link(request):
    """First time: sign in once by the usual way, then say that both are the same person."""
    pending = oidc.waiting(request)
    if pending is None:
        return render(request, "accounts/link_gone.html", status=410)
    provider = _provider(pending["provider"])
    if not request.user.is_authenticated:
        return render(request, "accounts/first_time.html", {"provider": provider, "pending": pending})
    try:
        actions.check_link(actor=request.actor, provider=provider, email=pending["email"])
        if request.method == "POST":
            given = {"subject": pending["subject"], "email": pending["email"]}
            actions.link_identity(actor=request.actor, provider=provider, **given)
    except oidc.Refused as refused:
        oidc.waits_no_more(request)
        return _back_to_sign_in(request, refused)
    if request.method != "POST":
        return render(request, "accounts/link.html", {"provider": provider, "pending": pending})
    oidc.waits_no_more(request)
    messages.success(request, f"{provider.label} ouvre maintenant votre compte.")
    return redirect(request.session.pop(_NEXT, "") or "accounts:home")


@require_safe
@signed_in
def identities(request):
    """By what else than a password one's own account opens."""
    linked = {one.provider: one for one in ExternalIdentity.objects.filter(user=request.user)}
    theirs = Provider.PROCONNECT if request.actor.is_staff else Provider.FRANCECONNECT
    shown = [one for one in Provider if one in linked or (one == theirs and one in oidc.offered())]
    rows = [{"provider": one, "linked": linked.get(one)} for one in shown]
    return render(request, "accounts/identities.html", {"rows": rows})


@require_POST
@signed_in
def unlink(request, provider):
    if provider not in Provider.values:
        raise Http404
    actions.unlink_identity(actor=request.actor, provider=Provider(provider))
    messages.success(request, f"{Provider(provider).label} n'ouvre plus votre compte.")
    return redirect("accounts:identities")
