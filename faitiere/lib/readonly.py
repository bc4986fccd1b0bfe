"""A GET view cannot write: SQL verbs that write are refused during GET and HEAD, but to a short list of tables."""

import re

from django.db import connection

# The journal of reads, sessions and rate limits are written while reading, and a picture is kept at the size a page
# shows it; the Wagtail editor keeps its own state (an editor's profile is made the first time it is read), and coming
# back from a sign-in elsewhere is a GET.
_WRITABLE = (
    "audit_auditevent",
    "django_session",
    "cache_entries",
    "portal_portalrendition",
    "wagtailusers_userprofile",
)
_FREE_PATHS = ("/cms/", "/compte/", "/connexion/")
_WRITE = re.compile(r"\s*(INSERT\s+INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+\"?(\w+)", re.IGNORECASE)


class WriteDuringRead(RuntimeError):
    """A view answered a GET and tried to write to the database."""


def _refuse_writes(execute, sql, params, many, context):
    match = _WRITE.match(sql)
    if match and match.group(2).lower() not in _WRITABLE:
        raise WriteDuringRead(f"{match.group(1)} {match.group(2)} during a GET")
    return execute(sql, params, many, context)


class ReadOnlyGetMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in {"GET", "HEAD"} or request.path_info.startswith(_FREE_PATHS):
            return self.get_response(request)
        with connection.execute_wrapper(_refuse_writes):
            return self.get_response(request)
