"""Pictures as they come and as they are kept: refused before they are decoded when too big, without metadata after."""

import io
import warnings

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

from faitiere.lib.numbers import trimmed

# 40 million pixels: a photo of a good phone. Decoded, 120 MB.
MAX_PIXELS = 40_000_000
_FORMATS = ("JPEG", "PNG", "WEBP")
_EXTENSIONS = {"JPEG": ("image/jpeg", "jpg"), "PNG": ("image/png", "png"), "WEBP": ("image/webp", "webp")}


def _opened(content: bytes):
    """The header of a picture, nothing decoded; ValidationError with a French sentence otherwise."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise ValidationError(_too_big("cette image")) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise ValidationError("Ce fichier n’est pas une image lisible. Envoyez une photo JPEG, PNG ou WebP.") from None
    width, height = picture.size
    if width * height > MAX_PIXELS:
        raise ValidationError(_too_big(f"{trimmed(width, 0)} × {trimmed(height, 0)} pixels"))
    return picture


def _too_big(what: str) -> str:
    limit = MAX_PIXELS // 1_000_000
    return (
        f"L’image est trop grande ({what}). Réduisez-la à moins de {limit} millions de pixels, par exemple 4000 × 3000."
    )


def cleaned(uploaded, *, within: int | None = None) -> SimpleUploadedFile:
    """The picture turned the right way up, written again without place, camera, date nor comment.

    within  pixels that neither side goes beyond: a larger picture is made smaller
    """
    uploaded.seek(0)
    picture = _opened(uploaded.read())
    kind = picture.format
    try:
        upright = ImageOps.exif_transpose(picture)
        upright.load()
    except (OSError, SyntaxError, ValueError):
        raise ValidationError("L’image est abîmée : elle ne s’ouvre pas. Enregistrez-la de nouveau.") from None
    if within:
        upright.thumbnail((within, within))
    upright.info = {key: value for key, value in upright.info.items() if key == "transparency"}
    if kind == "JPEG" and upright.mode not in {"RGB", "L"}:
        upright = upright.convert("RGB")
    out = io.BytesIO()
    upright.save(out, kind, **({"quality": 88} if kind != "PNG" else {"optimize": True}))
    mime, extension = _EXTENSIONS[kind]
    stem = uploaded.name.rsplit("/", 1)[-1].rpartition(".")[0] or "image"
    return SimpleUploadedFile(f"{stem}.{extension}", out.getvalue(), content_type=mime)
