"""Files inside an Outlook envelope (winmail.dat, TNEF), opened in a child process with little time and memory."""

import json
import subprocess
import sys

SIGNATURE = b"\x78\x9f\x3e\x22"
_SECONDS = 5


class Unreadable(ValueError):
    """The envelope is broken, made to harm, or holds no file."""


def files_inside(content: bytes) -> list[tuple[str, bytes]]:
    """Name and content of each file, in order; what they are is for the caller to check."""
    command = [sys.executable, "-m", "faitiere.lib.outlook_child"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=_SECONDS * 2, check=True)
        head, _, rest = done.stdout.partition(b"\n")
        found = []
        for name, size in json.loads(head):
            found.append((name, rest[:size]))
            rest = rest[size:]
    except (subprocess.SubprocessError, OSError, ValueError):
        raise Unreadable from None
    if not found:
        raise Unreadable
    return found
