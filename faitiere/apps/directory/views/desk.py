"""The directory at the desk: every professional, published or not; added, corrected, hidden."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles

from .. import actions
from ..enums import Standing
from ..finding import named_or_numbered
from ..forms import DeskCompanyForm, DeskCorrectionForm, ReasonForm
from ..models import Professional
from ..reading import directory_settings, waiting_count
from ..rules import Refused
from ..trades import trades

_PER_PAGE = 50
_STATES = {
    "disparus": Q(gone_on__isnull=False),
    "masques": ~Q(standing=Standing.PUBLISHED),
    "corriges": ~Q(kept_fields=[]),
}


def _listed(given):
    """Professionals by name or SIRET, trade and state."""
    found = Professional.objects.order_by("name_key", "pk")
    text = given.get("q", "").replace("\0", "").strip()[:100]
    found = named_or_numbered(found, text)
    if given.get("metier") in trades():
        found = found.filter(trades__contains=f"|{given['metier']}|")
    return found.filter(_STATES[given["etat"]]) if given.get("etat") in _STATES else found


@require_safe
@for_roles(*DESK_ROLES)
def professionals(request):
    """All of them, with what waits to be settled."""
    page = Paginator(_listed(request.GET), _PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "trades": trades().values(), "waiting": waiting_count()}
    return render(request, "directory/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def add(request):
    """A company the file does not hold, such as an architect."""
    form = DeskCompanyForm(request.POST or None, hidden=directory_settings().hidden_trades)
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_professional(actor=request.actor, siret=form.cleaned_data["siret"], given=form.given())
        except Refused as refused:
            form.add_error("siret", str(refused))
        else:
            messages.success(request, f"{added.name} est dans l'annuaire.")
            return redirect("directory:desk_correct", added.pk)
    return render(request, "directory/add.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def correct(request, professional_id):
    """Correct a company: what is changed here is kept by the daily import."""
    one = get_object_or_404(Professional, pk=professional_id)
    form = DeskCorrectionForm(request.POST or None, professional=one)
    if request.method == "POST" and form.is_valid():
        actions.correct_professional(actor=request.actor, professional=one, given=form.given())
        if (labels := form.chosen_labels()) is not None:
            actions.set_labels(actor=request.actor, professional=one, labels=labels)
        messages.success(request, "Fiche enregistrée. L'import quotidien gardera vos corrections.")
        return redirect("directory:desk_correct", one.pk)
    kept = [Professional._meta.get_field(name).verbose_name for name in one.kept_fields]
    context = {"form": form, "professional": one, "kept": kept, "reason": ReasonForm()}
    context |= {"qualifications": one.qualifications.all(), "proposals": one.proposals.order_by("-created_at")[:10]}
    return render(request, "directory/desk_correct.html", context, status=422 if form.errors else 200)


@require_POST
@for_roles(*DESK_ROLES)
def standing(request, professional_id):
    """Hide a company, withdraw it at its request, or publish it again."""
    one = get_object_or_404(Professional, pk=professional_id)
    wanted = request.POST.get("etat", "")
    if wanted not in Standing.values:
        messages.error(request, "Choisissez ce que devient la fiche. Rien n'a changé.")
        return redirect("directory:desk_correct", one.pk)
    try:
        reason = request.POST.get("reason", "")
        actions.set_standing(actor=request.actor, professional=one, standing=wanted, reason=reason)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{one.name} : {Standing(wanted).label.lower()}.")
    return redirect("directory:desk_correct", one.pk)


@require_POST
@for_roles(*DESK_ROLES)
def give_back(request, professional_id):
    """Let the daily file decide again."""
    one = get_object_or_404(Professional, pk=professional_id)
    actions.give_back(actor=request.actor, professional=one)
    messages.success(request, "Le prochain import reprendra toutes les valeurs de la liste RGE.")
    return redirect("directory:desk_correct", one.pk)
