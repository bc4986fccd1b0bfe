"""What would stop somebody from reading a page, as far as a server sees it: a page with such a fault is not published.

Criteria of the RGAA 4.1: 1.1 (images), 4.1 and 4.3 (videos), 6.1 and 6.2 (links), 9.1 (headings).
"""

import re

from bs4 import BeautifulSoup
from wagtail.blocks import RichTextBlock

from faitiere.lib.text import search_key

from .captions import refusal
from .enums import Audience
from .readers import reserved_for

_STREAMS = ("picture", "body", "questions")
_TITLE_LEVEL = 2
# Words of a link that say nothing of where it leads, once read out of their sentence.
_VAGUE_WORDS = """ici, cliquez ici, cliquer ici, cliquez, lien, ce lien, suivez ce lien, voir, voir ici, lire,
lire la suite, suite, en savoir plus, savoir plus, plus, plus d'infos, plus d'informations, télécharger, document, page,
cette page, site"""
_VAGUE = frozenset(search_key(words) for words in _VAGUE_WORDS.split(","))


def faults(page) -> list[tuple[str, str]]:
    """Each fault of a page: the field to correct, and the sentence that says what and how."""
    found = []
    for name in _STREAMS:
        stream = getattr(page, name, None)
        if stream is not None:
            found += [(name, sentence) for sentence in _of_stream(stream)]
    return found + _of_file(page)


def _of_stream(stream) -> list[str]:
    sentences, level = [], _TITLE_LEVEL - 1
    for child in stream:
        if child.block_type == "picture":
            sentences += _of_picture(child.value)
        elif isinstance(child.block, RichTextBlock):
            soup = BeautifulSoup(child.value.source, "html.parser")
            more, level = _of_headings(soup, level)
            sentences += more + _of_links(soup)
        elif child.block_type == "question":
            sentences += _of_links(BeautifulSoup(child.value["answer"].source, "html.parser"))
        else:
            level = _TITLE_LEVEL
    return list(dict.fromkeys(sentences))


def _of_picture(image) -> list[str]:
    alt = getattr(image, "contextual_alt_text", None)
    described = image.default_alt_text if alt is None else alt
    decorative = getattr(image, "decorative", False)
    return [] if described or decorative else [f"L’image « {image.title} » n’a pas de description."]


def _of_headings(soup, level: int) -> tuple[list[str], int]:
    """Faults of the headings, and the level the last one leaves."""
    sentences = []
    for heading in soup.find_all(re.compile(r"^h[1-6]$")):
        text, here = heading.get_text(" ", strip=True), int(heading.name[1])
        if not text:
            sentences.append("Un titre est vide : écrivez-le, ou retirez-le.")
            continue
        if here > level + 1:
            sentences.append(f"Le titre « {text[:60]} » saute un niveau : il faut d’abord un titre {level + 1}.")
        level = here
    return sentences, level


def _of_links(soup) -> list[str]:
    sentences = []
    for link in soup.find_all("a"):
        text = link.get_text(" ", strip=True)
        if not text:
            sentences.append("Un lien n’a pas de texte : personne ne peut le lire ni le suivre.")
        elif search_key(text) in _VAGUE:
            sentences.append(f"Le lien « {text[:60]} » ne dit pas où il mène : nommez la page ou le document.")
        elif re.match(r"https?://", text):
            sentences.append(f"Le lien « {text[:60]} » est une adresse : écrivez le nom de la page à la place.")
    return sentences


def _of_file(page) -> list[tuple[str, str]]:
    """A video read here has captions, unless nothing is heard; a file is not open to more people than its page."""
    found, captions = [], getattr(page, "captions", None)
    if getattr(page, "plays", False) and not page.silent and captions is None:
        found.append(("captions", "Ajoutez les sous-titres de la vidéo (.vtt), ou dites qu’on n’y entend rien."))
    if captions is not None and (sentence := _of_captions(captions)):
        found.append(("captions", sentence))
    document = getattr(page, "document", None)
    if document is not None and _opens_wider(reserved_for(document.collection), page.audience):
        found.append(
            ("document", "Ce fichier est ouvert à plus de monde que la page : rangez-le dans une collection réservée.")
        )
    return found


def _of_captions(captions) -> str:
    with captions.file.open("rb") as handle:
        return refusal(handle.read(2_000_000))


def _opens_wider(file_audience: str, page_audience: str) -> bool:
    """Audiences are written from the widest to the narrowest."""
    order = list(Audience.values)
    return order.index(file_audience) < order.index(page_audience)
