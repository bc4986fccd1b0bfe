"""Uploads: bounded while they arrive, sniffed before they are kept, stored under opaque names."""

import hashlib
import io
import re
import secrets
import unicodedata
import zipfile
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

# Content signature → (MIME type, extension). The name a file was given says nothing of what it is.
_SIGNATURES = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\x1f\x8b", "application/gzip", ".gz"),
    # An envelope of Outlook: taken out of mails, and kept as it is when nothing can be read in it.
    (b"\x78\x9f\x3e\x22", "application/ms-tnef", ".dat"),
)
_OFFICE = {
    b"word/": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    b"xl/": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
}


class UploadRefused(ValueError):
    """The file cannot be kept; the message is a French sentence for the person who sent it."""


@dataclass(frozen=True)
class StoredFile:
    """What is known of a file once it is in the vault."""

    vault_name: str
    file_name: str
    mime: str
    size: int
    sha256: str


class BoundedUploadHandler(FileUploadHandler):
    """Stop reading a request body when one file goes past the limit, instead of filling the disk with it."""

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) > settings.UPLOAD_MAX_BYTES:
            self.request.upload_too_large = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size):
        return None


def clean_name(name: str) -> str:
    """File name without path, control characters or leading dots, at most 150 characters, extension kept."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = re.sub(r"[\x00-\x1f\x7f<>:\"|?*;]", "", name).strip(" .") or "fichier"
    stem, dot, extension = name.rpartition(".")
    return name[:150] if not dot else f"{stem[:140]}.{extension[:9]}"


def sniff(content: bytes) -> tuple[str, str]:
    """MIME type and extension of a document read from its first bytes; raises `UploadRefused` for any other kind."""
    for signature, mime, extension in _SIGNATURES:
        if content.startswith(signature):
            return mime, extension
    if content[4:12] in {b"ftypheic", b"ftypmif1", b"ftypheix"}:
        return "image/heic", ".heic"
    if content.startswith(b"PK\x03\x04"):
        for marker, kind in _OFFICE.items():
            if marker in content:
                return kind
    head = content[:400].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith((b"<?xml", b"<dpe")) and b"<dpe" in content[:4000]:
        return "application/xml", ".xml"
    raise UploadRefused(
        "Ce type de fichier n'est pas accepté. Envoyez un PDF, une photo (JPEG, PNG, HEIC), "
        "un fichier Word ou Excel, ou le fichier XML d'un DPE."
    )


# What the files inside a Word or Excel document may weigh once unpacked.
_UNPACKED_BYTES = 200 * 1024 * 1024


def check_unpacks(content: bytes) -> None:
    """Raise `UploadRefused` for a Word or Excel file that is damaged, or that unpacks to far more than it weighs."""
    try:
        size = sum(one.file_size for one in zipfile.ZipFile(io.BytesIO(content)).infolist())
    except zipfile.BadZipFile:
        raise UploadRefused("Le fichier est abîmé. Ouvrez-le, enregistrez-le de nouveau, puis renvoyez-le.") from None
    if size > _UNPACKED_BYTES:
        raise UploadRefused("Le fichier contient trop de choses une fois ouvert. Envoyez un PDF à la place.")


def read_upload(uploaded) -> bytes:
    """Whole content of an uploaded file within the limit; raises `UploadRefused` with a French sentence."""
    if uploaded is None:
        raise UploadRefused(
            f"Le fichier dépasse {settings.UPLOAD_MAX_BYTES // 1024 // 1024} Mo, ou n'est pas arrivé. "
            "Envoyez un fichier plus léger."
        )
    if uploaded.size > settings.UPLOAD_MAX_BYTES:
        raise UploadRefused(
            f"Le fichier dépasse {settings.UPLOAD_MAX_BYTES // 1024 // 1024} Mo. Envoyez un fichier plus léger."
        )
    if uploaded.size == 0:
        raise UploadRefused("Le fichier est vide. Vérifiez-le, puis envoyez-le de nouveau.")
    return uploaded.read()


def keep(content: bytes, *, name: str, mime: str) -> StoredFile:
    """Put content in the vault under a random name that tells nothing and cannot be guessed."""
    vault_name = f"{secrets.token_hex(2)}/{secrets.token_urlsafe(24)}"
    saved = storages["vault"].save(vault_name, ContentFile(content))
    return StoredFile(saved, clean_name(name), mime, len(content), hashlib.sha256(content).hexdigest())


def keep_open_file(handle) -> str:
    """Put what an open file holds in the vault, read little by little; returns its opaque name."""
    return storages["vault"].save(f"{secrets.token_hex(2)}/{secrets.token_urlsafe(24)}", File(handle))


def open_kept(vault_name: str):
    """A kept file, open for reading; the caller closes it."""
    return storages["vault"].open(vault_name)


def fetch(vault_name: str) -> bytes:
    """Content of a kept file."""
    with storages["vault"].open(vault_name) as handle:
        return handle.read()


def forget(vault_name: str) -> None:
    """Remove a kept file; silent when it is already gone."""
    storages["vault"].delete(vault_name)
