"""A public file read from the address of a setting: http or https only, bounded in size and in time."""

import urllib.request
from typing import IO

_SECONDS = 60
_CHUNK = 1 << 20


def download(address: str, out: IO[bytes], *, setting: str, most_bytes: int) -> int:
    """Write the file at `address` in `out`; its size. ValueError names the `setting` that gives another address."""
    if not address.startswith(("http://", "https://")):
        raise ValueError(f"{setting} must start with http:// or https://")
    asked = urllib.request.Request(address, headers={"User-Agent": "Faitiere"})
    size = 0
    with urllib.request.urlopen(asked, timeout=_SECONDS) as answer:
        while chunk := answer.read(_CHUNK):
            size += len(chunk)
            if size > most_bytes:
                raise ValueError(f"the file at {setting} is far too large")
            out.write(chunk)
    return size
