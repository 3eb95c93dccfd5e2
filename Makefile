PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help setup demo test test-all coverage check fmt bench mutants docs clean lock

help: ## list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

setup: ## leave a ready .venv; does nothing the second time
	@$(PYTHON) tools/setup.py

demo: setup ## make the demo clinic and serve it on PORT (8000)
	@$(BIN)/tenthhour demo --port $(PORT)

test: setup ## set up whatever is missing and pass every test
	@$(BIN)/python tools/chromium.py
	@$(BIN)/python tools/postgresql.py
	@$(BIN)/pytest -n 2 --dist loadgroup -m "not slow"

test-all: setup ## the same, the long calibrations and Spark
	@$(BIN)/python tools/chromium.py
	@$(BIN)/python tools/postgresql.py
	@$(BIN)/python tools/spark.py
	@$(BIN)/pytest -n 2 --dist loadgroup

coverage: setup ## branch coverage of unit, spec and reference tests, with its floor (nine minutes)
	@$(BIN)/coverage run -m pytest -q -p no:xdist -m "not slow" tests/unit tests/spec tests/reference src
	@$(BIN)/coverage report --skip-covered --sort=cover

check: setup ## format, lint, types, contracts, migrations (pre-commit runs exactly this)
	@$(BIN)/ruff format --check -q . && $(BIN)/ruff check -q .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@TENTHHOUR_DATABASE=:memory: $(BIN)/django-admin makemigrations --check --dry-run --settings tenthhour.config.settings

fmt: setup ## format and fix what can be fixed
	@$(BIN)/ruff format -q . && $(BIN)/ruff check -q --fix .

bench: setup ## measure speed and detection; writes docs/benchmarks.md
	@$(BIN)/python -m bench

mutants: setup ## one small change at a time to the guarding code: does a test notice? writes docs/mutants.md
	@$(BIN)/python -m bench.mutants --write

docs: setup ## write the generated pages of docs/
	@$(BIN)/python tools/docs.py
	@$(BIN)/python tools/transcripts.py
	@$(BIN)/python tools/examples.py

lock: setup ## renew the lock files from pyproject.toml
	@$(BIN)/python tools/lock.py

clean: ## remove what these targets made
	@rm -rf .venv demo artefacts build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .coverage*
