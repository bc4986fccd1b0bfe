"""Two rows of one thing made one, and put back.

Every row that points at the row that goes is moved to the one that stays, whichever app it belongs to: they are found
in the models, not listed here. Where both already stand in the same place (the same case, the same year), the row that
would be double is kept in the steps with every value. Undoing plays the steps backwards, and leaves alone what somebody
changed since.
"""

import json

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction


def _plain(values: dict) -> dict:
    """Values as JSON keeps them."""
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def _row(one: models.Model) -> dict:
    return _plain({field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields})


def links_to(model: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """Every model with a foreign key to this one, with the name of the column; tables of many-to-many included."""
    relations = model._meta.get_fields(include_hidden=True)
    return [(one.related_model, one.field.attname) for one in relations if isinstance(one, models.ManyToOneRel)]


def set_values(one: models.Model, steps: list, **values) -> None:
    """Change values of a row and remember the former ones."""
    before = _plain({name: getattr(one, name) for name in values})
    type(one)._base_manager.filter(pk=one.pk).update(**values)
    for name, value in values.items():
        setattr(one, name, value)
    steps.append({"do": "set", "model": one._meta.label, "pk": str(one.pk), "before": before, "after": _plain(values)})


def made(one: models.Model, steps: list) -> None:
    """Remember a row that the merge had to make."""
    steps.append({"do": "made", "model": one._meta.label, "pk": str(one.pk)})


def move(one: models.Model, column: str, kept_pk, steps: list) -> None:
    """Point a row at the one who stays; when it is there twice, fold the row into the one already there."""
    try:
        with transaction.atomic():
            set_values(one, steps, **{column: kept_pk})
    except IntegrityError:
        setattr(one, column, kept_pk)
        twin = _twin(one, column, kept_pk)
        if twin is not None:
            true_here = {
                field.attname: True
                for field in one._meta.concrete_fields
                if isinstance(field, models.BooleanField)
                and getattr(one, field.attname)
                and not getattr(twin, field.attname)
            }
            if true_here:
                set_values(twin, steps, **true_here)
        one.refresh_from_db()
        drop(one, steps, twin=twin)


def drop(one: models.Model, steps: list, *, twin: models.Model | None = None) -> None:
    """Remove a row, kept whole in the steps; what points at it goes to its twin."""
    if twin is not None:
        for model, column in links_to(type(one)):
            for child in model._base_manager.filter(**{column: one.pk}):
                move(child, column, twin.pk, steps)
    steps.append({"do": "drop", "model": one._meta.label, "row": _row(one)})
    type(one)._base_manager.filter(pk=one.pk).delete()


def _twin(one: models.Model, column: str, kept_pk):
    """The row already there that a unique constraint sets against this one; None for a row about oneself."""
    rows = type(one)._base_manager.filter(**{column: kept_pk}).exclude(pk=one.pk)
    columns = {field.name: field.attname for field in one._meta.concrete_fields}
    for constraint in [*one._meta.constraints, *one._meta.unique_together]:
        names = getattr(constraint, "fields", constraint)
        if isinstance(names, tuple) and column in [columns[name] for name in names]:
            values = {columns[name]: getattr(one, columns[name]) for name in names}
            if found := rows.filter(**values).first():
                return found
    return None


def put_back(step: dict) -> bool:
    """Play a step backwards; False when somebody changed the row since, which then stays as it is."""
    model = apps.get_model(step["model"])
    if step["do"] == "made":
        model._base_manager.filter(pk=step["pk"]).delete()
        return True
    fields = {field.attname: field for field in model._meta.concrete_fields}
    if step["do"] == "drop":
        values = {name: fields[name].to_python(value) for name, value in step["row"].items()}
        try:
            with transaction.atomic():
                model(**values).save(force_insert=True)
                model._base_manager.filter(pk=values[model._meta.pk.attname]).update(**values)
        except IntegrityError:
            return False
        return True
    one = model._base_manager.filter(pk=step["pk"]).first()
    if one is None:
        return False
    now = _plain({name: getattr(one, name) for name in step["after"]})
    back = {name: value for name, value in step["before"].items() if now[name] == step["after"][name]}
    values = {name: fields[name].to_python(value) for name, value in back.items()}
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=one.pk).update(**values)
    except IntegrityError:
        return False
    return len(back) == len(step["before"])
