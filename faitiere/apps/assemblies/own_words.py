"""What owners wrote before a meeting, in their own space: read only as far as they agreed to show it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from .enums import Attending, Sharing
from .models import GeneralMeeting, OwnerIntention

# Chances that somebody who says so votes: words, not promises.
PRESENCE = {
    Attending.PRESENT: 0.95,
    Attending.REPRESENTED: 0.95,
    Attending.POSTAL: 0.95,
    Attending.ABSENT: 0.05,
}


@dataclass(frozen=True)
class Said:
    """What one owner shows: how it will take part, and how it leans on some resolutions (id → leaning)."""

    owner: str
    attending: str
    leanings: Mapping[uuid.UUID, str]

    @property
    def presence(self) -> float | None:
        """Chance that it votes; None when it does not know."""
        return PRESENCE.get(Attending(self.attending))


def said(meeting: GeneralMeeting, *, to_council: bool) -> dict[str, Said]:
    """Words shown to the council, or to the advisor (who also sees those); what is kept secret is not read."""
    readers = [Sharing.COUNCIL] if to_council else [Sharing.COUNCIL, Sharing.ADVISOR]
    shown = OwnerIntention.objects.filter(meeting=meeting, sharing__in=readers).prefetch_related("leanings")
    return {
        str(one.owner_id): Said(
            str(one.owner_id),
            one.attending,
            {line.resolution_id: line.leaning for line in one.leanings.all() if not line.kept_secret},
        )
        for one in shown
    }
