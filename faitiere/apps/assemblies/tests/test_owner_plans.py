"""The plan of each owner: sums to the cent, private declarations, one sheet each."""

import io

import pikepdf
import pytest
from django.urls import reverse

from faitiere.apps.assemblies import actions, counting, owner_plans
from faitiere.apps.assemblies.models import GeneralMeeting, OwnerFacts
from faitiere.apps.buildings.models import Lot, Share, ShareKey

from .factories import condominium_case, meeting_of


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def case(actor):
    return condominium_case(actor)


@pytest.fixture
def meeting(case):
    return meeting_of(case, cost_cents=10_000_001, aid_cents=3_000_000, mpr=True).meeting


def plan_of(meeting, name):
    return next(one for one in owner_plans.plans(meeting).of_owners if one.owner.name == name)


def test_sums_over_owners_are_those_of_the_vote(meeting):
    found = owner_plans.plans(meeting).totals
    assert (found["cost_cents"], found["collective_aid_cents"]) == (10_000_001, 3_000_000)


def test_an_owner_pays_by_its_tantiemes(meeting):
    """400 of 1,000: 40,000 € of works and 12,000 € of aids; the odd cent goes to the largest remainder, hers (0.4)."""
    money = plan_of(meeting, "Mme Lebrun").money
    assert (money.cost_cents, money.collective_aid_cents, money.remaining_cents) == (4_000_001, 1_200_000, 2_800_001)


def test_a_very_modest_household_in_its_home_gets_the_individual_premium(actor, meeting):
    """3,000 € a dwelling for a very modest household (params, copro_individual), with a collective aid."""
    Lot.objects.filter(number="1").update(use="owner")
    owner = meeting.condominium.owners.get(name="Mme Lebrun")
    fields = {"income_bracket": "tres_modeste", "loan": "none"}
    actions.save_owner_facts(actor=actor, owner=owner, fields=fields, by_owner=False)
    assert plan_of(meeting, "Mme Lebrun").money.own_aid_cents == 300_000


def test_cee_alone_open_no_individual_premium(actor, meeting):
    """The premium asks for MaPrimeRénov' Copropriété (engine of aids, `prime_individuelle`), not for any aid."""
    meeting.resolutions.update(mpr=False)
    Lot.objects.filter(number="1").update(use="owner")
    owner = meeting.condominium.owners.get(name="Mme Lebrun")
    fields = {"income_bracket": "tres_modeste", "loan": "none"}
    actions.save_owner_facts(actor=actor, owner=owner, fields=fields, by_owner=False)
    assert plan_of(meeting, "Mme Lebrun").money.own_aid_cents == 0


def test_a_landlord_gets_no_individual_premium(actor, meeting):
    Lot.objects.filter(number="1").update(use="tenant")
    owner = meeting.condominium.owners.get(name="Mme Lebrun")
    fields = {"income_bracket": "tres_modeste", "loan": "none"}
    actions.save_owner_facts(actor=actor, owner=owner, fields=fields, by_owner=False)
    assert plan_of(meeting, "Mme Lebrun").money.own_aid_cents == 0


def test_the_collective_loan_spreads_what_is_left(actor, meeting):
    """28,000 € over 180 months at zero: 155.56 € a month."""
    owner = meeting.condominium.owners.get(name="Mme Lebrun")
    fields = {"income_bracket": "", "loan": "shared"}
    actions.save_owner_facts(actor=actor, owner=owner, fields=fields, by_owner=False)
    assert plan_of(meeting, "Mme Lebrun").money.monthly_cents == 15_556


def test_a_rented_dwelling_of_class_f_tells_its_ban(meeting):
    Lot.objects.filter(number="1").update(use="tenant", dpe_label="F")
    assert "1er janvier 2028" in " ".join(plan_of(meeting, "Mme Lebrun").sentences).replace("\xa0", " ")


def test_the_funding_changes_every_plan(login, cast, case, meeting):
    address = reverse("assemblies:funding", args=[case.pk, meeting.pk])
    login(cast.advisor).post(address, {"loan_years": "20", "loan_rate": "3,2", "fund": "10000"})
    changed = GeneralMeeting.objects.get()
    assert (changed.loan_months, str(changed.loan_rate), changed.fund_cents) == (240, "3.20", 1_000_000)
    assert plan_of(changed, "Mme Lebrun").money.fund_cents == 400_000


def test_what_the_fund_has_too_much_is_said_to_stay(login, cast, case, meeting):
    """70,000.01 € are owed once the aids are in; 100,000 € are announced: 29,999.99 € stay."""
    GeneralMeeting.objects.update(fund_cents=10_000_000)
    text = login(cast.advisor).get(reverse("assemblies:plans", args=[case.pk, meeting.pk])).text
    assert "30 000 € y restent" in text.replace("\xa0", " ").replace("\u202f", " ")
    meeting.refresh_from_db()
    assert owner_plans.plans(meeting).fund_left_cents == 2_999_999


def test_an_absurd_rate_is_refused(login, cast, case, meeting):
    address = reverse("assemblies:funding", args=[case.pk, meeting.pk])
    answer = login(cast.advisor).post(address, {"loan_years": "99", "loan_rate": "-1", "fund": "x"})
    assert (answer.status_code, GeneralMeeting.objects.get().loan_months) == (422, 180)


def test_declarations_are_typed_from_paper(login, cast, case, meeting):
    owner = meeting.condominium.owners.get(name="M. Roux")
    address = reverse("assemblies:owner_plan", args=[case.pk, meeting.pk, owner.pk])
    login(cast.advisor).post(address, {"income_bracket": "modeste", "loan": "shared"})
    assert OwnerFacts.objects.get(owner=owner).declared_by_owner is False


def test_one_page_an_owner_is_printed(login, cast, case, meeting):
    answer = login(cast.advisor).get(reverse("assemblies:owner_sheets", args=[case.pk, meeting.pk]))
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert len(document.pages) == 4
        assert document.Root.MarkInfo.Marked


def test_nothing_to_share_prints_nothing(login, cast, case):
    empty = meeting_of(case).meeting
    answer = login(cast.advisor).get(reverse("assemblies:owner_sheets", args=[case.pk, empty.pk]), follow=True)
    assert "Ajoutez une résolution avec son coût" in answer.content.decode()


def test_works_on_private_parts_are_voted_by_all_and_paid_by_the_lots_concerned(case):
    """Article 25 f of the law of 1965: windows of lots 2 (6 windows) and 4 (2); all four owners vote."""
    condominium, asked = case.home.condominium, meeting_of(case, cost_cents=800_000)
    asked.key = ShareKey.objects.create(condominium=condominium, name="Fenêtres", kind="private", position=2)
    asked.save()
    for number, many in (("2", 6), ("4", 2)):
        Share.objects.create(lot=condominium.lots.get(number=number), key=asked.key, tantiemes=many)
    paid = {
        one.owner.name: one.money.cost_cents
        for one in owner_plans.plans(asked.meeting).of_owners
        if one.money.cost_cents
    }
    assert paid == {"M. Roux": 600_000, "Mme Blanc": 200_000}
    voices = counting.holdings(condominium, on=asked.meeting.held_on).electorate(asked.key).voices
    assert (len(voices), sum(voices.values())) == (4, 1000)
