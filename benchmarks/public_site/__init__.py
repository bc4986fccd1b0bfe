"""The parts of `benchmarks/public.py`."""

from pathlib import Path


def write_table(page: Path, mark: str, table: str) -> None:
    """Put the table between the marks of a page of the documentation: `<!-- mark -->` and `<!-- /mark -->`."""
    text = page.read_text(encoding="utf-8")
    before, first, rest = text.partition(f"<!-- {mark} -->\n")
    after = rest[rest.index(f"<!-- /{mark} -->") :]
    page.write_text(f"{before}{first}{table}\n{after}", encoding="utf-8")
