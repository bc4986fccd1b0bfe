"""Periodic jobs: who is due, claimed once, put in the queue."""

import datetime as dt

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from . import actions


def run_due(now: dt.datetime | None = None) -> list[str]:
    """Enqueue every periodic job whose period has passed and that no other worker claimed; returns their names."""
    now = now or timezone.now()
    started = []
    for name, (path, seconds) in settings.PERIODIC_JOBS.items():
        if actions.claim_periodic(name=name, due_before=now - dt.timedelta(seconds=seconds), now=now):
            import_string(path).enqueue()
            started.append(name)
    close_old_connections()
    return started
