"""Error pages that keep the person on her feet: what happened, what to do, a phone number."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)
