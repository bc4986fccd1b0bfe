"""Pages of the portal (Wagtail), what surrounds them, and what visitors leave."""

from .pages import (
    ArticleIndexPage,
    ArticlePage,
    FaqPage,
    HomePage,
    LibraryPage,
    ResourceIndexPage,
    ResourcePage,
    TextPage,
)
from .pictures import PortalImage, PortalRendition
from .simulations import EmbeddingSite, SavedSimulation, SentSimulation
from .sites import Editor, LibraryUse, LinkCheck, MenuLine, PageWords, TerritorySite

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "Editor",
    "EmbeddingSite",
    "FaqPage",
    "HomePage",
    "LibraryPage",
    "LibraryUse",
    "LinkCheck",
    "MenuLine",
    "PageWords",
    "PortalImage",
    "PortalRendition",
    "ResourceIndexPage",
    "ResourcePage",
    "SavedSimulation",
    "SentSimulation",
    "TerritorySite",
    "TextPage",
]
