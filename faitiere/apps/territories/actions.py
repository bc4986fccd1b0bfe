"""Writers of territories and of their reference data."""

import datetime as dt

from django.db import transaction

from .models import Catchment, Commune, Epci, Organisation, ServedCommune
from .reference import communes, epcis

_BATCH = 2000
_COMMUNE_FIELDS = [field.name for field in Commune._meta.local_fields if field.name != "insee"]


@transaction.atomic
def load_reference() -> dict[str, int]:
    """Load or refresh communes and intercommunal bodies from the packaged files; run twice, nothing changes."""
    bodies = list(epcis())
    Epci.objects.bulk_create(
        bodies, batch_size=_BATCH, update_conflicts=True, unique_fields=["siren"], update_fields=["name", "kind"]
    )
    places = list(communes({body.siren for body in bodies}))
    Commune.objects.bulk_create(
        places,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["insee"],
        update_fields=_COMMUNE_FIELDS,
    )
    return {"communes": len(places), "intercommunalités": len(bodies)}


@transaction.atomic
def serve_communes(*, territory, organisation: Organisation, communes, kinds, since: dt.date) -> int:
    """Put communes in the territory, answered for by an organisation for these kinds of project; idempotent."""
    served = [ServedCommune(territory=territory, commune=commune, valid_from=since) for commune in communes]
    ServedCommune.objects.bulk_create(served, ignore_conflicts=True)
    Catchment.objects.bulk_create(
        [
            Catchment(territory=territory, commune=commune, organisation=organisation, project_kind=kind)
            for commune in communes
            for kind in kinds
        ],
        ignore_conflicts=True,
    )
    return len(served)
