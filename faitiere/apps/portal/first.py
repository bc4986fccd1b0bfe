"""First pages and first stages of a territory, from `data/first.toml`: a start, to be rewritten by its editors."""

import functools
import tomllib
from importlib import resources

from django.utils import timezone

from faitiere.apps.contacts.rules import shown_phone
from faitiere.apps.territories.enums import ProjectKind


@functools.cache
def _told() -> dict:
    text = (resources.files("faitiere.apps.portal") / "data" / "first.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def known_of(territory) -> dict[str, str]:
    """What the texts name."""
    phone = shown_phone(territory.phone) if territory.phone else "numéro à compléter"
    return {"territory": territory.name, "phone": phone, "email": territory.email or "adresse à compléter"}


def blocks(text: dict, known: dict) -> list[dict]:
    """Rich text, with what follows it: `then` names blocks without a content of their own."""
    prose = [{"type": "text", "value": text["html"].strip().format(**known)}] if text.get("html") else []
    return (
        prose
        + [{"type": name, "value": None if name == "conformity" else {}} for name in text.get("then", [])]
        + ([{"type": "text", "value": text["after"].strip().format(**known)}] if text.get("after") else [])
    )


def questions(told: dict, known: dict) -> dict:
    """The page of questions and answers."""
    asked = [
        {"type": "question", "value": {"question": one["question"], "answer": one["answer"].format(**known)}}
        for one in told["question"]
    ]
    return {"title": told["title"], "slug": told["slug"], "lead": told["lead"], "questions": asked}


def first_pages(territory) -> dict:
    """See `actions.open_portal`."""
    data, known = _told(), known_of(territory)
    return {
        "title": data["title"],
        "promise": data["promise"],
        "lead": data["lead"].format(**known),
        "body": [
            {"type": "start", "value": {}},
            {"type": "booking", "value": {}},
            {"type": "path", "value": {"steps": data["step"]}},
            {"type": "news", "value": {}},
            {"type": "contact", "value": {}},
        ],
        "news": data["news"],
        "articles": [
            {
                "title": one["title"].format(**known),
                "slug": one["slug"],
                "published_on": timezone.localdate(),
                "lead": one["lead"].format(**known),
                "body": blocks(one, known),
            }
            for one in data["article"]
        ],
        "resources": data["resources"],
        "questions": questions(data["questions"], known),
        "texts": [{"title": one["title"], "slug": one["slug"], "body": blocks(one, known)} for one in data["text"]],
    }


def first_stages() -> dict[str, list[dict]]:
    """Kind of project → its stages, as households read them."""
    data = _told()
    return {ProjectKind.HOUSE: data["house_stage"], ProjectKind.CONDOMINIUM: data["condominium_stage"]}
