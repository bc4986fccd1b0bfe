"""The child of `lib.preview`: decodes a file given on the standard input, within limits of time and memory."""

import io
import resource
import sys

import pillow_heif
import pypdfium2
from PIL import Image, ImageOps

_SECONDS = 20
_MEMORY = 1_500_000_000
_WIDTH = 1100


def _limits() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _draw_pdf(content: bytes, page: int):
    document = pypdfium2.PdfDocument(content)
    sheet = document[page - 1]
    width, height = sheet.get_size()
    scale = min(_WIDTH / max(width, 1), 3000 / max(height, 1), 4)
    return sheet.render(scale=scale).to_pil()


def _draw_picture(content: bytes):
    Image.MAX_IMAGE_PIXELS = 80_000_000
    if content[4:8] == b"ftyp":
        pillow_heif.register_heif_opener()
    opened = Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "HEIF"][: 3 if content[4:8] == b"ftyp" else 2])
    picture = ImageOps.exif_transpose(opened)
    picture.thumbnail((_WIDTH, 3000))
    return Image.frombytes("RGB", picture.size, picture.convert("RGB").tobytes())


def _check(content: bytes, mime: str) -> None:
    """Open it as it would be shown; whatever is wrong ends the child."""
    if mime == "application/pdf":
        len(pypdfium2.PdfDocument(content))
        return
    _draw_picture(content)


def main(order: str, mime: str, page: int) -> None:
    """The child's work: bytes on the standard input, answer on the standard output."""
    _limits()
    content = sys.stdin.buffer.read()
    if order == "check":
        _check(content, mime)
        return
    if order == "count":
        sys.stdout.write(str(len(pypdfium2.PdfDocument(content))))
        return
    picture = _draw_pdf(content, page) if mime == "application/pdf" else _draw_picture(content)
    out = io.BytesIO()
    picture.save(out, "PNG")
    sys.stdout.buffer.write(out.getvalue())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
