"""Writing to the households of the list: fields written, each in its case, once; and who sees which line."""

import pytest
from django.urls import reverse

from faitiere.apps.cases.models import Entry
from faitiere.apps.notifications.models import OutgoingMail
from faitiere.apps.reviews import actions
from faitiere.apps.reviews.letters import SUBJECT, TEXT
from faitiere.apps.reviews.models import CaseChange
from faitiere.apps.reviews.rules import Refused
from faitiere.apps.territories.tests.factories import OrganisationFactory

from .factories import computed, later_aid, watched

LETTER = "/bureau/regles/ecrire/"


@pytest.fixture
def line(advisor, admin, cast):
    """The change of Yvette's case."""
    computed(advisor, advisor=cast.advisor)
    later_aid(admin)
    watched(admin)
    return CaseChange.objects.get()


@pytest.fixture
def desk(cast, login, line):
    return login(cast.advisor)


def given(line, *, button: str = "envoyer", **changes) -> dict:
    return {"lignes": [str(line.pk)], "subject": SUBJECT, "text": TEXT, button: "1"} | changes


def mails(line):
    return OutgoingMail.objects.filter(kind="case.message")


def test_the_letter_is_read_with_the_figures_of_the_case(desk, line):
    page = desk.post(LETTER, {"lignes": [str(line.pk)]}).text
    assert "1\u00a0000\u00a0€ de plus" in page
    assert "Prime isolation de Cugnaux" in page
    assert not mails(line).exists()


def test_sent_it_is_in_the_timeline_and_the_line_says_so(desk, line):
    page = desk.post(LETTER, given(line), follow=True).text
    assert "1\u00a0ménage prévenu" in page
    entry = Entry.objects.get(case=line.case, kind="mail")
    assert (entry.visibility, entry.title) == (
        "shared",
        f"Les aides de votre projet ont changé, dossier {line.case.number}",
    )
    assert "1\u00a0000\u00a0€ de plus" in mails(line).get().text
    assert "Ménage prévenu le" in page


def test_sent_twice_one_letter_leaves(cast, toulouse, line, advisor):
    words = {"subject": SUBJECT, "text": TEXT}
    first = actions.send_letters(actor=advisor, lines=[line], **words)
    second = actions.send_letters(actor=advisor, lines=[line], **words)
    assert (len(first.sent), len(second.already), mails(line).count()) == (1, 1, 1)


def test_a_household_without_an_address_is_said_and_may_be_written_to_later(desk, line):
    line.case.participants.get().person.__class__.objects.update(email="", email_key="")
    page = desk.post(LETTER, given(line), follow=True).text
    assert "rien n&#x27;est parti" in page
    line.refresh_from_db()
    assert line.written_at is None


@pytest.mark.parametrize("text", ["Bonjour {prenom}", "{raisons.__class__}"])
def test_a_field_that_does_not_exist_is_refused(desk, line, text):
    answer = desk.post(LETTER, given(line, text=text))
    assert answer.status_code == 422
    assert "Champs possibles" in answer.text
    assert not mails(line).exists()


def test_nothing_chosen_says_so(desk, line):
    page = desk.post(LETTER, {"lignes": ["x", ""]}, follow=True)
    assert "Choisissez au moins un dossier" in page.text


def test_nobody_is_written_to_about_a_rehearsal(line, advisor):
    line.review.kind = "dates"
    with pytest.raises(Refused, match="on n'écrit pas aux ménages"):
        actions.send_letters(actor=advisor, lines=[line], subject="x", text="y")


@pytest.mark.parametrize("who", ["other_organisation", "legal_advisor"])
def test_another_organisation_neither_sees_nor_counts_nor_writes(cast, login, line, who):
    client = login(getattr(cast, who))
    page = client.get(reverse("reviews:changes")).text
    assert line.case.title not in page
    assert 'Gagnent <span class="f-num">0</span>' in page
    client.post(LETTER, given(line))
    assert not mails(line).exists()


def test_a_partner_organisation_sees_the_line(cast, login, line):
    line.case.partners.add(OrganisationFactory(association=True))
    assert line.case.title in login(cast.other_organisation).get(reverse("reviews:changes")).text


def test_another_territory_sees_nothing(cast, login, line):
    client = login(cast.stranger, host="foix.localhost")
    assert line.case.title not in client.get(reverse("reviews:changes")).text
    assert client.get(reverse("reviews:progress", args=[line.review_id])).status_code == 404
    assert client.post(reverse("reviews:cancel", args=[line.review_id])).status_code == 404
    client.post(LETTER, given(line))
    assert not mails(line).exists()


def test_the_progress_of_the_territory_is_a_share_for_an_advisor(cast, login, line, admin):
    review = actions.ask_watch(actor=admin)
    page = login(cast.advisor).get(reverse("reviews:progress", args=[review.pk])).text
    assert "Recalcul en cours" in page
    assert "dossiers sur" not in page


def test_the_threshold_hides_small_differences_from_its_day(cast, login, line, today):
    client = login(cast.territory_admin)
    client.post(reverse("reviews:threshold"), {"cents": "1 000", "valid_from": today.isoformat()})
    page = client.get(reverse("reviews:changes")).text
    assert "plus de 1\u00a0000\u00a0€" in page
    assert line.case.title not in page


@pytest.mark.parametrize("cents", ["", "beaucoup", "-3"])
def test_a_wrong_threshold_is_refused(cast, login, line, cents):
    answer = login(cast.territory_admin).post(
        reverse("reviews:threshold"), {"cents": cents, "valid_from": "2026-11-25"}
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("word", ["gagnent", "a-prevenir", "perdent", "autres", "n-importe-quoi"])
def test_the_filters_sort_what_is_gained_and_lost(desk, line, word):
    page = desk.get(reverse("reviews:changes"), {"voir": word})
    assert page.status_code == 200
    assert (line.case.title in page.text) == (word not in {"perdent", "autres"})
