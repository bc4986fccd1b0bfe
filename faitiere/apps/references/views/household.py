from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from faitiere.apps.cases.space import find_in_space
from faitiere.lib.access import signed_in

from .. import actions
from ..enums import ConsentSource
from ..space import may_agree


@require_POST
@signed_in
def agree(request, case_id):
    """The household agrees to the publication of the sheet it has read in its space."""
    case = find_in_space(request, case_id)
    reference = get_object_or_404(case.references, case=case)
    if may_agree(request.actor, case) and not reference.has_consent:
        role = case.participants.filter(person__user=request.user).first()
        by = role.get_role_display() if role else "Le ménage"
        given = {"by": by, "source": ConsentSource.SPACE, "on": timezone.localdate()}
        actions.give_consent(actor=request.actor, reference=reference, **given)
        messages.success(request, "Merci. Votre accord est enregistré, vous pouvez le retirer à tout moment.")
    return redirect("space:case", case.pk)


@require_POST
@signed_in
def withdraw(request, case_id):
    """The household takes its agreement back: the sheet is off the portal at once."""
    case = find_in_space(request, case_id)
    reference = get_object_or_404(case.references, case=case)
    if may_agree(request.actor, case):
        actions.withdraw_consent(actor=request.actor, reference=reference)
        messages.success(request, "Votre accord est retiré : la fiche n'est plus publiée.")
    return redirect("space:case", case.pk)
