"""What we serve is what the package registries published, light, and every icon asked for is drawn."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from faitiere.apps.accounts.context import DESK_MENU

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "faitiere" / "static"
SYMBOLS = set(re.findall(r'symbol id="i-([\w-]+)"', (STATIC / "img" / "icones.svg").read_text(encoding="utf-8")))
COLD = [
    "vendor/bootstrap-5.3.9/bootstrap-reboot.min.css",
    "vendor/htmx.org-4.0.1/htmx.min.js",
    "css/faitiere.css",
    "css/desk.css",
    "css/portal.css",
    "js/faitiere.js",
    "img/icones.svg",
    "img/faitiere.svg",
    "img/coche.svg",
    "img/chevron.svg",
]
FONT = "fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"


def packages():
    for base, folder in ((STATIC, STATIC / "vendor"), (ROOT / "tests/vendor", ROOT / "tests/vendor")):
        for package in json.loads((folder / "vendor.json").read_text(encoding="utf-8")):
            yield pytest.param(base, package, id=package["name"])


@pytest.mark.parametrize(("base", "package"), list(packages()))
def test_a_vendored_file_is_unchanged_and_comes_with_its_licence(base, package):
    assert (base / package["licence_file"]).is_file()
    for name, expected in package["files"].items():
        assert hashlib.sha256((base / name).read_bytes()).hexdigest() == expected


def test_every_icon_named_in_a_template_or_a_menu_is_in_the_sprite():
    asked = {item.icon for item in DESK_MENU}
    for path in [*ROOT.glob("faitiere/**/*.html"), *ROOT.glob("faitiere/**/*.py")]:
        source = path.read_text(encoding="utf-8")
        asked |= set(re.findall(r"""{%\s*icon ["']([\w-]+)["']""", source))
        # Wagtail blocks carry `icon = …` from another sprite, hence the two forms that are ours.
        asked |= set(re.findall(r"""(?:icon_name=|["']icon["']: )["']([a-z][\w-]+)["']""", source))
    assert asked - SYMBOLS == set()


def test_a_cold_page_leaves_room_under_150_kb_and_15_requests():
    compressed = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in COLD)
    assert compressed + (STATIC / FONT).stat().st_size <= 100_000
    # html, theme and font besides
    assert len(COLD) + 3 <= 15


def test_no_template_carries_what_the_policy_refuses():
    for path in ROOT.glob("faitiere/**/templates/**/*.html"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"""\sstyle=["']|\son\w+=["']|hx-on|<script>|<style""", source), path.name
