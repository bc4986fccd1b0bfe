"""What a territory's portal has around its pages: its site, menu, editors, borrowed pages, found words, links."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Collection, Page, Site

from faitiere.apps.territories.models import Territory
from faitiere.lib.tenancy import TenantModel

from ..enums import EditorLevel, LinkState, MenuPlace
from .pages import ResourceIndexPage, ResourcePage
from .pictures import PortalImage


class TerritorySite(models.Model):
    """Which Wagtail site is the portal of a territory, and its logo."""

    territory = models.OneToOneField(
        Territory, on_delete=models.CASCADE, related_name="portal_site", verbose_name="territoire"
    )
    site = models.OneToOneField(Site, on_delete=models.CASCADE, related_name="+", verbose_name="site")
    logo = models.ForeignKey(
        PortalImage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="logo"
    )
    # Its pictures and documents.
    collection = models.ForeignKey(
        Collection, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="collection"
    )
    reminded_on = models.DateField("dernier rappel le", null=True, blank=True)
    # Raised by whatever changes what a visitor reads: a page kept for another number is never shown.
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "site du portail"
        verbose_name_plural = "sites du portail"


class MenuLine(TenantModel):
    """A line of the territory's menu: one of its pages, or a room of the portal named by its route."""

    read_by_visitors = True
    place = models.CharField("où", max_length=8, choices=MenuPlace, default=MenuPlace.MAIN)
    position = models.PositiveSmallIntegerField("rang")
    label = models.CharField("texte", max_length=40)
    page = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name="page"
    )
    route = models.CharField("rubrique", max_length=60, blank=True)

    class Meta:
        verbose_name = "ligne du menu"
        verbose_name_plural = "lignes du menu"
        ordering = ["-place", "position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(page__isnull=False) ^ models.Q(route__gt=""), name="menu_line_leads_somewhere"
            ),
        ]


class Editor(TenantModel):
    """Somebody of the guichet who writes the portal's pages; an administrator of the territory needs no row."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="portal_editor", verbose_name="compte"
    )
    level = models.CharField("droit", max_length=10, choices=EditorLevel)

    class Meta:
        verbose_name = "rédacteur du portail"
        verbose_name_plural = "rédacteurs du portail"
        constraints = [models.UniqueConstraint(fields=["territory", "user"], name="portal_editor_once")]


class LibraryUse(TenantModel):
    """A page of the national library that the territory shows: as it is, or through a page of its own."""

    read_by_visitors = True
    index = models.ForeignKey(
        ResourceIndexPage, on_delete=models.CASCADE, related_name="uses", verbose_name="liste des ressources"
    )
    page = models.ForeignKey(ResourcePage, on_delete=models.CASCADE, related_name="uses", verbose_name="page nationale")
    local = models.ForeignKey(
        ResourcePage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="adapted_from",
        verbose_name="page adaptée",
    )
    # The national text as the local editor last read it.
    read_text = models.TextField("texte national lu", blank=True)
    read_on = models.DateField("lu le", default=timezone.localdate)

    class Meta:
        verbose_name = "page nationale utilisée"
        verbose_name_plural = "pages nationales utilisées"
        constraints = [models.UniqueConstraint(fields=["territory", "page"], name="library_page_used_once")]


class PageWords(TenantModel):
    """The stems of a page's words, as the search of the portal compares them."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name="page")
    title_stems = models.TextField("racines du titre")
    stems = models.TextField("racines du texte")
    excerpt = models.CharField("extrait", max_length=300, blank=True)

    class Meta:
        verbose_name = "mots d'une page"
        verbose_name_plural = "mots des pages"
        constraints = [models.UniqueConstraint(fields=["territory", "page"], name="page_words_once")]


class LinkCheck(TenantModel):
    """A link of a page that led nowhere when it was last followed."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name="page")
    address = models.CharField("adresse", max_length=500)
    state = models.CharField("état", max_length=8, choices=LinkState)
    reason = models.CharField("raison", max_length=100)
    since = models.DateTimeField("depuis le", default=timezone.now)
    checked_at = models.DateTimeField("vérifié le", default=timezone.now)

    class Meta:
        verbose_name = "lien cassé"
        verbose_name_plural = "liens cassés"
        ordering = ["page_id", "address"]
        constraints = [models.UniqueConstraint(fields=["territory", "page", "address"], name="link_check_once")]
