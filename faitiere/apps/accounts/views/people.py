from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.lib.access import for_roles

from .. import actions
from ..enums import Role
from ..forms import BulkInvitationForm, ColleagueForm, RoleDatesForm, own_organisations
from ..listing import STATES, listed, state_of
from ..permissions import can_manage_account, can_see_as, managed_by

_PER_PAGE = 50
_MANAGERS = (Role.TERRITORY_ADMIN, Role.MANAGER)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*_MANAGERS)
def people(request):
    """Accounts of the territory, filtered, and the form that invites a colleague."""
    form = ColleagueForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        actions.invite_colleague(actor=request.actor, colleague=form.cleaned_data)
        messages.success(request, f"Invitation envoyée à {form.cleaned_data['email']}.")
        return redirect("accounts:people")
    page = Paginator(listed(request.actor, request.GET), _PER_PAGE).get_page(request.GET.get("page"))
    for membership in page.object_list:
        membership.state = state_of(membership)
    context = {
        "form": form,
        "page": page,
        "states": STATES,
        "roles": Role.choices,
        "organisations": own_organisations(request.actor),
    }
    return render(request, "accounts/people.html", context)


def managed(request, membership_id):
    """The membership, or 404; nobody manages its own account."""
    return get_object_or_404(managed_by(request.actor).exclude(user=request.user), pk=membership_id)


def _managed_account(request, membership_id):
    """The membership of an account whose every role is managed by the actor; else 403."""
    membership = managed(request, membership_id)
    if not can_manage_account(request.actor, membership.user):
        raise PermissionDenied
    return membership


def _show_account(request, membership, dates_form=None):
    user = membership.user
    known = {"valid_from": membership.valid_from, "valid_to": membership.valid_to}
    others = managed_by(request.actor).filter(user=user).exclude(pk=membership.pk).order_by("-valid_from")
    context = {
        "membership": membership,
        "state": state_of(membership),
        "others": [(one, state_of(one)) for one in others],
        "protected": user.authenticator_set.exists(),
        "opened": user.has_usable_password(),
        "manages": can_manage_account(request.actor, user),
        "sees": can_see_as(request.actor, user),
        "dates_form": dates_form or RoleDatesForm(initial=known),
    }
    return render(request, "accounts/account.html", context, status=422 if dates_form else 200)


@require_safe
@for_roles(*_MANAGERS)
def account(request, membership_id):
    """One account: its role here, its security, what may be done about it."""
    return _show_account(request, managed(request, membership_id))


@require_POST
@for_roles(*_MANAGERS)
def role_dates(request, membership_id):
    membership, form = managed(request, membership_id), RoleDatesForm(request.POST)
    if not form.is_valid():
        return _show_account(request, membership, dates_form=form)
    actions.set_role_dates(actor=request.actor, membership=membership, **form.cleaned_data)
    messages.success(request, "Dates enregistrées.")
    return redirect("accounts:account", membership_id)


@require_POST
@for_roles(*_MANAGERS)
def lock(request, membership_id):
    membership = managed(request, membership_id)
    actions.lock(actor=request.actor, membership=membership)
    messages.success(request, f"L'accès de {membership.user} est verrouillé : ses sessions sont fermées.")
    return redirect("accounts:account", membership_id)


@require_POST
@for_roles(*_MANAGERS)
def unlock(request, membership_id):
    membership = managed(request, membership_id)
    actions.unlock(actor=request.actor, membership=membership)
    messages.success(request, f"L'accès de {membership.user} est rouvert.")
    return redirect("accounts:account", membership_id)


@require_POST
@for_roles(*_MANAGERS)
def end_role(request, membership_id):
    membership = managed(request, membership_id)
    actions.end_role(actor=request.actor, membership=membership)
    messages.success(request, f"L'accès de {membership.user} est retiré dès maintenant.")
    return redirect("accounts:people")


@require_POST
@for_roles(*_MANAGERS)
def reset_second_factor(request, membership_id):
    membership = _managed_account(request, membership_id)
    actions.reset_second_factor(actor=request.actor, user=membership.user)
    messages.success(request, f"{membership.user} devra choisir un nouveau second facteur à sa prochaine connexion.")
    return redirect("accounts:account", membership_id)


@require_POST
@for_roles(*_MANAGERS)
def send_reset(request, membership_id):
    membership = _managed_account(request, membership_id)
    actions.send_password_reset(actor=request.actor, user=membership.user, request=request)
    messages.success(request, f"Lien de nouveau mot de passe envoyé à {membership.user.email}.")
    return redirect("accounts:account", membership_id)


@require_POST
@for_roles(*_MANAGERS)
def invite_again(request, membership_id):
    membership = _managed_account(request, membership_id)
    actions.invite_again(actor=request.actor, membership=membership)
    messages.success(request, f"Nouvelle invitation envoyée à {membership.user.email}. La précédente ne sert plus.")
    return redirect("accounts:account", membership_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*_MANAGERS)
def bulk(request):
    """Many invitations: the list is read and shown first, then sent as a whole."""
    form = BulkInvitationForm(request.POST or None, request.FILES or None, actor=request.actor)
    valid = request.method == "POST" and form.is_valid() and not form.faulty
    if valid and "envoyer" in request.POST:
        sent = actions.invite_colleagues(actor=request.actor, colleagues=form.colleagues())
        messages.success(request, f"Invitations envoyées : {len(sent)}.")
        return redirect("accounts:people")
    context = {"form": form, "ready": valid, "sending": form.colleagues() if valid else []}
    return render(request, "accounts/bulk.html", context, status=422 if request.method == "POST" and not valid else 200)
