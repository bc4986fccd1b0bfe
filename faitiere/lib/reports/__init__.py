"""Printed documents: typst templates packaged here, filled with plain data, given as tagged PDF.

`render(template, data, charts=…)` is the engine; each document has its data contract in a module of its own
(`compte_rendu`) and one function that prints it (`compte_rendu_pdf`).
"""

from datetime import date

from .attendance_sheet import AttendanceSheet
from .attendance_sheet import content as attendance_content
from .bill_balance import BillBalance
from .bill_balance import content as bill_content
from .bill_balance import drawings as bill_drawings
from .compte_rendu import CompteRendu
from .compte_rendu_words import content, drawings
from .data_summary import DataSummary, SummarySection
from .data_summary import content as summary_content
from .engine import ReportError, render
from .follow_up import FollowUpReport
from .follow_up import content as follow_up_content
from .letters import Letter, Letters
from .letters import content as letters_content
from .meeting_papers import MeetingPaper
from .meeting_papers import content as meeting_content
from .owner_sheets import OwnerSheets
from .owner_sheets import content as owner_content
from .reference_catalogue import ReferenceCatalogue
from .reference_catalogue import content as catalogue_content
from .reference_catalogue import drawings as catalogue_drawings
from .reference_sheet import ReferenceSheet, SheetPicture
from .reference_sheet import content as reference_content
from .reference_sheet import drawings as reference_drawings

__all__ = [
    "AttendanceSheet",
    "BillBalance",
    "CompteRendu",
    "DataSummary",
    "FollowUpReport",
    "Letter",
    "Letters",
    "MeetingPaper",
    "OwnerSheets",
    "ReferenceCatalogue",
    "ReferenceSheet",
    "ReportError",
    "SheetPicture",
    "SummarySection",
    "agenda_pdf",
    "attendance_list_pdf",
    "attendance_sheet_pdf",
    "bill_balance_pdf",
    "compte_rendu_pdf",
    "data_summary_pdf",
    "follow_up_pdf",
    "letters_pdf",
    "owner_sheets_pdf",
    "postal_ballots_pdf",
    "reference_catalogue_pdf",
    "reference_sheet_pdf",
    "render",
]


def compte_rendu_pdf(report: CompteRendu) -> bytes:
    """The compte rendu de rendez-vous as PDF/A-2a and PDF/UA-1."""
    return render("compte_rendu", content(report), charts=drawings(report))


def bill_balance_pdf(report: BillBalance) -> bytes:
    """The simplified energy balance as PDF/A-2a and PDF/UA-1."""
    return render("bill_balance", bill_content(report), charts=bill_drawings(report))


def follow_up_pdf(report: FollowUpReport) -> bytes:
    """The follow-up after works as PDF/A-2a and PDF/UA-1."""
    return render("follow_up", follow_up_content(report), charts=bill_drawings(report))


def owner_sheets_pdf(report: OwnerSheets, *, issued_on: date) -> bytes:
    """One A4 page an owner as PDF/A-2a and PDF/UA-1."""
    return render("owner_sheets", owner_content(report, issued_on=issued_on))


def attendance_sheet_pdf(report: AttendanceSheet) -> bytes:
    """The attendance sheet of an event as PDF/A-2a and PDF/UA-1."""
    return render("attendance_sheet", attendance_content(report))


def reference_sheet_pdf(report: ReferenceSheet) -> bytes:
    """The site sheet of a renovated home as PDF/A-2a and PDF/UA-1."""
    return render("reference_sheet", reference_content(report), charts=reference_drawings(report))


def reference_catalogue_pdf(report: ReferenceCatalogue) -> bytes:
    """Site sheets one after another as PDF/A-2a and PDF/UA-1."""
    return render("reference_catalogue", catalogue_content(report), charts=catalogue_drawings(report))


def data_summary_pdf(report: DataSummary) -> bytes:
    """What is held on a person, readable, as PDF/A-2a and PDF/UA-1."""
    return render("data_summary", summary_content(report))


def letters_pdf(report: Letters) -> bytes:
    """Letters to post, each on its page, as PDF/A-2a and PDF/UA-1."""
    return render("letters", letters_content(report))


def agenda_pdf(paper: MeetingPaper, *, issued_on: date) -> bytes:
    """The agenda that goes with the notice as PDF/A-2a and PDF/UA-1."""
    return render("agenda", meeting_content(paper, title="Ordre du jour", issued_on=issued_on))


def postal_ballots_pdf(paper: MeetingPaper, *, issued_on: date) -> bytes:
    """The postal ballot of each owner, one after another, as PDF/A-2a and PDF/UA-1."""
    return render("postal_ballots", meeting_content(paper, title="Vote par correspondance", issued_on=issued_on))


def attendance_list_pdf(paper: MeetingPaper, *, issued_on: date) -> bytes:
    """The attendance list to be signed, as PDF/A-2a and PDF/UA-1."""
    return render("attendance_list", meeting_content(paper, title="Feuille de présence", issued_on=issued_on))
