"""Pages of a kept file as plain pictures: what an upload holds never reaches the browser as it is.

The file is decoded in a child process with little time and memory: one made to harm takes nothing else with it.
"""

import subprocess
import sys

_SECONDS = 20
PAGES_MAX = 30
_PICTURES = frozenset({"image/jpeg", "image/png", "image/heic"})


class NoPreview(ValueError):
    """The file cannot be shown; the message is a French sentence."""


def can_preview(mime: str) -> bool:
    return mime == "application/pdf" or mime in _PICTURES


def _child(order: str, mime: str, page: int, content: bytes) -> bytes:
    command = [sys.executable, "-m", "faitiere.lib.preview_child", order, mime, str(page)]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=_SECONDS * 2, check=True)
    except (subprocess.SubprocessError, OSError):
        raise NoPreview("Ce fichier ne peut pas être montré ici. Téléchargez-le pour l'ouvrir.") from None
    return done.stdout


def check_opens(content: bytes, mime: str) -> None:
    """Raise `NoPreview` when a picture or a PDF cannot be opened within the limits: damaged, locked, made to harm."""
    if can_preview(mime):
        _child("check", mime, 1, content)


def page_count(content: bytes, mime: str) -> int:
    """How many pages a file has; 1 for a picture."""
    return int(_child("count", mime, 0, content)) if mime == "application/pdf" else 1


def page_picture(content: bytes, mime: str, page: int) -> bytes:
    """A page (from 1) as a PNG about 1,100 pixels wide, without what the file knew of its place and camera."""
    if not 1 <= page <= PAGES_MAX:
        raise NoPreview("Seules les trente premières pages sont montrées ici.")
    return _child("draw", mime, page, content)
