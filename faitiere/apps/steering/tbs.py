"""The TBS exchange file: acts as 39 columns of text, to the byte (profile: data/export_tbs_2021.json).

Pure: values in, bytes out. No header; fields joined by `|;|`, several values by `_/_`; Windows-1252, unmappable
characters replaced; CRLF between rows and nothing after the last one; dates `YYYY-MM-DD`.
"""

import datetime as dt
import functools
import html
import json
import re
from collections.abc import Iterable, Mapping
from importlib import resources


@functools.cache
def profile() -> dict:
    """The export profile, with its columns in order."""
    data = resources.files("faitiere.apps.steering") / "data" / "export_tbs_2021.json"
    return json.loads(data.read_text(encoding="utf-8"))


def plain_text(value: str) -> str:
    """Text without HTML: tags removed, entities read, line breaks as one space."""
    text = html.unescape(re.sub(r"<[^>]*>", " ", value))
    return re.sub(r"\s+", " ", text).strip()


def cell(column: Mapping, value) -> str:
    """One field: several values joined, dates written, the separator neutralised, cut at its length."""
    rules = profile()
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.strftime(rules["date_format"])
    if isinstance(value, bool):
        return "Oui" if value else "Non"
    if column.get("several"):
        value = rules["value_separator"].join(str(one) for one in value)
    text = plain_text(str(value)) if column.get("text") else re.sub(r"[\r\n]+", " ", str(value))
    text = text.replace(rules["field_separator"], rules["separator_inside_value"])
    return text[: column["length"]] if "length" in column else text


def row(values: Mapping) -> str:
    """One act: every column of the profile, in order; a column without value is empty."""
    rules = profile()
    return rules["field_separator"].join(cell(column, values.get(column["key"])) for column in rules["columns"])


def encode(acts: Iterable[Mapping]) -> bytes:
    """The whole file."""
    rules = profile()
    return rules["line_end"].join(row(values) for values in acts).encode(rules["encoding"], errors="replace")
