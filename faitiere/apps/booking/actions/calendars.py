"""Calendars that leave the site: the secret address of a feed, the advisor's own calendar."""

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.cases.rules import Refused

from .. import peers
from ..clock import zone_of
from ..enums import KEPT
from ..ical import alone, uid_of
from ..models import Absence, Appointment, CalendarFeed, CalendarPeer
from ..secrets_kept import locked
from ..tokens import hash_of, new_secret

_AHEAD = dt.timedelta(days=120)


@transaction.atomic
def open_feed(*, actor) -> str:
    """Give the actor a new secret address; the one before is worth nothing. Shown once, only its hash is kept."""
    secret = new_secret()
    feed, _ = CalendarFeed.objects.update_or_create(user=actor.user, defaults={"token_hash": hash_of(secret)})
    record(actor=actor, verb="calendar.feed_opened", target=feed)
    return secret


@transaction.atomic
def close_feed(*, actor) -> None:
    CalendarFeed.objects.filter(user=actor.user).delete()
    record(actor=actor, verb="calendar.feed_closed", target=actor.user)


def link_peer(*, actor, url: str, username: str, password: str) -> CalendarPeer:
    """Tie the actor's own calendar, once the server has answered. Raises `Refused` with what to do."""
    peer = CalendarPeer.objects.filter(user=actor.user).first() or CalendarPeer(user=actor.user)
    peer.url, peer.username, peer.password, peer.problem = url, username, locked(password), ""
    try:
        peers.check(peer)
    except PermissionError as error:
        raise Refused(
            "Ce serveur d’agenda n’est pas autorisé par la plateforme. Demandez à l’administrateur."
        ) from error
    except Exception as error:
        raise Refused(
            "L’agenda ne répond pas avec cette adresse, cet identifiant et ce mot de passe. Vérifiez-les."
        ) from error
    with transaction.atomic():
        peer.save()
        Appointment.objects.filter(advisor=actor.user).update(pushed_number=-1)
        record(actor=actor, verb="calendar.peer_linked", target=peer)
    return peer


@transaction.atomic
def unlink_peer(*, actor, user=None) -> None:
    """Forget the calendar, its password and what was read of it."""
    who = user or actor.user
    CalendarPeer.objects.filter(user=who).delete()
    Absence.objects.filter(advisor=who).exclude(external_id="").delete()
    record(actor=actor, verb="calendar.peer_unlinked", target=who)


@transaction.atomic
def end_calendars(*, actor, user) -> None:
    """The access of an account ends (`settings.ACCESS_ENDERS`): no address nor password of its calendars stays."""
    CalendarFeed.objects.filter(user=user).delete()
    unlink_peer(actor=actor, user=user)


def sync_peer(*, actor, peer: CalendarPeer) -> None:
    """Read when the advisor is busy, write what changed; what goes wrong is said on the advisor's page."""
    try:
        found = peers.read(peer, zone=zone_of(actor.territory), until=timezone.now() + _AHEAD)
        _push(actor.territory, peer, found.own)
    except Exception as error:
        CalendarPeer.objects.filter(pk=peer.pk).update(problem=f"{type(error).__name__} : {error}"[:200])
        raise
    _keep_busy(peer, found.busy)
    CalendarPeer.objects.filter(pk=peer.pk).update(synced_at=timezone.now(), problem="")


def _push(territory, peer: CalendarPeer, own: frozenset[str]) -> None:
    """Write the appointments not over that are not there in their last version, remove ours that are no longer.

    One already marked (honoured, nobody came) stays for its hour: it takes place.
    """
    now = timezone.now()
    mine = Appointment.objects.filter(
        advisor=peer.user, status__in=KEPT, ends_at__gt=now, starts_at__lt=now + _AHEAD
    ).in_full()
    expected = {uid_of(one): one for one in mine}
    for uid in own - set(expected):
        peers.remove(peer, uid=uid)
    for uid, one in expected.items():
        if uid in own and one.pushed_number == one.number:
            continue
        link = territory.absolute(reverse("booking:appointment", args=[one.pk]))
        peers.put(peer, uid=uid, text=alone(one, link=link))
        Appointment.objects.filter(pk=one.pk).update(pushed_number=one.number)


@transaction.atomic
def _keep_busy(peer: CalendarPeer, busy: list[peers.BusyTime]) -> None:
    """The busy times read, and none of those read before."""
    known = Absence.objects.filter(advisor=peer.user).exclude(external_id="")
    known.exclude(external_id__in=[one.key for one in busy]).delete()
    kept = dict(known.values_list("external_id", "pk"))
    known.filter(external_id__in=kept).exclude(ends_at__gt=timezone.now()).delete()
    fresh = {one.key: one for one in busy if one.key not in kept}
    Absence.objects.bulk_create(
        Absence(advisor=peer.user, starts_at=one.start, ends_at=one.end, label="Occupé", external_id=one.key)
        for one in fresh.values()
    )
