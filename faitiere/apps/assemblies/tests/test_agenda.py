"""The agenda: the majority the law gives to each kind of motion, its order, the paper joined to the notice."""

import io

import pikepdf
import pytest
from django.urls import reverse

from faitiere.apps.assemblies import actions, papers
from faitiere.apps.assemblies.models import GeneralMeeting, Resolution
from faitiere.apps.assemblies.motions import rule_of
from faitiere.apps.assemblies.rules import Refused

from .factories import DAY, condominium_case, meeting_of


@pytest.fixture
def actor(toulouse, cast):
    return cast.actor("advisor", toulouse)


@pytest.fixture
def case(actor):
    return condominium_case(actor)


@pytest.fixture
def page(login, cast):
    return login(cast.advisor)


@pytest.fixture
def add(page, case):
    """`add(meeting, **given)`: one more resolution by the form of the page."""

    def send(meeting, **given):
        key = case.home.condominium.keys.get()
        address = reverse("assemblies:resolution_add", args=[case.pk, meeting.pk])
        return page.post(address, {"title": "Question", "key": key.pk} | given)

    return send


@pytest.mark.parametrize(
    ("motion", "majority", "verified"),
    # condominiums.md: what is *unchecked* there is not verified here.
    [
        ("conservation", "24", True),
        ("dtg", "24", False),
        ("pppt", "24", False),
        ("ppt", "25", False),
        ("travaux_energie", "25", True),
        ("cession", "26", False),
        ("pret_sauf_refus", "", True),  # that of its works
    ],
)
def test_each_kind_of_motion_has_its_dated_rule(motion, majority, verified):
    rule = rule_of(motion, on=DAY)
    assert (rule.majority, rule.verified) == (majority, verified)
    assert "loi n° 65-557" in rule.source


def test_the_majority_is_proposed_from_the_kind(add, case):
    meeting = GeneralMeeting.objects.create(condominium=case.home.condominium, held_on=DAY)
    add(meeting, motion="travaux_energie", majority="", cost="100 000")
    add(meeting, motion="dtg", majority="")
    add(meeting, motion="pret_sauf_refus", majority="")
    found = list(meeting.resolutions.values_list("motion", "majority", "energy"))
    assert found == [("travaux_energie", "25", True), ("dtg", "24", False), ("pret_sauf_refus", "25", False)]


@pytest.mark.parametrize(
    ("motion", "said"), [("", "Choisissez la nature"), ("pret_adherents", "ajoutez d&#x27;abord les travaux")]
)
def test_nothing_is_proposed_without_a_kind_or_works(add, case, motion, said):
    meeting = GeneralMeeting.objects.create(condominium=case.home.condominium, held_on=DAY)
    answer = add(meeting, motion=motion, majority="")
    assert (answer.status_code, said in answer.text, Resolution.objects.exists()) == (422, True, False)


def test_an_unchecked_rule_and_another_majority_are_said(page, case):
    meeting = meeting_of(case, motion="dtg", majority="25").meeting
    text = page.get(reverse("assemblies:meeting", args=[case.pk, meeting.pk])).text
    assert "la règle proposée est l’article 24" in text
    assert "À vérifier" in text


@pytest.fixture
def three(actor, case):
    asked = meeting_of(case)
    for title in ("Deuxième", "Troisième"):
        fields = {"title": title, "majority": "24", "key": asked.key}
        actions.add_resolution(actor=actor, meeting=asked.meeting, fields=fields)
    return asked.meeting


def titles(meeting):
    return list(meeting.resolutions.order_by("position").values_list("position", "title"))


def test_a_resolution_moves_one_place(page, case, three):
    def move(title, way):
        moved = three.resolutions.get(title=title)
        page.post(reverse("assemblies:resolution_move", args=[case.pk, moved.pk, way]))

    move("Troisième", "monter")
    assert [title for _, title in titles(three)] == ["Isoler les façades", "Troisième", "Deuxième"]
    move("Isoler les façades", "descendre")
    assert titles(three) == [(1, "Troisième"), (2, "Isoler les façades"), (3, "Deuxième")]
    move("Troisième", "monter")  # already the first
    assert titles(three)[0] == (1, "Troisième")


def test_the_order_is_that_of_the_papers_once_somebody_voted(actor, case, three):
    owner = case.home.condominium.owners.get(name="M. Roux")
    three.attendances.create(owner=owner, mode="present")
    asked = three.resolutions.get(position=1)
    actions.record_votes(actor=actor, resolution=asked, answers={str(owner.pk): "for"})
    with pytest.raises(Refused, match="ne change plus"):
        actions.move_resolution(actor=actor, resolution=asked, up=False)


def test_the_agenda_is_printed_with_its_articles(page, case, toulouse):
    meeting = meeting_of(case, motion="ppt", cost_cents=10_000_00).meeting
    (item,) = papers.of(case, meeting, territory=toulouse).items
    assert (item.majority, "à vérifier" in item.rule, "art. 14-2" in item.rule) == ("Article 25", True, True)
    answer = page.get(reverse("assemblies:agenda", args=[case.pk, meeting.pk]))
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert (len(document.pages), bool(document.Root.MarkInfo.Marked)) == (1, True)


def test_an_empty_agenda_is_not_printed(page, case):
    meeting = GeneralMeeting.objects.create(condominium=case.home.condominium, held_on=DAY)
    answer = page.get(reverse("assemblies:agenda", args=[case.pk, meeting.pk]), follow=True)
    assert "est vide" in answer.text
