"""Back-planning of a general meeting: what must be done by when, from its date."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from faitiere.engines import votes as law

from .models import GeneralMeeting, Resolution


@dataclass(frozen=True)
class Step:
    """Something due on a day. `task`: what the case is reminded to do, "" for what is no task.

    `doubtful`: nobody has checked the delay in its text.
    """

    due_on: dt.date
    words: str
    task: str = ""
    note: str = ""
    doubtful: bool = False


def votes_again(resolutions: Iterable[Resolution]) -> bool:
    """Whether a meeting votes nothing but what an earlier one refused (article 25-1); second votes at once aside."""
    first = [one for one in resolutions if not one.second_of_id]
    return bool(first) and all(one.again_of_id for one in first)


def steps(meeting: GeneralMeeting, resolutions: Iterable[Resolution]) -> list[Step]:
    """Every dated line, the earliest first."""
    again = votes_again(resolutions)
    dates = law.meeting_dates(meeting.held_on, notice_days=meeting.notice_days, again=again)
    reduced = (
        "Un délai réduit suffit : même ordre du jour qu’une assemblée précédente (décret du 17 mars 1967, article 19)."
    )
    late = "Une question reçue ensuite va à l’assemblée suivante (décret du 17 mars 1967, article 10)."
    margin = "Repère, pour laisser le temps d’imprimer et d’envoyer."
    return [
        Step(
            dates.settle_agenda_by,
            "Ordre du jour arrêté, questions des copropriétaires reçues par le syndic",
            "Arrêter l’ordre du jour avec le syndic",
            f"{margin} {late}",
        ),
        Step(
            dates.present_notice_by,
            "Convocations présentées au plus tard",
            "Vérifier que les convocations sont parties, formulaires de vote par correspondance joints",
            reduced if again else "",
        ),
        Step(
            dates.post_votes_by,
            "Derniers votes par correspondance reçus",
            "Relancer ceux qui ne viendront pas : vote par correspondance ou pouvoir",
        ),
        Step(meeting.held_on, "Assemblée"),
        Step(
            dates.notify_minutes_by,
            "Procès-verbal notifié au plus tard",
            "Noter la date de notification du procès-verbal",
            doubtful=not dates.minutes_verified,
        ),
    ]


def title_of(step: Step, meeting: GeneralMeeting) -> str:
    """Title of its task in the case; the date tells two meetings apart."""
    return f"{step.task} (assemblée du {meeting.held_on:%d/%m/%Y})"
