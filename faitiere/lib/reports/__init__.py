"""Printed documents: typst templates packaged here, filled with plain data, given as tagged PDF.

`render(template, data, charts=…)` is the engine; each document has its data contract in a module of its own
(`compte_rendu`) and one function that prints it (`compte_rendu_pdf`).
"""

from .bill_balance import BillBalance
from .bill_balance import content as bill_content
from .bill_balance import drawings as bill_drawings
from .compte_rendu import CompteRendu
from .compte_rendu_words import content, drawings
from .engine import ReportError, render

__all__ = ["BillBalance", "CompteRendu", "ReportError", "bill_balance_pdf", "compte_rendu_pdf", "render"]


def compte_rendu_pdf(report: CompteRendu) -> bytes:
    """The compte rendu de rendez-vous as PDF/A-2a and PDF/UA-1."""
    return render("compte_rendu", content(report), charts=drawings(report))


def bill_balance_pdf(report: BillBalance) -> bytes:
    """The simplified energy balance as PDF/A-2a and PDF/UA-1."""
    return render("bill_balance", bill_content(report), charts=bill_drawings(report))
