"""Codes that resume a simulation, and addresses of sites that may show it. Pure decisions on values."""

import re
import secrets
from urllib.parse import urlsplit

from django.utils.crypto import salted_hmac

# No letter that reads like a figure, no vowel that makes words.
_LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"
_LENGTH = 10
_HOST = re.compile(r"(?=.{4,200}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


def new_code() -> str:
    """Ten letters and figures drawn by the system: one chance in 10^14 for each guess."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def written(code: str) -> str:
    """A code as it is read aloud: "K7QPM-3XW9T"."""
    return f"{code[:5]}-{code[5:]}"


def normal(typed: str) -> str:
    """What was typed without spaces nor hyphens, in capitals; empty when it cannot be a code."""
    code = re.sub(r"[\s-]", "", typed).upper()
    return code if len(code) == _LENGTH and set(code) <= set(_LETTERS) else ""


def key_of(code: str) -> str:
    """What is kept of a code: who reads the database cannot resume a simulation."""
    return salted_hmac("faitiere.portal.simulation", code, algorithm="sha256").hexdigest()


def origin_of(address: str) -> str:
    """ "https://www.ma-commune.fr" from an address; ValueError with a French sentence when it is not a site."""
    parts = urlsplit(address.strip().lower() if "://" in address else f"https://{address.strip().lower()}")
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme != "https":
        raise ValueError("Le site doit être en https, par exemple https://www.ma-commune.fr")
    if not _HOST.fullmatch(parts.hostname or "") or parts.username or port == -1:
        raise ValueError("L’adresse du site n’est pas lisible. Écrivez-la comme https://www.ma-commune.fr")
    return f"https://{parts.hostname}{f':{port}' if port else ''}"
