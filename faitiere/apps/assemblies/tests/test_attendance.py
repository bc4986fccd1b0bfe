"""Proxies: who may hold them, how many, and what the attendance sheet refuses (law of 10 July 1965, article 22)."""

import pytest
from django.urls import reverse

from faitiere.apps.assemblies import actions
from faitiere.apps.assemblies.models import Attendance
from faitiere.apps.assemblies.rules import Part, Refused
from faitiere.apps.buildings.models import Ownership, Share

from .factories import condominium_case, meeting_of

NAMES = ("Mme Lebrun", "M. Roux", "SCI Tilleul", "Mme Blanc")


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def case(actor):
    return condominium_case(actor)


@pytest.fixture
def meeting(case):
    return meeting_of(case).meeting


@pytest.fixture
def ids(meeting):
    return {one.name: str(one.pk) for one in meeting.condominium.owners.all()}


def to_somebody(ids, *names, who="Paul Lebrun"):
    return {ids[name]: Part("represented", proxy_name=who) for name in names}


def test_a_proxy_goes_to_somebody_who_is_no_owner(actor, meeting, ids):
    actions.record_attendance(actor=actor, meeting=meeting, coming=to_somebody(ids, *NAMES[:3]))
    assert set(Attendance.objects.values_list("proxy_name", "proxy")) == {("Paul Lebrun", None)}


def test_the_limits_are_those_of_an_owner(actor, meeting, ids):
    """Four proxies and 1,000 voices of 1,000: more than three, more than a tenth. The same name twice is one holder."""
    coming = to_somebody(ids, *NAMES[:3]) | to_somebody(ids, NAMES[3], who="paul  LEBRUN")
    with pytest.raises(Refused, match="4 pouvoirs et 1000 voix sur 1000") as refused:
        actions.record_attendance(actor=actor, meeting=meeting, coming=coming)
    assert "lebrun porte" in str(refused.value).casefold()
    assert "à vérifier" in str(refused.value)
    assert not Attendance.objects.exists()


def test_an_owner_without_general_shares_still_gives_a_proxy(actor, meeting, ids):
    Share.objects.filter(lot__number="4").delete()
    with pytest.raises(Refused, match="4 pouvoirs et 900 voix sur 900"):
        actions.record_attendance(actor=actor, meeting=meeting, coming=to_somebody(ids, *NAMES))


def test_a_tenth_is_of_the_voices_of_all(actor, meeting, ids):
    """Lots without known owner count: four owners of 4 together, 100 with them, of 1,000."""
    Share.objects.filter(lot__number__in=["1", "2"]).update(tantiemes=40)
    Share.objects.filter(lot__number__in=["3", "4"]).update(tantiemes=10)
    lot = meeting.condominium.lots.create(number="5", rank=5)
    Share.objects.create(lot=lot, key=meeting.condominium.keys.get(), tantiemes=900)
    actions.record_attendance(actor=actor, meeting=meeting, coming=to_somebody(ids, *NAMES))
    assert (Attendance.objects.count(), Ownership.objects.filter(lot=lot).exists()) == (4, False)


def test_who_votes_by_post_holds_no_proxy(actor, meeting, ids):
    coming = {ids["M. Roux"]: Part("postal"), ids["Mme Blanc"]: Part("represented", ids["M. Roux"])}
    with pytest.raises(Refused, match="Roux vote par correspondance"):
        actions.record_attendance(actor=actor, meeting=meeting, coming=coming)


def test_a_proxy_is_not_passed_on(actor, meeting, ids):
    roux, blanc = ids["M. Roux"], ids["Mme Blanc"]
    coming = {roux: Part("represented", blanc), blanc: Part("represented", roux)}
    with pytest.raises(Refused, match="est représenté"):
        actions.record_attendance(actor=actor, meeting=meeting, coming=coming)


@pytest.fixture
def post(login, cast, case, meeting, ids):
    """`post(**fields)`: the sheet of the advisor, fields by kind and name."""
    page, address = login(cast.advisor), reverse("assemblies:attendance", args=[case.pk, meeting.pk])
    return lambda given: page.post(address, {f"{kind}:{ids[name]}": said for (kind, name), said in given.items()})


def test_the_sheet_is_recorded_as_typed(post, ids):
    answer = post(
        {
            ("mode", "M. Roux"): "present",
            ("mode", "Mme Blanc"): "represented",
            ("proxy", "Mme Blanc"): "m. roux",
            ("mode", "Mme Lebrun"): "represented",
            ("other", "Mme Lebrun"): "Paul Lebrun",
        }
    )
    assert answer.status_code == 302
    known = {one.owner.name: (one.mode, one.proxy and one.proxy.name, one.proxy_name) for one in _rows()}
    assert known == {
        "M. Roux": ("present", None, ""),
        "Mme Blanc": ("represented", "M. Roux", ""),
        "Mme Lebrun": ("represented", None, "Paul Lebrun"),
    }


def _rows():
    return Attendance.objects.select_related("owner", "proxy")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"proxy": "Inconnu"}, "Choisissez un autre copropriétaire"),
        ({"proxy": "Mme Blanc"}, "Choisissez un autre copropriétaire"),  # herself
        ({"other": "M. ROUX"}, "un copropriétaire : choisissez-le"),
        ({"proxy": "M. Roux", "other": "Paul Lebrun"}, "Un seul porteur"),
    ],
)
def test_a_holder_that_cannot_be_is_said_and_nothing_is_kept(post, given, said):
    typed = {(kind, "Mme Blanc"): name for kind, name in given.items()}
    answer = post({("mode", "Mme Blanc"): "represented"} | typed)
    assert (answer.status_code, said in answer.text, Attendance.objects.exists()) == (422, True, False)


def test_the_refusal_of_the_limits_is_shown(post):
    typed = {("mode", name): "represented" for name in NAMES} | {("other", name): "Paul Lebrun" for name in NAMES}
    answer = post(typed)
    assert (answer.status_code, "Paul Lebrun porte 4 pouvoirs" in answer.text) == (422, True)


def test_what_nobody_checked_in_the_text_is_marked(login, cast, case, meeting):
    """`votes.csv`: the limits of article 22 and the month of article 42 are not verified."""
    for name in ("attendance", "meeting"):
        shown = login(cast.advisor).get(reverse(f"assemblies:{name}", args=[case.pk, meeting.pk])).text
        assert "À vérifier" in shown
