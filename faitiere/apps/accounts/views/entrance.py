from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from faitiere.apps.territories.models import Territory
from faitiere.lib.access import for_platform, public, signed_in

from .. import actions
from ..actors import DESK_ROLES, actor_for
from ..enums import Role
from ..forms import PasswordForm
from ..models import Membership

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
@signed_in
def home(request):
    """Where each person lands after signing in."""
    actor = request.actor
    if actor.has(*DESK_ROLES):
        return redirect("cases:day")
    if actor.has(Role.FUNDER):
        return redirect("steering:dashboard")
    if actor.is_platform_admin:
        return redirect("accounts:platform")
    if Membership.objects.filter(user=request.user, locked_at__isnull=False).exists():
        return render(request, "accounts/locked.html", status=403)
    return redirect("space:index")


@require_http_methods(["GET", "POST"])
@public
@sensitive_post_parameters("password", "again")
def invitation(request, token):
    """Set a password from a single-use link. Reading the page never uses the link up."""
    invited = actions.open_invitation(token)
    if invited is None:
        return render(request, "accounts/invitation_gone.html", status=410)
    form = PasswordForm(request.POST or None, user=invited.user)
    if request.method == "POST" and form.is_valid():
        actor = actor_for(invited.user, request.territory)
        user = actions.accept_invitation(actor=actor, invitation=invited, password=form.cleaned_data["password"])
        if is_mfa_enabled(user):
            messages.success(request, "Votre mot de passe est enregistré. Connectez-vous, avec votre second facteur.")
            return redirect("account_login")
        login(request, user, backend=_BACKEND)
        messages.success(request, "Votre mot de passe est enregistré. Bienvenue dans votre espace.")
        return redirect(invited.next_path)
    return render(request, "accounts/invitation.html", {"form": form, "invited": invited.user})


@require_safe
@for_platform
def platform(request):
    """Territories of the platform: names and addresses only, never what households said."""
    return render(request, "accounts/platform.html", {"territories": Territory.objects.prefetch_related("hosts")})
