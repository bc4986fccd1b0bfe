"""Who may open a view: said once, beside the view, read by the middleware, the tests and the access matrix.

Every view is closed by default (LoginRequiredMiddleware). A view carries an `Access`; the matrix test fails on a route
without one.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class Access:
    """`kind` is public, signed_in, roles or platform; `roles` the role values admitted when kind is roles."""

    kind: str
    roles: frozenset[str] = frozenset()


def _marked(view: Any, access: Access) -> Callable:
    """The view, carrying its access."""
    view.access = access
    return view


def public(view: Callable) -> Callable:
    """Anyone, without an account."""
    return login_not_required(_marked(view, Access("public")))


def signed_in(view: Callable) -> Callable:
    """Any account: the view itself looks its objects up inside what the person may see (households)."""
    return _marked(view, Access("signed_in"))


def for_roles(*roles: str) -> Callable[[Callable], Callable]:
    """People holding one of these roles in the territory of the request."""
    admitted = frozenset(str(role) for role in roles)

    def mark(view: Callable) -> Callable:
        @functools.wraps(view)
        def guarded(request, *args, **kwargs):
            if not admitted & request.actor.roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return _marked(guarded, Access("roles", admitted))

    return mark


def for_platform(view: Callable) -> Callable:
    """Administrators of the platform."""

    @functools.wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.actor.is_platform_admin:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return _marked(guarded, Access("platform"))
