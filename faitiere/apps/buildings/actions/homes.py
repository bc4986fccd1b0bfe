"""Writers of homes, DPE files and energy descriptions. Permission on the case is checked by the app above."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.search.actions import follow
from faitiere.engines.energy.dpe_file import read_dpe, recorded_labels
from faitiere.engines.energy.quality import quality_report
from faitiere.engines.energy.refusal import DpeRefused
from faitiere.lib.uploads import clean_name, keep

from .. import energy
from ..addresses import street_key
from ..enums import DescriptionSource, HomeKind
from ..finding import words_of_home
from ..models import DpeRecord, EnergyDescription, Home
from ..rules import AlreadyThere, Refused, digest


@transaction.atomic
def create_home(*, actor, kind: str = HomeKind.HOUSE, address: str = "", postcode: str = "", commune=None) -> Home:
    """A home with what is known of its address."""
    home = Home(kind=kind, address=address.strip(), postcode=postcode.strip(), commune=commune)
    home.street_key = street_key(home.address)
    home.save(force_insert=True)
    record(actor=actor, verb="home.created", target=home)
    return home


def held_home(home_id) -> Home:
    """The home, held until the end of the transaction; the one it was merged into when it was."""
    home = Home.objects.select_for_update().get(pk=home_id)
    return held_home(home.merged_into_id) if home.merged_into_id else home


@transaction.atomic
def update_home(*, actor, home: Home, **fields) -> Home:
    """Change kind, address, postcode or commune of a home."""
    changed = [name for name, value in fields.items() if getattr(home, name) != value]
    for name in changed:
        setattr(home, name, fields[name])
    if changed:
        home.street_key = street_key(home.address)
        home.save(update_fields=[*changed, "street_key"])
        follow(source=home.pk, words=words_of_home(home))
        record(actor=actor, verb="home.updated", target=home, fields=changed)
    return home


@transaction.atomic
def store_dpe(*, actor, home: Home, content: bytes, name: str) -> DpeRecord:
    """Keep a readable DPE file of the home, with the faults found in it.

    Raises `Refused` (French sentence, nothing kept) when the engine cannot read it, `AlreadyThere` when this very
    file is already kept for this home.
    """
    fingerprint = digest(content)
    known = DpeRecord.objects.filter(home=home, sha256=fingerprint).first()
    if known:
        raise AlreadyThere(known)
    try:
        dpe = read_dpe(content, name=name)
        recorded = recorded_labels(content)
    except DpeRefused as refused:
        raise Refused(refused.message_fr) from None
    stored = keep(content, name=clean_name(name), mime="application/xml")
    kept = DpeRecord.objects.create(
        home=home,
        file_name=stored.file_name,
        vault_name=stored.vault_name,
        sha256=fingerprint,
        number=dpe.numero_dpe,
        issued_on=dpe.date,
        schema_version=dpe.version,
        software=dpe.software,
        recorded=recorded,
        faults=[energy.fault_line(fault) for fault in quality_report(dpe)],
        uploaded_by=actor.user,
    )
    record(actor=actor, verb="dpe.stored", target=kept, number=dpe.numero_dpe)
    return kept


@transaction.atomic
def take_dpe(*, actor, home: Home, content: bytes, name: str) -> EnergyDescription:
    """Store a DPE file and describe the home from it: both or nothing."""
    dpe = store_dpe(actor=actor, home=home, content=content, name=name)
    return describe_from_dpe(actor=actor, home=home, dpe=dpe)


@transaction.atomic
def describe_from_dpe(*, actor, home: Home, dpe: DpeRecord) -> EnergyDescription:
    """First version read from a DPE; earlier corrections by hand are not carried over to another file."""
    return _new_version(actor=actor, home=home, source=DescriptionSource.DPE, dpe=dpe)


@transaction.atomic
def describe_by_answers(*, actor, home: Home, answers: dict) -> EnergyDescription:
    """A version from plain answers; what is not known is left out of `answers` and takes the period's default."""
    known = {key: value for key, value in answers.items() if value not in (None, "")}
    return _new_version(actor=actor, home=home, source=DescriptionSource.DECLARED, answers=known)


@transaction.atomic
def correct(*, actor, description: EnergyDescription, corrections: dict, said_by: str = "") -> EnergyDescription:
    """A version with values corrected by hand: {key: value}; None gives the value of the source back.

    said_by  who declared them, when it is not the one who writes: the sheet says "déclaré par"
    """
    merged = dict(description.corrections)
    today = timezone.localdate().isoformat()
    for key, value in corrections.items():
        if value is None:
            merged.pop(key, None)
        elif merged.get(key, {}).get("value") != value:
            merged[key] = {"value": value, "by": said_by or actor.label, "on": today}
            if said_by:
                merged[key]["declared"] = True
    return _new_version(
        actor=actor,
        home=description.home,
        source=description.source,
        dpe=description.dpe,
        answers=description.answers,
        corrections=merged,
    )


def _new_version(*, actor, home: Home, **fields) -> EnergyDescription:
    Home.objects.select_for_update().get(pk=home.pk)  # one version at a time
    last = EnergyDescription.objects.filter(home=home).aggregate(last=Max("version"))["last"] or 0
    description = EnergyDescription(home=home, version=last + 1, created_by=actor.user, **fields)
    known = energy.describe(description)
    description.facts = known.facts
    description.result = energy.summary(known.columns, source=description.source)
    description.result |= energy.uncertainty(description, known)
    description.save(force_insert=True)
    record(actor=actor, verb="home.described", target=description, version=description.version)
    _show_on_home(actor, description, known.columns)
    return description


@transaction.atomic
def keep_energy(*, actor, description: EnergyDescription) -> None:
    """Put again on the home what lists filter on, from one of its descriptions."""
    _show_on_home(actor, description, energy.columns_of(description))


def _show_on_home(actor, description: EnergyDescription, columns) -> None:
    update_home(
        actor=actor,
        home=description.home,
        kind=HomeKind.BUILDING if description.home.kind == HomeKind.BUILDING else energy.kind_of(columns),
        energy_class=description.result.get("label", ""),
        heating_energy=energy.heating_energy_of(columns),
    )
