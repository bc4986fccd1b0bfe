"""Two rows of the same person made one, and put back.

Every row that points at the person who goes is moved to the one who stays, whichever app it belongs to: they are
found in the models, not listed here. Where both already stand in the same place (the same case, the same list), the
row that would be double is kept in `PersonMerge.steps` with every value. Undoing plays the steps backwards, and
leaves alone what somebody changed since.
"""

import json

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from faitiere.apps.audit.actions import record

from ..enums import PairReason, PairState, PointKind
from ..models import ContactPoint, DuplicatePair, Person, PersonMerge
from ..rules import Refused, name_key, phone_key
from .people import held

FIELDS = ("civility", "first_name", "last_name", "email", "phone")
_KEYS = ("name_key", "phone_key", "email_key")
_ALONE = ("user_id", "do_not_contact_at", "do_not_contact_reason", "organisation_id")


def _plain(values: dict) -> dict:
    """Values as JSON keeps them."""
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def _row(one: models.Model) -> dict:
    return _plain({field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields})


def _set(one: models.Model, steps: list, **values) -> None:
    """Change values of a row and remember the former ones."""
    before = _plain({name: getattr(one, name) for name in values})
    type(one)._base_manager.filter(pk=one.pk).update(**values)
    for name, value in values.items():
        setattr(one, name, value)
    steps.append({"do": "set", "model": one._meta.label, "pk": str(one.pk), "before": before, "after": _plain(values)})


def _links() -> list[tuple[type[models.Model], str]]:
    """Every model with a foreign key to a person, with the name of the column; tables of many-to-many included."""
    relations = Person._meta.get_fields(include_hidden=True)
    found = [(one.related_model, one.field.attname) for one in relations if one.auto_created and not one.many_to_many]
    return [(model, column) for model, column in found if model is not DuplicatePair]


def _move(one: models.Model, column: str, kept: Person, steps: list) -> None:
    """Point a row at the person who stays; when it is there twice, fold the row into the one already there."""
    try:
        with transaction.atomic():
            _set(one, steps, **{column: kept.pk})
    except IntegrityError:
        setattr(one, column, kept.pk)
        twin = _twin(one, column, kept)
        if twin is not None:
            true_here = {
                field.attname: True
                for field in one._meta.concrete_fields
                if isinstance(field, models.BooleanField)
                and getattr(one, field.attname)
                and not getattr(twin, field.attname)
            }
            if true_here:
                _set(twin, steps, **true_here)
        one.refresh_from_db()
        steps.append({"do": "drop", "model": one._meta.label, "row": _row(one)})
        type(one)._base_manager.filter(pk=one.pk).delete()


def _twin(one: models.Model, column: str, kept: Person):
    """The row already there that a unique constraint sets against this one; None for a row about oneself."""
    rows = type(one)._base_manager.filter(**{column: kept.pk}).exclude(pk=one.pk)
    for constraint in [*one._meta.constraints, *one._meta.unique_together]:
        names = getattr(constraint, "fields", constraint)
        if isinstance(names, tuple) and any(one._meta.get_field(name).attname == column for name in names):
            values = {
                one._meta.get_field(name).attname: getattr(one, one._meta.get_field(name).attname) for name in names
            }
            if found := rows.filter(**values).first():
                return found
    return None


def _keep_other_ways(kept: Person, dropped: Person, chosen: dict, steps: list) -> None:
    """The phone and e-mail address not chosen stay known, as further ones."""
    for kind, name in ((PointKind.PHONE, "phone"), (PointKind.EMAIL, "email")):
        for value in {getattr(kept, name), getattr(dropped, name)} - {"", chosen[name]}:
            key = value.lower() if kind == PointKind.EMAIL else phone_key(value)
            point, created = ContactPoint.objects.get_or_create(
                person=kept, kind=kind, key=key, defaults={"value": value}
            )
            if created:
                steps.append({"do": "made", "model": point._meta.label, "pk": str(point.pk)})


def _empty(dropped: Person, kept: Person, steps: list) -> None:
    """The row that goes keeps its id and nothing else; its account too when the other one has one already."""
    blank = dict.fromkeys((*FIELDS, *_KEYS, "do_not_contact_reason"), "")
    if dropped.user_id and not kept.user_id:
        user_id = dropped.user_id
        _set(dropped, steps, user_id=None)
        _set(kept, steps, user_id=user_id)
    _set(dropped, steps, **blank, merged_into_id=kept.pk)


@transaction.atomic
def merge(*, actor, kept: Person, dropped: Person, chosen: dict[str, str], seen: str = "") -> PersonMerge:
    """Make two rows one person with the `chosen` value of each of FIELDS; nothing that pointed at either is lost.

    `seen` is `fingerprint` of both as they were on screen: someone who wrote meanwhile makes it refused, with nothing
    written. Whoever writes about the person that goes after this finds the one that stays (see `held`).
    """
    if kept.pk == dropped.pk:
        raise Refused("Choisissez deux fiches différentes.")
    first, second = [held(pk) for pk in sorted([kept.pk, dropped.pk])]
    kept, dropped = (first, second) if first.pk == kept.pk else (second, first)
    if kept.pk == dropped.pk:
        raise Refused("Ces deux fiches viennent d'être réunies par quelqu'un d'autre. Il n'y a plus rien à faire.")
    if seen and seen != fingerprint(kept, dropped):
        raise Refused("Une des fiches a changé pendant que vous compariez. Relisez les valeurs, puis réunissez.")
    steps: list[dict] = []
    for model, column in _links():
        for one in model._base_manager.filter(**{column: dropped.pk}):
            _move(one, column, kept, steps)
    DuplicatePair.objects.filter(Q(first=dropped) | Q(second=dropped)).delete()
    _keep_other_ways(kept, dropped, chosen, steps)
    _empty(dropped, kept, steps)
    silent = dropped.do_not_contact_at and not kept.do_not_contact_at
    values = {name: chosen[name].strip() for name in FIELDS}
    values |= {"email": values["email"].lower(), "name_key": name_key(values["last_name"], values["first_name"])[:210]}
    values |= {"phone_key": phone_key(values["phone"]), "email_key": values["email"]}
    if silent:
        values |= {"do_not_contact_at": dropped.do_not_contact_at, "do_not_contact_reason": "Fiche réunie"}
    _set(kept, steps, **values)
    done = PersonMerge(kept=kept, dropped=dropped, merged_by=actor.user, steps=steps)
    done.save(force_insert=True)
    import_string(settings.PEOPLE_REINDEXED)([kept, dropped])
    record(actor=actor, verb="person.merged", target=kept, dropped=str(dropped.pk), steps=len(steps))
    return done


def fingerprint(kept: Person, dropped: Person) -> str:
    """What two people looked like: changes when a value of either does."""
    return "|".join(str(getattr(one, name)) for one in (kept, dropped) for name in FIELDS)


def _undo(step: dict) -> bool:
    """Play a step backwards; False when somebody changed the row since, which then stays as it is."""
    model = apps.get_model(step["model"])
    if step["do"] == "made":
        model._base_manager.filter(pk=step["pk"]).delete()
        return True
    if step["do"] == "drop":
        fields = {field.attname: field for field in model._meta.concrete_fields}
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
    fields = {field.attname: field for field in model._meta.concrete_fields}
    values = {name: fields[name].to_python(value) for name, value in back.items()}
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=one.pk).update(**values)
    except IntegrityError:
        return False
    return len(back) == len(step["before"])


@transaction.atomic
def undo_merge(*, actor, done: PersonMerge) -> int:
    """Two people again, with what each had; returns how many things stay with the first because they changed since."""
    done = PersonMerge.objects.select_for_update().get(pk=done.pk)
    if done.undone_at:
        raise Refused("Cette réunion est déjà annulée.")
    later = PersonMerge.objects.filter(undone_at__isnull=True, merged_at__gt=done.merged_at)
    if later.filter(Q(kept=done.kept_id) | Q(dropped=done.kept_id)).exists():
        raise Refused("La fiche a été réunie de nouveau depuis. Annulez d'abord la dernière réunion.")
    Person.objects.select_for_update().filter(pk__in=[done.kept_id, done.dropped_id]).order_by("pk").first()
    left = sum(not _undo(step) for step in reversed(done.steps))
    PersonMerge.objects.filter(pk=done.pk).update(undone_at=timezone.now())
    first, second = sorted([done.kept_id, done.dropped_id])
    DuplicatePair.objects.update_or_create(
        first_id=first, second_id=second, defaults={"reason": PairReason.NAME, "state": PairState.APART}
    )
    import_string(settings.PEOPLE_REINDEXED)(list(Person.objects.filter(pk__in=[done.kept_id, done.dropped_id])))
    record(actor=actor, verb="person.merge_undone", target=done.kept, dropped=str(done.dropped_id), left=left)
    return left


@transaction.atomic
def set_apart(*, actor, pair: DuplicatePair) -> None:
    """Two different people: the nightly job never proposes them again."""
    pair.state = PairState.APART
    pair.save(update_fields=["state"])
    record(actor=actor, verb="person.set_apart", target=pair)
