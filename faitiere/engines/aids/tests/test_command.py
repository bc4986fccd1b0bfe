"""The batch command, from the file to the file, and what it refuses."""

import argparse
import gzip
import json

import pytest

from faitiere.engines.aids import command


def run(*words):
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    args = parser.parse_args(["aids", "run", *map(str, words)])
    return args.run(args)


def lines(path):
    return [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]


ALONE = {"menage_personnes": 1, "menage_revenu_fiscal_reference_eur": 17173, "logement_region_code": "76"}


def test_lines_of_the_oracle_and_bare_entries_are_both_read(tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(json.dumps({"id": "a", "entrees": ALONE}) + "\n\n" + json.dumps(ALONE) + "\n")
    assert run(source, "--on", "2025-12-18", "--out", target) == 0
    found = lines(target)
    assert [row["id"] for row in found] == ["a", "ligne 3"]
    assert {row["categorie_revenu"] for row in found} == {"très modeste"}
    assert found[0]["travaux_ttc"] is None


def test_an_unknown_eligibility_is_null_a_sure_refusal_is_false(tmp_path):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    entries = [{"proprietaire_statut": "non propriétaire"}, {"residence_principale_proprietaire": True}]
    entries[1] |= {"proprietaire_statut": "propriétaire", "proprietaire_occupant": True, "dpe_actuel": 6}
    source.write_text("".join(json.dumps(e) + "\n" for e in entries))
    assert run(source, "--on", "2025-12-18", "--out", target) == 0
    assert [row["mpra_eligible"] for row in lines(target)] == [False, None]


def test_compressed_files_are_read(tmp_path):
    source, target = tmp_path / "in.jsonl.gz", tmp_path / "out.jsonl"
    with gzip.open(source, "wt") as handle:
        handle.write(json.dumps(ALONE))
    assert run(source, "--on", "2025-12-18", "--out", target) == 0
    assert len(lines(target)) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("pas du json", "La ligne n'est pas un objet JSON lisible."),
        ("[1, 2]", "La ligne n'est pas un objet JSON."),
        ('{"entrees": 3}', "« entrees » n'est pas un objet JSON."),
        ('{"menage_personnes": 0}', "Le nombre de personnes du ménage vaut 0"),
        ('{"menage_personnes": 40}', "entre 1 et 20"),
        ('{"menage_revenu_fiscal_reference_eur": 1e12}', "Le revenu fiscal de référence vaut"),
        ('{"menage_revenu_fiscal_reference_eur": -1}', "entre 0 et"),
        ('{"menage_revenu_fiscal_reference_eur": NaN}', "indiquez un nombre"),
        ('{"menage_revenu_fiscal_reference_eur": "20000"}', "indiquez un nombre"),
        ('{"logement_type": "château"}', "« maison », « appartement »"),
        ('{"dpe_actuel": 9}', "entre 1 et 7"),
        ('{"logement_type": ["maison"]}', "logement_type n'a pas la forme attendue."),
        ("[" * 100_000, "La ligne n'est pas un objet JSON lisible."),
        ('{"travaux_ht_eur": 1' + "0" * 400 + "}", "travaux_ht_eur n'a pas la forme attendue."),
    ],
)
def test_a_bad_line_is_answered_and_the_next_one_computed(tmp_path, text, sentence):
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(text + "\n" + json.dumps({"id": "b", **ALONE}) + "\n")
    assert run(source, "--on", "2025-12-18", "--out", target) == 0
    bad, good = lines(target)
    assert sentence in bad["erreur"]
    assert (good["id"], good["categorie_revenu"]) == ("b", "très modeste")


@pytest.mark.parametrize(
    ("name", "on", "sentence"),
    [
        ("absent.jsonl", "2025-12-18", "n'existe pas"),
        ("in.jsonl", "18/12/2025", "Écrivez-la AAAA-MM-JJ"),
        ("broken.jsonl.gz", "2025-12-18", "ne se lit pas jusqu'au bout. Rien n'a été écrit."),
        ("latin.jsonl", "2025-12-18", "ne se lit pas jusqu'au bout. Rien n'a été écrit."),
        ("folder", "2025-12-18", "est un dossier"),
    ],
)
def test_what_cannot_be_done_writes_nothing(tmp_path, capsys, name, on, sentence):
    (tmp_path / "in.jsonl").write_text(json.dumps(ALONE))
    (tmp_path / "broken.jsonl.gz").write_bytes(gzip.compress(b"{}" * 10_000)[:-20])
    (tmp_path / "latin.jsonl").write_bytes("é".encode("latin-1"))
    (tmp_path / "folder").mkdir()
    before = set(tmp_path.iterdir())
    assert run(tmp_path / name, "--on", on, "--out", tmp_path / "out.jsonl") == 2
    assert sentence in capsys.readouterr().err
    assert set(tmp_path.iterdir()) == before


def test_the_source_is_never_overwritten(tmp_path, capsys):
    source = tmp_path / "in.jsonl"
    source.write_text(json.dumps(ALONE))
    assert run(source, "--on", "2025-12-18", "--out", source) == 2
    assert json.loads(source.read_text()) == ALONE
