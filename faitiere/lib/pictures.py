"""Pictures meant for everybody: drawn again small, without what the camera wrote of its place, its date and its owner.

Decoded in a child process (`pictures_child`) within limits of time and memory, and never when their header announces
more than the child accepts.
"""

import io
import subprocess
import sys
from dataclasses import dataclass

from PIL import Image

from .pictures_child import TOO_LARGE

_SECONDS = 40
# What is tried, one after the other, until a picture is light enough: parts of its width, each at every quality.
LIGHTER = tuple((part, quality) for part in (1, 0.8, 0.64) for quality in (70, 60, 50, 40))
_SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


class BadPicture(ValueError):
    """The file cannot be shown as a picture; the message is a French sentence."""


@dataclass(frozen=True)
class Drawn:
    """A JPEG and its size in pixels."""

    content: bytes
    width: int
    height: int


def lighter(content: bytes, *, width: int, most_bytes: int) -> bytes:
    """A picture drawn by `drawn_again` as a WebP at most so wide, the first of `LIGHTER` that weighs no more than said.

    The last one is given when none is light enough.
    """
    whole = Image.open(io.BytesIO(content), formats=["JPEG"])
    for part, quality in LIGHTER:
        picture, out = whole.copy(), io.BytesIO()
        picture.thumbnail((round(width * part), whole.height))
        picture.save(out, "WEBP", quality=quality, method=4)
        if out.tell() <= most_bytes:
            break
    return out.getvalue()


def drawn_again(content: bytes) -> Drawn:
    """The picture at most 960 pixels wide, upright, without metadata. Raises `BadPicture`."""
    if not content.startswith(_SIGNATURES) and content[4:8] != b"ftyp":
        raise BadPicture("Ce fichier n'est pas une photo. Envoyez un JPEG, un PNG ou une photo de téléphone (HEIC).")
    command = [sys.executable, "-m", "faitiere.lib.pictures_child"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=_SECONDS, check=True)
    except subprocess.CalledProcessError as error:
        if error.returncode == TOO_LARGE:
            raise BadPicture("Cette photo a trop de pixels : 60 millions au plus. Envoyez-la en plus petit.") from None
        raise BadPicture(
            "Cette photo ne peut pas être lue. Ouvrez-la, enregistrez-la en JPEG et recommencez."
        ) from None
    except (subprocess.SubprocessError, OSError):
        raise BadPicture(
            "Cette photo ne peut pas être lue. Ouvrez-la, enregistrez-la en JPEG et recommencez."
        ) from None
    width, height = Image.open(io.BytesIO(done.stdout), formats=["JPEG"]).size
    return Drawn(done.stdout, width, height)
