"""Passwords that must be read again (a calendar server's), encrypted with the secret key of the site."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def _box() -> Fernet:
    key = hashlib.sha256(b"faitiere.booking.calendar:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def locked(text: str) -> str:
    return _box().encrypt(text.encode()).decode()


def unlocked(kept: str) -> str:
    """The text again; "" when the secret key of the site has changed since."""
    try:
        return _box().decrypt(kept.encode()).decode()
    except InvalidToken:
        return ""
