"""What the accessibility statement says, read from the results of the tests and from nothing else.

`data/accessibility.json` is written by `tools/accessibility`, which opens every public page and state in a real
browser and gives each to axe. A rate is the share of pages where axe finds nothing: automatic tests see a part of the
criteria of the RGAA, so that this alone never makes a site "totalement conforme".
"""

import datetime as dt
import functools
import json
from dataclasses import dataclass
from importlib import resources

_HALF = 0.5


@dataclass(frozen=True)
class TestedPage:
    name: str
    address: str
    violations: tuple[str, ...]


@dataclass(frozen=True)
class Conformity:
    """The results of one run, and what may be said of them."""

    tested_on: dt.date
    tool: str
    pages: tuple[TestedPage, ...]

    @property
    def clean(self) -> int:
        return sum(not page.violations for page in self.pages)

    @property
    def rate(self) -> float:
        """Share of the pages without a violation, 0 to 1."""
        return self.clean / len(self.pages) if self.pages else 0

    @property
    def state(self) -> str:
        """In the words of article 47 of the law of 11 February 2005: « partiellement » from half of the criteria on."""
        return "partiellement conforme" if self.rate >= _HALF else "non conforme"

    @property
    def faulty(self) -> list[TestedPage]:
        return [page for page in self.pages if page.violations]


def read(text: str) -> Conformity:
    """The results as `tools/accessibility` writes them."""
    told = json.loads(text)
    pages = tuple(TestedPage(one["name"], one["address"], tuple(one["violations"])) for one in told["pages"])
    return Conformity(dt.date.fromisoformat(told["tested_on"]), told["tool"], pages)


@functools.cache
def conformity() -> Conformity:
    """The results of the version installed."""
    return read((resources.files("faitiere.apps.portal") / "data" / "accessibility.json").read_text(encoding="utf-8"))
