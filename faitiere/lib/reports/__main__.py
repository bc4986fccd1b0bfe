"""See the documents: `python -m faitiere.lib.reports OUT.pdf` prints the invented example."""

import sys
from pathlib import Path

from . import compte_rendu_pdf
from .example import EXAMPLE

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage : python -m faitiere.lib.reports FICHIER.pdf")
    Path(sys.argv[1]).write_bytes(compte_rendu_pdf(EXAMPLE))
