"""Second factor of the demonstration accounts: their codes are shown, which no real site may do."""

import time

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value


def current_code(secret: str, *, later: int = 0) -> str:
    """The six digits an authenticator holding this base32 secret shows now, or `later` periods of 30 s from now."""
    counter = int(time.time()) // app_settings.TOTP_PERIOD + later
    return format_hotp_value(hotp_value(secret, counter))
