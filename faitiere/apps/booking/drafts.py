"""What a visitor has chosen so far, carried by the address of the last screen: nothing is lost when a slot is."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace

from django.core import signing

from faitiere.apps.territories.models import Commune, Organisation

from .actions import Chosen
from .enums import AppointmentStatus
from .models import Appointment, Reason
from .reading import Wanted
from .tokens import HOLD, BadLink, salt_of

_LOST = "Ce lien n’est pas valable. Choisissez de nouveau un créneau."


@dataclass(frozen=True)
class Draft:
    """held: the slot while it is kept, or the appointment once taken; None once it was given back."""

    wanted: Wanted
    chosen: Chosen
    commune: Commune | None
    held: Appointment | None

    @property
    def shown(self) -> Appointment:
        """The appointment as the page shows it, kept or not."""
        if self.held:
            return self.held
        wanted = self.wanted
        end = self.chosen.start + dt.timedelta(minutes=wanted.reason.minutes)
        return Appointment(
            reason=wanted.reason,
            organisation=wanted.organisation,
            way=wanted.way,
            starts_at=self.chosen.start,
            ends_at=end,
        )

    @property
    def is_booked(self) -> bool:
        return self.held is not None and self.held.status != AppointmentStatus.HELD

    def at(self, chosen: Chosen) -> "Draft":
        """The same at another moment, nothing being held."""
        return replace(self, chosen=chosen, held=None)


def token_of(held: Appointment, *, opening_id) -> str:
    """The address of the last screen for a slot just held."""
    told = {
        "a": held.pk.hex,
        "r": held.reason_id.hex,
        "g": held.organisation_id.hex,
        "w": held.way,
        "o": opening_id.hex,
        "s": held.starts_at.isoformat(),
        "c": held.commune_id or "",
    }
    return signing.dumps(told, salt=salt_of(HOLD))


def read_draft(token: str) -> Draft:
    """The draft of an address; `BadLink` when it is forged or of another territory."""
    try:
        told = signing.loads(token, salt=salt_of(HOLD))
    except signing.BadSignature as error:
        raise BadLink(_LOST) from error
    reason = Reason.objects.filter(pk=told["r"]).first()
    organisation = Organisation.objects.filter(pk=told["g"]).first()
    if reason is None or organisation is None:
        raise BadLink(_LOST)
    return Draft(
        Wanted(reason, organisation, told["w"]),
        Chosen(uuid.UUID(told["o"]), dt.datetime.fromisoformat(told["s"])),
        Commune.objects.filter(pk=told["c"]).first() if told["c"] else None,
        Appointment.objects.in_full().filter(pk=told["a"]).first(),
    )
