"""A table between its reading and its import: kept half an hour for whoever sent it, then gone by itself."""

import hashlib

from django.core.cache import cache

from .rules import Refused

MAX_BYTES = 2 * 1024 * 1024
KEPT_SECONDS = 1800


def check_size(content: bytes) -> None:
    """`Refused` for a file that is no table somebody wrote."""
    if len(content) > MAX_BYTES:
        raise Refused("Ce fichier dépasse 2 Mo : gardez la seule feuille utile.")


def _place(actor, what: str, token: str) -> str:
    return f"table:{actor.user_id}:{what}:{token}"


def put_aside(actor, what: str, content: bytes) -> str:
    """Keep the file for the confirmation; its fingerprint is the token. `what`: the kind of table and its owner."""
    token = hashlib.sha256(content).hexdigest()
    cache.set(_place(actor, what, token), content, KEPT_SECONDS)
    return token


def take_back(actor, what: str, token: str) -> bytes:
    """The file that was put aside; `Refused` when it waited too long or is somebody else's."""
    content = cache.get(_place(actor, what, token[:64]))
    if content is None:
        raise Refused("La lecture de ce tableau date de plus d'une demi-heure : déposez-le de nouveau.")
    return content
