"""Writers of the territory's look: four colours, a font and a logo."""

from django.db import transaction
from wagtail.models import Collection

from faitiere.apps.audit.actions import record

from ..looks import FIELDS
from ..models import PortalImage, TerritorySite
from .editing import editors_of
from .publishing import changed


def _keep_logo(actor, link: TerritorySite, uploaded) -> PortalImage:
    editors_of(actor.territory)
    link.refresh_from_db(fields=["collection"])
    logo = PortalImage(
        title=f"Logo, {actor.territory.name}",
        description=actor.territory.name,
        file=uploaded,
        uploaded_by_user=actor.user,
    )
    logo.collection = link.collection or Collection.get_first_root_node()
    logo._set_image_file_metadata()
    logo.save()
    return logo


@transaction.atomic
def set_look(*, actor, colours: dict[str, str], font: str = "", logo=None, without_logo: bool = False) -> None:
    """Keep the colours (already measured: see `looks.refusals`), the font and the logo (cleaned); shown at once."""
    territory = actor.territory
    for name in FIELDS:
        setattr(territory, name, colours[name])
    territory.font = font or territory.font
    territory.save(update_fields=[*FIELDS, "font"])
    link = TerritorySite.objects.filter(territory=territory).first()
    if link and (logo or without_logo):
        link.logo = _keep_logo(actor, link, logo) if logo else None
        link.save(update_fields=["logo"])
    kept = {name: colours[name] for name in FIELDS} | {"font": territory.font}
    record(actor=actor, verb="territory.look_set", target=territory, **kept)
    changed(territory)
