"""WSGI entry point: `granian --interface wsgi faitiere.config.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "faitiere.config.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402

from faitiere.lib import worker  # noqa: E402

if settings.WORKER_IN_PROCESS:
    worker.start()
