"""Two answers side by side: the difference is aids more and tax less, each change with its reason."""

from faitiere.apps.reviews.comparing import Side, difference


def aid(code="mpr_geste", **changes) -> dict:
    known = {"code": code, "name_fr": code, "kind": "subvention", "status": "eligible", "amount_cents": 100_000}
    known |= {
        "counted_cents": 100_000,
        "excluded_fr": "",
        "reason_fr": "Parce que.",
        "caveat_fr": "",
        "source": "Décret",
    }
    return known | {"valid_from": "2026-01-01", "valid_to": None} | changes


def side(*aids: dict, ttc: int = 1_000_000) -> Side:
    return Side(list(aids), ttc)


def test_the_same_answer_changes_nothing():
    found = difference(side(aid()), side(aid()))
    assert (found.gain_cents, found.details) == (0, [])


def test_an_aid_that_grows_is_a_gain_with_its_rule():
    found = difference(side(aid()), side(aid(amount_cents=150_000, counted_cents=150_000, source="Arrêté")))
    assert (found.before_cents, found.after_cents, found.gain_cents) == (100_000, 150_000, 50_000)
    (detail,) = found.details
    assert (detail["reason"], detail["source"]) == ("Parce que.", "Arrêté, depuis le 1er\u00a0janvier 2026")


def test_an_aid_lowered_by_the_cap_says_so():
    found = difference(side(aid()), side(aid(counted_cents=20_000)))
    assert found.details[0]["reason"].startswith("Réduite par le plafond de toutes les aides")


def test_an_aid_that_ends_is_a_loss():
    found = difference(side(aid()), side())
    assert found.gain_cents == -100_000
    assert found.details[0]["after"] == "Absente"


def test_tax_that_rises_is_a_loss_though_no_aid_changes():
    found = difference(side(aid()), side(aid(), ttc=1_020_000))
    assert (found.gain_cents, [one["name"] for one in found.details]) == (-20_000, ["TVA des travaux"])


def test_a_loan_that_closes_is_told_without_counting():
    loan = aid("eco_ptz", kind="pret", counted_cents=0)
    found = difference(side(loan), side(loan | {"status": "not_eligible"}))
    assert (found.gain_cents, len(found.details)) == (0, 1)


def test_two_versions_of_a_local_aid_are_one_aid():
    before, after = aid("locale_a", name_fr="Prime"), aid("locale_b", name_fr="Prime", counted_cents=300_000)
    assert [one["after_cents"] for one in difference(side(before), side(after)).details] == [300_000]


def test_an_aid_excluded_before_and_after_is_not_a_change():
    out = aid(counted_cents=0, excluded_fr="Autre parcours.")
    assert difference(side(out), side(out | {"amount_cents": 200_000})).details == []
