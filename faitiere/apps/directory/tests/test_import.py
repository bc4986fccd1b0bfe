import datetime as dt
import gzip
import io
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from faitiere.apps.accounts.actors import system_actor
from faitiere.apps.directory import actions
from faitiere.apps.directory.actions import Given
from faitiere.apps.directory.finding import look
from faitiere.apps.directory.models import Professional, Qualification, RgeImport
from faitiere.apps.territories.models import Commune

from .factories import ProfessionalFactory, rge_file, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(toulouse):
    """`read(rows…)` or `read(content=bytes)`: one import, as it ended."""

    def _read(*rows, content: bytes = b"", departements=()) -> RgeImport:
        actor, content = system_actor(toulouse), content or rge_file(*rows)
        run = actions.ask_import(actor=actor, file_name="rge.csv")
        handle = io.BytesIO(content)
        actions.run_import(actor=actor, run=run, handle=handle, size=len(content), departements=departements)
        run.refresh_from_db()
        return run

    return _read


def test_a_company_of_two_lines_is_one_professional_with_two_qualifications(read):
    run = read(row(1), row(1, code_qualification="QBOIS", domaine="Chaudière bois", lien_date_fin="2027-05-01"))
    one = Professional.objects.get()
    assert (run.state, run.lines, run.created, run.refused_lines) == ("done", 2, 1, 0)
    assert (one.name, one.trades, one.rge_until) == (
        "CHAUFFAGE 1",
        "|pompe_a_chaleur|bois|",
        dt.date(2028, 1, 14),
    )
    assert one.qualifications.count() == 2


def test_reading_the_same_file_again_changes_nothing(read):
    read(row(1), row(2))
    before = list(Professional.objects.order_by("pk").values_list("pk", "draw", "trades", "name"))
    run = read(row(1), row(2))
    assert (run.created, run.updated, run.kept, run.gone) == (0, 0, 2, 0)
    assert list(Professional.objects.order_by("pk").values_list("pk", "draw", "trades", "name")) == before


def test_a_name_of_the_file_is_found_by_its_words_and_follows_the_file(read):
    read(row(1, nom_entreprise="ISOLATION GRIMAL"))
    found = look("grimal", None)
    assert found == [Professional.objects.get().pk]
    read(row(1, nom_entreprise="ISOLATION PUJOL"))
    assert look("pujol", None) == found
    assert look("grimal", None) == []


def test_what_the_desk_corrected_stays_and_the_rest_follows_the_file(read, toulouse):
    read(row(1))
    one = Professional.objects.get()
    given = Given({"phone": "+33536491299"}, [], [])
    actions.correct_professional(actor=system_actor(toulouse), professional=one, given=given)
    run = read(row(1, telephone="0599999999", nom_entreprise="CHAUFFAGE NOUVEAU"))
    one.refresh_from_db()
    assert (one.phone, one.name, run.updated) == ("+33536491299", "CHAUFFAGE NOUVEAU", 1)


def test_trades_declared_here_survive_the_import(read, toulouse):
    read(row(1))
    given = Given({}, ["architecte"], [])
    actions.correct_professional(actor=system_actor(toulouse), professional=Professional.objects.get(), given=given)
    read(row(1))
    assert Professional.objects.get().trades == "|pompe_a_chaleur|architecte|"


def test_what_disappeared_is_marked_and_comes_back(read):
    read(row(1), row(2), row(3))
    run = read(row(1), row(2))
    gone = Professional.objects.get(name="CHAUFFAGE 3")
    assert (run.gone, gone.gone_on, gone.trades) == (1, timezone.localdate(), "")
    assert gone.qualifications.get().state == "gone"
    read(row(1), row(2), row(3))
    gone.refresh_from_db()
    assert (gone.gone_on, gone.trades) == (None, "|pompe_a_chaleur|")


def test_a_qualification_that_ended_is_no_longer_a_trade(read):
    read(row(1), row(1, code_qualification="QBOIS", domaine="Chaudière bois"))
    read(row(1))
    one = Professional.objects.get()
    assert (one.trades, one.gone_on) == ("|pompe_a_chaleur|", None)


def test_a_file_cut_short_marks_nobody(read):
    read(*(row(number) for number in range(10)))
    run = read(row(1), row(2))
    assert "coupé" in run.message
    assert not Professional.objects.exclude(gone_on=None).exists()


def test_wrong_lines_are_told_with_their_number_and_the_others_are_read(read):
    run = read(
        row(1, siret="12345678901234"),
        row(2, lien_date_fin="hier"),
        row(3, nom_entreprise=" "),
        row(4, domaine=""),
        row(5),
    )
    assert [number for number, _ in run.problems] == [2, 3, 4, 5]
    assert "SIRET" in run.problems[0][1]
    assert "hier" in run.problems[1][1]
    assert (run.refused_lines, Professional.objects.count()) == (4, 1)


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"\x00\x01\x02", b"", b"PK\x03\x04nothing", b"\x1f\x8bnothing"])
def test_another_file_is_refused_whole(read, content):
    run = read(content=content or b" ")
    assert (run.state, bool(run.message), Professional.objects.count()) == ("refused", True, 0)


def test_compressed_files_and_semicolons_are_read(read):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("liste.csv", rge_file(row(2), delimiter=";"))
    assert read(content=gzip.compress(rge_file(row(1)))).created == 1
    assert read(content=packed.getvalue()).created == 1


def test_only_the_departments_asked_for_are_kept(read):
    run = read(row(1), row(2, code_postal="69001"), row(3, code_postal="20090"), departements=["31", "2A"])
    assert (run.created, run.elsewhere) == (2, 1)


def test_a_company_without_a_position_stands_at_its_commune(read, toulouse):
    Commune.objects.filter(pk="31157").update(latitude=43.53, longitude=1.34)
    read(row(1, latitude="", longitude=""), row(2, latitude="0", longitude="0"), row(3, latitude="95", longitude="1"))
    assert set(Professional.objects.values_list("latitude", "longitude")) == {(43.53, 1.34)}


def test_html_and_formulas_of_the_file_are_text(read):
    read(row(1, nom_entreprise="<b>Toits</b><script>x</script> & Fils", site_internet="javascript:alert(1)"))
    one = Professional.objects.get()
    assert one.name == "Toits & Fils"
    assert one.website.startswith("https://") or not one.website


def test_a_company_that_withdrew_stays_withdrawn(read, toulouse):
    read(row(1))
    one = Professional.objects.get()
    actions.set_standing(actor=system_actor(toulouse), professional=one, standing="withdrawn", reason="Demande")
    read(row(1))
    one.refresh_from_db()
    assert one.standing == "withdrawn"


def test_a_company_registered_before_keeps_its_words_and_gains_its_qualifications(read):
    mine = ProfessionalFactory(siret=row(1)["siret"], source="self", name="Chez Moi", kept_fields=["name"])
    read(row(1))
    mine.refresh_from_db()
    assert (mine.name, mine.source, mine.qualifications.count()) == ("Chez Moi", "self", 1)


def test_an_import_stopped_keeps_what_it_read_and_marks_nothing(read, toulouse, monkeypatch):
    read(*(row(number) for number in range(5)))
    monkeypatch.setattr("faitiere.apps.directory.actions.imports._BATCH", 1)
    asked = []

    def _stop_after_two(run, batch, places, count, real=actions.imports._keep):
        real(run, batch, places, count)
        asked.append(batch)
        if len(asked) == 2:
            actions.stop_import(actor=system_actor(toulouse), run=run)

    monkeypatch.setattr("faitiere.apps.directory.actions.imports._keep", _stop_after_two)
    run = read(*(row(number) for number in range(10, 15)))
    assert (run.state, Professional.objects.count(), len(asked)) == ("stopped", 7, 2)
    assert not Professional.objects.exclude(gone_on=None).exists()


def test_two_imports_never_run_together(read, toulouse):
    RgeImport.objects.create(number=90, state="running", file_name="autre.csv")
    run = read(row(1))
    assert (run.state, Professional.objects.count()) == ("refused", 0)
    assert "en cours" in run.message


def test_domains_without_a_trade_are_named(read):
    run = read(row(1, domaine="Puits canadien"))
    assert "Puits canadien" in run.message
    assert Qualification.objects.get().trade == "autre"


def test_the_command_reads_a_file_and_reports(toulouse, tmp_path, capsys):
    path = tmp_path / "rge.csv"
    path.write_bytes(rge_file(row(1), row(2, siret="1")))
    call_command("import_rge", str(path), "--territory", "toulouse-metropole")
    told = capsys.readouterr()
    assert "1 entreprises ajoutées" in told.out
    assert "ligne 3" in told.err
    with pytest.raises(CommandError, match="territoire"):
        call_command("import_rge", str(path), "--territory", "nulle-part")
