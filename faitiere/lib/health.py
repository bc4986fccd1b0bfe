"""Health page: says whether the database answers, and nothing else."""

from django.db import connection
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from .access import public


@require_safe
@public
def health(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
