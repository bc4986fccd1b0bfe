"""The case page around its tabs: found, journalled and dressed the same way whichever app owns the tab.

A tab of another app: `case = find_case(request, case_id)`, then
`render(request, "its/template.html", case_context(request, case, "its:route") | {...})`, the template extending
`cases/case_base.html` and filling the block `tab` (or `tab_main` and `tab_aside`).
"""

import datetime as dt

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Count, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Trim
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.audit.actions import record
from faitiere.apps.buildings.models import EnergyDescription
from faitiere.lib.numbers import NBSP, count, date_words, day_words, hour_words, join_words, moment_words

from .enums import CaseStatus, MailFate
from .models import Case, Document, Draft, IncomingMail, Stage
from .permissions import can_write, visible_to
from .rules import lateness

# A colleague who paused longer than that has gone to do something else.
_WRITING = dt.timedelta(minutes=20)


def _count(model, **conditions) -> Coalesce:
    """How many rows of a model a case has, in the query of the case itself."""
    rows = model._base_manager.filter(case=OuterRef("pk"), **conditions).order_by().values("case")
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


# What every tab shows of a case beside its own columns: one query rather than four.
_IN_SHORT = {
    "n_documents": _count(Document),
    "n_quarantined": _count(IncomingMail, fate=MailFate.QUARANTINE),
    "energy_result": Subquery(
        EnergyDescription._base_manager.filter(home=OuterRef("home")).order_by("-version").values("result")[:1]
    ),
}


def _uses() -> dict[str, Exists]:
    """Whether a case has rows of the tabs that are shown only then, by `has_` and the name of the rows."""
    links = {rows: Case._meta.get_field(rows) for rows in settings.CASE_TABS_WHEN_USED.values()}
    return {
        f"has_{rows}": Exists(link.related_model._base_manager.filter(**{link.field.name: OuterRef("pk")}))
        for rows, link in links.items()
    }


def _has_draft(actor) -> Exists:
    """Whether the actor left something unsent in the case: looked for only then."""
    return Exists(Draft._base_manager.filter(case=OuterRef("pk"), author=actor.user_id))


def others_writing(actor) -> dict[str, Subquery]:
    """Which colleague is writing in the thread of a case now, and since when: what it writes is nobody's business."""
    lately = timezone.now() - _WRITING
    drafts = Draft._base_manager.filter(case=OuterRef("pk"), place__startswith="fil:", saved_at__gte=lately)
    latest = drafts.exclude(author=actor.user_id).order_by("-saved_at")
    name = Trim(Concat("author__first_name", Value(" "), "author__last_name"))
    return {
        "writer": Subquery(latest.values(name=name)[:1], output_field=CharField()),
        "writing_since": Subquery(latest.values("begun_at")[:1]),
    }


def writing_words(case: Case) -> str:
    """ "Karim Benhaddou écrit dans ce dossier depuis 14 h 02", of a case read with `others_writing`; "" for nobody."""
    if case.writing_since is None:
        return ""
    begun = timezone.localtime(case.writing_since)
    when = hour_words(begun) if begun.date() == timezone.localdate() else f"le {moment_words(begun)}"
    return f"{case.writer or 'Un collègue'} écrit dans ce dossier depuis {when}."


_RELATED = ("home__commune", "household", "organisation", "advisor", "stage")


def find_case(request, case_id) -> Case:
    """The case, or 404 when the actor may not know of it; a page opened (GET) is written in the journal."""
    cases = (
        visible_to(request.actor)
        .select_related(*_RELATED)
        .defer("home__commune__contour")
        .annotate(**_IN_SHORT, **_uses(), **others_writing(request.actor), has_draft=_has_draft(request.actor))
    )
    case = get_object_or_404(cases, pk=case_id)
    if request.method in {"GET", "HEAD"}:
        record(actor=request.actor, verb="case.read", target=case, case_id=case.pk)
    elif not can_write(request.actor):
        raise PermissionDenied
    return case


def case_tabs(case: Case, current: str, *, people: int) -> list[dict]:
    """Tabs of `settings.CASE_TABS` for this kind of project.

    `current` is the route name of the one shown, `people` how many are in the case.
    """
    counts = {"cases:documents": case.n_documents, "cases:people": people}
    used = {name for name, rows in settings.CASE_TABS_WHEN_USED.items() if getattr(case, f"has_{rows}")}
    return [
        {
            "label": label,
            "url": reverse(name, kwargs={"case_id": case.pk}),
            "current": name == current,
            "count": counts.get(name),
        }
        for name, label, *kinds in settings.CASE_TABS
        if (not kinds or case.project_kind in kinds) and (name not in settings.CASE_TABS_WHEN_USED or name in used)
    ]


def when_words(day: dt.date | None, today: dt.date) -> str:
    """When something is due, in words: "aujourd'hui", "demain", "en retard de 4 jours", "jeudi 28 janvier 2027"."""
    if day is None:
        return "sans date"
    if late := lateness(day, today):
        return f"en retard de {count(late, 'jour')}, prévue le {date_words(day)}"
    if day == today:
        return "aujourd’hui"
    return "demain" if day == today + dt.timedelta(days=1) else day_words(day)


def next_step_of(case: Case) -> dict | None:
    """The violet block: what happens next, when, what is missing; None when nothing is planned."""
    follow_up = reverse("cases:follow_up", kwargs={"case_id": case.pk})
    if case.status == CaseStatus.PAUSED:
        actions = [{"label": "Reprendre le dossier", "url": f"{follow_up}#suite"}]
        return {"title": "Dossier en pause", "what": case.pause_reason, "actions": actions}
    if case.status == CaseStatus.ARCHIVED:
        restore = {"label": "Restaurer le dossier", "url": reverse("cases:restore", args=[case.pk]), "method": "post"}
        clock = {"label": "Conservation", "url": f"{follow_up}#archive"}
        what = "Hors des listes et des compteurs, avec tout ce qu'il contient"
        return {"title": "Dossier archivé", "what": what, "actions": [clock] if case.erased_at else [restore, clock]}
    if case.status == CaseStatus.CLOSED:
        reopen = reverse("cases:reopen", kwargs={"case_id": case.pk})
        actions = [{"label": "Rouvrir le dossier", "url": reopen, "method": "post"}]
        return {"title": "Dossier clos", "what": "Le suivi est terminé, tout reste lisible", "actions": actions}
    if not case.next_step:
        return None
    second = {"label": "Mettre en pause ou clore", "url": f"{follow_up}#fin"}
    if case.missing:
        timeline = reverse("cases:timeline", kwargs={"case_id": case.pk})
        second = {"label": f"Relancer {case.them.speaks}", "url": f"{timeline}?ecrire=relance#ecrire"}
    return {
        "title": "Prochaine étape",
        "when": when_words(case.next_step_on, timezone.localdate()),
        "what": case.next_step,
        "missing": f"Il manque{NBSP}: {case.missing}" if case.missing else "",
        "actions": [{"label": "Fait, donner la suite", "url": f"{follow_up}#suite"}, second],
    }


def case_context(request, case: Case, tab: str) -> dict:
    """What `cases/case_base.html` needs; `tab` is a route name of `settings.CASE_TABS`, or "" outside the tabs."""
    stages = list(Stage.objects.filter(project_kind=case.project_kind).order_by("position"))
    people = list(case.active_participants())
    return {
        "case": case,
        "case_tab": tab,
        "case_tabs": case_tabs(case, tab, people=len(people)),
        "case_stages": [stage.name for stage in stages],
        "case_stage_rank": next((rank for rank, one in enumerate(stages, 1) if one.pk == case.stage_id), 0),
        "case_step": next_step_of(case),
        "case_people": people,
        "case_contact": people[0].person if people else None,
        "case_recipients": join_words(
            [str(one.person) for one in people if one.can_view_space and case.reaches(one.person)]
        ),
        "case_energy": case.energy_result or {},
        "case_is_live": case.status in {CaseStatus.OPEN, CaseStatus.PAUSED},
    }
