"""What adds up, the cap applied once, what remains to pay and to advance."""

from datetime import date

import pytest

from faitiere.engines.aids import LocalAid, Tier, evaluate, stack

from .cast import DEC_2025, WINTER_2025, family


def stacked(situation, on=DEC_2025, path="auto"):
    return stack(evaluate(situation, on=on), situation=situation, on=on, path=path)


def local(euros):
    return LocalAid(
        name="Prime locale",
        area="home_commune",
        places=("31149",),
        source="délibération fictive",
        valid_from=date(2024, 1, 1),
        verified=True,
        tiers=(Tier(flat=euros),),
    )


def test_the_accompanied_path_excludes_the_aids_by_geste():
    found = stacked(family(), path="accompagne")
    assert [k.code for k in found.kept] == ["mpr_accompagne", "mar"]
    assert {e.code for e in found.excluded} == {"mpr_geste", "cee"}


def test_what_remains_and_what_must_be_advanced():
    # 38 000 € HT at 5.5 % = 40 090 € TTC; 60 % of 38 000 = 22 800 €; advance 30 % = 6 840 €
    found = stacked(family(), path="accompagne")
    assert found.works_ttc_cents == 4_009_000
    assert found.remaining_cents == 1_729_000
    assert found.to_advance_cents == 3_325_000


@pytest.mark.parametrize(
    ("income", "rate"),
    [(25_000, 100), (35_000, 90), (45_000, 80), (90_000, 50)],  # panorama des aides 2025, p. 6
)
def test_the_cap_by_category(income, rate):
    assert stacked(family(rfr_euros=income), path="accompagne").cap_rate == rate


def test_the_cap_lowers_maprimerenov_once_after_the_local_aids():
    # modest: cap 90 % of 40 090 = 36 081 €; 22 800 + 15 000 = 37 800, so 1 719 € less
    found = stacked(family(local_aids=(local(15_000),)), path="accompagne")
    assert (found.cap_cents, found.capped_cents) == (3_608_100, 171_900)
    after = {k.code: k.after_cents for k in found.kept}
    assert after == {"mpr_accompagne": 2_108_100, "mar": 160_000, "locale_1": 1_500_000}
    assert found.remaining_cents == 400_900  # 10 % of the cost stays with the household


def test_the_cap_of_2024_on_an_upper_income():
    # betagouv/reno ampleur.publicodes: 40 % of 73 850 € = 29 540 €, under the 31 500 € of aid
    situation = family(rfr_euros=90_000, class_after="C", lines=(), works_ht_cents=7_000_000)
    found = stacked(situation, on=date(2024, 6, 1), path="accompagne")
    assert found.cap_cents == 2_954_000
    assert next(k for k in found.kept if k.code == "mpr_accompagne").after_cents == 2_954_000


def test_auto_takes_the_path_that_pays_the_most():
    assert stacked(family(), on=WINTER_2025).path == "accompagne"
    assert stacked(family(class_before="D", class_after="C")).path == "geste"


def test_loans_and_tax_advantages_are_never_subtracted():
    found = stacked(family(), path="accompagne")
    assert [r.code for r in found.loans] == ["eco_ptz", "par_plus"]
    assert {r.code for r in found.tax} == {"tva", "taxe_fonciere"}
    assert found.remaining_cents == found.works_ttc_cents - 2_280_000


def test_without_a_price_nothing_is_invented():
    found = stacked(family(lines=()))
    assert found.works_ttc_cents is None
    assert found.remaining_cents is None
    assert "mpr_accompagne" in found.unknown
