"""What the demonstration tells, read from data/*.toml."""

import tomllib
from importlib import resources

from faitiere.apps.portal.first import blocks, first_pages, known_of

TERRITORIES = ("toulouse", "muretain")
# Written in the README: the demonstration has no secret. Never give it to a real account.
PASSWORD = "une-maison-bien-isolee"
TOTP_SECRET = "FAITIEREDEMONSTRATIONJBSWY3DPEHP"
PLATFORM_ADMIN = ("Camille", "Roussel")


def story(name: str) -> dict:
    """Territory, organisations, accounts, stages, prices, objectives and cases of data/NAME.toml."""
    return tomllib.loads((resources.files("faitiere.demo") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def email_of(name: list[str]) -> str:
    """Address of a demonstration account: "Inès Delmas" → ines.delmas@example.org."""
    from_letters = str.maketrans("àâäçéèêëîïôöùûüÿ", "aaaceeeeiioouuuy")
    return ".".join(part.lower().translate(from_letters).replace(" ", "-") for part in name) + "@example.org"


def pages(territory, *, published) -> dict:
    """First pages of a portal for `portal.actions.open_portal`; `published(days)` gives the day of an article."""
    data = tomllib.loads((resources.files("faitiere.demo") / "data" / "portal.toml").read_text(encoding="utf-8"))
    first, known = first_pages(territory), known_of(territory)
    own = [{"title": one["title"], "slug": one["slug"], "body": blocks(one, known)} for one in data["text"]]
    names = {one["slug"] for one in own}
    articles = [
        {
            "title": one["title"],
            "slug": one["slug"],
            "published_on": published(one["days"]),
            "lead": one["lead"],
            "body": [*blocks(one, known), {"type": "contact", "value": {}}],
        }
        for one in data["article"]
    ]
    texts = [one for one in first["texts"] if one["slug"] not in names] + own
    return first | {"news": data["news"], "articles": articles, "texts": texts}


def tags_of_articles() -> dict[str, list[str]]:
    """Slug of an article → its words."""
    data = tomllib.loads((resources.files("faitiere.demo") / "data" / "portal.toml").read_text(encoding="utf-8"))
    return {one["slug"]: one.get("tags", []) for one in data["article"]}
