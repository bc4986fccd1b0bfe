"""The child of `lib.outlook`: reads an envelope on the standard input, within limits of time and memory."""

import json
import resource
import sys

from tnefparse import TNEF

_SECONDS = 5
_MEMORY = 600_000_000
_FILES, _DEPTH = 20, 3


def _limits() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _text(name: str | bytes) -> str:
    return (name.decode("utf-8", "replace") if isinstance(name, bytes) else name).strip("\x00")


def _files(envelope: TNEF, depth: int = 0) -> list[tuple[str, bytes]]:
    """Files of an envelope, those of a message put inside it included."""
    found = []
    for one in envelope.attachments:
        inside = getattr(one, "embed", None)
        if inside is not None and depth < _DEPTH:
            found += _files(inside, depth + 1)
        elif inside is None and one.data:
            found.append((_text(one.long_filename()), bytes(one.data)))
    return found


def main() -> None:
    """A line of JSON (names and sizes), then the contents one after the other."""
    _limits()
    files = _files(TNEF(sys.stdin.buffer.read(), do_checksum=False))[:_FILES]
    sys.stdout.buffer.write(json.dumps([(name, len(content)) for name, content in files]).encode() + b"\n")
    for _, content in files:
        sys.stdout.buffer.write(content)


if __name__ == "__main__":
    main()
