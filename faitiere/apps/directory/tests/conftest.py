import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _nobody_came_before():
    """Each test counts its own visits."""
    cache.clear()
