"""The bell of the desk, given to every template; counted only where it is shown."""

from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from . import centre


def bell(request) -> dict:
    actor = getattr(request, "actor", None)
    if actor is None or not actor.roles:
        return {}
    return {"notices": SimpleLazyObject(lambda: _bell(actor))}


def _bell(actor) -> dict:
    return {"url": reverse("notifications:centre"), "count": centre.of(actor).count()}
