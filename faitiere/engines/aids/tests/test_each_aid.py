"""One test an aid beyond the two paths, from its text; and what every aid says of itself."""

from dataclasses import replace

import pytest

from faitiere.engines.aids import (
    AdaptProject,
    CeePrice,
    CondoProject,
    DecentProject,
    LandlordProject,
    WorkLine,
    evaluate,
    stack,
)
from faitiere.engines.aids.offers import cee

from .cast import DEC_2025, HEAT_PUMP, ROOF, SPRING_2026, family

CONDO = CondoProject(
    homes=24, main_homes_percent=90, works_ht_cents=60_000_000, gain_percent=40, fragile=False, registered=True
)
LETTING = LandlordProject(60_000, "loc2", intermediation=True, price_cents=9_000_000, rent_years=9, mediation="mandat")


def one(code, situation, on=DEC_2025):
    return next(r for r in evaluate(situation, on=on) if r.code == code)


def everything():
    """Households that together are eligible to every aid."""
    condo = CondoProject(24, 90, 60_000_000, 40, fragile=False, support_ht_cents=2_000_000, registered=True)
    decent = DecentProject(4_000_000, recognised=True)
    adapt = AdaptProject(1_000_000, entitled=True, support="socle")
    yield family(condo=condo, decent=decent, adapt=adapt, lines=(ROOF, HEAT_PUMP), class_after="E")
    yield family(decent=decent)
    yield family(main_home=False)
    yield family(occupancy="bailleur", landlord=LETTING, commune="31020", lines=(), works_ht_cents=4_000_000)


def test_every_eligible_aid_names_its_source_its_dates_its_steps_and_its_payment():
    granted = {r.code: r for s in everything() for r in evaluate(s, on=DEC_2025) if r.status == "eligible"}
    assert set(granted) == {
        *("mpr_accompagne", "mar", "mpr_geste", "cee", "cee_ampleur", "mpr_copropriete", "copro_amo"),
        *("prime_individuelle", "eco_ptz_copro", "mpld", "mpa", "eco_ptz", "par_plus", "tva", "taxe_fonciere"),
        *("locavantages", "prime_intermediation", "denormandie"),
    }
    for result in granted.values():
        assert all((result.reason_fr, result.amount_cents, result.source)), result
        assert all((result.valid_from, result.steps, result.paid_when)), result


def test_a_refusal_or_a_missing_fact_still_gives_the_text():
    found = evaluate(family(occupancy="locataire", lines=()), on=DEC_2025)
    assert {r.code for r in found if not r.source and not r.code.startswith("locale_")} == set()


def test_the_assistance_to_a_condominium_is_half_paid_within_so_much_a_dwelling():
    # service-public.fr: 50 %; 600 € HT a dwelling over 20, 1 000 € up to 20; 3 000 € at least
    def amount(homes, price):
        plan = CondoProject(homes, 90, 60_000_000, 40, fragile=False, support_ht_cents=price, registered=True)
        return one("copro_amo", family(condo=plan)).amount_cents

    assert amount(24, 2_000_000) == 720_000  # 50 % of 24 × 600 €
    assert amount(20, 1_000_000) == 500_000  # 50 % of 10 000 €, under 20 × 1 000 €
    assert amount(10, 400_000) == 300_000  # 50 % would be 2 000 €


def test_the_assistance_follows_the_aid_to_the_works():
    weak = CondoProject(24, 90, 60_000_000, 30, fragile=False, support_ht_cents=2_000_000, registered=True)
    assert one("copro_amo", family(condo=weak)).status == "not_eligible"
    assert one("copro_amo", family(condo=CONDO)).status == "unknown"


def test_the_collective_eco_ptz_counts_the_dwellings_that_take_part():
    # CGI art. 244 quater U: the amounts of a dwelling; 35 % of gain: 50 000 € over 20 years
    plan = CondoProject(24, 90, 90_000_000, 35, fragile=False, borrowing_homes=10, registered=True)
    found = one("eco_ptz_copro", family(condo=plan))
    assert (found.ceiling_cents, found.verified) == (50_000_000, False)
    some = CondoProject(24, 90, 90_000_000, 20, fragile=False, registered=True)
    assert one("eco_ptz_copro", family(condo=some, lines=(ROOF,))).ceiling_cents == 36_000_000  # 24 × 15 000 €


def test_the_aid_to_a_condominium_asks_for_its_registration():
    # condominiums.md: MaPrimeRénov' Copropriété asks for the registration (RNIC)
    unknown = one("mpr_copropriete", family(condo=replace(CONDO, registered=None)))
    assert unknown.missing == ("immatriculation au registre des copropriétés (numéro RNIC)",)
    assert (unknown.status, unknown.amount_cents) == ("unknown", None)
    refused = one("mpr_copropriete", family(condo=replace(CONDO, registered=False)))
    assert (refused.status, "RNIC" in refused.reason_fr) == ("not_eligible", True)


def test_cee_of_a_condominium_do_not_wait_for_35_percent_of_gain():
    weak = CondoProject(24, 90, 60_000_000, 10, fragile=False, registered=True)
    found = one("cee", family(occupancy="copropriete", condo=weak, lines=(ROOF,)))
    assert found.amount_cents == 100_800  # 1 400 kWh × 90 m² × 0.008 €


@pytest.mark.parametrize(
    ("level", "mediation", "area", "euros"),
    [
        # Loc'Avantages: 1 000 € let to an organisation, 2 000 € in mandate, 1 000 € more under 40 m²
        ("loc2", "location", 60, 1_000),
        ("loc3", "mandat", 60, 2_000),
        ("loc2", "mandat", 39, 3_000),
        ("loc2", "mandat", 40, 2_000),
        ("loc1", "mandat", 60, None),
    ],
)
def test_the_premium_of_a_landlord_who_lets_through_an_organisation(level, mediation, area, euros):
    plan = LandlordProject(60_000, level, intermediation=True, mediation=mediation)
    found = one("prime_intermediation", family(occupancy="bailleur", area_m2=area, landlord=plan))
    assert found.amount_cents == (euros and euros * 100)


def test_what_is_paid_for_the_letting_does_not_pay_the_works():
    situation = family(occupancy="bailleur", landlord=LETTING)
    kept = stack(evaluate(situation, on=DEC_2025), situation=situation, on=DEC_2025).kept
    assert "prime_intermediation" not in {k.code for k in kept}


def test_denormandie_of_a_home_bought_and_renovated():
    # CGI art. 199 novovicies: 18 % over 9 years of 90 000 + 40 000 €; works over 25 % of the total; Aspet is listed
    home = {"occupancy": "bailleur", "commune": "31020", "lines": (), "works_ht_cents": 4_000_000}
    assert one("denormandie", family(**home, landlord=LETTING)).amount_cents == 2_340_000
    assert one("denormandie", family(**home | {"commune": "31555"}, landlord=LETTING)).status == "not_eligible"


def test_logement_decent_of_a_condominium_under_an_order():
    plan = DecentProject(works_ht_cents=10_000_000, recognised=True)
    assert one("mpld", family(occupancy="copropriete", decent=plan)).amount_cents == 5_000_000  # 50 %


def test_mon_accompagnateur_is_paid_on_its_price_and_more_in_an_unfit_home():
    # panorama des aides 2025, p. 7: modest 80 %, of 2 000 € TTC at most, 4 000 € in an unfit home
    assert one("mar", family(support_price_cents=150_000)).amount_cents == 120_000
    assert one("mar", family(support_price_cents=380_000)).amount_cents == 160_000
    unfit = family(support_price_cents=380_000, decent=DecentProject(recognised=True))
    assert one("mar", unfit).amount_cents == 304_000


@pytest.mark.parametrize(("income", "euros"), [(20_000, 1_386), (35_000, 1_386), (90_000, 982.8)])
def test_a_supplier_pays_its_own_price_more_to_modest_households(income, euros):
    # 1 400 kWh × 90 m² × 11 or 7.8 €/MWh cumac (tereva.fr 01/2026, press)
    offer = cee.supplier_price("Tereva", on=SPRING_2026)
    found = one("cee", family(rfr_euros=income, lines=(ROOF,), cee_price=offer), SPRING_2026)
    assert found.amount_cents == round(euros * 100)
    assert "Tereva" in found.reason_fr


def test_a_price_by_category_asks_for_the_income():
    found = one("cee", family(rfr_euros=None, lines=(ROOF,), cee_price=CeePrice("Énergie verte", 7, 10)))
    assert found.missing == ("revenu fiscal de référence",)


def test_a_ventilation_and_an_audit_are_paid_with_other_works_only():
    # guide des aides Anah 2025: VMC with an insulation, audit with works
    fan = WorkLine(geste="vmc_double_flux", amount_ht_cents=600_000, performance="modulée")
    audit = WorkLine(geste="audit", amount_ht_cents=90_000)
    alone = one("mpr_geste", family(lines=(fan,)))
    assert "elle se demande avec un geste d'isolation" in alone.reason_fr
    assert one("mpr_geste", family(lines=(audit,))).status == "not_eligible"
    together = one("mpr_geste", family(lines=(ROOF, fan, audit)))
    assert [d.amount_cents for d in together.details] == [180_000, 200_000, 40_000]
