from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, Site

from faitiere.apps.territories.models import Territory
from faitiere.lib.tenancy import TenantManager, TenantModel

from .blocks import ARTICLE_BLOCKS, HOME_BLOCKS, LeanStreamField


class TerritorySite(models.Model):
    """Which Wagtail site is the portal of a territory."""

    territory = models.OneToOneField(
        Territory, on_delete=models.CASCADE, related_name="portal_site", verbose_name="territoire"
    )
    site = models.OneToOneField(Site, on_delete=models.CASCADE, related_name="+", verbose_name="site")

    class Meta:
        verbose_name = "site du portail"
        verbose_name_plural = "sites du portail"


class HomePage(Page):
    """Home page of a territory: a promise, the finder, then blocks."""

    promise = models.CharField("promesse", max_length=120)
    lead = models.CharField("en deux phrases", max_length=300)
    body = LeanStreamField(HOME_BLOCKS, blank=True, verbose_name="contenu")

    content_panels = [*Page.content_panels, FieldPanel("promise"), FieldPanel("lead"), FieldPanel("body")]
    subpage_types = ["portal.ArticleIndexPage", "portal.TextPage"]
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = "page d'accueil"
        verbose_name_plural = "pages d'accueil"

    def latest_articles(self, count: int = 3):
        """Published articles of this portal, newest first."""
        return ArticlePage.objects.live().descendant_of(self).order_by("-published_on", "-pk")[:count]


class ArticleIndexPage(Page):
    """The list of articles."""

    lead = models.CharField("en une phrase", max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    subpage_types = ["portal.ArticlePage"]
    parent_page_types = ["portal.HomePage"]

    class Meta:
        verbose_name = "liste des articles"
        verbose_name_plural = "listes des articles"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        articles = ArticlePage.objects.live().child_of(self)
        return context | {"articles": articles.order_by("-published_on", "-pk")}


class ArticlePage(Page):
    """A piece of news or a guide, with the day it was published and last checked."""

    published_on = models.DateField("publié le")
    lead = models.CharField("en deux phrases", max_length=300)
    body = LeanStreamField(ARTICLE_BLOCKS, blank=True, verbose_name="contenu")

    content_panels = [*Page.content_panels, FieldPanel("published_on"), FieldPanel("lead"), FieldPanel("body")]
    subpage_types = []
    parent_page_types = ["portal.ArticleIndexPage"]

    class Meta:
        verbose_name = "article"
        verbose_name_plural = "articles"


class TextPage(Page):
    """A plain page: legal notices, accessibility, personal data."""

    body = LeanStreamField(ARTICLE_BLOCKS, blank=True, verbose_name="contenu")

    content_panels = [*Page.content_panels, FieldPanel("body")]
    subpage_types = []
    parent_page_types = ["portal.HomePage"]

    class Meta:
        verbose_name = "page de texte"
        verbose_name_plural = "pages de texte"


class SavedSimulationQuerySet(models.QuerySet):
    def in_force(self):
        """Those whose code still works."""
        return self.filter(expires_at__gt=timezone.now())


class SavedSimulation(TenantModel):
    """Answers of a simulation kept for its author under a code; only a digest of the code is known here."""

    code_key = models.CharField("empreinte du code", max_length=64)
    answers = models.JSONField("réponses", default=dict)
    email = models.EmailField("adresse e-mail", blank=True)
    created_at = models.DateTimeField("enregistrée le", auto_now_add=True)
    last_contact_at = models.DateTimeField("dernier contact", default=timezone.now)
    expires_at = models.DateTimeField("effacée après le")

    objects = TenantManager.from_queryset(SavedSimulationQuerySet)()

    class Meta:
        verbose_name = "simulation enregistrée"
        verbose_name_plural = "simulations enregistrées"
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["territory", "code_key"], name="simulation_code_once")]


class SentSimulation(TenantModel):
    """A simulation that its author sent to the advisor: part of the case, read with the rules of its day."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="simulations", verbose_name="dossier")
    answers = models.JSONField("réponses", default=dict)
    made_on = models.DateField("règles du")
    sent_at = models.DateTimeField("envoyée le", auto_now_add=True)

    class Meta:
        verbose_name = "simulation envoyée"
        verbose_name_plural = "simulations envoyées"
        ordering = ["-sent_at"]


class EmbeddingSite(TenantModel):
    """A site of somebody else that may show the simulator of the territory."""

    origin = models.CharField("adresse du site", max_length=200)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="ajouté par",
    )
    added_at = models.DateTimeField("ajouté le", auto_now_add=True)

    class Meta:
        verbose_name = "site qui montre le simulateur"
        verbose_name_plural = "sites qui montrent le simulateur"
        ordering = ["origin"]
        constraints = [models.UniqueConstraint(fields=["territory", "origin"], name="embedding_site_once")]
