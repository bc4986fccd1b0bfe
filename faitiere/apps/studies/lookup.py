"""Which study a page shows, and rows looked up inside a case the actor may open. Reads only."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from .enums import StudyStatus
from .models import Scenario, Study


def posted(request):
    """What a form is bound to: the data of a POST, even empty; None when the page is only read."""
    return request.POST if request.method == "POST" else None


def shown_study(case, number: str = "") -> Study | None:
    """The study asked for by its number, else the latest of the case, with its scenarios; None when there is none."""
    studies = Study.objects.filter(case=case).select_related("description", "description__dpe", "report", "created_by")
    studies = studies.prefetch_related("scenarios")
    if not number:
        return studies.first()
    if not number.isascii() or not number.isdigit() or len(number) > 4:
        raise Http404
    return get_object_or_404(studies, number=int(number))


def study_of(case, number: str = "") -> Study:
    """Like `shown_study`, 404 when the case has none."""
    study = shown_study(case, number)
    if study is None:
        raise Http404
    return study


def scenario_of(case, scenario_id) -> Scenario:
    """A scenario of a study of this case."""
    scenarios = Scenario.objects.select_related("study__description__dpe", "study__case")
    return get_object_or_404(scenarios, pk=scenario_id, study__case=case)


def chosen_of(study: Study) -> Scenario | None:
    """The chosen scenario, else the only one when there is but one."""
    scenarios = list(study.scenarios.all())
    chosen = next((one for one in scenarios if one.is_chosen), None)
    return chosen or (scenarios[0] if len(scenarios) == 1 else None)


def is_printed(study: Study) -> bool:
    return study.status == StudyStatus.PRINTED
