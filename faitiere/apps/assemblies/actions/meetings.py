"""Writers of general meetings."""

from django.db import IntegrityError, transaction
from django.db.models import Max, Q

from faitiere.apps.audit.actions import record
from faitiere.apps.buildings.models import Condominium
from faitiere.engines.votes import Next, proxy_faults
from faitiere.lib.numbers import date_words

from ..counting import Counted, holdings, line_of
from ..enums import Majority
from ..models import Attendance, GeneralMeeting, Intention, Resolution, Vote
from ..rules import Part, Refused, absent_voters, circular, holders_away
from .again import check_called_in_time, check_identical, later_meeting_of


@transaction.atomic
def plan_meeting(*, actor, condominium: Condominium, fields: dict) -> GeneralMeeting:
    """A meeting to prepare. Raises `Refused` when one is already planned that day."""
    if GeneralMeeting.objects.filter(condominium=condominium, held_on=fields["held_on"]).exists():
        raise Refused("Une assemblée est déjà prévue ce jour-là. Ouvrez-la, ou choisissez une autre date.")
    meeting = GeneralMeeting.objects.create(condominium=condominium, **fields)
    record(actor=actor, verb="meeting.planned", target=meeting, on=str(meeting.held_on))
    return meeting


@transaction.atomic
def change_meeting(*, actor, meeting: GeneralMeeting, fields: dict) -> GeneralMeeting:
    """Date, place, notice, hypotheses of the simulation.

    Raises `Refused` when the day is taken, or too late for the meeting that article 25-1 allows.
    """
    for first in GeneralMeeting.objects.filter(resolutions__again__meeting=meeting).distinct():
        check_called_in_time(first, fields.get("held_on", meeting.held_on))
    for name, value in fields.items():
        setattr(meeting, name, value)
    try:
        with transaction.atomic():
            meeting.save(update_fields=list(fields))
    except IntegrityError:
        raise Refused("Une autre assemblée est déjà prévue ce jour-là.") from None
    record(actor=actor, verb="meeting.changed", target=meeting, fields=sorted(fields))
    return meeting


@transaction.atomic
def add_resolution(*, actor, meeting: GeneralMeeting, fields: dict) -> Resolution:
    """The next line of the agenda."""
    last = meeting.resolutions.aggregate(last=Max("position"))["last"] or 0
    resolution = Resolution.objects.create(meeting=meeting, position=last + 1, **fields)
    record(actor=actor, verb="meeting.resolution_added", target=resolution)
    return resolution


@transaction.atomic
def change_resolution(*, actor, resolution: Resolution, fields: dict) -> Resolution:
    """Text, majority, cost; or amended in session. Raises `Refused` when another vote rests on it or on its text."""
    if Resolution.objects.filter(second_of=resolution).exists():
        raise Refused("Cette résolution a déjà un second vote : retirez-le avant de la changer.")
    check_identical(resolution)
    for name, value in fields.items():
        setattr(resolution, name, value)
    resolution.save(update_fields=list(fields))
    record(actor=actor, verb="meeting.resolution_changed", target=resolution, fields=sorted(fields))
    return resolution


@transaction.atomic
def move_resolution(*, actor, resolution: Resolution, up: bool) -> None:
    """One place up or down on the agenda, with its second vote; nothing at either end.

    Raises `Refused` once somebody voted: the numbers are then those of the papers.
    """
    meeting = resolution.meeting
    alone_on(meeting)
    if Vote.objects.filter(resolution__meeting=meeting).exists():
        raise Refused("Des votes sont notés : l'ordre du jour ne change plus.")
    first = meeting.resolutions.filter(second_of__isnull=True)
    if up:
        other = first.filter(position__lt=resolution.position).order_by("-position").first()
    else:
        other = first.filter(position__gt=resolution.position).order_by("position").first()
    if other is None:
        return
    free = first.aggregate(last=Max("position"))["last"] + 1
    for one, position in ((resolution, free), (other, resolution.position), (resolution, other.position)):
        meeting.resolutions.filter(Q(pk=one.pk) | Q(second_of=one)).update(position=position)
    record(actor=actor, verb="meeting.resolution_moved", target=resolution, position=other.position)


@transaction.atomic
def remove_resolution(*, actor, resolution: Resolution) -> None:
    """Take a resolution off the agenda, with its votes and its second vote.

    Raises `Refused` while a later meeting votes it again.
    """
    if again := later_meeting_of(resolution):
        raise Refused(
            f"L'assemblée du {date_words(again.held_on)} la vote de nouveau : retirez-la d'abord de celle-là."
        )
    record(actor=actor, verb="meeting.resolution_removed", target=resolution, title=resolution.title)
    resolution.delete()


@transaction.atomic
def record_attendance(*, actor, meeting: GeneralMeeting, coming: dict[str, Part]) -> None:
    """Attendance sheet of the whole meeting. `coming`: owner → how it takes part; an owner left out is absent.

    Raises `Refused` for a proxy held by an owner who is not in the room or by anybody over the limit, and for a voter
    who would be absent.
    """
    alone_on(meeting)
    held = holdings(meeting.condominium, on=meeting.held_on)
    names = {who: owner.name for who, owner in held.owners.items()}
    _check_proxies(meeting, coming, held=held, names=names)
    voters = {str(one) for one in Vote.objects.filter(resolution__meeting=meeting).values_list("owner_id", flat=True)}
    if said := absent_voters(coming, voters, names):
        raise Refused(said)
    Attendance.objects.filter(meeting=meeting).delete()
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, owner_id=who, mode=one.mode, proxy_id=one.proxy or None, proxy_name=one.proxy_name)
        for who, one in coming.items()
        if who in held.owners
    )
    record(actor=actor, verb="meeting.attendance_recorded", target=meeting, present=len(coming))


def alone_on(meeting: GeneralMeeting) -> None:
    """Wait for whoever writes the same meeting: a sheet counted as it is typed is often sent twice at once."""
    GeneralMeeting.objects.select_for_update().get(pk=meeting.pk)


def _check_proxies(meeting: GeneralMeeting, coming: dict[str, Part], *, held, names: dict[str, str]) -> None:
    proxies = {who: one.holder for who, one in coming.items() if one.holder}
    if said := circular(proxies, names) or holders_away(coming, names):
        raise Refused(said)
    general = meeting.condominium.keys.order_by("position").first()
    if not proxies or general is None:
        return
    typed = {one.holder: one.proxy_name for one in coming.values() if one.proxy_name}
    faults = proxy_faults(held.electorate(general), proxies, on=meeting.held_on)
    if faults:
        holder, said = next(iter(faults.items()))
        raise Refused(said.replace(holder, (names | typed).get(holder, holder)))


@transaction.atomic
def record_votes(*, actor, resolution: Resolution, answers: dict[str, str]) -> Counted:
    """Answers of those who take part, all at once; an owner left out has not voted. Returns the count.

    Raises `Refused` for an absent owner, and once a second vote rests on this one.
    """
    if Resolution.objects.filter(second_of=resolution).exists():
        raise Refused("Un second vote a eu lieu : le premier ne change plus. Retirez d'abord le second.")
    if again := later_meeting_of(resolution):
        raise Refused(f"L'assemblée du {date_words(again.held_on)} la vote de nouveau : ce vote ne change plus.")
    meeting = resolution.meeting
    alone_on(meeting)
    coming = {str(one) for one in Attendance.objects.filter(meeting=meeting).values_list("owner_id", flat=True)}
    if set(answers) - coming:
        raise Refused("Un copropriétaire noté absent ne peut pas voter : notez d'abord sa présence.")
    Vote.objects.filter(resolution=resolution).delete()
    Vote.objects.bulk_create(
        Vote(resolution=resolution, owner_id=who, choice=choice) for who, choice in answers.items()
    )
    record(actor=actor, verb="meeting.votes_recorded", target=resolution, votes=len(answers))
    return line_of(resolution)


@transaction.atomic
def open_second_vote(*, actor, resolution: Resolution) -> Resolution:
    """The vote that articles 25-1 and 26-1 allow at once, once. Raises `Refused` when they do not."""
    if resolution.second_of_id:
        raise Refused("C'est déjà un second vote : la loi n'en permet pas de troisième.")
    outcome = line_of(resolution).outcome
    articles = {Next.SECOND_VOTE_24: Majority.A24, Next.SECOND_VOTE_25: Majority.A25}
    if outcome is None or outcome.next not in articles:
        raise Refused("La loi ne permet pas de second vote sur cette résolution.")
    second = Resolution(
        meeting=resolution.meeting,
        position=resolution.position,
        title=resolution.title,
        motion=resolution.motion,
        majority=articles[outcome.next],
        energy=resolution.energy,
        key=resolution.key,
        cost_cents=resolution.cost_cents,
        aid_cents=resolution.aid_cents,
        mpr=resolution.mpr,
        works=resolution.works,
        amended=resolution.amended,
        second_of=resolution,
    )
    try:
        with transaction.atomic():
            second.save(force_insert=True)
    except IntegrityError:
        raise Refused("Le second vote est déjà ouvert.") from None
    record(actor=actor, verb="meeting.second_vote_opened", target=second)
    return second


@transaction.atomic
def record_intentions(*, actor, meeting: GeneralMeeting, intentions: dict[str, tuple[int, str]]) -> None:
    """What owners let the council expect. `intentions`: owner → (chances to vote in %, leaning)."""
    alone_on(meeting)
    Intention.objects.filter(meeting=meeting).delete()
    Intention.objects.bulk_create(
        Intention(meeting=meeting, owner_id=who, presence=presence, leaning=leaning)
        for who, (presence, leaning) in intentions.items()
    )
    record(actor=actor, verb="meeting.intentions_recorded", target=meeting, owners=len(intentions))
