"""Requests for quotes: the page of who asks, the professional's answer by its link, the advisor's tab."""

import uuid

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.cases.shell import case_context, find_case
from faitiere.apps.cases.space import find_page, space_context
from faitiere.lib.access import for_roles, public, signed_in

from .. import actions, asking
from ..forms import AnswerForm, QuoteForm
from ..links import ANSWER, row_of
from ..models import MOST_PROFESSIONALS, QuoteInvitation
from ..rules import Refused

TAB = "directory:quotes"


@require_safe
@signed_in
def of_household(request, case_id):
    """Where the request stands, and the way to make one."""
    case = find_page(request, case_id, TAB)
    requests = case.quote_requests.prefetch_related("invitations__professional")
    context = {"requests": requests, "open": asking.open_request(case), "most": MOST_PROFESSIONALS}
    return render(request, "directory/quotes.html", space_context(request, case, TAB) | context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request, case_id):
    """Choose up to five professionals, describe the works, agree."""
    case = find_page(request, case_id, TAB)
    open_request = asking.open_request(case)
    form = QuoteForm(
        request.POST or None, home=case.home, consent=actions.CONSENT, initial=asking.first_words(case, open_request)
    )
    search = asking.search_for(case, request.GET or request.POST)
    chosen = _chosen(request.POST.getlist("professionnel") or request.GET.getlist("professionnel"))
    if request.method == "POST" and form.is_valid():
        try:
            told = asking.works_of(case, form.cleaned_data)
            actions.ask_for_quotes(actor=request.actor, case=case, told=told, professionals=chosen)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Votre demande est partie. Les réponses arrivent ici.")
            return redirect("directory:quotes", case.pk)
    context = search | {"form": form, "open": open_request, "chosen": chosen, "most": MOST_PROFESSIONALS}
    page = space_context(request, case, TAB) | context
    return render(request, "directory/quotes_ask.html", page, status=422 if form.errors else 200)


def _chosen(ids: list[str]) -> list:
    """Professionals ticked, once each, among those that may be asked."""
    wanted = []
    for text in ids[:50]:
        try:
            wanted.append(uuid.UUID(text))
        except ValueError:
            continue
    found = {one.pk: one for one in asking.askable().filter(pk__in=wanted)}
    return [found[pk] for pk in dict.fromkeys(wanted) if pk in found]


@require_POST
@signed_in
def withdraw(request, case_id):
    """Take the whole request back."""
    case = find_page(request, case_id, TAB)
    if (open_request := asking.open_request(case)) is not None:
        actions.withdraw_request(actor=request.actor, request=open_request)
        messages.success(request, "Votre demande est retirée. Les professionnels sont prévenus.")
    return redirect("directory:quotes", case.pk)


@require_POST
@signed_in
def withdraw_one(request, case_id, invitation_id):
    case = find_page(request, case_id, TAB)
    found = QuoteInvitation.objects.filter(request__case=case).select_related("professional", "request__case")
    invitation = get_object_or_404(found, pk=invitation_id)
    if actions.withdraw_invitation(actor=request.actor, invitation=invitation):
        messages.success(request, f"{invitation.professional.name} ne fera pas de devis pour vous.")
    return redirect("directory:quotes", case.pk)


@require_safe
@for_roles(*DESK_ROLES)
def of_case(request, case_id):
    """The tab of the case: what was asked of whom, and the answers."""
    case = find_case(request, case_id)
    requests = case.quote_requests.select_related("asked_by").prefetch_related("invitations__professional")
    context = case_context(request, case, "directory:case_quotes") | {"requests": requests}
    return render(request, "directory/case_quotes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def answer(request, token):
    """The professional's link: the works, then, once accepted, the address and the contact."""
    found = QuoteInvitation.objects.select_related("professional", "request__case__home__commune")
    invitation = found.filter(pk=row_of(token, ANSWER)).first()
    if invitation is None:
        return render(request, "directory/dead_link.html", status=404)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accepted = "accepter" in request.POST
        told = {"accepted": accepted, "reason": form.cleaned_data["reason"]}
        actions.answer_quote(territory=request.territory, invitation=invitation, **told)
        return redirect("directory:quote_answer", token)
    context = {"invitation": invitation, "form": form, "contact": asking.contact_for(invitation)}
    return render(request, "directory/quote_answer.html", context, status=422 if form.errors else 200)
