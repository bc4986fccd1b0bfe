"""Letters to print and post, and the paper mode of a case."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.apps.audit.actions import record
from faitiere.lib.access import for_roles
from faitiere.lib.numbers import count

from .. import actions
from ..permissions import can_write
from ..post import address_of, can_be_posted, letters_of, printed
from ..shell import find_case

_SHOWN, _AT_ONCE = 200, 50


def _chosen(request, given) -> list:
    """Letters ticked, among those the actor may print."""
    ids = []
    for text in given.getlist("lettre")[:_AT_ONCE]:
        try:
            ids.append(uuid.UUID(text))
        except ValueError:
            continue
    return [one for one in letters_of(request.actor).filter(pk__in=ids) if can_be_posted(one)]


@require_safe
@for_roles(*DESK_ROLES)
def post(request):
    """What is to be printed and posted, then what was."""
    waiting = list(letters_of(request.actor).filter(posted_on=None)[:_SHOWN])
    for letter in waiting:
        letter.address, letter.ready = address_of(letter), can_be_posted(letter)
    done = letters_of(request.actor).filter(posted_on__isnull=False).order_by("-posted_on", "-created_at")[:20]
    return render(request, "cases/post.html", {"waiting": waiting, "done": done})


@require_safe
@for_roles(*DESK_ROLES)
def post_print(request):
    """The letters ticked as one PDF, each followed by its report."""
    letters = _chosen(request, request.GET)
    if not letters:
        messages.warning(request, "Cochez au moins un courrier dont l'adresse est complète.")
        return redirect("cases:post")
    for letter in letters:
        record(actor=request.actor, verb="letters.printed", target=letter, case_id=letter.case_id)
    answer = HttpResponse(printed(letters, territory=request.territory), content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="courriers.pdf"'
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


@require_POST
@for_roles(*DESK_ROLES)
def post_done(request):
    """The letters ticked are in the post."""
    letters = _chosen(request, request.POST) if can_write(request.actor) else []
    posted = actions.mark_posted(actor=request.actor, letters=letters)
    if posted:
        messages.success(request, f"{count(posted, 'courrier marqué posté', 'courriers marqués postés')}.")
    else:
        messages.warning(request, "Cochez au moins un courrier dont l'adresse est complète.")
    return redirect("cases:post")


@require_POST
@for_roles(*DESK_ROLES)
def post_mode(request, case_id):
    """Write to this household by post, or stop."""
    case = find_case(request, case_id)
    actions.set_paper_mode(actor=request.actor, case=case, by_post="papier" in request.POST)
    said = "Courrier papier : ce qui serait envoyé par e-mail attend d'être imprimé." if case.by_post else "Par e-mail."
    messages.success(request, said)
    return redirect("cases:people", case_id)
