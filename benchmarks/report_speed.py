"""Speed of the printed report, against the least a typst document can cost in the same run.

`python benchmarks/report_speed.py [SECONDS]` prints reports per second of one core, warm: each report has
its own number on every page, so that no page is reused. Processor time is counted, not the clock, so that a busy
machine changes little. Target: 20 a second.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import typst

from faitiere.lib.reports import compte_rendu_pdf
from faitiere.lib.reports.coverage import FONTS
from faitiere.lib.reports.example import EXAMPLE

_MINIMAL = """#set document(title: "Essai", date: datetime(year: 2026, month: 11, day: 24))
#set text(font: "Atkinson Hyperlegible Next", lang: "fr")
#sys.inputs.n
"""


def rate(make: Callable[[int], bytes], seconds: float) -> tuple[float, int]:
    """Documents per second of processor, and size of the last, over `seconds` after three to warm up."""
    for number in range(3):
        size = len(make(-number - 1))
    made, start = 0, time.process_time()
    while (spent := time.process_time() - start) < seconds:
        size = len(make(made))
        made += 1
    return made / spent, size


def _minimal_document(folder: Path) -> Callable[[int], bytes]:
    source = folder / "minimal.typ"
    source.write_text(_MINIMAL, encoding="utf-8")
    compiler = typst.Compiler(input=str(source), root=str(folder), font_paths=[str(FONTS)], ignore_system_fonts=True)
    return lambda n: compiler.compile(sys_inputs={"n": str(n)}, format="pdf", pdf_standards=["a-2a", "ua-1"])


def main(seconds: float) -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        minimal, small = rate(_minimal_document(Path(folder)), seconds)
    report, large = rate(lambda n: compte_rendu_pdf(replace(EXAMPLE, case_number=f"31-2026-{n}")), seconds)
    print(f"minimal typst document: {minimal:7.1f} a second, {small / 1000:.0f} kB")
    print(f"compte rendu:           {report:7.1f} a second, {large / 1000:.0f} kB (target 20 on one core)")
    print(f"a report costs {minimal / report:.1f} minimal documents")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 5.0)
