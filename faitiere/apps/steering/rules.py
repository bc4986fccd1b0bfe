"""What an act is worth proposing, what it must say, what an objective amounts to: pure decisions on values."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Proposal:
    """An act the platform proposes: its code, the day it was done, why, and the study it rests on."""

    code: str
    done_on: dt.date
    because: str
    study_id: object | None = None


@dataclass(frozen=True)
class PrintedStudy:
    id: object
    printed_on: dt.date


def proposals(*, opened_on: dt.date, codes_done: set[str], studies: list[PrintedStudy], counted: set) -> list[Proposal]:
    """Acts that what was done amounts to, and that nobody confirmed or dismissed yet.

    codes_done  codes of the acts already kept for the case; counted  ids of the studies that already gave an act
    """
    found = [
        Proposal("A2", study.printed_on, "un compte-rendu écrit est dans le dossier", study.id)
        for study in studies
        if study.id not in counted
    ]
    if not found and not codes_done:
        found.append(Proposal("A1", opened_on, "le ménage a été informé à l'ouverture du dossier"))
    return found


def missing_answers(fields: list[dict], answers: Mapping) -> list[str]:
    """Labels of the mandatory data that is absent from the answers."""
    return [
        field["label"] for field in fields if field.get("mandatory") and answers.get(field["key"]) in (None, "", [])
    ]


def monthly_share(value: int, start: dt.date, end: dt.date) -> int:
    """What an objective over a period amounts to for each of its months, rounded up."""
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return -(-value // months)
