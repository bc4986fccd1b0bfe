"""The invented DPE files of the repository, and the real ones when the shared folder is there, as columns."""

import os
from functools import cache
from pathlib import Path

import pytest

from faitiere.engines.energy.columns import Columns
from faitiere.engines.energy.dpe_file import read_dpe, read_many

ROOT = Path(__file__).parents[4]
FOLDERS = (ROOT / "faitiere/apps/buildings/demo", Path(__file__).parent / "samples")


def paths() -> dict[str, Path]:
    """name → invented DPE file."""
    return {path.stem: path for folder in FOLDERS for path in sorted(folder.glob("*.xml"))}


@cache
def _read(name: str) -> Columns:
    return read_dpe(paths()[name].read_bytes(), name=name).columns


def home(name: str) -> Columns:
    """A fresh copy of one invented home (n = 1)."""
    return _read(name).copy()


@cache
def _real() -> tuple[Columns, list[str]]:
    shared = Path(os.environ.get("FAITIERE_SHARED") or ROOT.parent / "shared")
    files = sorted((shared / "data/energy/dpe").glob("*.xml.gz"))
    if not files:
        pytest.skip("the shared folder is absent: real DPE files were not read")
    columns, answers = read_many([(file.name, file.read_bytes()) for file in files])
    return columns, [answer.id for answer in answers if hasattr(answer, "id")]


def real_homes() -> tuple[Columns, list[str]]:
    """Real DPEs without addresses and their ids; the test says "absent" when the folder is not there."""
    columns, ids = _real()
    return columns.copy(), ids
