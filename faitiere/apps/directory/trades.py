"""Trades of the directory and domains of the RGE file: what each means, and for which homes.

Read from data/trades.csv and data/homes.csv; a row of the latter says from when it holds, whence it comes, and whether
somebody checked it against the text.
"""

import csv
import datetime as dt
import functools
import re
from dataclasses import dataclass
from importlib import resources

from faitiere.lib.text import search_key

OTHER = "autre"
_YEAR = re.compile(r" 20\d\d$")


@dataclass(frozen=True)
class Trade:
    code: str
    name: str
    family: str
    domains: tuple[str, ...]


@dataclass(frozen=True)
class Homes:
    """Which homes a domain is about, between two dates (the last one included)."""

    houses: bool
    condominiums: bool
    valid_from: dt.date
    valid_to: dt.date | None
    source: str
    verified: bool

    def holds(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@functools.cache
def trades() -> dict[str, Trade]:
    """Every trade by code, in the order they are shown."""
    with (resources.files("faitiere.apps.directory") / "data" / "trades.csv").open(encoding="utf-8") as handle:
        rows = csv.DictReader(handle, delimiter=";")
        return {
            row["code"]: Trade(
                row["code"], row["name"], row["family"], tuple(one for one in row["domains"].split("|") if one)
            )
            for row in rows
        }


def _domain_key(domain: str) -> str:
    """A domain as it is compared: the file writes some with a year, double spaces or a final dot."""
    return _YEAR.sub("", search_key(domain))


@functools.cache
def _codes_by_domain() -> dict[str, str]:
    return {_domain_key(domain): trade.code for trade in trades().values() for domain in trade.domains}


@functools.lru_cache(maxsize=1000)
def trade_of(domain: str) -> str:
    """Code of the trade of a domain of the RGE file; `OTHER` for a domain unknown here."""
    return _codes_by_domain().get(_domain_key(domain), OTHER)


@functools.cache
def _homes_by_domain() -> dict[str, list[Homes]]:
    found: dict[str, list[Homes]] = {}
    with (resources.files("faitiere.apps.directory") / "data" / "homes.csv").open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle, delimiter=";"):
            homes = Homes(
                row["houses"] == "oui",
                row["condominiums"] == "oui",
                dt.date.fromisoformat(row["valid_from"]),
                dt.date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                row["source"],
                row["verified"] == "oui",
            )
            found.setdefault(_domain_key(row["domain"]), []).append(homes)
    return found


@functools.lru_cache(maxsize=1000)
def homes_of(domain: str, day: dt.date) -> Homes | None:
    """Which homes a domain of the RGE file is about on a day; None for a domain unknown here."""
    return next((one for one in _homes_by_domain().get(_domain_key(domain), []) if one.holds(day)), None)


def shown(hidden: list[str]) -> list[Trade]:
    """Trades a territory shows."""
    return [trade for trade in trades().values() if trade.code not in hidden]


def families(hidden: list[str]) -> list[tuple[str, list[Trade]]]:
    """The same by family, for a list of choices."""
    found: dict[str, list[Trade]] = {}
    for trade in shown(hidden):
        found.setdefault(trade.family, []).append(trade)
    return list(found.items())


def packed(codes) -> str:
    """Codes as the column holds them: "|bois|fenetres|", in the order of the list; empty for none."""
    kept = [code for code in trades() if code in set(codes)]
    return f"|{'|'.join(kept)}|" if kept else ""


def unpacked(text: str) -> list[str]:
    return [one for one in text.split("|") if one]
