"""One A4 page an owner, whatever is voted: shortened rather than overflowing, with its aids by key and its effort."""

import io

import pikepdf
import pytest
from django.urls import reverse

from faitiere.apps.assemblies import actions, owner_plans, sheets
from faitiere.apps.assemblies.models import GeneralMeeting
from faitiere.apps.buildings.models import Lot, Ownership, Share, ShareKey
from faitiere.lib.reports import owner_sheets_pdf

from .factories import DAY, condominium_case, meeting_of

LONG = (
    "Isoler les façades sur cour et sur rue par l'extérieur, y compris échafaudages, ravalement et appuis de fenêtre "
)


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def case(actor):
    return condominium_case(actor)


def facts(actor, meeting, name, **given):
    owner = meeting.condominium.owners.get(name=name)
    fields = {"income_bracket": "", "loan": "shared"} | given
    actions.save_owner_facts(actor=actor, owner=owner, fields=fields, by_owner=False)


def more_lots(condominium, owner, keys):
    """Five more lots of one owner, let, in classes E to G or unknown, with shares in every key."""
    for rank, label in enumerate(["E", "F", "G", "", ""], 5):
        lot = Lot.objects.create(condominium=condominium, number=f"B-{rank}", rank=rank, use="tenant", dpe_label=label)
        Ownership.objects.create(lot=lot, owner=owner)
        Share.objects.bulk_create(Share(lot=lot, key=key, tantiemes=50) for key in keys)


def laden(actor, case, works):
    """An owner of six lots, so many works with long titles by five keys, every kind of aid and sentence."""
    asked = meeting_of(case, title=LONG[:200], cost_cents=9_000_001, aid_cents=2_000_000, mpr=True)
    condominium, meeting = case.home.condominium, asked.meeting
    special = [
        ShareKey.objects.create(condominium=condominium, name=f"Charges spéciales du bâtiment {n}", position=n)
        for n in range(2, 6)
    ]
    Share.objects.bulk_create(
        Share(lot=lot, key=key, tantiemes=100) for lot in condominium.lots.all() for key in special
    )
    more_lots(condominium, condominium.owners.get(name="Mme Lebrun"), [asked.key, *special])
    for rank in range(2, works + 1):
        fields = {"title": f"{LONG} {rank}", "majority": "25", "energy": True, "key": special[rank % 4]}
        fields |= {"cost_cents": 1_000_000 * rank, "aid_cents": 200_000}
        actions.add_resolution(actor=actor, meeting=meeting, fields=fields)
    Lot.objects.filter(number="1").update(use="owner")
    facts(actor, meeting, "Mme Lebrun", income_bracket="tres_modeste", stay="both")
    funding = {"fund_cents": 5_000_000, "savings_cents": 600_000, "loan_kind": "opt_out"}
    return actions.change_meeting(actor=actor, meeting=meeting, fields=funding)


@pytest.mark.parametrize("works", [12, 40])
def test_an_owner_of_six_lots_and_many_resolutions_has_one_page(login, cast, actor, case, toulouse, works):
    meeting = laden(actor, case, works)
    plan = next(one for one in owner_plans.plans(meeting).of_owners if one.owner.name == "Mme Lebrun")
    assert (len(plan.lots), len(plan.money.lines)) == (6, works)
    for one in owner_plans.plans(meeting).of_owners:
        printed = owner_sheets_pdf(sheets.of(case, meeting, [one], territory=toulouse), issued_on=DAY)
        with pikepdf.open(io.BytesIO(printed)) as document:
            assert len(document.pages) == 1, one.owner.name
    answer = login(cast.advisor).get(reverse("assemblies:owner_sheets", args=[case.pk, meeting.pk]))
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert len(document.pages) == 4


def amounts(words):
    return words.replace("\xa0", " ").replace("\u202f", " ")


def test_what_is_shortened_still_sums_to_the_share(actor, case, toulouse):
    meeting = laden(actor, case, 40)
    plan = next(one for one in owner_plans.plans(meeting).of_owners if one.owner.name == "Mme Lebrun")
    rows = sheets.of(case, meeting, [plan], territory=toulouse).sheets[0].rows
    costs = [label for label, amount in rows if "−" not in amount]
    assert len(costs) == 14
    assert amounts(costs[-1]) == "27 autres travaux"


def test_aids_are_shown_by_key_and_the_effort_net_of_the_savings(actor, case, toulouse):
    """400 of 1,000: 16,000 € less 4,000 € of aids; over 180 months at zero 66.67 €, less 240 € / 12 = 20 € a month."""
    asked = meeting_of(case, cost_cents=4_000_000, aid_cents=1_000_000)
    meeting = asked.meeting
    GeneralMeeting.objects.update(savings_cents=60_000)
    meeting.refresh_from_db()
    facts(actor, meeting, "Mme Lebrun")
    plan = next(one for one in owner_plans.plans(meeting).of_owners if one.owner.name == "Mme Lebrun")
    sheet = sheets.of(case, meeting, [plan], territory=toulouse).sheets[0]
    assert ("Aides collectives, clé « Charges générales »", "−4 000 €") in [(a, amounts(b)) for a, b in sheet.rows]
    said = amounts(" ".join(sheet.sentences))
    assert "240 € par an, soit 20 € par mois ; effort net : 47 € par mois" in said
