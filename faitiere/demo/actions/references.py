"""Site sheets of the demonstration, published with an agreement; their pictures are drawn, not photographed."""

import datetime as dt
import io

from django.utils import timezone
from PIL import Image, ImageDraw

from faitiere.apps.references.actions import add_picture, create_sheet, give_consent, publish, submit
from faitiere.apps.references.enums import ConsentSource, Moment
from faitiere.apps.references.models import Reference
from faitiere.apps.territories.enums import ProjectKind
from faitiere.apps.territories.models import Commune

from .setting import Setting

_AGREED_DAYS = 20
_SKY, _ROOF = "#dfe9f2", "#b4583a"
# Walls and window frames, before and after.
_LOOKS = {Moment.BEFORE: ("#b9b2a6", "#7a6a55"), Moment.AFTER: ("#f2e6cf", "#4b2a7b")}
_WORDS = {
    Moment.BEFORE: "Dessin de la façade avant les travaux : enduit gris, menuiseries de bois",
    Moment.AFTER: "Dessin de la façade après les travaux : enduit clair sur l'isolant, fenêtres neuves",
}


def show_references(setting: Setting, told: dict) -> None:
    """Each sheet of the story, written by an advisor, checked by the administrator."""
    writer, publisher = setting.actor("ines"), setting.actor("pascal")
    agreed = timezone.localdate() - dt.timedelta(days=_AGREED_DAYS)
    for one in told["reference"]:
        reference = create_sheet(actor=writer, fields=_fields(setting, one))
        if one.get("drawn"):
            for moment in (Moment.BEFORE, Moment.AFTER):
                picture = {"moment": moment, "alternative": _WORDS[moment], "credit": "Guichet de la métropole, dessin"}
                drawing = _facade(moment, storeys=4 if "kind" in one else 1)
                add_picture(actor=writer, reference=reference, content=drawing, fields=picture)
        council = reference.kind == ProjectKind.CONDOMINIUM
        by, source = (
            ("Le conseil syndical", ConsentSource.MINUTES) if council else ("Les habitants", ConsentSource.SIGNED)
        )
        give_consent(actor=writer, reference=reference, by=by, source=source, on=agreed)
        submit(actor=writer, reference=reference)
        publish(actor=publisher, reference=Reference.objects.get(pk=reference.pk))


def _fields(setting: Setting, told: dict) -> dict:
    (before, after), (cost, aids) = told["kwh"], told["euros"]
    measured = told.get("measured_kwh", [None, None])
    return {
        "kind": told.get("kind", ProjectKind.HOUSE),
        "organisation": setting.organisations["guichet"],
        "title": told["title"],
        "summary": told["summary"],
        "commune": Commune.objects.get(pk=told["insee"]),
        "built_year": told["year"],
        "area_m2": told["area"],
        "dwellings": told.get("dwellings"),
        "works": "\n".join(told["works"]),
        "families": told["families"],
        "companies": "\n".join(told.get("companies", [])),
        "class_before": told["classes"][0],
        "class_after": told["classes"][1],
        "primary_before": before,
        "primary_after": after,
        "cost_cents": cost * 100,
        "aids_cents": aids * 100,
        "aids": "\n".join(told["aids"]),
        "months": told["months"],
        "finished_on": dt.date.fromisoformat(told["ended"]),
        "testimony": told.get("testimony", ""),
        "testimony_by": told.get("by", ""),
        "measured": told.get("measured", ""),
        "measured_before_kwh": measured[0],
        "measured_after_kwh": measured[1],
    }


def _facade(moment: str, *, storeys: int) -> bytes:
    """A façade with its roof and its windows, as a PNG."""
    wall, frame = _LOOKS[moment]
    top = 300 - storeys * 50
    picture = Image.new("RGB", (800, 600), _SKY)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 540, 800, 600), fill="#8aa37b")
    pen.rectangle((150, top, 650, 540), fill=wall)
    pen.polygon(((120, top), (400, top - 90), (680, top)), fill=_ROOF)
    height = (540 - top) // storeys
    for storey in range(storeys):
        for column in range(4):
            left, up = 190 + column * 115, top + storey * height + height // 4
            pen.rectangle((left, up, left + 70, up + height // 2), fill="#cfe3ee", outline=frame, width=6)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
