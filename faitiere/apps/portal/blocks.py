"""Blocks an editor puts on a page of the portal. Their definitions stay out of migrations (see `LeanStreamField`)."""

from django.conf import settings
from django.utils.module_loading import import_string
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock

from .accessibility import conformity


class LeanStreamField(StreamField):
    """A StreamField whose migrations do not freeze the definitions of its blocks."""

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        return name, path, [[]], {key: value for key, value in kwargs.items() if key != "block_lookup"}


class FinderBlock(blocks.StructBlock):
    """The adviser finder."""

    title = blocks.CharBlock(label="titre", default="Trouver mon conseiller")

    class Meta:
        template = "portal/blocks/finder.html"
        label = "Trouver mon conseiller"
        icon = "search"


class StartBlock(blocks.StructBlock):
    """Where to start: aids, phone, call back."""

    title = blocks.CharBlock(label="titre", default="Par où commencer")

    class Meta:
        template = "portal/blocks/start.html"
        label = "Par où commencer"
        icon = "list-ul"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="étape")
    text = blocks.CharBlock(label="en une phrase")


class PathBlock(blocks.StructBlock):
    """The path of a project, tile after tile."""

    title = blocks.CharBlock(label="titre", default="Le chemin, du premier appel aux travaux terminés")
    steps = blocks.ListBlock(StepBlock(), label="étapes")

    class Meta:
        template = "portal/blocks/path.html"
        label = "Le chemin"
        icon = "order"


class NewsBlock(blocks.StructBlock):
    """The latest articles of the territory."""

    title = blocks.CharBlock(label="titre", default="Les nouvelles du guichet")

    class Meta:
        template = "portal/blocks/news.html"
        label = "Dernières nouvelles"
        icon = "doc-full"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        page = (parent_context or {}).get("page")
        context["articles"] = page.latest_articles() if page else []
        return context


class ContactBlock(blocks.StructBlock):
    """An invitation to be called back."""

    title = blocks.CharBlock(label="titre", default="Un conseiller vous rappelle")
    text = blocks.CharBlock(label="texte", default="Laissez vos coordonnées. C'est gratuit et sans engagement.")

    class Meta:
        template = "portal/blocks/contact.html"
        label = "Être rappelé"
        icon = "mail"


class PictureBlock(ImageBlock):
    """A picture, described or said to be decorative: nothing else is accepted."""

    class Meta:
        template = "portal/blocks/picture.html"
        label = "Image"
        icon = "image"


class SimulatorBlock(blocks.StructBlock):
    """The aids simulator, from its first question."""

    title = blocks.CharBlock(label="titre", default="Mes aides en trois minutes")
    text = blocks.CharBlock(label="texte", default="Dix questions au plus, sans compte. Rien n’est enregistré.")

    class Meta:
        template = "portal/blocks/simulator.html"
        label = "Simulateur d’aides"
        icon = "calculator"


class ConformityBlock(blocks.StaticBlock):
    """What the automatic tests of accessibility found, read from their results."""

    class Meta:
        template = "portal/blocks/conformity.html"
        label = "Accessibilité : résultats des tests"
        admin_text = "L’état, le taux et la date viennent des résultats des tests : rien n’est à écrire ici."
        icon = "check"

    def get_context(self, value, parent_context=None):
        return super().get_context(value, parent_context) | {"conformity": conformity()}


class QuestionBlock(blocks.StructBlock):
    """A question and its answer."""

    question = blocks.CharBlock(label="question", max_length=200)
    answer = blocks.RichTextBlock(label="réponse", features=["bold", "ol", "ul", "link"])

    class Meta:
        template = "portal/blocks/question.html"
        label = "Question"
        icon = "help"


TEXT_FEATURES = ["h2", "h3", "bold", "ol", "ul", "link", "document-link"]
PICTURE_BLOCKS = [("picture", PictureBlock())]
QUESTION_BLOCKS = [
    ("heading", blocks.CharBlock(label="Titre d’un groupe", template="portal/blocks/heading.html", icon="title")),
    ("question", QuestionBlock()),
]
# Blocks of the apps below; each is importable before the models are ready.
OFFERED_BLOCKS = [(name, import_string(block)()) for name, block in settings.PORTAL_BLOCKS]
HOME_BLOCKS = [
    ("start", StartBlock()),
    ("finder", FinderBlock()),
    ("path", PathBlock()),
    ("news", NewsBlock()),
    ("contact", ContactBlock()),
    ("simulator", SimulatorBlock()),
    ("picture", PictureBlock()),
    ("text", blocks.RichTextBlock(label="Texte", features=TEXT_FEATURES, template="portal/blocks/text.html")),
    *OFFERED_BLOCKS,
]
ARTICLE_BLOCKS = [
    ("text", blocks.RichTextBlock(label="Texte", features=TEXT_FEATURES)),
    ("picture", PictureBlock()),
    ("contact", ContactBlock()),
    ("finder", FinderBlock()),
    ("simulator", SimulatorBlock()),
    ("conformity", ConformityBlock()),
    *OFFERED_BLOCKS,
]
