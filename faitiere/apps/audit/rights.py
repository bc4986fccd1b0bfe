"""Data rights, driven by the inventory: what is held on a person, as one JSON document; and which rows erasure meets.

`person` is a row of contacts.Person, duck-typed: audit is below contacts.
"""

from collections.abc import Mapping

from django.apps import apps
from django.db.models import Q, QuerySet

from .inventory import ModelRule, fields_of, model_rules


def rows_of(rule: ModelRule, person) -> QuerySet:
    """Rows of a model that lead to the person, by its id, its e-mail address, or a plain id of what leads to it."""
    model = apps.get_model(rule.model)
    if not rule.person_path:
        return model._default_manager.none()
    if rule.person_path.startswith("#"):
        field, owner, path = rule.person_path[1:].split(":")
        owners = apps.get_model(owner)._default_manager.filter(**{path: person.pk})
        return model._default_manager.filter(**{f"{field}__in": owners.values("pk")})
    if rule.person_path.startswith("@"):
        # Addresses are kept in lower case; an account's or a recipient's may not be.
        wanted = Q()
        for address in person.all_emails():
            wanted |= Q(**{f"{rule.person_path[1:]}__iexact": address})
        return model._default_manager.filter(wanted) if wanted else model._default_manager.none()
    return model._default_manager.filter(**{rule.person_path: person.pk}).distinct()


def only_of(rule: ModelRule, person) -> list:
    """Ids of the rows that lead to this person only: a case shared with somebody else is not erased."""
    rows = rows_of(rule, person)
    path = rule.person_path
    if not path:
        return []
    if path == "pk" or path.startswith(("@", "#")):
        return list(rows.values_list("pk", flat=True))
    shared = {pk for pk, other in _pairs(rows, path) if other is not None and other != person.pk}
    return [pk for pk in rows.values_list("pk", flat=True) if pk not in shared]


_PEOPLE = "participants__person"


def only_of_case(rule: ModelRule, case) -> list:
    """Ids of the rows that lead to a person through this case, and through no other."""
    model = apps.get_model(rule.model)
    if rule.person_path.startswith("#"):
        field = rule.person_path[1:].split(":")[0]
        return list(model._default_manager.filter(**{field: case.pk}).values_list("pk", flat=True))
    if not rule.person_path.endswith(_PEOPLE):
        return []
    path = f"{rule.person_path.removesuffix(_PEOPLE)}pk"
    rows = model._default_manager.filter(**{path: case.pk})
    shared = {pk for pk, other in _pairs(rows, path) if other != case.pk}
    return [pk for pk in rows.values_list("pk", flat=True).distinct() if pk not in shared]


def _pairs(rows: QuerySet, path: str):
    model = rows.model
    return model._default_manager.filter(pk__in=list(rows.values_list("pk", flat=True))).values_list("pk", path)


def export(person, *, leave_out: Mapping[str, Q] | None = None) -> dict:
    """Everything held on the person, by model, in plain values (right of access, GDPR article 15).

    leave_out  rows that would tell about somebody else, by label of model
    """
    document = {}
    for label, rule in model_rules().items():
        names = [field.field for field in fields_of(label) if field.exported]
        found = rows_of(rule, person)
        if leave_out and label in leave_out:
            found = found.exclude(leave_out[label])
        rows = list(found.values(*names)) if names else []
        if rows:
            document[apps.get_model(label)._meta.verbose_name] = [
                {key: _plain(value) for key, value in row.items()} for row in rows
            ]
    return document


def _plain(value):
    return value if isinstance(value, (str, int, float, bool, list, dict, type(None))) else str(value)
