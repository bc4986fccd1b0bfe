"""One case under two sets of rules. Reads only: nothing is saved in the case nor in its study."""

import datetime as dt
from dataclasses import replace

from django.utils import timezone

from faitiere.apps.local_aids import describing
from faitiere.apps.studies.computation import Rules, aids_again, rules_on
from faitiere.apps.studies.lookup import chosen_of, shown_study
from faitiere.apps.studies.models import Scenario
from faitiere.engines import params
from faitiere.engines.params import candidate

from .comparing import Difference, Side, difference
from .enums import ReviewKind
from .models import Review


class Recomputer:
    """Computes the cases of one review; the rules of a day are read once."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self.lines = candidate.read(review.draft.text).lines if review.draft else ()
        self._rules: dict[dt.date, Rules] = {}

    def difference(self, case) -> Difference | None:
        """What changes for a case; None when it has no study with a chosen scenario."""
        study = shown_study(case)
        scenario = chosen_of(study) if study else None
        if scenario is None or not scenario.result:
            return None
        return difference(*self._sides(scenario))

    def _sides(self, scenario: Scenario) -> tuple[Side, Side]:
        review, kind = self.review, self.review.kind
        if kind == ReviewKind.WATCH:
            day = max(timezone.localdate(), scenario.study.filing_on)
            return _saved(scenario), _side(aids_again(scenario, [self.rules(day)])[0])
        if kind == ReviewKind.PARAMETERS:
            before = aids_again(scenario, [self.rules(review.before_on)])[0]
            with params.rehearsed(self.lines):
                after = aids_again(scenario, [self.rules(review.after_on)])[0]
            return _side(before), _side(after)
        last = self._with_draft() if kind == ReviewKind.LOCAL_AID else self.rules(review.after_on)
        before, after = aids_again(scenario, [self.rules(review.before_on), last])
        return _side(before), _side(after)

    def rules(self, day: dt.date) -> Rules:
        if day not in self._rules:
            self._rules[day] = rules_on(day)
        return self._rules[day]

    def _with_draft(self) -> Rules:
        """The local aids of the day with the draft in the place of the version it would replace."""
        aid, day = self.review.local_aid, self.review.after_on
        versions = type(aid).objects.filter(aid_key=aid.aid_key)
        replaced = {describing.code_of(one) for one in versions}
        known = self.rules(day)
        kept = [one for one in known.local_aids if one.code not in replaced]
        return replace(known, local_aids=(*kept, describing.described(aid, tried=True)))


def _saved(scenario: Scenario) -> Side:
    """What the household was told."""
    return Side(scenario.aids, scenario.result["cost"]["totals"]["ttc"])


def _side(found: dict) -> Side:
    return Side(found["aids"], found["cost"]["totals"]["ttc"])
