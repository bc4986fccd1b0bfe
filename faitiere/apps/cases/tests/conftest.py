import pytest

from faitiere.apps.cases.tests.factories import CaseFactory, StageFactory


@pytest.fixture
def stages(toulouse):
    return [StageFactory(), StageFactory(position=2, name="Visite", public_text="Un conseiller vient chez vous.")]


@pytest.fixture
def case(cast, stages):
    """Yvette's case, followed by the advisor of the cast."""
    return CaseFactory(advisor=cast.advisor, stage=stages[0])


@pytest.fixture
def actor(cast, toulouse):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def desk(cast, login):
    """The advisor's browser."""
    return login(cast.advisor)
