"""Back-planning of a general meeting: what must be done by when, from its date."""

import datetime as dt
from dataclasses import dataclass

from faitiere.engines import votes as law

from .models import GeneralMeeting


@dataclass(frozen=True)
class Step:
    """Something due on a day. `task`: what the case is reminded to do, "" for what is no task."""

    due_on: dt.date
    words: str
    task: str = ""
    note: str = ""


def steps(meeting: GeneralMeeting) -> list[Step]:
    """Every dated line, the earliest first."""
    dates = law.meeting_dates(meeting.held_on, notice_days=meeting.notice_days)
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
        ),
    ]


def title_of(step: Step, meeting: GeneralMeeting) -> str:
    """Title of its task in the case; the date tells two meetings apart."""
    return f"{step.task} (assemblée du {meeting.held_on:%d/%m/%Y})"
