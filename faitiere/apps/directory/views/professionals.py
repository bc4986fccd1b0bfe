"""What professionals do without an account: register, correct, leave, confirm; and anybody reports a problem."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from faitiere.lib.access import public
from faitiere.lib.rates import allowed, visitor_of

from .. import actions
from ..actions import NewProposal
from ..enums import ProposalKind
from ..forms import LeaveForm, OwnCorrectionForm, ProblemForm, RegistrationForm
from ..links import CONFIRM, STAY, row_of
from ..models import Professional, Proposal
from ..reading import directory_settings
from ..search import published

_FORMS_PER_HOUR = 10
_MAILS_PER_HOUR = 3
# More proposals in an hour from one e-mail address: a machine, and nothing is kept of them.
_PROPOSALS_PER_HOUR = 10
# Title, what happens next, button.
_WORDS = {
    "register": (
        "Inscrire mon entreprise",
        "Sans compte : vous recevez un courriel pour confirmer votre adresse, puis le guichet vérifie la fiche avant "
        "de la publier. C’est gratuit, et personne ne paie pour être mieux placé.",
        "Envoyer l’inscription",
    ),
    "correct": (
        "Corriger la fiche",
        "Sans compte : vous recevez un courriel pour confirmer votre adresse, puis le guichet vérifie vos corrections.",
        "Envoyer la correction",
    ),
    "leave": (
        "Retirer la fiche",
        "L’entreprise n’apparaîtra plus dans l’annuaire. Vous recevez un courriel pour confirmer, puis le guichet "
        "retire la fiche. L’import quotidien ne la fera pas revenir.",
        "Demander le retrait",
    ),
    "problem": (
        "Signaler un problème",
        "Le guichet lit chaque signalement, pour tenir l’annuaire juste. Pour un litige, demandez à un conseiller.",
        "Envoyer le signalement",
    ),
}


def _sent_too_often(request) -> bool:
    return not allowed("directory-form", visitor_of(request), per_hour=_FORMS_PER_HOUR)


def _propose(request, form, new: NewProposal):
    """The same answer whatever is known of the address, and however often it comes back."""
    if form.is_robot:
        return redirect("directory:sent")
    if _sent_too_often(request):
        return render(request, "429.html", status=429)
    if allowed("directory-address", new.email.lower(), per_hour=_PROPOSALS_PER_HOUR):
        mailed = allowed("directory-mail", new.email.lower(), per_hour=_MAILS_PER_HOUR)
        actions.propose(actor=request.actor, new=new, mailed=mailed)
    return redirect("directory:sent")


def _page(request, form, which: str, professional=None):
    """A form and the words around it."""
    words = dict(zip(("title", "lead", "button"), _WORDS[which], strict=True))
    context = {"form": form, "professional": professional} | words
    return render(request, "directory/outside_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def register(request):
    """A professional asks to be in the directory."""
    setting = directory_settings()
    if not setting.registration_open:
        return render(request, "directory/closed.html")
    form = RegistrationForm(request.POST or None, hidden=setting.hidden_trades)
    if request.method == "POST" and form.is_valid():
        asked = form.plain()
        return _propose(request, form, NewProposal(ProposalKind.REGISTER, asked["email"], asked))
    return _page(request, form, "register")


@require_http_methods(["GET", "HEAD", "POST"])
@public
def correct(request, professional_id):
    """A professional corrects its page."""
    one = get_object_or_404(published(), pk=professional_id)
    form = OwnCorrectionForm(request.POST or None, professional=one, hidden=directory_settings().hidden_trades)
    if request.method == "POST" and form.is_valid():
        new = NewProposal(ProposalKind.CORRECT, form.cleaned_data["sender"], form.plain(), one)
        return _propose(request, form, new)
    return _page(request, form, "correct", one)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def leave(request, professional_id):
    """A professional asks to leave the directory."""
    one = get_object_or_404(published(), pk=professional_id)
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        new = NewProposal(ProposalKind.WITHDRAW, form.cleaned_data["sender"], {}, one)
        return _propose(request, form, new)
    return _page(request, form, "leave", one)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def problem(request, professional_id):
    """Anybody says that a page is wrong."""
    one = get_object_or_404(published(), pk=professional_id)
    form = ProblemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _sent_too_often(request):
            return render(request, "429.html", status=429)
        told = form.cleaned_data
        if not form.is_robot:
            actions.report_problem(actor=request.actor, professional=one, text=told["text"], email=told["email"])
        return redirect("directory:sent")
    return _page(request, form, "problem", one)


@require_safe
@public
def sent(request):
    return render(request, "directory/sent.html")


@require_http_methods(["GET", "HEAD", "POST"])
@public
def confirm(request, token):
    """The link of the mail: shown, then confirmed by a button; a second time changes nothing."""
    proposal = Proposal.objects.filter(pk=row_of(token, CONFIRM)).first()
    if proposal is None:
        return render(request, "directory/dead_link.html", status=404)
    if request.method == "POST":
        actions.confirm(actor=request.actor, proposal=proposal)
        proposal.refresh_from_db()
    return render(request, "directory/confirm.html", {"proposal": proposal})


@require_http_methods(["GET", "HEAD", "POST"])
@public
def stay(request, token):
    """A company nobody heard of says that its page is right."""
    one = Professional.objects.filter(pk=row_of(token, STAY)).first()
    if one is None:
        return render(request, "directory/dead_link.html", status=404)
    if request.method == "POST":
        actions.stay(actor=request.actor, professional=one)
    return render(request, "directory/stay.html", {"professional": one, "done": request.method == "POST"})
