from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import reverse

from .actors import DESK_ROLES, actor_for, seen_by
from .permissions import running

_BEFORE_SECOND_FACTOR = ("/compte/", "/connexion/", "/static/", "/theme.css")
# What an impersonation never opens: credentials, second factor, the editor of pages.
_NEVER_SEEN = ("/compte/", "/connexion/", "/cms/")
SEEING = "impersonation"


class MembershipMiddleware:
    """Give the request its actor: the user with the roles held in this territory."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if territory := getattr(request, "territory", None):
            request.actor = actor_for(request.user, territory)
        return self.get_response(request)


class ImpersonationMiddleware:
    """Show the screens of another account while an impersonation lasts: read only, no credential, no file."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        actor = getattr(request, "actor", None)
        visit_id = request.session.get(SEEING) if actor and actor.user else None
        if not visit_id:
            return self.get_response(request)
        visit = running(visit_id, looking=request.user) if actor.has(*DESK_ROLES) else None
        if visit is None:
            del request.session[SEEING]
            messages.warning(request, "La visite de ce compte est terminée. Vous êtes de nouveau vous-même.")
            return redirect("accounts:home")
        request.looking, request.visit = actor, visit
        if request.path == reverse("accounts:stop_seeing"):
            return self.get_response(request)
        request.actor, request.user = seen_by(actor, visit), visit.seen
        if request.method not in {"GET", "HEAD"} or request.path_info.startswith(_NEVER_SEEN):
            return render(request, "accounts/only_seen.html", status=403)
        response = self.get_response(request)
        if "attachment" in response.headers.get("Content-Disposition", ""):
            response.close()
            return render(request, "accounts/only_seen.html", status=403)
        return response


class SignInMiddleware(LoginRequiredMiddleware):
    """Nothing without an account. A form sent after the session ended leads back to its page, never to its address."""

    def handle_no_permission(self, request, view_func):
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        if not request.headers.get("X-Requested-With"):
            messages.warning(request, "Votre session était terminée : rien n'a été enregistré. Reconnectez-vous.")
        page = urlsplit(request.headers.get("Referer", ""))
        back = page.path if page.netloc == request.get_host() else reverse("accounts:home")
        return redirect_to_login(back, self.get_login_url(view_func), self.get_redirect_field_name(view_func))


class SecondFactorMiddleware:
    """Staff without a second factor can go nowhere but to the page that sets it up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        actor = getattr(request, "actor", None)
        if (
            actor is not None
            and actor.is_staff
            and not request.path_info.startswith(_BEFORE_SECOND_FACTOR)
            and not actor.has_second_factor
        ):
            return redirect(reverse("mfa_activate_totp"))
        return self.get_response(request)
