"""A page as words: for the search, for comparing a national text with what it was, for finding its links."""

import re

from bs4 import BeautifulSoup

from .words import joined, stems

_STREAMS = ("body", "questions")


def lines_of(page) -> list[str]:
    """The text of a page, one line a paragraph: its lead, its blocks, the text of its video."""
    lines = [getattr(page, "promise", ""), getattr(page, "lead", "")]
    for name in _STREAMS:
        stream = getattr(page, name, None)
        for child in stream or []:
            for text in child.block.get_searchable_content(child.value):
                lines += re.split(r"\n+", str(text))
    lines += getattr(page, "transcript", "").splitlines()
    return [line.strip() for line in lines if line.strip()]


def text_of(page) -> str:
    """Title and lines, as the difference between two states of a page is read."""
    return "\n".join([page.title, *lines_of(page)])


def words_of(page) -> tuple[str, str, str]:
    """Stems of the title, stems of the text, and what a result shows under the title."""
    lines = lines_of(page)
    return joined(stems(page.title)), joined(stems(" ".join(lines))), " ".join(lines)[:297]


def html_of(page) -> str:
    """The rich text of a page as it is stored."""
    parts = []
    for name in _STREAMS:
        stream = getattr(page, name, None)
        if stream is not None:
            parts += [str(value) for value in _strings(stream.get_prep_value())]
    return "\n".join(parts)


def _strings(value) -> list[str]:
    """Every text inside the stored value of a stream."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for one in value for text in _strings(one)] if isinstance(value, list) else []


def links_of(page) -> tuple[list[str], list[int]]:
    """Addresses a page links to, and the ids of the pages it links to."""
    soup = BeautifulSoup(html_of(page), "html.parser")
    addresses = {link["href"].strip() for link in soup.find_all("a", href=True)}
    if getattr(page, "video_link", ""):
        addresses.add(page.video_link)
    pages = {int(link["id"]) for link in soup.find_all("a", linktype="page", id=re.compile(r"^\d+$"))}
    return sorted(addresses), sorted(pages)
