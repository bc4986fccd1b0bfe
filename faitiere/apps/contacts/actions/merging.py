"""Two rows of the same person made one, and put back: see `lib.merging`."""

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from faitiere.apps.audit.actions import record
from faitiere.lib.merging import links_to, made, move, put_back, set_values

from ..enums import PairReason, PairState, PointKind
from ..models import ContactPoint, DuplicatePair, Person, PersonMerge
from ..rules import Refused, name_key, phone_key
from .people import held

FIELDS = ("civility", "first_name", "last_name", "email", "phone")
_KEYS = ("name_key", "phone_key", "email_key")
_ALONE = ("user_id", "do_not_contact_at", "do_not_contact_reason", "organisation_id")


def _keep_other_ways(kept: Person, dropped: Person, chosen: dict, steps: list) -> None:
    """The phone and e-mail address not chosen stay known, as further ones."""
    for kind, name in ((PointKind.PHONE, "phone"), (PointKind.EMAIL, "email")):
        for value in {getattr(kept, name), getattr(dropped, name)} - {"", chosen[name]}:
            key = value.lower() if kind == PointKind.EMAIL else phone_key(value)
            point, created = ContactPoint.objects.get_or_create(
                person=kept, kind=kind, key=key, defaults={"value": value}
            )
            if created:
                made(point, steps)


def _empty(dropped: Person, kept: Person, steps: list) -> None:
    """The row that goes keeps its id and nothing else; its account too when the other one has one already."""
    blank = dict.fromkeys((*FIELDS, *_KEYS, "do_not_contact_reason"), "")
    if dropped.user_id and not kept.user_id:
        user_id = dropped.user_id
        set_values(dropped, steps, user_id=None)
        set_values(kept, steps, user_id=user_id)
    set_values(dropped, steps, **blank, merged_into_id=kept.pk)


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
    for model, column in links_to(Person):
        # The pairs the night proposed are not links: they go below.
        for one in model._base_manager.filter(**{column: dropped.pk}) if model is not DuplicatePair else ():
            move(one, column, kept.pk, steps)
    DuplicatePair.objects.filter(Q(first=dropped) | Q(second=dropped)).delete()
    _keep_other_ways(kept, dropped, chosen, steps)
    _empty(dropped, kept, steps)
    silent = dropped.do_not_contact_at and not kept.do_not_contact_at
    values = {name: chosen[name].strip() for name in FIELDS}
    values |= {"email": values["email"].lower(), "name_key": name_key(values["last_name"], values["first_name"])[:210]}
    values |= {"phone_key": phone_key(values["phone"]), "email_key": values["email"]}
    if silent:
        values |= {"do_not_contact_at": dropped.do_not_contact_at, "do_not_contact_reason": "Fiche réunie"}
    set_values(kept, steps, **values)
    done = PersonMerge(kept=kept, dropped=dropped, merged_by=actor.user, steps=steps)
    done.save(force_insert=True)
    import_string(settings.PEOPLE_REINDEXED)([kept, dropped])
    record(actor=actor, verb="person.merged", target=kept, dropped=str(dropped.pk), steps=len(steps))
    return done


def fingerprint(kept: Person, dropped: Person) -> str:
    """What two people looked like: changes when a value of either does."""
    return "|".join(str(getattr(one, name)) for one in (kept, dropped) for name in FIELDS)


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
    left = sum(not put_back(step) for step in reversed(done.steps))
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
