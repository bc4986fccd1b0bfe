"""Tiers that cannot stand together, dates that cross: refused in French, nothing published half-way."""

import datetime as dt

import pytest
import time_machine

from faitiere.apps.local_aids import actions
from faitiere.apps.local_aids.models import LocalAid
from faitiere.apps.local_aids.rules import Refused, tier_errors

from .factories import draft, fields, published, tier

TODAY = dt.date(2026, 11, 25)


@pytest.fixture
def admin(cast, toulouse):
    with time_machine.travel(dt.datetime(2026, 11, 25, 10, tzinfo=dt.UTC), tick=False):
        yield cast.actor("territory_admin", toulouse)


@pytest.mark.parametrize(
    ("one", "two", "overlap"),
    [
        ({"gain_to": 35}, {"gain_from": 35}, False),
        ({"gain_to": 36}, {"gain_from": 35}, True),
        ({"gain_from": 35}, {"gain_from": 50}, True),
        ({"categories": ["modeste"]}, {"categories": ["intermediaire"]}, False),
        ({"categories": ["modeste"]}, {}, True),
    ],
)
def test_two_tiers_never_hold_for_the_same_household_and_gain(one, two, overlap):
    errors = tier_errors([tier(**one), tier(**two)])
    assert bool(errors) == overlap
    assert all("Les tranches 1 et 2 se chevauchent" in error for error in errors)


def test_a_tier_whose_bounds_cross_is_named():
    assert tier_errors([tier(), tier(gain_from=50, gain_to=35)])[0].startswith("Tranche 2 : le gain de fin")


@pytest.mark.parametrize(
    "given",
    [
        fields(tier(gain_to=40), tier(gain_from=35)),
        fields(valid_to=dt.date(2025, 12, 31)),
    ],
)
def test_what_cannot_be_is_not_even_kept(admin, given):
    with pytest.raises(Refused):
        actions.save_draft(actor=admin, fields=given)
    assert not LocalAid.objects.exists()


def test_a_published_version_never_changes(admin):
    aid = published(admin)
    with pytest.raises(Refused, match="elle ne change plus"):
        actions.save_draft(actor=admin, fields=fields(name="Autre"), aid=aid)
    with pytest.raises(Refused, match="elle ne change plus"):
        actions.drop(actor=admin, aid=aid)
    aid.refresh_from_db()
    assert aid.name == "Prime isolation de Cugnaux"


def test_a_new_version_ends_the_one_before_it_on_the_eve(admin):
    first = published(admin)
    second = actions.new_version(actor=admin, aid=first)
    assert (second.version, second.aid_key, second.terms) == (2, first.aid_key, first.terms)
    actions.publish(actor=admin, aid=second)
    first.refresh_from_db()
    assert (second.valid_from, first.valid_to) == (TODAY, TODAY - dt.timedelta(days=1))


def test_one_version_is_prepared_at_a_time(admin):
    first = published(admin)
    assert actions.new_version(actor=admin, aid=first) == actions.new_version(actor=admin, aid=first)


def test_a_new_version_never_starts_in_the_past(admin):
    second = actions.new_version(actor=admin, aid=published(admin))
    actions.save_draft(actor=admin, fields=fields(valid_from=dt.date(2026, 6, 1)), aid=second)
    with pytest.raises(Refused, match="aujourd'hui ou plus tard"):
        actions.publish(actor=admin, aid=second)
    assert LocalAid.objects.published().count() == 1


@pytest.mark.parametrize(("last", "sentence"), [((2026, 11, 24), "aujourd'hui ou plus tard"), ((2026, 11, 25), "")])
def test_an_aid_ends_today_at_the_earliest(admin, last, sentence):
    aid = published(admin)
    if sentence:
        with pytest.raises(Refused, match=sentence):
            actions.end(actor=admin, aid=aid, last=dt.date(*last))
    else:
        assert actions.end(actor=admin, aid=aid, last=dt.date(*last)).valid_to == TODAY


def test_publishing_twice_is_refused(admin):
    aid = draft(admin)
    same = LocalAid.objects.get(pk=aid.pk)
    actions.publish(actor=admin, aid=aid)
    with pytest.raises(Refused):
        actions.publish(actor=admin, aid=same)
