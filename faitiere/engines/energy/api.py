"""The energy engine for Python programs: read a DPE, hold homes as columns, compute them, put works on them.

Nothing here needs Django nor a database. Every array is numpy's; `n` is the number of dwellings. Names, symbols, units,
shapes and sections of the method are listed in docs/nomenclature.md.

>>> from pathlib import Path
>>> dpe = read_dpe(Path("faitiere/apps/buildings/demo/maison_1974_gaz.xml").read_bytes())
>>> home = dpe.columns
>>> home.n, home.dwelling["surface_habitable_logement"].shape
(1, (1,))

Today, then after two works, with the 3CL-DPE 2021 method at a given date:

>>> on = np.datetime64("2026-03-01")
>>> today = compute(home, reading="inputs-only", on=on)
>>> renovated = apply_works(home, [Work("mur_ite"), Work("combles_perdus", {"r": 8})])
>>> after = compute(renovated, reading="inputs-only", on=on)
>>> bool(after["deperdition_enveloppe"][0] < today["deperdition_enveloppe"][0])
True

Many homes and many bundles of works at once: figures come back as (bundles, n).

>>> homes = Columns.concat([home, home])
>>> bundles = [[], [Work("mur_ite")], [Work("pac_air_eau")]]
>>> found = compute_scenarios(homes, bundles, on=on)
>>> found["ep_conso_5_usages_m2"].shape
(3, 2)

Bad files and impossible works raise an exception with a French sentence for the screen:

>>> try:
...     read_dpe(b"<facture/>")
... except DpeRefused as refused:
...     print("n'est pas un DPE" in refused.message_fr)
True
"""

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from . import dpe_file, engine, parallel, works
from .columns import Columns, Table
from .dpe_file import DpeFile
from .engine import Results
from .refusal import DpeRefused
from .works import UnknownWork, Work

__all__ = [
    "Columns",
    "DpeFile",
    "DpeRefused",
    "Results",
    "Table",
    "UnknownWork",
    "Work",
    "apply_works",
    "compute",
    "compute_scenarios",
    "read_dpe",
]


def read_dpe(data: bytes, *, name: str = "dpe.xml") -> DpeFile:
    """A DPE file of the ADEME (XML, gzipped or not): `columns` (n = 1), `id`, `faults` found in it.

    data  bytes of the file; name  shown in messages. Raises DpeRefused, `message_fr` says what to do.
    """
    return dpe_file.read_dpe(data, name=name)


def compute(
    columns: Columns,
    *,
    reading: str = "recorded",
    compat: str = "certified",
    on: np.datetime64 | None = None,
    keep: Collection[str] | None = None,
) -> Results:
    """The 3CL-DPE 2021 method on every dwelling: `results["gv"]` (n,) W/K, `results["besoin_ch_mois"]` (n, 12) kWh…

    reading  "recorded" takes the characteristics written for each component, "inputs-only" what was typed alone
    compat   "certified" follows the documented deviations of certified software, "text" the annexe literally
    on       date of the factors, prices and thresholds; that of each DPE by default
    keep     names wanted; fewer names, less time and memory
    `results.status` (n,) "ok" or "refused", `results.message` (n,) why. A refused dwelling holds NaN.
    """
    return engine.run(columns, reading=reading, compat=compat, on=on, keep=keep)


def apply_works(columns: Columns, works_chosen: Sequence[Work], *, reading: str = "inputs-only") -> Columns:
    """The dwellings (n) after works, `columns` left untouched. Where a work is not possible, nothing changes.

    Raises UnknownWork when a work does not exist, a setting is out of bounds or two works exclude each other.
    """
    return works.apply(columns, works_chosen, reading=reading)


def compute_scenarios(
    columns: Columns,
    bundles: Sequence[Sequence[Work]],
    *,
    on: np.datetime64 | None = None,
    keep: Collection[str] = parallel.LABEL,
    workers: int = 1,
) -> dict[str, NDArray]:
    """name → (bundles, n): every dwelling after every bundle, by blocks, over `workers` processes.

    Works are computed from what was typed alone ("inputs-only").
    """
    task = parallel.Task(columns, bundles, keep, "inputs-only", on)
    return parallel.compute_grid(task, workers=workers)
