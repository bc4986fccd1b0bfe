import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.directory import actions, tasks
from faitiere.apps.directory.models import Label, Professional, RgeImport
from faitiere.apps.directory.reading import directory_settings
from faitiere.apps.notifications.models import OutgoingMail
from faitiere.apps.territories.models import Commune
from faitiere.apps.territories.tests.factories import other_territory
from faitiere.lib.tenancy import territory_scope

from .factories import ProfessionalFactory, rge_file, row, siret

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(login, cast):
    Commune.objects.filter(pk="31157").update(latitude=43.5378, longitude=1.3447)
    return login(cast.advisor)


@pytest.fixture
def admin(login, cast):
    return login(cast.territory_admin)


def listed(desk, **query) -> str:
    return desk.get(reverse("directory:desk"), query).content.decode()


def test_the_desk_finds_by_name_siret_trade_and_state(desk):
    one = ProfessionalFactory(name="Chaleur d'Oc", gone_on=timezone.localdate(), seen_run=1)
    ProfessionalFactory(name="Toits", trades="|isolation_toit|", standing="hidden")
    assert "Toits" not in listed(desk, q="chaleur")
    assert "Toits" not in listed(desk, q=one.siret[:14])
    assert "Chaleur" not in listed(desk, metier="isolation_toit")
    assert "Toits" not in listed(desk, etat="disparus")
    assert "Chaleur" not in listed(desk, etat="masques")


def test_the_desk_adds_a_company_once(desk):
    sent = {"siret": siret(5), "name": "Atelier", "place": "Cugnaux", "trades": ["architecte"], "missions": ["houses"]}
    assert desk.post(reverse("directory:add"), sent).status_code == 302
    answer = desk.post(reverse("directory:add"), sent)
    assert answer.status_code == 422
    assert "déjà dans l&#x27;annuaire" in answer.content.decode()
    assert Professional.objects.get().source == "desk"


def test_a_correction_is_kept_until_it_is_given_back(desk):
    one = ProfessionalFactory(name="Ancien")
    label = Label.objects.create(name="Charte")
    sent = {"name": "Nouveau", "place": "31270 Cugnaux", "missions": ["condominiums"], "labels": [str(label.pk)]}
    assert desk.post(reverse("directory:desk_correct", args=[one.pk]), sent).status_code == 302
    one.refresh_from_db()
    assert (one.name, one.for_houses, one.for_condominiums) == ("Nouveau", False, True)
    assert list(one.labels.all()) == [label]
    assert "name" in one.kept_fields
    desk.post(reverse("directory:give_back", args=[one.pk]))
    one.refresh_from_db()
    assert one.kept_fields == []


def test_hiding_needs_a_reason(desk):
    one = ProfessionalFactory()
    address = reverse("directory:standing", args=[one.pk])
    desk.post(address, {"etat": "hidden", "reason": ""})
    one.refresh_from_db()
    assert one.standing == "published"
    desk.post(address, {"etat": "hidden", "reason": "Liquidation"})
    one.refresh_from_db()
    assert (one.standing, one.standing_reason) == ("hidden", "Liquidation")
    desk.post(address, {"etat": "nimporte"})
    desk.post(address, {"etat": "published"})
    one.refresh_from_db()
    assert one.standing == "published"


def test_a_company_of_another_territory_cannot_be_touched(desk, cast):
    with territory_scope(other_territory()):
        theirs = ProfessionalFactory(name="De Foix")
    for name in ("desk_correct", "standing", "give_back"):
        assert desk.post(reverse(f"directory:{name}", args=[theirs.pk]), {"etat": "hidden"}).status_code == 404
    with territory_scope(theirs.territory_id):
        theirs.refresh_from_db()
    assert theirs.standing == "published"


def test_the_administrator_sets_order_trades_and_departements(admin, toulouse):
    address = reverse("directory:settings")
    sent = {"order_rule": "random", "shown_trades": ["bois", "fenetres"], "departements": "31, 09"}
    assert admin.post(address, sent).status_code == 302
    setting = directory_settings()
    assert (setting.order_rule, setting.departements) == ("random", ["31", "09"])
    assert "bois" not in setting.hidden_trades
    assert not setting.registration_open
    assert admin.post(address, sent | {"departements": "999"}).status_code == 422
    page = admin.get(reverse("directory:search")).content.decode()
    assert "Chauffage au bois" in page
    assert "Ventilation" not in page


def test_labels_are_added_corrected_retired(admin, toulouse):
    admin.post(reverse("directory:labels"), {"name": "Charte 2026"})
    label = Label.objects.get()
    assert admin.post(reverse("directory:labels"), {"name": "charte 2026"}).status_code == 422
    admin.post(reverse("directory:label", args=[label.pk]), {"name": "Charte 2027"})
    admin.post(reverse("directory:label", args=[label.pk]), {"retirer": "1"})
    label.refresh_from_db()
    assert (label.name, label.retired_at is None) == ("Charte 2027", False)


def upload(admin, content: bytes):
    return admin.post(reverse("directory:imports"), {"file": SimpleUploadedFile("rge.csv", content)})


def test_a_file_given_at_the_desk_is_read_by_a_job_and_told(admin, toulouse, django_capture_on_commit_callbacks):
    answer = upload(admin, rge_file(row(1), row(2, siret="1")))
    run = RgeImport.objects.get()
    tasks.read_uploaded.func(territory_id=str(toulouse.pk), run_id=str(run.pk))
    page = admin.get(answer.headers["Location"]).content.decode()
    assert "Terminé" in page
    assert "SIRET" in page
    assert Professional.objects.count() == 1


def test_an_import_waiting_may_be_stopped(admin, toulouse):
    upload(admin, rge_file(row(1)))
    run = RgeImport.objects.get()
    admin.post(reverse("directory:import_stop", args=[run.pk]))
    tasks.read_uploaded.func(territory_id=str(toulouse.pk), run_id=str(run.pk))
    run.refresh_from_db()
    assert (run.state, Professional.objects.count()) == ("stopped", 0)


def test_an_empty_or_absent_file_is_explained(admin, toulouse):
    assert upload(admin, b"").status_code == 302
    admin.post(reverse("directory:imports"))
    assert not RgeImport.objects.exists()


def test_companies_silent_for_two_years_are_asked_then_withdrawn(client, toulouse):
    actor, old = system_actor(toulouse), timezone.now() - dt.timedelta(days=705)
    silent = ProfessionalFactory(name="Silencieuse", source="self", checked_at=old)
    ProfessionalFactory(name="Nouvelle", source="self")
    ProfessionalFactory(name="Dans le fichier", source="rge", seen_run=3, checked_at=old)
    assert (actions.warn_silent(actor=actor), actions.warn_silent(actor=actor)) == (1, 0)
    assert OutgoingMail.objects.get().recipient == silent.email
    assert actions.withdraw_silent(actor=actor) == 0
    Professional.objects.filter(pk=silent.pk).update(warned_at=timezone.now() - dt.timedelta(days=31))
    assert actions.withdraw_silent(actor=actor) == 1
    silent.refresh_from_db()
    assert silent.standing == "withdrawn"


def test_a_company_that_answers_stays(client, toulouse):
    old = timezone.now() - dt.timedelta(days=705)
    one = ProfessionalFactory(source="self", checked_at=old)
    actions.warn_silent(actor=system_actor(toulouse))
    path = OutgoingMail.objects.get().text.split("localhost:8000")[1].split()[0]
    client.get(path)
    assert Professional.objects.get().warned_at is not None
    client.post(path)
    one.refresh_from_db()
    assert (one.warned_at, one.checked_at > old) == (None, True)


def test_a_phone_left_as_the_file_writes_it_is_not_kept_by_the_desk(desk):
    one = ProfessionalFactory(name="Ancien", phone="0536491240")
    sent = {"name": "Nouveau", "place": "31270 Cugnaux", "missions": ["houses"], "phone": "0536491240"}
    desk.post(reverse("directory:desk_correct", args=[one.pk]), sent)
    one.refresh_from_db()
    assert (one.phone, "phone" in one.kept_fields, "name" in one.kept_fields) == ("0536491240", False, True)
