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
# A picture meant for everybody: its width, and how many pixels its header may announce before it is decoded.
_PUBLIC_WIDTH = 960
_PUBLIC_PIXELS = 60_000_000
_TOO_LARGE = 3


def _limits() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _draw_pdf(content: bytes, page: int):
    document = pypdfium2.PdfDocument(content)
    sheet = document[page - 1]
    width, height = sheet.get_size()
    scale = min(_WIDTH / max(width, 1), 3000 / max(height, 1), 4)
    return sheet.render(scale=scale).to_pil()


def _open_picture(content: bytes):
    """The picture, its header read and nothing decoded."""
    Image.MAX_IMAGE_PIXELS = 80_000_000
    if content[4:8] == b"ftyp":
        pillow_heif.register_heif_opener()
    return Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "HEIF"][: 3 if content[4:8] == b"ftyp" else 2])


def _bare(opened, width: int):
    """Upright, at most so wide, nothing but its pixels."""
    picture = ImageOps.exif_transpose(opened)
    picture.thumbnail((width, 3000))
    return Image.frombytes("RGB", picture.size, picture.convert("RGB").tobytes())


def _draw_picture(content: bytes):
    return _bare(_open_picture(content), _WIDTH)


def _publish(content: bytes) -> bytes:
    """A small JPEG without metadata; the process ends with a code of its own when there are too many pixels."""
    try:
        opened = _open_picture(content)
    except Image.DecompressionBombError:
        sys.exit(_TOO_LARGE)
    if opened.width * opened.height > _PUBLIC_PIXELS:
        sys.exit(_TOO_LARGE)
    out = io.BytesIO()
    _bare(opened, _PUBLIC_WIDTH).save(out, "JPEG", quality=72, optimize=True, progressive=True)
    return out.getvalue()


def main(order: str, mime: str, page: int) -> None:
    """The child's work: bytes on the standard input, answer on the standard output."""
    _limits()
    content = sys.stdin.buffer.read()
    if order == "count":
        sys.stdout.write(str(len(pypdfium2.PdfDocument(content))))
        return
    if order == "publish":
        sys.stdout.buffer.write(_publish(content))
        return
    picture = _draw_pdf(content, page) if mime == "application/pdf" else _draw_picture(content)
    out = io.BytesIO()
    picture.save(out, "PNG")
    sys.stdout.buffer.write(out.getvalue())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
