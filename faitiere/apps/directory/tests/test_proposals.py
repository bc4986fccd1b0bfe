import re

import pytest
from django.urls import reverse

from faitiere.apps.directory import actions
from faitiere.apps.directory.actions import NewProposal
from faitiere.apps.directory.links import ANSWER, link_to
from faitiere.apps.directory.models import Professional, Proposal
from faitiere.apps.directory.rules import Refused
from faitiere.apps.notifications.models import Notice, OutgoingMail
from faitiere.apps.territories.models import Commune

from .factories import ProfessionalFactory, siret

pytestmark = pytest.mark.django_db
MINE = siret(9_970_000_000_001)


@pytest.fixture
def asked(toulouse) -> dict:
    """The registration of a company, as its form sends it."""
    Commune.objects.filter(pk="31157").update(latitude=43.5378, longitude=1.3447)
    Commune.objects.filter(pk="31555").update(latitude=43.6045, longitude=1.4442)
    return {
        "siret": MINE,
        "name": "Chaleur d'Oc",
        "place": "31270 Cugnaux",
        "phone": "05 36 49 12 40",
        "email": "chaleur@example.org",
        "trades": ["pompe_a_chaleur", "bois"],
        "missions": ["houses"],
        "areas": "Toulouse",
        "presentation": "<p>Depuis 1998</p><script>alert(1)</script>",
        "consent": "on",
    }


def register(client, asked, **more):
    return client.post(reverse("directory:register"), asked | more)


def link_in_mail() -> str:
    return re.search(r"/annuaire/\S+", OutgoingMail.objects.order_by("created_at").last().text).group()


def test_from_the_form_to_the_directory_with_a_word_of_thanks(client, asked, cast, toulouse):
    assert register(client, asked).status_code == 302
    link = link_in_mail()
    assert client.get(link).status_code == 200
    assert Proposal.objects.get().state == "unconfirmed"
    client.post(link)
    proposal = Proposal.objects.get(state="pending")
    actions.accept(actor=cast.actor("advisor", toulouse), proposal=proposal)
    one = Professional.objects.get(siret=MINE)
    assert (one.trades, one.presentation, one.town) == ("|pompe_a_chaleur|bois|", "Depuis 1998", "Cugnaux")
    assert one.latitude == pytest.approx(43.5378)
    assert [area.commune_id for area in one.areas.all()] == ["31555"]
    assert "maintenant dans l'annuaire" in OutgoingMail.objects.order_by("created_at").last().text
    assert Notice.objects.filter(kind="directory_proposal").exists()


def test_the_same_form_two_hundred_times_is_one_proposal_and_three_mails(asked, toulouse, client, monkeypatch):
    monkeypatch.setattr("faitiere.apps.directory.views.professionals._FORMS_PER_HOUR", 2_000)
    for _ in range(200):
        assert register(client, asked).status_code == 302
    assert (Proposal.objects.count(), OutgoingMail.objects.count()) == (1, 3)


def test_a_hundred_companies_of_one_address_are_ten_proposals(asked, client, monkeypatch):
    monkeypatch.setattr("faitiere.apps.directory.views.professionals._FORMS_PER_HOUR", 2_000)
    for number in range(100):
        assert register(client, asked, siret=siret(9_970_000_000_100 + number)).status_code == 302
    assert (Proposal.objects.count(), OutgoingMail.objects.count()) == (10, 3)


def test_one_visitor_sends_ten_forms_an_hour(client, asked):
    answers = [register(client, asked, email=f"a{n}@example.org").status_code for n in range(12)]
    assert answers == [302] * 10 + [429] * 2


def test_a_robot_is_thanked_and_nothing_is_kept(client, asked):
    assert register(client, asked, site="https://spam.example").status_code == 302
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("siret", "73282932000075", "SIRET"),
        ("place", "Xyzville", "Xyzville"),
        ("phone", "12", "téléphone"),
        ("trades", [], "métier"),
        ("areas", "\n".join(["Toulouse"] * 41), "40 communes"),
        ("presentation", "x" * 2_001, "2000"),
        ("consent", "", "accord"),
    ],
)
def test_bad_input_is_explained_and_nothing_is_kept(client, asked, field, value, words):
    answer = register(client, asked, **{field: value})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Proposal.objects.exists()


def test_a_link_made_up_or_meant_for_something_else_leads_nowhere(client, asked, toulouse):
    register(client, asked)
    proposal = Proposal.objects.get()
    wrong = link_to(toulouse, ANSWER, proposal).split("/annuaire/devis/")[1]
    for token in ("nimporte", wrong.strip("/")):
        assert client.post(reverse("directory:confirm", args=[token])).status_code == 404
    assert Proposal.objects.get().state == "unconfirmed"


def test_a_link_followed_twice_changes_nothing_more(client, asked, toulouse):
    register(client, asked)
    link = link_in_mail()
    client.post(link)
    before = Proposal.objects.get().confirmed_at
    assert client.post(link).status_code == 200
    assert Proposal.objects.get().confirmed_at == before


def test_a_link_of_one_territory_is_nothing_in_another(client, asked, toulouse, cast):
    register(client, asked)
    path = link_in_mail()
    assert client.post(path, headers={"host": "foix.localhost"}).status_code == 404


def test_a_correction_shows_what_changes_and_the_import_keeps_it(login, client, asked, cast, toulouse):
    one = ProfessionalFactory(name="Ancien nom", email="connue@example.org", phone="+33536491241")
    sent = asked | {"sender": "connue@example.org", "email": "", "name": "Nouveau nom"}
    assert client.post(reverse("directory:correct", args=[one.pk]), sent).status_code == 302
    client.post(link_in_mail())
    proposal = Proposal.objects.get(state="pending")
    desk = login(cast.advisor)
    page = desk.get(reverse("directory:proposal", args=[proposal.pk])).content.decode()
    assert "Ancien nom" in page
    assert "Nouveau nom" in page
    assert "05\u00a036\u00a049\u00a012\u00a041" in page
    assert "+33536491240" not in page
    assert "celle que l’annuaire connaît" in page
    desk.post(reverse("directory:accept", args=[proposal.pk]))
    one.refresh_from_db()
    assert (one.name, one.email) == ("Nouveau nom", "connue@example.org")
    assert "name" in one.kept_fields


def test_the_form_of_correction_does_not_tell_the_address_of_the_company(client, asked):
    one = ProfessionalFactory(email="secrete@example.org")
    assert "secrete@example.org" not in client.get(reverse("directory:correct", args=[one.pk])).content.decode()


def test_a_refusal_needs_a_reason_and_writes_it(login, client, asked, cast):
    register(client, asked)
    client.post(link_in_mail())
    proposal = Proposal.objects.get()
    desk = login(cast.advisor)
    desk.post(reverse("directory:refuse", args=[proposal.pk]), {"reason": " "})
    proposal.refresh_from_db()
    assert proposal.state == "pending"
    desk.post(reverse("directory:refuse", args=[proposal.pk]), {"reason": "Pas de chantier dans la région."})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.settled_by) == ("refused", cast.advisor)
    assert "Pas de chantier" in OutgoingMail.objects.order_by("created_at").last().text
    assert not Professional.objects.exists()


def test_two_colleagues_settle_a_proposal_once(client, asked, cast, toulouse):
    register(client, asked)
    client.post(link_in_mail())
    proposal = Proposal.objects.get()
    actions.accept(actor=cast.actor("advisor", toulouse), proposal=proposal)
    with pytest.raises(Refused, match="collègue"):
        actions.refuse(actor=cast.actor("teammate", toulouse), proposal=proposal, reason="Non")
    assert Professional.objects.count() == 1


def test_a_proposal_not_confirmed_is_nobody_s_business(login, client, asked, cast):
    register(client, asked)
    address = reverse("directory:proposal", args=[Proposal.objects.get().pk])
    assert login(cast.advisor).get(address).status_code == 404


def test_a_company_leaves_and_comes_back_by_registering(client, asked, cast, toulouse):
    actor = cast.actor("advisor", toulouse)
    one = ProfessionalFactory(siret=MINE)
    client.post(reverse("directory:leave", args=[one.pk]), {"sender": "patron@example.org"})
    client.post(link_in_mail())
    actions.accept(actor=actor, proposal=Proposal.objects.get(state="pending"))
    one.refresh_from_db()
    assert one.standing == "withdrawn"
    new = NewProposal("register", "patron@example.org", {"siret": MINE, "name": "De retour", "trades": ["bois"]})
    proposal = actions.propose(actor=actor, new=new)
    actions.confirm(actor=actor, proposal=proposal)
    actions.accept(actor=actor, proposal=Proposal.objects.get(pk=proposal.pk))
    one.refresh_from_db()
    assert (one.standing, one.name) == ("published", "De retour")


def test_anybody_reports_a_problem(client, toulouse, cast):
    one = ProfessionalFactory()
    address = reverse("directory:problem", args=[one.pk])
    assert client.post(address, {"text": ""}).status_code == 422
    client.post(address, {"text": "Fermée depuis <b>mars</b>", "email": ""})
    assert Proposal.objects.get(state="pending").asked == {"text": "Fermée depuis mars"}
    assert [client.post(address, {"text": "Encore"}).status_code for _ in range(10)][-1] == 429


def test_registration_may_be_closed(client, toulouse, cast):
    admin = cast.actor("territory_admin", toulouse)
    actions.set_directory(actor=admin, fields={"registration_open": False})
    assert "fermées" in client.get(reverse("directory:register")).content.decode()
