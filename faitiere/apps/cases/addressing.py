"""The address of a case: `dossier+31-2026-0841.1f2e3d4c.k5…@domain`, which nobody can make up.

The tag holds the number of the case, the beginning of the territory's id and a signature of both with the secret key: a
mail that carries it answers a mail of ours.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass

from django.conf import settings

from faitiere.apps.territories.models import Territory
from faitiere.lib.tenancy import territory_scope

from .models import Case

_SIGNATURE = 16
_TAG = re.compile(r"^(?P<number>[a-z0-9-]{6,24})\.(?P<territory>[0-9a-f]{8})\.(?P<proof>[a-z2-7]{16})$")


@dataclass(frozen=True)
class Addressed:
    """Where a mail was sent: the territory, and the case when the signature proves it."""

    territory: Territory
    case: Case | None


def _proof(territory_id, case_id) -> str:
    key = hashlib.sha256(b"case address" + settings.SECRET_KEY.encode()).digest()
    digest = hmac.digest(key, f"{territory_id}/{case_id}".encode(), "sha256")
    return base64.b32encode(digest).decode().lower()[:_SIGNATURE]


def case_address(case: Case) -> str:
    """Where to answer about a case; empty when the site has no mailbox."""
    name, at, domain = settings.INBOX_ADDRESS.partition("@")
    if not at:
        return ""
    proof = _proof(case.territory_id, case.pk)
    return f"{name}+{case.number.lower()}.{case.territory_id.hex[:8]}.{proof}@{domain}"


def read_address(address: str) -> Addressed | None:
    """The territory and case of an address of this site; None for any other address."""
    name, at, domain = settings.INBOX_ADDRESS.partition("@")
    local, _, host = address.strip().lower().rpartition("@")
    if not at or host != domain or not local.startswith(f"{name}+"):
        return None
    told = _TAG.match(local.removeprefix(f"{name}+"))
    territory = next(
        (one for one in Territory.objects.all() if told and one.pk.hex.startswith(told["territory"])), None
    )
    if territory is None:
        return None
    with territory_scope(territory):
        case = Case.objects.filter(number__iexact=told["number"]).first()
    proven = case is not None and hmac.compare_digest(_proof(territory.pk, case.pk), told["proof"])
    return Addressed(territory, case if proven else None)
