"""The public side: throughput of its pages, storm of bookings, import and search of the directory.

    python benchmarks/public.py [pages|booking|directory] [--write] [options of the part]

Without a part, the three one after the other. Each prints its table, and exits with 1 when a target is missed.
"""

import runpy
import sys
from pathlib import Path

PARTS = ("pages", "booking", "directory")


def main() -> int:
    """The worst answer of the parts run."""
    asked = sys.argv[1:]
    parts = [asked.pop(0)] if asked and asked[0] in PARTS else PARTS
    worst = 0
    for part in parts:
        path = Path(__file__).with_name("public_site") / f"{part}.py"
        sys.argv = [str(path), *asked]
        print(f"== {part}", flush=True)
        try:
            runpy.run_path(str(path), run_name="__main__")
        except SystemExit as end:
            worst = max(worst, int(end.code or 0))
    return worst


if __name__ == "__main__":
    sys.exit(main())
