"""How far a review is, asked again by the page while it runs; and stopping it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from faitiere.apps.accounts.actors import DESK_ROLES
from faitiere.lib.access import for_roles

from .. import actions
from ..enums import ReviewKind
from ..models import Review
from ..permissions import seen_by


@require_safe
@for_roles(*DESK_ROLES)
def progress(request, review_id):
    """The progress alone; once the run is over, the whole page is asked again."""
    review = get_object_or_404(seen_by(request.actor), pk=review_id)
    if review.is_active:
        return render(request, "reviews/progress.html", {"review": review})
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})


@require_POST
@for_roles(*DESK_ROLES)
def cancel(request, review_id):
    review = get_object_or_404(seen_by(request.actor), pk=review_id)
    actions.cancel(actor=request.actor, review=review)
    messages.success(request, "Recalcul arrêté. Ce qui est déjà trouvé reste.")
    return to_review(review)


def to_review(review: Review):
    """The page of a review."""
    if review.kind == ReviewKind.WATCH:
        return redirect("reviews:changes")
    return redirect("reviews:rehearsal", review.pk)
