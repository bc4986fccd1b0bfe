from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.territories.models import Territory
from faitiere.lib.access import for_platform, for_roles, public, signed_in

from . import actions
from .actors import DESK_ROLES, actor_for
from .enums import Role
from .forms import ColleagueForm, PasswordForm
from .permissions import managed_by

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
    return redirect("portal:space")


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
        login(request, user, backend=_BACKEND)
        messages.success(request, "Votre mot de passe est enregistré. Bienvenue dans votre espace.")
        return redirect(invited.next_path)
    return render(request, "accounts/invitation.html", {"form": form, "invited": invited.user})


@require_http_methods(["GET", "POST"])
@for_roles(Role.TERRITORY_ADMIN, Role.MANAGER)
def people(request):
    """Accounts of the territory, and the form that invites a colleague."""
    form = ColleagueForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        actions.invite_colleague(actor=request.actor, colleague=form.cleaned_data)
        messages.success(request, f"Invitation envoyée à {form.cleaned_data['email']}.")
        return redirect("accounts:people")
    memberships = managed_by(request.actor).order_by("organisation__name", "user__last_name", "id")
    protected = set(Authenticator.objects.filter(user__in=memberships.values("user")).values_list("user", flat=True))
    return render(request, "accounts/people.html", {"form": form, "memberships": memberships, "protected": protected})


@require_POST
@for_roles(Role.TERRITORY_ADMIN, Role.MANAGER)
def end_role(request, membership_id):
    membership = get_object_or_404(managed_by(request.actor).exclude(user=request.user), pk=membership_id)
    actions.end_role(actor=request.actor, membership=membership)
    messages.success(request, f"L'accès de {membership.user} est retiré dès maintenant.")
    return redirect("accounts:people")


@require_POST
@for_roles(Role.TERRITORY_ADMIN, Role.MANAGER)
def reset_second_factor(request, membership_id):
    membership = get_object_or_404(managed_by(request.actor).exclude(user=request.user), pk=membership_id)
    actions.reset_second_factor(actor=request.actor, user=membership.user)
    messages.success(request, f"{membership.user} devra choisir un nouveau second facteur à sa prochaine connexion.")
    return redirect("accounts:people")


@require_safe
@for_platform
def platform(request):
    """Territories of the platform: names and addresses only, never what households said."""
    return render(request, "accounts/platform.html", {"territories": Territory.objects.prefetch_related("hosts")})
