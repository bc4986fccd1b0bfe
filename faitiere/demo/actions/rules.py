"""Rules of the territory in the demonstration: local aids, notes on national ones, what they change in the cases."""

import datetime as dt

from django.utils import timezone

from faitiere.apps.local_aids.actions import AidFields, publish, save_draft, set_note
from faitiere.apps.reviews.actions import ask_watch, set_threshold

from .setting import Setting

_ADMINISTRATOR = "pascal"
_THRESHOLD_CENTS = 20_000
# What an aid of the story leaves out.
_TERMS = {
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
_TIER = {"gain_from": None, "gain_to": None, "works_max_cents": None, "amount_max_cents": None, "categories": []}


def set_rules(setting: Setting, told: dict) -> None:
    """Local aids described and published today, some for days gone by; then the open cases are computed again."""
    if _ADMINISTRATOR not in setting.users:
        return
    actor = setting.actor(_ADMINISTRATOR)
    for one in told.get("local_aid", []):
        aid = save_draft(actor=actor, fields=_fields(one))
        if one["published"]:
            publish(actor=actor, aid=aid)
    for one in told.get("aid_note", []):
        set_note(actor=actor, aid_code=one["aid"], text=one["text"])
    set_threshold(actor=actor, cents=_THRESHOLD_CENTS, valid_from=timezone.localdate())
    ask_watch(actor=actor)


def _fields(one: dict) -> AidFields:
    first = timezone.localdate() - dt.timedelta(days=one["d"])
    return AidFields(
        name=one["name"],
        body=one["body"],
        valid_from=first,
        valid_to=None,
        deliberation=one["deliberation"],
        deliberated_on=first - dt.timedelta(days=15) if one["deliberation"] else None,
        url="",
        confirmed=one.get("confirmed", True),
        terms=_TERMS | one["terms"] | {"tiers": [_TIER | tier for tier in one["terms"]["tiers"]]},
    )
