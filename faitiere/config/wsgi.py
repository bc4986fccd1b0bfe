"""WSGI entry point: `granian --interface wsgi faitiere.config.wsgi:application`."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "faitiere.config.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402

from faitiere.lib import worker  # noqa: E402

# Every view is loaded before the first request, and the collector never looks again at what is loaded: a request that
# fell on a full collection waited for it. The rest is collected less often (`benchmarks/desk.py`).
_ALLOCATIONS_BEFORE_A_COLLECTION = 20_000
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
gc.set_threshold(_ALLOCATIONS_BEFORE_A_COLLECTION)

if settings.WORKER_IN_PROCESS:
    worker.start()
