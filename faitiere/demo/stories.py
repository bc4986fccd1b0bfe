"""What the demonstration tells, read from data/*.toml."""

import tomllib
from importlib import resources

from faitiere.apps.contacts.rules import shown_phone

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
    known = {"territory": territory.name, "phone": shown_phone(territory.phone), "email": territory.email}

    def prose(html: str) -> list[dict]:
        return [{"type": "text", "value": html.strip().format(**known)}]

    contact = {"type": "contact", "value": {}}
    return {
        "title": data["title"],
        "promise": data["promise"],
        "lead": data["lead"].format(**known),
        "news": data["news"],
        "body": [
            {"type": "start", "value": {}},
            {"type": "booking", "value": {}},
            {"type": "path", "value": {"steps": data["step"]}},
            {"type": "news", "value": {}},
            contact,
        ],
        "articles": [
            {
                "title": one["title"],
                "slug": one["slug"],
                "published_on": published(one["days"]),
                "lead": one["lead"],
                "body": [*prose(one["html"]), contact],
            }
            for one in data["article"]
        ],
        "texts": [{"title": one["title"], "slug": one["slug"], "body": prose(one["html"])} for one in data["text"]],
    }
