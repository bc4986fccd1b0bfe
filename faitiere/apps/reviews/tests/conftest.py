import datetime as dt

import pytest
import time_machine

NOW = dt.datetime(2026, 11, 25, 10, tzinfo=dt.UTC)


@pytest.fixture
def today(cast):
    """Wednesday 25 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield NOW.date()


@pytest.fixture
def admin(cast, toulouse, today):
    return cast.actor("territory_admin", toulouse)


@pytest.fixture
def advisor(cast, toulouse, today):
    return cast.actor("advisor", toulouse)
