from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_tasks_db.models import DBTaskResult

from faitiere.apps.accounts.enums import Role
from faitiere.lib.access import for_roles, public

from . import actions, centre
from .enums import MailState
from .forms import ChoicesForm
from .models import NoticeChoice, OutgoingMail, PeriodicRun


def _failed(request):
    """Failed jobs that concern the territory; those of the platform for its administrators only."""
    ours = DBTaskResult.objects.failed().filter(
        args_kwargs__kwargs__territory_id=str(request.territory.pk)
    ) | DBTaskResult.objects.failed().filter(args_kwargs__kwargs__territory_id=None)
    return DBTaskResult.objects.failed() if request.actor.is_platform_admin else ours


@require_safe
@public
def mailbox(request):
    """Demonstration only: the mails of the territory, as the recipients would have received them."""
    if not settings.DEMO:
        raise Http404
    recipient = request.GET.get("a", "")
    mails = OutgoingMail.objects.filter(recipient__icontains=recipient)[:50]
    return render(request, "notifications/mailbox.html", {"mails": mails, "recipient": recipient})


@require_safe
@for_roles(Role.TERRITORY_ADMIN)
def jobs(request):
    """What the background jobs did not manage to do, with a button to run each again."""
    context = {
        "failed": _failed(request).order_by("-finished_at")[:100],
        "waiting": DBTaskResult.objects.ready().count(),
        "uncertain": OutgoingMail.objects.filter(state=MailState.UNCERTAIN),
        "periodic": PeriodicRun.objects.order_by("name"),
    }
    return render(request, "notifications/jobs.html", context)


@require_POST
@for_roles(Role.TERRITORY_ADMIN)
def run_again(request, job_id):
    result = get_object_or_404(_failed(request), pk=job_id)
    actions.run_again(actor=request.actor, result=result)
    messages.success(request, "La tâche est remise dans la file.")
    return redirect("notifications:jobs")


@require_safe
@for_roles(*Role)
def notice_centre(request):
    """What is new for me, by case; what I have read on demand."""
    everything = request.GET.get("vue") == "tout"
    notices = list(centre.of(request.actor, everything=everything)[: centre.SHOWN])
    unread = centre.of(request.actor).count()
    context = {"groups": centre.grouped(request.actor, notices), "everything": everything, "unread": unread}
    return render(request, "notifications/centre.html", context)


@require_POST
@for_roles(*Role)
def notice_open(request, notice_id):
    """Go to the page of a notice; what is new on the same case is then read."""
    mine = centre.of(request.actor, everything=True)
    notice = get_object_or_404(mine, pk=notice_id)
    actions.mark_read(actor=request.actor, notices=centre.beside(mine, notice))
    return redirect(centre.target(notice) or "notifications:centre")


@require_POST
@for_roles(*Role)
def notices_read(request, notice_id=None):
    """Everything is read, or one notice with those of the same case."""
    notices = centre.of(request.actor)
    if notice_id:
        notices = centre.beside(notices, get_object_or_404(notices, pk=notice_id))
    actions.mark_read(actor=request.actor, notices=notices)
    return redirect("notifications:centre")


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*Role)
def choices(request):
    """When I want to be told of what."""
    kept = dict(NoticeChoice.objects.filter(user=request.user).values_list("kind", "delivery"))
    form = ChoicesForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        actions.choose_deliveries(actor=request.actor, deliveries=form.cleaned_data)
        messages.success(request, "Vos choix sont enregistrés.")
        return redirect("notifications:choices")
    return render(request, "notifications/choices.html", {"form": form}, status=422 if form.errors else 200)
