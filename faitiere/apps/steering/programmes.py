"""Funding programmes shipped as data, which a territory adopts and then edits."""

import functools
import json
from importlib import resources

SHIPPED = ("sare", "pacte")


@functools.cache
def shipped(name: str) -> dict:
    """A programme of data/programme_NAME.json: its dates, and its act types with the data they ask for."""
    data = resources.files("faitiere.apps.steering") / "data" / f"programme_{name}.json"
    return json.loads(data.read_text(encoding="utf-8"))
