"""Sites of somebody else that may show a page of the guichet made for it: read by the apps below too."""

from .models import EmbeddingSite


def embedding_origins() -> list[str]:
    """Origins the territory in scope named."""
    return list(EmbeddingSite.objects.values_list("origin", flat=True))
