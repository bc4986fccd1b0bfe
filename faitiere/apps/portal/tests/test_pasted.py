"""What an editor pastes into a text block: the words stay, never what would run or dress a visitor's page."""

import json

import pytest
from wagtail.rich_text import RichText

from faitiere.apps.portal.blocks import ARTICLE_BLOCKS

TEXT = dict(ARTICLE_BLOCKS)["text"]


def kept(state: str) -> str:
    """What a visitor reads of a text the editor posted."""
    return str(TEXT.render(TEXT.value_from_datadict({"text": state}, {}, "text")))


def pasted(html: str) -> str:
    """HTML opened in the editor, posted as it is, then read."""
    return kept(TEXT.field.widget.format_value(RichText(html)))


def state_of(text: str, *, url: str = "") -> str:
    """What the browser's editor posts, written by hand: it may come from no editor at all."""
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    entities = {}
    if url:
        block["entityRanges"] = [{"offset": 0, "length": len(text), "key": 0}]
        entities = {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": url}}}
    return json.dumps({"blocks": [block], "entityMap": entities})


@pytest.mark.parametrize(
    ("html", "gone"),
    [
        ("<p>Avant</p><script>alert(1)</script>", "<script"),
        ("<p>Avant</p><style>p{color:red}</style>", "<style"),
        ('<p onclick="alert(1)">Avant</p>', "onclick"),
        ('<p style="color:red" class="MsoNormal">Avant</p>', "style="),
        ('<p>Avant <img src="x" onerror="alert(1)" /></p>', "<img"),
        ('<p>Avant</p><iframe src="https://example.org"></iframe>', "<iframe"),
        ('<p>Avant <a href="javascript:alert(1)">ici</a></p>', "javascript:"),
    ],
)
def test_pasted_html_keeps_its_words_and_nothing_that_runs(html, gone):
    read = pasted(html)
    assert "Avant" in read
    assert gone not in read


def test_what_an_editor_may_write_is_kept():
    read = pasted('<h2>Aides</h2><p><b>Oui</b>, <a href="https://example.org/">lire</a></p><ul><li>Un</li></ul>')
    for tag in ("<h2", "<b>Oui</b>", 'href="https://example.org/"', "<li"):
        assert tag in read


def test_markup_typed_as_text_is_read_as_text():
    read = kept(state_of("<script>alert(1)</script>"))
    assert "<script" not in read
    assert "&lt;script&gt;" in read


@pytest.mark.parametrize("url", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "vbscript:x"])
def test_a_link_that_runs_code_loses_its_address(url):
    read = kept(state_of("ici", url=url))
    assert "ici" in read
    assert "script:" not in read.lower().replace("\t", "")
