from allauth.mfa.utils import is_mfa_enabled
from django.shortcuts import redirect
from django.urls import reverse

from .actors import actor_for

_BEFORE_SECOND_FACTOR = ("/compte/", "/static/", "/theme.css")


class MembershipMiddleware:
    """Give the request its actor: the user with the roles held in this territory."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if territory := getattr(request, "territory", None):
            request.actor = actor_for(request.user, territory)
        return self.get_response(request)


class SecondFactorMiddleware:
    """Staff without a second factor can go nowhere but to the page that sets it up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        actor = getattr(request, "actor", None)
        if (
            actor is not None
            and actor.is_staff
            and not request.path.startswith(_BEFORE_SECOND_FACTOR)
            and not is_mfa_enabled(actor.user)
        ):
            return redirect(reverse("mfa_activate_totp"))
        return self.get_response(request)
