"""The child of `lib.pictures`: draws a picture again, small and bare, within limits of time and memory."""

import io
import resource
import sys

import pillow_heif
from PIL import Image, ImageOps

_SECONDS = 20
_MEMORY = 1_500_000_000
_WIDTH, _HEIGHT = 960, 3000
# How many pixels a header may announce before anything is decoded, and how the process ends when it announces more.
_MOST_PIXELS = 60_000_000
TOO_LARGE = 3


def bare(content: bytes) -> bytes:
    """A JPEG of the picture, upright; what the camera wrote stays behind, as only the pixels are copied."""
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    pillow_heif.register_heif_opener()
    try:
        opened = Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "HEIF"])
    except Image.DecompressionBombError:
        sys.exit(TOO_LARGE)
    if opened.width * opened.height > _MOST_PIXELS:
        sys.exit(TOO_LARGE)
    picture = ImageOps.exif_transpose(opened)
    picture.thumbnail((_WIDTH, _HEIGHT))
    pixels = Image.frombytes("RGB", picture.size, picture.convert("RGB").tobytes())
    out = io.BytesIO()
    pixels.save(out, "JPEG", quality=72, optimize=True, progressive=True)
    return out.getvalue()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    sys.stdout.buffer.write(bare(sys.stdin.buffer.read()))
