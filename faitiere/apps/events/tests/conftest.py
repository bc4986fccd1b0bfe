import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_came_before(_vault):
    """The limits of the public forms start from nothing."""
    cache.clear()
