"""Tags on the cases of a story, and tabs kept by its advisors."""

from faitiere.apps.cases.actions import name_tag, save_filter, tag_case
from faitiere.apps.cases.models import Case
from faitiere.apps.territories.models import Organisation

from .setting import Setting


def keep_lists(setting: Setting, told: dict) -> None:
    """`[[tag]]` names the surnames of the cases it is put on; `[[tab]]` whose it is, and whether it is shared."""
    for one in told.get("tag", []):
        tag = name_tag(actor=setting.platform, name=one["name"])
        for surname in one["on"]:
            for case in Case.objects.filter(title__endswith=surname):
                tag_case(actor=setting.platform, case=case, tag=tag)
    for one in told.get("tab", []):
        actor = setting.actor(one["by"])
        team = Organisation.objects.get(pk=actor.organisation_id) if one.get("shared") else None
        save_filter(actor=actor, name=one["name"], query=one["query"], organisation=team)
