"""`faitiere energy run`: files and folders → one CSV row a DPE."""

import argparse
import csv
import gzip
import subprocess
import sys

import pytest

from faitiere.engines.energy import command
from faitiere.engines.energy.tests.dpe import house

SOFTWARE = b"<diagnostiqueur><version_logiciel>7.5</version_logiciel></diagnostiqueur>"


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "dpe"
    inside.mkdir()
    (inside / "b.xml").write_bytes(house())
    (inside / "a.xml.gz").write_bytes(gzip.compress(house().replace(b"<id>maison</id>", b"<id>un</id>")))
    (inside / "c.xml").write_bytes(b"<dpe>")
    (inside / "notes.txt").write_text("rien")
    return inside


def launch(*words: str, action: str = "run") -> int:
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers(dest="engine"))
    return command.run(parser.parse_args(["energy", action, *words]))


def read(path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_a_folder_gives_one_row_a_file_in_order(folder, tmp_path):
    assert launch(str(folder), "--out", str(tmp_path / "out.csv")) == 0
    rows = read(tmp_path / "out.csv")
    assert [row["id"] for row in rows] == ["un", "maison", "c"]
    assert [row["status"] for row in rows] == ["ok", "ok", "refused"]
    assert float(rows[0]["besoin_ch"]) > 0
    assert rows[0]["classe"] in "ABCDEFG"
    assert "abîmé" in rows[2]["message"]


def test_both_readings_agree_when_all_is_typed(folder, tmp_path):
    launch(str(folder / "b.xml"), "--out", str(tmp_path / "one.csv"))
    launch(str(folder / "b.xml"), "--inputs-only", "--out", str(tmp_path / "two.csv"))
    assert read(tmp_path / "one.csv") == read(tmp_path / "two.csv")


def test_nothing_readable_is_code_2(folder, tmp_path, capsys):
    assert launch(str(folder / "c.xml"), "--out", str(tmp_path / "out.csv")) == 2
    assert "Aucun des 1 fichiers" in capsys.readouterr().err


def test_a_missing_path_and_an_empty_folder_are_code_2(tmp_path, capsys):
    assert launch(str(tmp_path / "absent"), "--out", str(tmp_path / "out.csv")) == 2
    assert launch(str(tmp_path), "--out", str(tmp_path / "out.csv")) == 2
    assert "Introuvable" in capsys.readouterr().err
    assert not (tmp_path / "out.csv").exists()


def test_an_impossible_destination_is_code_2(folder, tmp_path, capsys):
    assert launch(str(folder), "--out", str(tmp_path / "absent" / "out.csv")) == 2
    assert "Impossible d'écrire" in capsys.readouterr().err


def test_an_interruption_leaves_nothing(folder, tmp_path, monkeypatch, capsys):
    def interrupted(*_arguments, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "compute", interrupted)
    assert launch(str(folder), "--out", str(tmp_path / "out.csv")) == 130
    assert [path.name for path in tmp_path.iterdir()] == ["dpe"]


def test_the_program_runs_without_django(folder, tmp_path):
    code = "import sys, faitiere.__main__ as m; sys.argv = ['faitiere', *sys.argv[1:]]; r = m.main(); "
    code += "assert not any(n == 'django' or n.startswith('django.') for n in sys.modules); sys.exit(r)"
    words = ["energy", "run", str(folder), "--out", str(tmp_path / "out.csv")]
    done = subprocess.run([sys.executable, "-c", code, *words], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_check_tells_each_fault_and_each_refusal(folder, capsys):
    (folder / "b.xml").write_bytes(house().replace(b"<l>20<", b"<l>2000<"))
    assert launch(str(folder), action="check") == 0
    told = capsys.readouterr().out
    assert "# un\n- douteux : Murs" in told
    assert "deviendrait" in told
    assert "# c\nRefusé : " in told


def test_explain_needs_no_output_file_and_can_write_one(folder, tmp_path, capsys):
    assert launch(str(folder / "b.xml"), "--explain") == 0
    assert "§3" in capsys.readouterr().out
    assert launch(str(folder / "b.xml"), "--explain", "--out", str(tmp_path / "out.csv")) == 0
    assert read(tmp_path / "out.csv")[0]["status"] == "ok"
    assert launch(str(folder / "b.xml")) == 2


def test_compat_chooses_the_text_or_the_software(folder, tmp_path):
    """§4: this software inverts the flag of exposed façades; the text alone takes the flag as written."""
    (folder / "b.xml").write_bytes(house().replace(b"</administratif>", SOFTWARE + b"</administratif>"))
    found = {}
    for compat in ("certified", "text"):
        launch(str(folder / "b.xml"), "--compat", compat, "--out", str(tmp_path / "out.csv"))
        found[compat] = read(tmp_path / "out.csv")[0]["besoin_ch"]
    assert found["certified"] != found["text"]


def test_a_file_of_300_mb_is_refused_without_being_read(folder, tmp_path):
    with (folder / "d.xml").open("wb") as stream:
        stream.truncate(300_000_000)
    assert launch(str(folder), "--out", str(tmp_path / "out.csv")) == 0
    assert "20 Mo" in read(tmp_path / "out.csv")[-1]["message"]


def test_an_implausible_result_is_doubtful(folder, tmp_path):
    (folder / "b.xml").write_bytes(house().replace(b"<l>20<", b"<l>200000<"))
    launch(str(folder / "b.xml"), "--out", str(tmp_path / "out.csv"))
    row = read(tmp_path / "out.csv")[0]
    assert row["status"] == "doubtful"
    assert row["message"].startswith("Le résultat est invraisemblable")
