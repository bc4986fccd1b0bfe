"""Jobs: run in the background, tried again with growing delays, capped. A job may run twice without harm."""

import datetime as dt
import functools
from collections.abc import Callable

from django.tasks import task
from django.utils import timezone


def job(*, attempts: int = 5, first_delay: int = 60) -> Callable:
    """Declare a job. After a failure it is put back with a delay that doubles (in seconds), `attempts` times at most.

    The last failure stays in the list of failed jobs, where an administrator reads it and runs it again.
    """

    def declare(function: Callable):
        @functools.wraps(function)
        def run(*args, attempt: int = 1, **kwargs):
            try:
                return function(*args, **kwargs)
            except Exception:
                if attempt >= attempts:
                    raise
                delay = dt.timedelta(seconds=first_delay * 2 ** (attempt - 1))
                declared.using(run_after=timezone.now() + delay).enqueue(*args, attempt=attempt + 1, **kwargs)
                return f"tried again after {delay}"

        declared = task()(run)
        return declared

    return declare
