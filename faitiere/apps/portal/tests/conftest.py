import pytest


@pytest.fixture
def media(settings, tmp_path):
    """Pictures and documents of a test go to its own folder."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"
