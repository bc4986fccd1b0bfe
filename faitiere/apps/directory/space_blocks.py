"""The card of requests for quotes on the home page of the project space."""

from faitiere.apps.cases.space import SpaceBlock, is_closed

from .asking import open_request


def quotes(request, case) -> SpaceBlock | None:
    """How many were asked and answered; nothing before the first request."""
    asked = None if is_closed(case, "directory:quotes") else open_request(case)
    return SpaceBlock("directory/space_block.html", {"request": asked}) if asked else None
