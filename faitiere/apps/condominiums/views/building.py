"""Pages of a condominium's space that its roles share: the building and its meetings."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from faitiere.apps.assemblies import meeting_page, site_page
from faitiere.apps.assemblies.models import GeneralMeeting
from faitiere.apps.cases.space import space_context
from faitiere.lib.access import signed_in

from ..reading import condominium_of
from ..rights import Right, find_member


@require_safe
@signed_in
def building(request, case_id):
    """The site sheet, read: facts, obligations, diagnoses, keys; no owner's name."""
    member = find_member(request, case_id, Right.BUILDING)
    context = site_page.page(condominium_of(member.case))
    return render(
        request, "condominiums/building.html", space_context(request, member.case, "condominiums:building") | context
    )


@require_safe
@signed_in
def meetings(request, case_id):
    """Meetings to come and held."""
    member = find_member(request, case_id, Right.MEETINGS)
    held = condominium_of(member.case).meetings.all()
    context = space_context(request, member.case, "condominiums:meetings") | {
        "meetings": held,
        "today": timezone.localdate(),
    }
    return render(request, "condominiums/meetings.html", context)


@require_safe
@signed_in
def meeting(request, case_id, meeting_id):
    """Agenda, dates, outcomes; simulation and shown intentions for the council."""
    member = find_member(request, case_id, Right.MEETINGS)
    found = get_object_or_404(
        GeneralMeeting.objects.select_related("condominium"), pk=meeting_id, condominium__home=member.case.home_id
    )
    context = meeting_page.space_page(found, council=member.may(Right.LEANINGS)) | {"member": member}
    return render(
        request, "condominiums/meeting.html", space_context(request, member.case, "condominiums:meetings") | context
    )
