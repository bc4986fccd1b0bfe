from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles

from .. import actions
from ..actions.lists import reachable_from
from ..criteria import people_of, words_of
from ..forms import IncludeForm, ListForm, NamedForm
from ..permissions import in_sight_of, lists_of
from ..rules import Refused

_PAGE = 50


def _people(request, contact_list):
    return people_of(contact_list, among=in_sight_of(request.actor), reachable=reachable_from(contact_list))


@require_safe
@for_roles(*DESK_ROLES)
def lists(request):
    """The lists, with how many people each holds today."""
    rows = [(one, words_of(one), _people(request, one).count()) for one in lists_of(request.actor).order_by("name")]
    return render(request, "contacts/lists.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def list_new(request):
    form = ListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_list(actor=request.actor, given=form.given())
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, f"Liste créée : {made.name}.")
            return redirect("contacts:list_page", made.pk)
    context = {"form": form, "title": "Nouvelle liste", "button": "Créer la liste"}
    return render(request, "contacts/list_form.html", context)


def _show(request, contact_list, **forms):
    found = _people(request, contact_list)
    others = lists_of(request.actor).exclude(pk=contact_list.pk)
    context = {
        "list": contact_list,
        "words": words_of(contact_list),
        "page": Paginator(found, _PAGE).get_page(request.GET.get("page")),
        "by_hand": set(contact_list.members.values_list("person_id", flat=True)),
        "included": contact_list.includes.order_by("name"),
        "add_form": forms.get("add_form") or NamedForm(prefix="membre", people=in_sight_of(request.actor)),
        "include_form": forms.get("include_form") or IncludeForm(prefix="inclure", lists=others),
    }
    bad = any(one.errors for one in forms.values())
    return render(request, "contacts/list.html", context, status=422 if bad else 200)


@require_safe
@for_roles(*DESK_ROLES)
def list_page(request, list_id):
    return _show(request, get_object_or_404(lists_of(request.actor), pk=list_id))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*DESK_ROLES)
def list_edit(request, list_id):
    contact_list = get_object_or_404(lists_of(request.actor), pk=list_id)
    form = ListForm.of(contact_list, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_list(actor=request.actor, contact_list=contact_list, given=form.given())
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, "Liste enregistrée.")
            return redirect("contacts:list_page", list_id)
    context = {"form": form, "list": contact_list, "title": contact_list.name, "button": "Enregistrer la liste"}
    return render(request, "contacts/list_form.html", context)


@require_POST
@for_roles(*DESK_ROLES)
def list_delete(request, list_id):
    contact_list = get_object_or_404(lists_of(request.actor), pk=list_id)
    actions.delete_list(actor=request.actor, contact_list=contact_list)
    messages.success(request, "Liste supprimée. Les personnes restent.")
    return redirect("contacts:lists")


@require_POST
@for_roles(*DESK_ROLES)
def list_member_add(request, list_id):
    contact_list = get_object_or_404(lists_of(request.actor), pk=list_id)
    form = NamedForm(request.POST, prefix="membre", people=in_sight_of(request.actor))
    if not form.is_valid():
        return _show(request, contact_list, add_form=form)
    person = form.cleaned_data["who"]
    actions.add_to_list(actor=request.actor, contact_list=contact_list, person=person)
    messages.success(request, f"Ajout à la liste : {person}.")
    return redirect("contacts:list_page", list_id)


@require_POST
@for_roles(*DESK_ROLES)
def list_member_remove(request, list_id, person_id):
    contact_list = get_object_or_404(lists_of(request.actor), pk=list_id)
    member = get_object_or_404(contact_list.members, person_id=person_id)
    actions.remove_from_list(actor=request.actor, member=member)
    messages.success(request, "Retrait de la liste.")
    return redirect("contacts:list_page", list_id)


@require_POST
@for_roles(*DESK_ROLES)
def list_include(request, list_id):
    contact_list = get_object_or_404(lists_of(request.actor), pk=list_id)
    form = IncludeForm(request.POST, prefix="inclure", lists=lists_of(request.actor))
    if not form.is_valid():
        return _show(request, contact_list, include_form=form)
    try:
        actions.include_list(actor=request.actor, contact_list=contact_list, other=form.cleaned_data["other"])
    except Refused as refused:
        form.add_error("other", str(refused))
        return _show(request, contact_list, include_form=form)
    messages.success(request, f"« {form.cleaned_data['other']} » est incluse.")
    return redirect("contacts:list_page", list_id)


@require_POST
@for_roles(*DESK_ROLES)
def list_exclude(request, list_id, other_id):
    contact_list = get_object_or_404(lists_of(request.actor), pk=list_id)
    other = get_object_or_404(contact_list.includes, pk=other_id)
    actions.exclude_list(actor=request.actor, contact_list=contact_list, other=other)
    messages.success(request, f"« {other} » n'est plus incluse.")
    return redirect("contacts:list_page", list_id)
