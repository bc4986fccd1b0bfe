"""A sheet given to the PDF engine."""

import base64
from html import escape

from django.utils import timezone

from faitiere.lib.numbers import count, money, month_words, number, quantity
from faitiere.lib.reports import ReferenceCatalogue, ReferenceSheet, SheetPicture
from faitiere.lib.uploads import fetch

from .models import Picture, Reference

_MOST_PRINTED = 4
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><title>{moment}</title>'
    '<desc>{alternative}</desc><image width="{width}" height="{height}" href="data:image/jpeg;base64,{data}"/></svg>'
)


def facts_of(reference: Reference) -> list[tuple[str, str]]:
    """What is known of the site and its works, as (word, value); the same on the page and on paper."""
    one = reference
    facts = [
        ("Commune", one.commune.name),
        ("Construction", str(one.built_year) if one.built_year else ""),
        ("Surface", quantity(one.area_m2, "m²") if one.area_m2 else ""),
        ("Logements", str(one.dwellings) if one.dwellings else ""),
        ("Énergie primaire", _change(one.primary_before, one.primary_after, "kWh/m² par an")),
        ("Coût des travaux", f"{money(one.cost_cents)} taxes comprises" if one.cost_cents is not None else ""),
        ("Aides", money(one.aids_cents) if one.aids_cents is not None else ""),
        ("Reste payé", money(one.remaining_cents) if one.remaining_cents is not None else ""),
        ("Durée du chantier", count(one.months, "mois", "mois") if one.months else ""),
        ("Terminé", month_words(one.finished_on) if one.finished_on else ""),
        ("Consommation mesurée", _change(one.measured_before_kwh, one.measured_after_kwh, "kWh par an")),
    ]
    return [(word, value) for word, value in facts if value]


def _change(before: int | None, after: int | None, unit: str) -> str:
    """ "320, puis 110 kWh/m² par an après les travaux"."""
    if before is None or after is None:
        known, when = (after, "après") if before is None else (before, "avant")
        return "" if known is None else f"{quantity(known, unit)} {when} les travaux"
    return f"{number(before)}, puis {quantity(after, unit)} après les travaux"


def classes_of(reference: Reference) -> str:
    """ "De F à B, 4 classes gagnées"."""
    if not (reference.class_before and reference.class_after):
        return ""
    gained = f", {count(reference.class_gain, 'classe gagnée', 'classes gagnées')}" if reference.class_gain > 0 else ""
    return f"De {reference.class_before} à {reference.class_after}{gained}"


def _drawing(picture: Picture) -> str:
    data = base64.b64encode(fetch(picture.vault_name)).decode()
    told = {"moment": picture.get_moment_display(), "alternative": escape(picture.alternative)}
    return _SVG.format(width=picture.width, height=picture.height, data=data, **told)


def printed(reference: Reference, *, territory, most_pictures: int = _MOST_PRINTED) -> ReferenceSheet:
    """Everything the printed sheet says."""
    pictures = [
        SheetPicture(
            name=f"photo-{rank}",
            svg=_drawing(one),
            caption=f"{one.get_moment_display()}. {one.alternative}. Photo : {one.credit}",
        )
        for rank, one in enumerate(list(reference.pictures.all())[:most_pictures])
    ]
    said = f"{reference.testimony_by}" if reference.testimony_by else ""
    return ReferenceSheet(
        brand=(territory.brand, territory.brand_soft, territory.accent),
        territory=territory.name,
        organisation=str(reference.organisation),
        title=reference.title,
        summary=reference.summary,
        classes=classes_of(reference),
        class_note=reference.class_note.capitalize(),
        facts=tuple(facts_of(reference)),
        works=tuple(reference.work_lines),
        aids=tuple(reference.aid_lines),
        testimony=(reference.testimony, said),
        measured=reference.measured,
        pictures=tuple(pictures),
        printed_on=timezone.localdate(),
    )


def printed_catalogue(references: list[Reference], *, territory, chosen: str) -> ReferenceCatalogue:
    """The document of several sheets, each with its first picture.

    chosen  the filters in words, empty for none
    """
    signed = {one.organisation_id: str(one.organisation) for one in references}
    return ReferenceCatalogue(
        brand=(territory.brand, territory.brand_soft, territory.accent),
        territory=territory.name,
        title=f"Réalisations, {next(iter(signed.values()))}" if len(signed) == 1 else "Réalisations",
        selection=f"{count(len(references), 'réalisation', 'réalisations')}{f' : {chosen}' if chosen else ''}.",
        sheets=[printed(one, territory=territory, most_pictures=1) for one in references],
        printed_on=timezone.localdate(),
    )
