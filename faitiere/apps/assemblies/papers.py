"""The postal ballot and the attendance list of a meeting, from its rows to the report engine."""

from collections.abc import Mapping

from faitiere.engines import votes as law
from faitiere.lib.numbers import date_words, day_words, money, number
from faitiere.lib.reports.meeting_papers import Item, MeetingPaper, Voter

from . import key_doubts
from .back_planning import votes_again
from .counting import Holdings, holdings, unowned_words
from .enums import Majority, Motion
from .models import GeneralMeeting, Resolution
from .motions import rule_of
from .owner_plans import lots_by_owner
from .rules import Refused

_SECOND = {
    Majority.A25: "Second vote éventuel, à l’article 24 (article 25-1)",
    Majority.A26: "Second vote éventuel, à l’article 25 (article 26-1)",
}


def of(case, meeting: GeneralMeeting, *, territory) -> MeetingPaper:
    """Both papers hold the same. Raises `Refused` while there is nobody to vote."""
    condominium = meeting.condominium
    held = holdings(condominium, on=meeting.held_on)
    general = next(iter(key_doubts.keys_of(condominium)), None)
    voting = held.electorate(general) if general else None
    if voting is None or not voting.voices:
        raise Refused("Importez d'abord les lots, leurs copropriétaires et leurs tantièmes.")
    hour = f", {meeting.starts_at:%H h %M}" if meeting.starts_at else ""
    first = list(meeting.resolutions.filter(second_of__isnull=True).select_related("key").order_by("position"))
    dates = law.meeting_dates(meeting.held_on, notice_days=meeting.notice_days, again=votes_again(first))
    return MeetingPaper(
        brand=(territory.brand, territory.brand_soft, territory.accent),
        territory=territory.name,
        condominium=condominium.name,
        address=str(case.home),
        case_number=case.number,
        syndic=condominium.syndic,
        meeting=f"{day_words(meeting.held_on)}{hour}",
        place=meeting.place,
        notice_by=date_words(dates.present_notice_by),
        receive_by=date_words(dates.post_votes_by),
        total_voices=f"{number(voting.total)} voix",
        unowned=unowned_words(held, general),
        items=tuple(_item(one, meeting) for one in first),
        voters=tuple(_voters(meeting, held, voting.voices)),
        warning=key_doubts.words_of(meeting),
    )


def _item(resolution: Resolution, meeting: GeneralMeeting) -> Item:
    majority = Majority(resolution.majority)
    return Item(
        title=str(resolution),
        majority=majority.label.partition(" :")[0],
        second=_SECOND.get(majority, ""),
        cost=f"{money(resolution.cost_cents)} taxes comprises" if resolution.cost_cents else "",
        rule=_rule(resolution, meeting),
        key=f"Clé « {resolution.key.name} »",
    )


def _rule(resolution: Resolution, meeting: GeneralMeeting) -> str:
    """The text that gives the majority, and whether it is to be checked."""
    if resolution.again_of_id:
        return "Nouvelle assemblée sur un projet identique (article 25-1)"
    rule = rule_of(resolution.motion, on=meeting.held_on)
    if rule is None:
        return ""
    return f"{Motion(resolution.motion).label}, {rule.source}{'' if rule.verified else ', à vérifier'}"


def _voters(meeting: GeneralMeeting, held: Holdings, voices: Mapping[str, int]) -> list[Voter]:
    lots = lots_by_owner(meeting, held)
    return [
        Voter(
            name=owner.name,
            address=owner.postal_address,
            lots=", ".join(lot.number for lot in lots.get(who, [])),
            voices=f"{number(voices.get(who, 0))} voix",
        )
        for who, owner in held.owners.items()
    ]
