"""The pages of a portal. What they share is in `PortalPage`: who reads them, and when somebody last checked them."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from ..blocks import ARTICLE_BLOCKS, HOME_BLOCKS, PICTURE_BLOCKS, QUESTION_BLOCKS, LeanStreamField
from ..enums import Audience, HomeKind, PathStage, ResourceKind, Theme
from ..filters import Filters
from ..page_forms import ReadablePageForm
from ..readers import audiences_of

_ACCESSIBILITY_HELP = (
    "Une image sans description, un titre qui saute un niveau, un lien vide ou vague, une vidéo sans sous-titres : "
    "la page n’est pas publiée, et son formulaire dit quoi corriger. L’aperçu, onglet « Vérifications », en voit plus."
)


_FILE_FIELDS = ("document", "captions", "silent", "video_link", "transcript")


class HostlessPage(Page):
    """A page whose address is a path: the host is that of whoever asks, never the name of a Wagtail site."""

    base_form_class = ReadablePageForm

    class Meta:
        abstract = True

    def get_url_parts(self, request=None):
        parts = super().get_url_parts(request)
        return parts and (parts[0], "", parts[2])

    def _get_dummy_header_url(self, original_request=None):
        """Previewed on the host of whoever writes it: the address of the page itself names no host."""
        return original_request.build_absolute_uri(reverse("home")) if original_request else None


class PortalPage(HostlessPage):
    """What every page of a portal has but its home."""

    audience = models.CharField("qui peut la lire", max_length=14, choices=Audience, default=Audience.EVERYONE)
    # Wagtail's own privacy names groups of every territory: the audience above replaces it.
    private_page_options = []

    settings_panels = [PublishingPanel(), FieldPanel("audience")]
    promote_panels = [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")]

    class Meta:
        abstract = True


class CheckedPage(PortalPage):
    """A page that ages: somebody says it is still right, or is reminded to."""

    checked_on = models.DateField("relue le", default=timezone.localdate)
    check_months = models.PositiveSmallIntegerField("à relire tous les (mois)", default=12)

    settings_panels = [
        *PortalPage.settings_panels,
        MultiFieldPanel([FieldPanel("checked_on"), FieldPanel("check_months")], heading="Relecture"),
        HelpPanel(_ACCESSIBILITY_HELP, heading="Accessibilité"),
    ]

    class Meta:
        abstract = True

    @property
    def check_before(self) -> dt.date:
        """The day from which the page is said to be out of date."""
        return self.checked_on + dt.timedelta(days=round(self.check_months * 365 / 12))


class HomePage(HostlessPage):
    """Home page of a territory: a promise, the finder, then blocks."""

    promise = models.CharField("promesse", max_length=120)
    lead = models.CharField("en deux phrases", max_length=300)
    body = LeanStreamField(HOME_BLOCKS, blank=True, verbose_name="contenu")
    private_page_options = []

    content_panels = [*Page.content_panels, FieldPanel("promise"), FieldPanel("lead"), FieldPanel("body")]
    subpage_types = ["portal.ArticleIndexPage", "portal.ResourceIndexPage", "portal.FaqPage", "portal.TextPage"]
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = "page d'accueil"
        verbose_name_plural = "pages d'accueil"

    def latest_articles(self, count: int = 3):
        """Published articles of this portal that everyone may read, newest first."""
        return ArticlePage.objects.live().public().descendant_of(self).order_by("-published_on", "-pk")[:count]


class ArticleIndexPage(PortalPage):
    """The list of articles, all or those of one tag."""

    lead = models.CharField("en une phrase", max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    subpage_types = ["portal.ArticlePage"]
    parent_page_types = ["portal.HomePage"]

    class Meta:
        verbose_name = "liste des articles"
        verbose_name_plural = "listes des articles"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        readable = ArticlePage.objects.live().filter(audience__in=audiences_of(request.actor))
        articles = readable.child_of(self).order_by("-published_on", "-pk")
        tags = ArticlePage.tags.through.tag_model().objects.filter(portal_articletag_items__content_object__in=articles)
        chosen = request.GET.get("mot", "")
        shown = articles.filter(tags__slug=chosen) if chosen else articles
        return context | {"articles": shown, "tags": tags.distinct().order_by("name"), "chosen": chosen}


class ArticleTag(TaggedItemBase):
    """A word on an article."""

    content_object = ParentalKey("portal.ArticlePage", on_delete=models.CASCADE, related_name="tagged_items")

    class Meta:
        verbose_name = "mot d'un article"
        verbose_name_plural = "mots d'un article"


class ArticlePage(CheckedPage):
    """A piece of news or a guide, with the day it was published and last checked."""

    published_on = models.DateField("publié le")
    lead = models.CharField("en deux phrases", max_length=300)
    picture = LeanStreamField(PICTURE_BLOCKS, blank=True, max_num=1, verbose_name="image")
    body = LeanStreamField(ARTICLE_BLOCKS, blank=True, verbose_name="contenu")
    tags = ClusterTaggableManager(through=ArticleTag, blank=True, verbose_name="mots")

    content_panels = [
        *Page.content_panels,
        FieldPanel("published_on"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("tags"),
    ]
    subpage_types = []
    parent_page_types = ["portal.ArticleIndexPage"]

    class Meta:
        verbose_name = "article"
        verbose_name_plural = "articles"


class ResourceIndexPage(PortalPage):
    """The resources of a territory, its own and those it takes from the national library, filtered without a script."""

    lead = models.CharField("en une phrase", max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    subpage_types = ["portal.ResourcePage"]
    parent_page_types = ["portal.HomePage"]

    class Meta:
        verbose_name = "liste des ressources"
        verbose_name_plural = "listes des ressources"

    def borrowed(self):
        """Published pages of the library used here as they are."""
        return ResourcePage.objects.live().filter(uses__index=self, uses__local=None)

    def resources(self):
        """Everything the index holds, by title, whoever may read it."""
        own = models.Q(path__startswith=self.path, depth=self.depth + 1)
        taken = models.Q(pk__in=self.borrowed().values("pk"))
        return ResourcePage.objects.live().filter(own | taken).order_by("title")

    def address_of(self, resource) -> str:
        """Address of a resource in this territory, the library's included."""
        return f"{self.get_url()}{resource.slug}/"

    def route(self, request, path_components):
        """A slug that no page here has may be that of a page of the library."""
        try:
            return super().route(request, path_components)
        except Http404:
            if len(path_components) != 1 or not self.live:
                raise
            page = self.borrowed().filter(slug=path_components[0]).first()
            if page is None:
                raise
            return RouteResult(page, kwargs={"index": self})

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        filters = Filters(request.GET)
        readable = self.resources().filter(audience__in=audiences_of(request.actor))
        shown = [(one, self.address_of(one)) for one in filters.apply(readable)]
        return context | {"filters": filters, "resources": shown}


class ResourcePage(CheckedPage):
    """A guide, a document or a video, for houses or condominiums, at a stage, on a theme."""

    kind = models.CharField("nature", max_length=10, choices=ResourceKind, default=ResourceKind.GUIDE)
    home_kind = models.CharField("pour", max_length=12, choices=HomeKind, default=HomeKind.ANY)
    stage = models.CharField("étape", max_length=12, choices=PathStage, default=PathStage.UNDERSTAND)
    theme = models.CharField("thème", max_length=12, choices=Theme)
    lead = models.CharField("en deux phrases", max_length=300)
    picture = LeanStreamField(PICTURE_BLOCKS, blank=True, max_num=1, verbose_name="image")
    body = LeanStreamField(ARTICLE_BLOCKS, blank=True, verbose_name="contenu")
    document = models.ForeignKey(
        "wagtaildocs.Document",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="fichier",
        help_text="Un PDF, ou une vidéo MP4 ou WebM : elle est lue ici, sans rien demander à un autre site.",
    )
    video_link = models.URLField(
        "adresse de la vidéo",
        blank=True,
        help_text="Si la vidéo est ailleurs : un lien, jamais un lecteur qui dépose des cookies.",
    )
    transcript = models.TextField(
        "texte de la vidéo", blank=True, help_text="Ce qui est dit et montré, pour qui n’entend ou ne voit pas."
    )

    captions = models.ForeignKey(
        "wagtaildocs.Document",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="sous-titres",
        help_text="Le fichier WebVTT (.vtt) de la vidéo lue ici.",
    )
    silent = models.BooleanField(
        "on n’entend rien d’utile", default=False, help_text="La vidéo n’a ni parole ni son utile : pas de sous-titres."
    )

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel(name) for name in ("kind", "home_kind", "stage", "theme")], heading="Classement"),
        FieldPanel("lead"),
        FieldPanel("picture"),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel(name) for name in _FILE_FIELDS], heading="Fichier"),
    ]
    subpage_types = []
    parent_page_types = ["portal.ResourceIndexPage", "portal.LibraryPage"]

    class Meta:
        verbose_name = "ressource"
        verbose_name_plural = "ressources"

    def clean(self):
        super().clean()
        if self.kind == ResourceKind.VIDEO:
            if not self.document_id and not self.video_link:
                raise ValidationError({"document": "Choisissez le fichier de la vidéo, ou donnez son adresse."})
            if not self.transcript:
                raise ValidationError({"transcript": "Écrivez ce que dit la vidéo : la loi le demande."})
        if self.kind == ResourceKind.DOCUMENT and not self.document_id:
            raise ValidationError({"document": "Choisissez le fichier du document."})

    def get_context(self, request, *args, **kwargs):
        """`index` is the list it is borrowed by, when it is a page of the library."""
        return super().get_context(request, *args, **kwargs) | {"index": kwargs.get("index")}

    @property
    def plays(self) -> bool:
        """The file is a video that the page itself plays."""
        return bool(self.document) and self.document.content_type in {"video/mp4", "video/webm"}


class FaqPage(CheckedPage):
    """Questions and answers, by heading."""

    lead = models.CharField("en une phrase", max_length=300, blank=True)
    questions = LeanStreamField(QUESTION_BLOCKS, blank=True, verbose_name="questions")

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("questions")]
    subpage_types = []
    parent_page_types = ["portal.HomePage", "portal.TextPage"]

    class Meta:
        verbose_name = "questions fréquentes"
        verbose_name_plural = "questions fréquentes"


class TextPage(CheckedPage):
    """A page of blocks: legal notices, a service, a private area with pages under it."""

    body = LeanStreamField(ARTICLE_BLOCKS, blank=True, verbose_name="contenu")

    content_panels = [*Page.content_panels, FieldPanel("body")]
    subpage_types = ["portal.TextPage", "portal.FaqPage"]
    parent_page_types = ["portal.HomePage", "portal.TextPage"]

    class Meta:
        verbose_name = "page de texte"
        verbose_name_plural = "pages de texte"

    def get_context(self, request, *args, **kwargs):
        below, read = self.get_children().live().order_by("path").specific(), audiences_of(request.actor)
        shown = [page for page in below if page.audience in read]
        return super().get_context(request, *args, **kwargs) | {"below": shown}


class LibraryPage(HostlessPage):
    """The national library: resources written once by the platform. Served nowhere by itself."""

    private_page_options = []
    content_panels = Page.content_panels
    subpage_types = ["portal.ResourcePage"]
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    class Meta:
        verbose_name = "bibliothèque nationale"
        verbose_name_plural = "bibliothèque nationale"
