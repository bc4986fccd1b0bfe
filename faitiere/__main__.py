"""The `faitiere` command: engines run without Django; anything else is a Django command."""

import argparse
import importlib
import os
import sys

ENGINES = {"energy": "faitiere.engines.energy.command", "aids": "faitiere.engines.aids.command"}


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
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "faitiere.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["faitiere", *arguments])
    return 0


if __name__ == "__main__":
    sys.exit(main())
