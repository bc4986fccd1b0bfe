"""Who may see which reviews, and which cases in them."""

from faitiere.apps.accounts.enums import Role
from faitiere.apps.cases.permissions import visible_to

from .enums import ReviewKind
from .models import CaseChange, Review


def seen_by(actor):
    """The watch is everybody's at the desk; rehearsals belong to the administrator of the territory."""
    reviews = Review.objects.select_related("local_aid", "draft", "asked_by")
    return reviews if actor.has(Role.TERRITORY_ADMIN) else reviews.filter(kind=ReviewKind.WATCH)


def changes_seen_by(actor, review):
    """Lines of a review whose case the actor may open: other organisations' cases are neither shown nor counted."""
    lines = CaseChange.objects.filter(review=review, case__in=visible_to(actor).values("pk"))
    return lines.select_related("case__advisor", "case__home__commune", "case__organisation")
