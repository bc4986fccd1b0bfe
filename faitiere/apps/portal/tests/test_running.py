"""The portal as those who run it: editors, pages that age, links, the opening of a territory."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from faitiere.apps.accounts.actions import end_access
from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.accounts.models import Invitation, Membership
from faitiere.apps.audit.models import AuditEvent
from faitiere.apps.cases.models import Stage
from faitiere.apps.notifications.models import OutgoingMail
from faitiere.apps.portal.actions import check_links, confirm_checked, give_editing, remind_editors
from faitiere.apps.portal.desk_forms import ColoursForm
from faitiere.apps.portal.links import follow
from faitiere.apps.portal.models import ArticlePage, Editor, LinkCheck
from faitiere.apps.portal.tasks import publish_scheduled
from faitiere.apps.territories.models import Organisation, Territory
from faitiere.apps.territories.tests.factories import CommuneFactory, other_territory
from faitiere.lib.tenancy import territory_scope

from .factories import picture_file, portal_of


@pytest.fixture
def home(toulouse):
    return portal_of(toulouse)


@pytest.fixture
def actor(toulouse):
    return system_actor(toulouse)


def linking(page, html):
    page.body = [{"type": "text", "value": html}]
    page.save_revision().publish()


def test_a_writer_writes_and_does_not_publish(home, cast, login, actor):
    give_editing(actor=actor, user=cast.advisor, level="writes")
    client = login(cast.advisor)
    page = client.get(f"/cms/pages/{ArticlePage.objects.get().pk}/edit/").content.decode()
    assert "Soumettre" in page
    assert 'name="action-publish"' not in page


def test_a_writer_loses_the_right_with_its_access(home, cast, login, actor):
    give_editing(actor=actor, user=cast.advisor, level="publishes")
    assert login(cast.advisor).get("/cms/").status_code == 200
    end_access(actor=actor, memberships=Membership.objects.filter(user=cast.advisor))
    assert not Editor.objects.exists()
    assert not cast.advisor.groups.exists()


def test_the_administrator_gives_and_takes_the_right(home, cast, login):
    admin = login(cast.territory_admin)
    admin.post("/territoire/portail/redaction/", {"user": str(cast.advisor.pk), "level": "writes"})
    editor = Editor.objects.get()
    assert editor.user == cast.advisor
    admin.post(f"/territoire/portail/redaction/{editor.pk}/retirer/")
    assert not Editor.objects.exists()


def test_somebody_of_elsewhere_cannot_be_made_an_editor(home, cast, login):
    page = login(cast.territory_admin).post(
        "/territoire/portail/redaction/", {"user": str(cast.stranger.pk), "level": "writes"}
    )
    assert page.status_code == 422
    assert not Editor.objects.exists()


def test_a_page_is_published_and_taken_down_at_its_hour(home):
    page = ArticlePage.objects.get()
    page.expire_at = timezone.now() - dt.timedelta(minutes=1)
    page.save()
    publish_scheduled.call()
    assert not ArticlePage.objects.get().live


def test_links_that_lead_nowhere_are_kept_with_their_page(home, actor):
    linking(ArticlePage.objects.get(), '<p><a href="/nulle-part/">a</a> <a href="/actualites/">b</a></p>')
    check_links(actor=actor)
    row = LinkCheck.objects.get()
    assert (row.address, row.state) == ("/nulle-part/", "broken")


def test_a_link_to_a_page_taken_down_is_broken_then_forgotten_once_mended(home, actor):
    target = Page.objects.get(slug="mentions-legales")
    linking(ArticlePage.objects.get(), f'<p><a linktype="page" id="{target.pk}">les mentions</a></p>')
    target.specific.unpublish()
    assert check_links(actor=actor) == 1
    linking(ArticlePage.objects.get(), "<p>Sans lien.</p>")
    assert check_links(actor=actor) == 0
    assert not LinkCheck.objects.exists()


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]:8000/"])
def test_a_link_never_makes_us_ask_the_inside_network(home, toulouse, settings, address):
    settings.PORTAL_FOLLOWS_LINKS = True
    assert follow(address, territory=toulouse) == ("unsure", "Le site ne répond pas")


def test_an_outdated_page_is_told_to_an_editor_once_a_month(home, cast, actor):
    ArticlePage.objects.update(checked_on=timezone.localdate() - dt.timedelta(days=400))
    assert remind_editors(actor=actor) == 1
    assert remind_editors(actor=actor) == 0
    mail = OutgoingMail.objects.get(kind="portal.checks")
    assert mail.recipient == cast.territory_admin.email
    assert "Lire un devis" in mail.text


def test_a_page_read_again_is_no_longer_outdated_and_keeps_its_draft(home, cast, login, actor):
    page = ArticlePage.objects.get()
    page.title = "Brouillon en cours"
    page.save_revision()
    ArticlePage.objects.update(checked_on=timezone.localdate() - dt.timedelta(days=400))
    confirm_checked(actor=actor, page=ArticlePage.objects.get())
    fresh = ArticlePage.objects.get()
    assert (fresh.checked_on, fresh.title) == (timezone.localdate(), "Lire un devis d'isolation")
    assert fresh.get_latest_revision_as_object().title == "Brouillon en cours"


def test_the_page_of_another_territory_is_not_confirmed(home, cast, login):
    elsewhere = other_territory()
    with territory_scope(elsewhere):
        foreign = portal_of(elsewhere).get_children().get(slug="actualites")
    assert login(cast.territory_admin).post(f"/territoire/portail/verifications/{foreign.pk}/relue/").status_code == 404


SCREENS = {
    "guichet": {
        "name": "Pays d'Ariège",
        "host": "https://renov.localhost",
        "case_prefix": "AR",
        "phone": "05 36 49 12 40",
        "email": "guichet@example.org",
    },
    "communes": {"listed": "09122, 31157"},
    "structures": {"name_1": "Maison de l'habitat", "kind_1": "metropole"},
    "administrateur": {"first_name": "Lucie", "last_name": "Ferran", "email": "lucie@example.org"},
    "couleurs": {"brand": "#1f4b5c", "brand_soft": "#f0eaf8", "accent": "#c4502a", "ground": "#f6f4f9"}
    | {"font": "atkinson"},
    "verifier": {},
}


@pytest.fixture
def wizard(home, cast, login):
    CommuneFactory(elsewhere=True)
    client = login(cast.platform_admin)

    def _wizard(**changes):
        for step, typed in SCREENS.items():
            answer = client.post(f"/plateforme/ouvrir/{step}/", typed | changes.get(step, {}))
            if answer.status_code != 302:
                break
        return answer

    return _wizard


def test_a_territory_opens_in_six_screens(wizard, client, mailoutbox):
    assert wizard().headers["Location"] == "/plateforme/"
    territory = Territory.objects.get(slug="pays-d-ariege")
    page = client.get("/", headers={"host": "renov.localhost"})
    assert "Mieux vivre chez soi" in page.content.decode()
    for path in ("/ressources/", "/questions-frequentes/", "/accessibilite/", "/vos-donnees/", "/mentions-legales/"):
        assert client.get(path, headers={"host": "renov.localhost"}).status_code == 200
    with territory_scope(territory):
        assert Organisation.objects.get().name == "Maison de l'habitat"
        assert Stage.objects.count() >= 10
        assert Invitation.objects.get().user.email == "lucie@example.org"
        assert Membership.objects.get().role == "territory_admin"
        assert AuditEvent.objects.filter(verb="territory.opened").exists()
    [letter] = [one for one in mailoutbox if one.to == ["lucie@example.org"]]
    assert "renov.localhost" in letter.body


def test_the_wizard_gives_the_font_and_the_logo_on_a_host_no_setting_names(wizard, client, media, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    look = {"font": "lora", "logo": picture_file("logo.jpg", size=(1200, 300))}
    assert wizard(guichet={"host": "renov.ariege.example"}, couleurs=look).headers["Location"] == "/plateforme/"
    territory = Territory.objects.select_related("portal_site__logo").get(slug="pays-d-ariege")
    logo = territory.portal_site.logo
    assert (territory.font, logo.width, logo.height) == ("lora", 600, 150)
    assert len(Image.open(logo.file.path).getexif()) == 0
    page = client.get("/", headers={"host": "renov.ariege.example"})
    assert (page.status_code, 'class="f-mark f-logo"' in page.content.decode()) == (200, True)


@pytest.mark.parametrize(("more", "kept"), [({}, ["logo.jpg", "image/jpeg", "AA=="]), ({"without_logo": "on"}, [])])
def test_a_logo_given_stays_when_the_screen_is_sent_again_unless_taken_away(more, kept):
    form = ColoursForm(SCREENS["couleurs"] | more, {}, initial={"kept_logo": ["logo.jpg", "image/jpeg", "AA=="]})
    assert form.is_valid()
    assert form.cleaned_data["logo"] == kept


@pytest.mark.parametrize(
    ("step", "changes", "sentence"),
    [
        ("guichet", {"host": "localhost.localhost:80/x"}, "pas lisible"),
        ("guichet", {"host": "foix.localhost"}, "déjà à un autre territoire"),
        ("guichet", {"name": "Toulouse Métropole"}, "porte déjà ce nom"),
        ("communes", {"listed": "99999"}, "Codes INSEE inconnus"),
        ("communes", {"listed": "", "body": "nulle part"}, "Aucune intercommunalité"),
        ("structures", {"kind_1": "adil"}, "qui reçoit les ménages"),
        ("couleurs", {"brand": "#d0b0ff"}, "plus foncée"),
    ],
)
def test_a_wrong_answer_is_told_on_its_screen_and_nothing_is_opened(wizard, step, changes, sentence):
    before = Territory.objects.count()
    answer = wizard(**{step: changes})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Territory.objects.count() == before


def test_the_last_screen_sends_back_to_the_first_one_missing(home, cast, login):
    answer = login(cast.platform_admin).post("/plateforme/ouvrir/verifier/")
    assert answer.headers["Location"] == "/plateforme/ouvrir/guichet/"


def opened_by_command(tmp_path, text):
    file = tmp_path / "territoire.toml"
    file.write_text(text, encoding="utf-8")
    call_command("open_territory", file)


def test_the_command_opens_the_territory_of_its_own_example(home, tmp_path, capsys):
    CommuneFactory(elsewhere=True)
    call_command("open_territory", "--example")
    opened_by_command(tmp_path, capsys.readouterr().out)
    assert Territory.objects.get(slug="pays-de-foix").name == "Pays de Foix"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (('"#1f4b5c"', '"#d0b0ff"'), "plus foncée"),
        (('name = "Pays de Foix"', ""), "Il manque"),
        (("[look]", "[["), "TOML"),
    ],
)
def test_the_command_refuses_what_it_cannot_open(home, tmp_path, capsys, change, sentence):
    CommuneFactory(elsewhere=True)
    call_command("open_territory", "--example")
    with pytest.raises(CommandError, match=sentence):
        opened_by_command(tmp_path, capsys.readouterr().out.replace(*change))
    assert not Territory.objects.filter(slug="pays-de-foix").exists()
