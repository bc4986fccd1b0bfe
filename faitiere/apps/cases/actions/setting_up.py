"""Writers of what a territory sets up: its stages, by kind of project, and its message templates."""

from django.db import IntegrityError, transaction
from django.db.models import Max

from faitiere.apps.audit.actions import record

from ..filling import unknown_fields
from ..models import MessageTemplate, Stage
from ..rules import Refused

_APART = 1000


@transaction.atomic
def add_stage(*, actor, project_kind: str, name: str, public_text: str = "") -> Stage:
    """A stage after the others of its kind of project."""
    last = Stage.objects.filter(project_kind=project_kind).aggregate(last=Max("position"))["last"] or 0
    stage = Stage(project_kind=project_kind, position=last + 1, name=name.strip(), public_text=public_text.strip())
    stage.save(force_insert=True)
    record(actor=actor, verb="stage.added", target=stage, kind=str(project_kind), name=stage.name)
    return stage


@transaction.atomic
def change_stage(*, actor, stage: Stage, name: str, public_text: str) -> None:
    """Rename a stage and what the household reads of it; the cases at this stage follow."""
    stage.name, stage.public_text = name.strip(), public_text.strip()
    stage.save(update_fields=["name", "public_text"])
    record(actor=actor, verb="stage.changed", target=stage, name=stage.name)


@transaction.atomic
def move_stage(*, actor, stage: Stage, by: int) -> None:
    """Swap a stage with the one before (-1) or after (+1); nothing at the ends."""
    stages = list(Stage.objects.select_for_update().filter(project_kind=stage.project_kind).order_by("position"))
    rank = next(rank for rank, one in enumerate(stages) if one.pk == stage.pk)
    if not 0 <= rank + by < len(stages):
        return
    here, there = stages[rank], stages[rank + by]
    positions = (here.position, there.position)
    # One position at a time is unique: the first goes aside while the second moves.
    for one, position in ((here, _APART + here.position), (there, positions[0]), (here, positions[1])):
        Stage.objects.filter(pk=one.pk).update(position=position)
    record(actor=actor, verb="stage.moved", target=stage, by=by)


@transaction.atomic
def remove_stage(*, actor, stage: Stage) -> None:
    """Take away a stage where no case stands. Raises `Refused` otherwise, and for the last one of its kind."""
    if count := stage.cases.count():
        stand = "1 dossier est" if count == 1 else f"{count} dossiers sont"
        raise Refused(f"{stand} à l'étape « {stage.name} ». Changez leur étape d'abord, ou renommez celle-ci.")
    if Stage.objects.filter(project_kind=stage.project_kind).count() == 1:
        raise Refused("Il faut au moins une étape. Renommez celle-ci plutôt que de la retirer.")
    record(actor=actor, verb="stage.removed", target=stage, name=stage.name)
    stage.delete()


@transaction.atomic
def save_template(*, actor, template: MessageTemplate | None = None, **given) -> MessageTemplate:
    """Write a message template (name, kind, subject, text); a field that no case can fill is refused."""
    if unknown := unknown_fields(f"{given['subject']}\n{given['text']}"):
        raise Refused(f"Ces champs n'existent pas : {', '.join(f'{{{one}}}' for one in unknown)}. Voyez la liste.")
    template = template or MessageTemplate()
    for name in ("name", "kind", "subject", "text"):
        setattr(template, name, given[name].strip())
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError:
        raise Refused(f"Un modèle s'appelle déjà « {template.name} ». Donnez-lui un autre nom.") from None
    record(actor=actor, verb="template.saved", target=template)
    return template


@transaction.atomic
def delete_template(*, actor, template: MessageTemplate) -> None:
    record(actor=actor, verb="template.deleted", target=template)
    template.delete()
