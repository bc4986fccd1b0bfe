"""Readers of environment variables that fail loudly, in one sentence."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def env_text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def env_bool(name: str, default: bool = False) -> bool:
    raw = os.environ.get(name)
    if raw is None:
        return default
    if raw.strip().lower() in _TRUE:
        return True
    if raw.strip().lower() in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {raw!r}")


def env_count(name: str, default: int = 0) -> int:
    raw = os.environ.get(name)
    if raw is None:
        return default
    if raw.strip().isascii() and raw.strip().isdigit():
        return int(raw)
    raise ImproperlyConfigured(f"{name} must be a whole number, 0 or more, not {raw!r}")


def env_list(name: str, default: list[str]) -> list[str]:
    raw = os.environ.get(name)
    return default if raw is None else [part.strip() for part in raw.split(",") if part.strip()]


def database(url: str, var_dir: Path) -> dict:
    """Django database settings from a URL: `sqlite:///path` or `postgresql://user:password@host:port/name?…`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path.removeprefix("/")) or "faitiere.sqlite3"
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path if path.startswith("/") or path == ":memory:" else var_dir / path,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or dict(parse_qsl(parts.query)).get("host", ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            # Many short questions at once: starting helpers or compiling for one of them costs more than it answers.
            "OPTIONS": {"options": "-c max_parallel_workers_per_gather=0 -c jit=off"},
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(f"DATABASE_URL must start with sqlite:// or postgresql://, not {parts.scheme!r}")


def smtp(url: str) -> dict:
    """SMTP settings from `smtp://user:password@host:port` (or `smtps://`, or `smtp+tls://`); empty when unset."""
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps", "smtp+tls"}:
        raise ImproperlyConfigured(f"EMAIL_URL must start with smtp://, smtps:// or smtp+tls://, not {parts.scheme!r}")
    return {
        "host": parts.hostname or "localhost",
        "port": parts.port or (465 if parts.scheme == "smtps" else 25),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp+tls",
        "timeout": 20,
    }


def origin(url: str) -> str:
    """Scheme and host of an address, as security policies write them."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def connect(name: str, *, scope: str) -> dict:
    """An OpenID Connect provider: `NAME_URL` (its issuer), `NAME_CLIENT_ID`, `NAME_CLIENT_SECRET`; empty when unset.

    `NAME_ACR`: the assurance levels accepted, the first one being asked for.
    """
    url = env_text(f"{name}_URL").rstrip("/")
    given = {"client_id": env_text(f"{name}_CLIENT_ID"), "client_secret": env_text(f"{name}_CLIENT_SECRET")}
    if not url:
        return {}
    if not all(given.values()):
        raise ImproperlyConfigured(f"{name}_CLIENT_ID and {name}_CLIENT_SECRET are required with {name}_URL")
    return given | {"url": url, "scope": scope, "acr": env_list(f"{name}_ACR", ["eidas1"])}


def imap(url: str) -> dict:
    """Mailbox settings from `imaps://user:password@host:port/FOLDER` (or `imap://`); empty when unset."""
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme not in {"imap", "imaps"}:
        raise ImproperlyConfigured(f"INBOX_URL must start with imap:// or imaps://, not {parts.scheme!r}")
    return {
        "host": parts.hostname or "localhost",
        "port": parts.port or (993 if parts.scheme == "imaps" else 143),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "folder": unquote(parts.path.lstrip("/")) or "INBOX",
        "tls": parts.scheme == "imaps",
    }
