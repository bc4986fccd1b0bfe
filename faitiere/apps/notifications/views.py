from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_tasks_db.models import DBTaskResult

from faitiere.apps.accounts.enums import Role
from faitiere.lib.access import for_roles, public

from . import actions
from .enums import MailState
from .models import OutgoingMail, PeriodicRun


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
