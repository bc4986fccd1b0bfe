"""A case whose aids a later rule changes."""

from faitiere.apps.local_aids.tests.factories import published
from faitiere.apps.reviews import actions
from faitiere.apps.reviews.models import Review
from faitiere.apps.studies.tests.factories import study_with_scenarios, work

ROOF = work("combles_perdus", price_cents=4_000)


def computed(actor, **fields):
    """A case of Cugnaux with one scenario: the roof."""
    return study_with_scenarios(actor, [ROOF], **fields).case


def watched(actor) -> Review:
    """The rules of the day held against every open case, the job run at once."""
    review = actions.ask_watch(actor=actor)
    actions.run(actor=actor, review=review)
    review.refresh_from_db()
    return review


def later_aid(admin, **changes):
    """1 000 € for the roofs of Cugnaux, published once the study is made."""
    return published(admin, **changes)
