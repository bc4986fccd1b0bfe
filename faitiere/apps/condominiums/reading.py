"""What the space of a condominium shows to each: its own lots and plan, the meeting to come, the building's clocks."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils import timezone

from faitiere.apps.assemblies import owner_plans, site_page
from faitiere.apps.assemblies.models import GeneralMeeting, OwnerFacts, OwnerIntention
from faitiere.apps.assemblies.obligations import State, clocks
from faitiere.apps.buildings.models import Condominium, CoOwner, Lot, Share
from faitiere.apps.cases.models import Case
from faitiere.apps.cases.space import SpaceBlock
from faitiere.apps.territories.enums import ProjectKind
from faitiere.engines import votes as law

from .rights import Member, Right, member_of

_CLOCKS_ON_HOME = 3


def condominium_of(case: Case) -> Condominium:
    """The condominium of a case of that kind; read with the case by `find_in_space`."""
    return case.home.condominium


def meeting_in_view(condominium: Condominium) -> GeneralMeeting | None:
    """The next meeting; the last one held when none is planned."""
    prefetch_related_objects([condominium], "meetings")
    meetings = sorted(condominium.meetings.all(), key=lambda one: one.held_on)
    coming = [one for one in meetings if one.held_on >= timezone.localdate()]
    return coming[0] if coming else meetings[-1] if meetings else None


@dataclass(frozen=True)
class OwnShare:
    """What an owner finds of its own: lots, plan, declaration, intention; never anybody else's."""

    owner: CoOwner
    lots: list[Lot]
    plan: owner_plans.Plan | None
    facts: OwnerFacts | None
    intention: OwnerIntention | None


def shares_of(member: Member, meeting: GeneralMeeting | None) -> list[OwnShare]:
    """One a co-owner the member speaks for, from the same plans as the desk's."""
    plans = {one.owner.pk: one for one in owner_plans.plans(meeting).of_owners} if meeting else {}
    facts = {one.owner_id: one for one in OwnerFacts.objects.filter(owner__in=member.owners)}
    said = OwnerIntention.objects.filter(meeting=meeting, owner__in=member.owners).prefetch_related("leanings")
    intentions = {one.owner_id: one for one in said}
    return [
        OwnShare(one, lots_of(one), plans.get(one.pk), facts.get(one.pk), intentions.get(one.pk))
        for one in member.owners
    ]


def lots_of(owner: CoOwner) -> list[Lot]:
    """Its lots today, each with its tantièmes by key."""
    held = Q(ownerships__valid_to__isnull=True) | Q(ownerships__valid_to__gt=timezone.localdate())
    shares = Prefetch("shares", Share.objects.select_related("key").order_by("key__position"))
    return list(Lot.objects.filter(held, ownerships__owner=owner).distinct().prefetch_related(shares))


def clocks_of(condominium: Condominium) -> list[dict]:
    """Obligations of the building, what is late first, with their colour and word."""
    lots = list(condominium.lots.filter(Lot.STANDING))
    found = clocks(site_page.known_of(condominium, lots), on=timezone.localdate())
    return [
        {"clock": one, "kind": site_page.STATES[one.state][0], "words": site_page.STATES[one.state][1]} for one in found
    ]


def refusal_clock(meeting: GeneralMeeting | None) -> law.OwnerClock | None:
    """Until when the loan may be refused and the share paid; None before the minutes are notified."""
    if meeting is None or meeting.minutes_notified_on is None:
        return None
    return law.opt_out_clock(meeting.minutes_notified_on)


def _is_open(case: Case, right: Right) -> bool:
    return case.project_kind == ProjectKind.CONDOMINIUM and member_of(case).may(right)


def own_share_block(request, case: Case) -> SpaceBlock | None:
    """For an owner: what it would pay."""
    if not _is_open(case, Right.SHARE):
        return None
    meeting = meeting_in_view(condominium_of(case))
    plans = {one.owner.pk: one for one in owner_plans.plans(meeting).of_owners} if meeting else {}
    shares = [{"owner": one, "plan": plans.get(one.pk)} for one in member_of(case).owners]
    return SpaceBlock("condominiums/blocks/share.html", {"case": case, "shares": shares})


def meeting_block(request, case: Case) -> SpaceBlock | None:
    """The next meeting, when there is one."""
    if not _is_open(case, Right.MEETINGS):
        return None
    meeting = meeting_in_view(condominium_of(case))
    if meeting is None or meeting.held_on < timezone.localdate():
        return None
    return SpaceBlock("condominiums/blocks/meeting.html", {"case": case, "meeting": meeting})


def clocks_block(request, case: Case) -> SpaceBlock | None:
    """Obligations that are late or to come."""
    if not _is_open(case, Right.BUILDING):
        return None
    found = clocks_of(condominium_of(case))
    open_ones = [one for one in found if one["clock"].state in {State.LATE, State.DUE, State.UNKNOWN}]
    if not open_ones:
        return None
    return SpaceBlock("condominiums/blocks/clocks.html", {"case": case, "clocks": open_ones[:_CLOCKS_ON_HOME]})
