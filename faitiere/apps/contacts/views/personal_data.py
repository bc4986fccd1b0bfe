import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from faitiere.apps.accounts.enums import Role
from faitiere.apps.audit.actions import erase, record
from faitiere.apps.audit.rights import export
from faitiere.lib.access import for_roles

from ..models import Person


@require_http_methods(["GET", "POST"])
@for_roles(Role.TERRITORY_ADMIN)
def personal_data(request, person_id):
    """Data rights of a person: what is held, a copy to hand over, erasure after the name is typed again."""
    person = get_object_or_404(Person, pk=person_id, erased_at__isnull=True)
    problem = ""
    if request.method == "POST":
        if request.POST.get("name", "").strip().casefold() == person.last_name.casefold():
            erase(actor=request.actor, person=person)
            messages.success(request, "Les données de cette personne sont effacées.")
            return redirect("cases:list")
        problem = "Le nom ne correspond pas. Rien n'est effacé."
    context = {"person": person, "held": export(person), "problem": problem}
    return render(request, "contacts/personal_data.html", context, status=422 if problem else 200)


@require_safe
@for_roles(Role.TERRITORY_ADMIN)
def personal_data_file(request, person_id):
    """The copy of a person's data, as a file (right of access)."""
    person = get_object_or_404(Person, pk=person_id, erased_at__isnull=True)
    record(actor=request.actor, verb="data.exported", target=person)
    content = json.dumps(export(person), ensure_ascii=False, indent=1)
    headers = {"Content-Disposition": 'attachment; filename="donnees-personnelles.json"'}
    return HttpResponse(content, content_type="application/json; charset=utf-8", headers=headers)
