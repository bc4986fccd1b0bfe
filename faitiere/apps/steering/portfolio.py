"""Filters that the acts add to the portfolio of cases."""

from django.db.models import Q

from faitiere.apps.cases.portfolio.filters import Filter, row_named

from .enums import ActStatus
from .models import Act, ActType, Programme

_DONE, _MISSING = "fait", "sans"


def _types():
    """Codes and names of the acts, each once whatever its programmes, latest name first."""
    found = {}
    for code, name in ActType.objects.order_by("-programme__valid_from", "code").values_list("code", "name"):
        found.setdefault(code, name)
    return dict(sorted(found.items()))


def _choices(actor) -> list[tuple[str, str]]:
    done = [(f"{_DONE}-{code}", f"Fait : {code} {name}") for code, name in _types().items()]
    return done + [(f"{_MISSING}-{code}", f"Manque : {code} {name}") for code, name in _types().items()]


def _named(value: str) -> str | None:
    return dict(_choices(None)).get(value)


def _acts(**where):
    return Act.objects.filter(status=ActStatus.CONFIRMED, **where).values("case_id")


def _act(value: str, actor) -> Q:
    state, _, code = value.partition("-")
    done = Q(pk__in=_acts(act_type__code=code))
    return done if state == _DONE else ~done


FILTERS = [
    Filter("acte", "Acte", _act, _named, choices=_choices),
    Filter(
        "programme",
        "Programme",
        lambda value, actor: Q(pk__in=_acts(act_type__programme_id=value)),
        row_named(Programme.objects.all),
        choices=lambda actor: [(str(one.pk), one.name) for one in Programme.objects.all()],
    ),
]
