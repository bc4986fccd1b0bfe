# Commands of the project. `make demo` and `make test` are all a newcomer needs.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8000
BIN := .venv/bin

help: ## What each command does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

install: .venv/.installed ## The environment in .venv, with the command .venv/bin/faitiere
install-dev: .venv/.installed-dev

.venv/.installed: requirements.lock pyproject.toml tools/install
	@tools/install requirements.lock $@

.venv/.installed-dev: requirements-dev.lock pyproject.toml tools/install
	@tools/install requirements-dev.lock $@
	@touch .venv/.installed

demo: install ## A running site with demonstration data, on http://localhost:$(PORT)
	@PORT=$(PORT) tools/demo

check: install-dev ## Format, lint, types, import contracts, templates
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint --lint --quiet faitiere
	@FAITIERE_TESTING=1 $(BIN)/faitiere makemigrations --check --dry-run

test: install-dev ## Every test, on SQLite and on PostgreSQL, browser journeys included
	@tools/test

bench: install-dev ## Accuracy and speed, as ratios; tables written in docs/
	@for one in benchmarks/*.py; do echo "== $$one"; $(BIN)/python $$one --write || exit 1; done

screenshots: install-dev ## The main screens, in docs/images
	@tools/screenshots

lock: install-dev ## Recompute both lock files
	@$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.12 --generate-hashes --no-header --no-annotate -q -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.12 --generate-hashes --no-header --no-annotate -q -o requirements-dev.lock

clean: ## Remove the demonstration's data
	@rm -rf var

.PHONY: help install install-dev demo check test bench screenshots lock clean
