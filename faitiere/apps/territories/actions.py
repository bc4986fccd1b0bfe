"""Writers of territories and of their reference data."""

import datetime as dt

from django.db import transaction

from faitiere.apps.audit.actions import record

from .models import Catchment, Commune, Epci, Organisation, RetentionPeriod, ServedCommune
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


@transaction.atomic
def set_retention(*, actor, months: dict[str, int], since: dt.date) -> None:
    """Keep how long the territory keeps each topic from this day; set again for the same day, it replaces."""
    for topic, number in months.items():
        RetentionPeriod.objects.update_or_create(topic=topic, valid_from=since, defaults={"months": number})
    record(actor=actor, verb="territory.retention_set", on=since.isoformat(), months=months)
