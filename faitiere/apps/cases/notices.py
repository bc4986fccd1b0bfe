"""What the notifications ask of cases: titles of those a person may open; and who is told of a case."""

import uuid
from collections.abc import Iterable

from faitiere.apps.accounts.enums import Role
from faitiere.apps.accounts.permissions import holders_of

from .models import Case
from .permissions import visible_to


def titles_for(actor, case_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Title by case id, among these, of the cases the actor may open."""
    wanted = list(case_ids)
    return dict(visible_to(actor).filter(pk__in=wanted).values_list("pk", "title")) if wanted else {}


def followers_at_desk(case: Case):
    """Who is told of what happens in a case: its advisor; while nobody follows it, its organisation's advisors."""
    if case.advisor_id:
        return [case.advisor]
    return list(holders_of(Role.ADVISOR, organisations=[case.organisation_id]))
