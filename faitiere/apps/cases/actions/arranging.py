"""Writer of the arrangement of a person's day."""

from django.db import transaction

from ..models import DayLayout


@transaction.atomic
def arrange_day(*, actor, order: list[str], hidden: list[str]) -> None:
    """Keep the order of the blocks of the actor's day, and those put away."""
    DayLayout.objects.update_or_create(user=actor.user, defaults={"order": order, "hidden": hidden})


@transaction.atomic
def forget_arrangement(*, actor) -> None:
    """Back to the day as everybody finds it."""
    DayLayout.objects.filter(user=actor.user).delete()
