"""A worker inside the web process, for small sites and the demonstration: threads for jobs and periodic jobs."""

import threading

from django.conf import settings
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string
from django_tasks_db.management.commands.db_worker import Worker

_PERIOD_SECONDS = 60


def start() -> None:
    """Start the two daemon threads; they end with the process."""
    worker = Worker(
        queue_names=["*"],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    threading.Thread(target=worker.run, name="jobs", daemon=True).start()
    threading.Thread(target=_tick, name="periodic jobs", daemon=True).start()


def _tick() -> None:
    run_due = import_string(settings.PERIODIC_RUNNER)
    pause = threading.Event()
    while not pause.wait(_PERIOD_SECONDS):
        run_due()
