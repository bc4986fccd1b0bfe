"""Gallery of the charts: `python -m faitiere.lib.charts DIR` writes index.html and one SVG per drawing."""

import sys
from pathlib import Path

from .gallery import write_gallery

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage : python -m faitiere.lib.charts DOSSIER")
    write_gallery(Path(sys.argv[1]))
