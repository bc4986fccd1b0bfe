from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from faitiere.apps.accounts.enums import Role
from faitiere.apps.accounts.permissions import managed_by
from faitiere.apps.accounts.views.people import managed
from faitiere.lib.access import for_roles

from .. import actions
from ..forms import HandoverForm
from ..handover import in_hand


def _answer(request, left: list[str], answer):
    """Say what could not change hands, one by one."""
    for sentence in left:
        messages.warning(request, f"À déplacer : {sentence} C'est dans les tâches du collègue.")
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.TERRITORY_ADMIN, Role.MANAGER)
def hand_over(request, membership_id):
    """A colleague leaves: cases, tasks and appointments to others, access ended, in one screen."""
    membership = managed(request, membership_id)
    leaving, held = membership.user, in_hand(request.actor, membership.user)
    form = HandoverForm(request.POST or None, held=held)
    if request.method == "POST" and form.is_valid():
        given = {key: form.cleaned_data[key] for key in ("takers", "piece_takers")}
        if "retirer" in request.POST:
            theirs = managed_by(request.actor).active().filter(user=leaving)
            left = actions.see_off(actor=request.actor, memberships=theirs, held=held, **given)
            messages.success(request, f"L'accès de {leaving} est retiré partout, dès maintenant.")
            return _answer(request, left, redirect("accounts:people"))
        left = actions.hand_over(actor=request.actor, held=held, **given)
        messages.success(request, f"Ce que {leaving} avait en main est confié.")
        return _answer(request, left, redirect("accounts:account", membership_id))
    context = {"form": form, "held": held, "leaving": leaving, "membership": membership}
    return render(request, "cases/hand_over.html", context, status=422 if form.errors else 200)
