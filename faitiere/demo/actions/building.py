"""One demonstration territory, all or nothing: a territory that exists is complete."""

import datetime as dt
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from faitiere.apps.portal.actions import open_portal
from faitiere.apps.territories.models import Territory
from faitiere.lib.tenancy import territory_scope

from .. import clock
from ..stories import pages, story
from .appointments import appointments
from .contacts import know_people
from .desk import keep_questions, leave_drafts, read_old_news
from .directory import open_directory
from .events import announce_events
from .lists import keep_lists
from .portal import fill_portal
from .references import show_references
from .replay import replay
from .rules import set_rules
from .setting import create_platform_admin, create_territory, set_goals, set_up

_SINCE_DAYS = 300


def build(name: str) -> bool:
    """Build the territory of data/NAME.toml with its portal and cases; False when it is there already.

    Interrupted, nothing of it stays: one transaction holds it all.
    """
    told = story(name)
    if Territory.objects.filter(slug=told["territory"]["slug"]).exists():
        return False
    now = timezone.now()
    with transaction.atomic():
        with clock.at(clock.moment_of(now, days=_SINCE_DAYS, hour=8)):
            territory = create_territory(told)
            create_platform_admin()
        with territory_scope(territory):
            with clock.at(clock.moment_of(now, days=_SINCE_DAYS, hour=9)):
                setting = set_up(territory, told)
            replay(setting, told["case"], now=now, others=appointments(setting, name, now=now))
            set_rules(setting, told)
            keep_lists(setting, told)
            set_goals(setting, told)
            if name == "toulouse":
                know_people(setting, story("contacts"), moment_of=partial(_morning, now))
                open_directory(setting, story("directory"))
                announce_events(setting, story("events"))
                show_references(setting, story("references"))
            keep_questions(setting, told)
            leave_drafts(setting, told, now=now)
            read_old_news(now=now)
            first = open_portal(
                territory=territory,
                pages=pages(territory, published=lambda days: clock.moment_of(now, days=days, hour=9).date()),
            )
            fill_portal(setting, first, now=now)
    run_waiting_jobs()
    return bool(first)


def _morning(now: dt.datetime, days: int) -> dt.datetime:
    return clock.moment_of(now, days=days, hour=9)


def run_waiting_jobs() -> None:
    """Run what writing pages put in the queue (search index), so that nothing waits when the site starts."""
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    ).run()
