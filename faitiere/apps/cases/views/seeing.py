from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.accounts.forms import ReasonToSeeForm
from faitiere.apps.accounts.permissions import can_see_as_household
from faitiere.apps.accounts.views.seeing import begin, show_reason_form
from faitiere.lib.access import for_roles

from ..shell import find_case


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def see_as(request, case_id, participant_id):
    """Look at a household's space as it sees it: this case only, for a reason it will read."""
    case = find_case(request, case_id)
    with_account = case.followers().filter(person__user__isnull=False, person__user__is_active=True)
    person = get_object_or_404(with_account, pk=participant_id).person
    if not can_see_as_household(request.actor, person.user):
        raise PermissionDenied
    form = ReasonToSeeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return begin(request, seen=person.user, reason=form.cleaned_data["reason"], case_id=case.pk)
    return show_reason_form(request, form=form, seen=person.user)
