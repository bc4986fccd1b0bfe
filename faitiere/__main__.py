"""The `faitiere` command: engines run without Django; anything else is a Django command."""

import argparse
import importlib
import os
import sys

ENGINES = {"energy": "faitiere.engines.energy.command", "aids": "faitiere.engines.aids.command"}
HELP = """Faîtière, l'outil du guichet unique de la rénovation énergétique.

Calculer, sans base de données :
  faitiere energy run CHEMIN… --out FICHIER.csv         résultats 3CL de fichiers DPE
  faitiere aids run FICHIER.jsonl --on DATE --out …     aides d'une liste de situations
  faitiere energy run --help, faitiere aids run --help  toutes les options

Tenir le site (variables d'environnement : docs/installer/installer.md) :
  faitiere migrate, createcachetable, load_reference    la base et les données de référence
  faitiere prepare_demo                                 une base de démonstration
  faitiere db_worker                                    les tâches de fond
  faitiere verify_audit                                 vérifier le journal
  faitiere help                                         toutes les commandes de Django"""


def run_engine(name: str, arguments: list[str]) -> int:
    """Run the command of one engine; 2 and a sentence when this engine is not installed."""
    try:
        command = importlib.import_module(ENGINES[name])
    except ModuleNotFoundError as error:
        if error.name != ENGINES[name]:
            raise
        sys.stderr.write(f"La commande « {name} » n'est pas disponible dans cette installation.\n")
        return 2
    parser = argparse.ArgumentParser(prog="faitiere")
    command.add_parser(parser.add_subparsers(dest="engine", required=True))
    return command.run(parser.parse_args([name, *arguments]))


def main() -> int:
    """Entry point; the exit code of the command."""
    arguments = sys.argv[1:]
    if arguments and arguments[0] in ENGINES:
        return run_engine(arguments[0], arguments[1:])
    if arguments in ([], ["--help"], ["-h"]):
        print(HELP)
        return 0
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "faitiere.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["faitiere", *arguments])
    return 0


if __name__ == "__main__":
    sys.exit(main())
