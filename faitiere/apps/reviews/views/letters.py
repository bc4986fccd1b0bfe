"""Writing to the households chosen in the list: read first, with the figures of each, then sent."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles
from faitiere.lib.numbers import count

from .. import actions
from ..enums import ReviewKind
from ..forms import LetterForm
from ..letters import FIELDS, filled
from ..models import Review
from ..permissions import changes_seen_by

_READ = 3  # letters shown whole before sending


@require_POST
@for_roles(*DESK_ROLES)
def letter(request):
    """The letter to compose; « Relire » shows it again with its fields written, « Envoyer » sends it."""
    lines = _chosen(request)
    if not lines:
        messages.warning(request, "Choisissez au moins un dossier dont le ménage n'est pas encore prévenu.")
        return redirect("reviews:changes")
    composed = "relire" in request.POST or "envoyer" in request.POST
    form = LetterForm(request.POST) if composed else LetterForm()
    if composed and form.is_valid() and "envoyer" in request.POST:
        return _sent(request, actions.send_letters(actor=request.actor, lines=lines, **form.cleaned_data))
    words = form.cleaned_data if composed and form.is_valid() else form.initial or _defaults(form)
    letters = [] if form.errors else [_read(line, words) for line in lines[:_READ]]
    context = {"form": form, "lines": lines, "letters": letters, "fields": FIELDS.items()}
    return render(request, "reviews/letter.html", context, status=422 if form.errors else 200)


def _chosen(request) -> list:
    """Lines ticked, among those the actor may open and whose household was not written to."""
    review = Review.objects.filter(kind=ReviewKind.WATCH).first()
    known = {str(line.pk): line for line in changes_seen_by(request.actor, review).filter(written_at=None, problem="")}
    return [known[key] for key in dict.fromkeys(request.POST.getlist("lignes")) if key in known]


def _defaults(form: LetterForm) -> dict:
    return {name: field.initial for name, field in form.fields.items()}


def _read(line, words: dict) -> dict:
    people = [part.person for part in line.case.followers() if part.person.email]
    return {
        "line": line,
        "people": people,
        "subject": filled(words["subject"], line),
        "text": filled(words["text"], line),
    }


def _sent(request, outcome):
    if outcome.sent:
        messages.success(request, f"{count(len(outcome.sent), 'ménage')} prévenu{'s' * (len(outcome.sent) > 1)}.")
    if outcome.already:
        messages.warning(request, f"{count(len(outcome.already), 'dossier')} : le ménage était déjà prévenu.")
    for line, reason in outcome.refused:
        messages.warning(request, f"{line.case.number}, {line.case.title} : rien n'est parti. {reason}")
    return redirect("reviews:changes")
