"""`{% drafts "fil" case.pk %}` above a form marked `data-draft="fil:…"`: what its reader began there, offered back."""

import json

from django import template

from ..models import Draft

register = template.Library()
_SHOWN = 3


@register.inclusion_tag("cases/drafts.html", takes_context=True)
def drafts(context, form: str, target: object = "") -> dict:
    """Drafts of this form for this person; not looked for when the page of the case already knows there are none."""
    actor, case = context["actor"], context.get("case")
    place = f"{form}:{target}" if target else form
    if actor.behind is not None or (case is not None and not getattr(case, "has_draft", True)):
        return {"drafts": [], "place": place}
    found = _of_case(actor, case) if case is not None else Draft.objects.filter(author=actor.user, place=place)[:_SHOWN]
    found = [one for one in found if one.place == place][:_SHOWN]
    rows = [{"draft": one, "words": _words(one), "fields": json.dumps(one.fields)} for one in found]
    return {"drafts": rows, "place": place, "back": context["request"].get_full_path()}


def _of_case(actor, case) -> list[Draft]:
    """What the actor left unsent in a case, read once a page."""
    if not hasattr(case, "own_drafts"):
        case.own_drafts = list(Draft.objects.filter(author=actor.user, case=case.pk))
    return case.own_drafts


def _words(draft: Draft) -> str:
    """The beginning of the longest text of the draft."""
    return max(draft.fields.values(), key=len, default="")[:140]
