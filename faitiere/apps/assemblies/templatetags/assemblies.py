"""What several screens of a meeting show alike."""

from django import template

from faitiere.apps.assemblies import key_doubts
from faitiere.apps.assemblies.models import GeneralMeeting

register = template.Library()


@register.inclusion_tag("assemblies/_key_doubts.html")
def key_doubts_of(meeting: GeneralMeeting, *, case=None) -> dict:
    """The keys of shares of a meeting whose sum is not sure; nothing when all are exact. `case`: links to its lots."""
    doubts = key_doubts.of_meeting(meeting)
    return {"doubts": doubts, "wrong": any(one.gap for one in doubts), "case": case}
