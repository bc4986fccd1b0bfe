"""Writers of professionals at the desk: added, corrected, hidden, withdrawn; labels; settings."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.territories.models import Commune
from faitiere.lib.text import search_key

from ..enums import Source, Standing
from ..models import DirectorySettings, Label, Professional, ServedArea
from ..places import place_of
from ..rules import Refused, draw_rank, follows_from
from ..trades import packed
from .finding import index

# What a form gives of a company: the columns of the file a hand may change, then what only people tell.
FILE_FIELDS = ("name", "address", "postcode", "town", "phone", "email", "website")
MISSIONS = ("for_houses", "for_condominiums")
TOLD_FIELDS = ("presentation", "works_done", *MISSIONS, "reach_km")


@dataclass(frozen=True)
class Given:
    """What is given of a company: plain values by field, codes of trades, communes where it works."""

    fields: dict
    trades: list[str]
    areas: list[Commune]


def _set(professional: Professional, given: Given) -> list[str]:
    """Put the values on the row; returns the names of those that changed."""
    changed = []
    for name in (*FILE_FIELDS, *TOLD_FIELDS):
        if name in given.fields and getattr(professional, name) != given.fields[name]:
            setattr(professional, name, given.fields[name])
            changed.append(name)
    professional.name_key = search_key(professional.name)[:200]
    if {"postcode", "town"} & set(changed):
        _locate(professional)
        changed += ["latitude", "longitude"]
    return changed


def _locate(professional: Professional) -> None:
    """At the centre of its commune, when the place is known."""
    place = place_of(f"{professional.postcode} {professional.town}".strip())
    commune = place.commune or (place.choices[0] if place.choices else None)
    if commune is not None:
        professional.latitude, professional.longitude = commune.latitude, commune.longitude


def _set_areas(professional: Professional, communes: list[Commune]) -> None:
    wanted = {one.pk for one in communes}
    professional.areas.exclude(commune__in=wanted).delete()
    known = set(professional.areas.values_list("commune_id", flat=True))
    rows = [ServedArea(professional=professional, commune_id=pk) for pk in sorted(wanted - known)]
    ServedArea.objects.bulk_create(rows)


@transaction.atomic
def add_professional(*, actor, siret: str, given: Given, source: str = Source.DESK) -> Professional:
    """A company that the directory did not know. Raises `Refused` when it does."""
    if Professional.objects.filter(siret=siret).exists():
        raise Refused("Cette entreprise est déjà dans l'annuaire : corrigez sa fiche.")
    professional = Professional(siret=siret, source=source, draw=draw_rank())
    professional.kept_fields = [name for name in MISSIONS if name in given.fields]
    _keep(professional, given)
    record(actor=actor, verb="directory.added", target=professional)
    return professional


def _keep(professional: Professional, given: Given) -> list[str]:
    """Write what is given; the daily import will leave it alone."""
    changed = _set(professional, given)
    professional.kept_fields = sorted({*professional.kept_fields, *changed})
    professional.declared_trades = packed(given.trades)
    held = [] if professional._state.adding else professional.qualifications.all()
    professional.trades, professional.rge_until = follows_from(held, professional.declared_trades)
    professional.checked_at, professional.warned_at = timezone.now(), None
    professional.save()
    index([professional])
    _set_areas(professional, given.areas)
    return changed


@transaction.atomic
def correct_professional(*, actor, professional: Professional, given: Given) -> list[str]:
    """Correct a company; returns the names of the fields that changed."""
    changed = _keep(professional, given)
    record(actor=actor, verb="directory.corrected", target=professional, fields=changed)
    return changed


@transaction.atomic
def give_back(*, actor, professional: Professional) -> None:
    """Let the daily import decide again of every field of its file."""
    professional.kept_fields = []
    professional.save(update_fields=["kept_fields"])
    record(actor=actor, verb="directory.given_back", target=professional)


@transaction.atomic
def set_standing(*, actor, professional: Professional, standing: str, reason: str = "") -> None:
    """Publish, hide or withdraw a company; hiding needs a reason, kept beside it."""
    if standing != Standing.PUBLISHED and not reason.strip():
        raise Refused("Dites pourquoi : la raison reste à côté de la fiche.")
    professional.standing, professional.standing_reason = standing, reason.strip()[:300]
    professional.save(update_fields=["standing", "standing_reason"])
    record(actor=actor, verb="directory.standing_set", target=professional, standing=str(standing))


@transaction.atomic
def set_labels(*, actor, professional: Professional, labels: list[Label]) -> None:
    """The labels and charters a company holds here."""
    professional.labels.set(labels)
    record(actor=actor, verb="directory.labels_set", target=professional, labels=[str(one.pk) for one in labels])


@transaction.atomic
def save_label(*, actor, label: Label | None, fields: dict) -> Label:
    """A new label or charter, or its words corrected."""
    label = label or Label()
    for name, value in fields.items():
        setattr(label, name, value)
    label.save()
    record(actor=actor, verb="directory.label_saved", target=label)
    return label


@transaction.atomic
def retire_label(*, actor, label: Label, back: bool = False) -> None:
    """No longer show a label, or show it again; who holds it is kept."""
    label.retired_at = None if back else timezone.now()
    label.save(update_fields=["retired_at"])
    record(actor=actor, verb="directory.label_retired", target=label, back=back)


@transaction.atomic
def set_directory(*, actor, fields: dict) -> DirectorySettings:
    """How the territory runs its directory."""
    row, _ = DirectorySettings.objects.update_or_create(territory=actor.territory, defaults=fields)
    record(actor=actor, verb="directory.set_up", target=row)
    return row
