"""Local aids described by the real actions."""

import datetime as dt

from faitiere.apps.local_aids import actions
from faitiere.apps.local_aids.actions import AidFields
from faitiere.apps.local_aids.models import LocalAid

START = dt.date(2026, 1, 1)


def tier(**changes) -> dict:
    """1 000 € whatever the gain and the income."""
    return {
        "gain_from": None,
        "gain_to": None,
        "kind": "flat",
        "value": 100_000,
        "works_max_cents": None,
        "amount_max_cents": None,
        "categories": [],
    } | changes


def fields(*tiers: dict, terms: dict | None = None, **changes) -> AidFields:
    """An aid of the commune of Cugnaux for owner-occupiers, 1 000 € unless tiers are given."""
    rules = {
        "area": "communes",
        "communes": ["31157"],
        "audiences": ["occupant"],
        "categories": [],
        "works": [],
        "min_works_cents": None,
        "min_gain": None,
        "min_jumps": None,
        "class_before": "",
        "class_after": "",
        "min_age": None,
        "excludes": [],
        "cap_rate": None,
        "to_do": "",
        "paid_when": "",
    }
    known = {
        "name": "Prime isolation de Cugnaux",
        "body": "Commune de Cugnaux",
        "valid_from": START,
        "valid_to": None,
        "deliberation": "2025-112",
        "deliberated_on": dt.date(2025, 12, 8),
        "url": "",
        "confirmed": True,
    }
    return AidFields(**(known | changes), terms=rules | (terms or {}) | {"tiers": list(tiers) or [tier()]})


def draft(actor, *tiers: dict, **changes) -> LocalAid:
    return actions.save_draft(actor=actor, fields=fields(*tiers, **changes))


def published(actor, *tiers: dict, **changes) -> LocalAid:
    return actions.publish(actor=actor, aid=draft(actor, *tiers, **changes))


def typed(*tiers: dict, **changes) -> dict:
    """What an administrator types in the form, tiers included."""
    rows = list(tiers) or [{}]
    data = {
        "name": "Prime isolation de Cugnaux",
        "body": "Commune de Cugnaux",
        "area": "communes",
        "communes": ["31157"],
        "audiences": ["occupant"],
        "valid_from": "2026-01-01",
        "deliberation": "2025-112",
        "confirmed": "on",
        "tranches-TOTAL_FORMS": str(len(rows)),
        "tranches-INITIAL_FORMS": str(len(rows)),
    }
    for place, row in enumerate(rows):
        data |= {f"tranches-{place}-{name}": text for name, text in ({"kind": "flat", "value": "1 000"} | row).items()}
    return data | changes
