# The commands of the project. Each one makes the environment first if need be.
# PYTHON names the interpreter to make it from: 3.11 or newer.
PYTHON ?= python3
BIN := .venv/bin
# The runtime lock is enough to build and serve; tests and checks want the other one.
RUN := .venv/.runtime
DEV := .venv/.dev
# Material's end of life is known and planned for: see docs/decisions/.
export NO_MKDOCS_2_WARNING := 1
PIP := $(BIN)/python -m pip --disable-pip-version-check

CRANFIELD ?= ../shared/cranfield

.PHONY: help setup serve build test check lock picture bench-ranking clean
help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(DEV) ## the environment alone, with everything for tests and checks

serve: $(RUN) ## build, serve, and rebuild at every change
	$(BIN)/mkdocs serve

build: $(RUN) ## the static site in site/
	$(BIN)/mkdocs build --strict

test: $(DEV) ## every test
	$(BIN)/python -m pytest -n auto

check: $(DEV) ## lint, types, import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

lock: $(DEV) ## renew both lock files (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra dev pyproject.toml -o requirements-dev.lock

picture: $(DEV) ## take the README's picture from the site (needs chromium)
	$(BIN)/python tools/take_picture.py

bench-ranking: $(DEV) ## how well the ranking answers questions (CRANFIELD=folder of the collection)
	$(BIN)/python benchmarks/ranking.py $(CRANFIELD)

clean: ## remove what was built, not the environment
	rm -rf site build

.venv/bin/python:
	$(PYTHON) -m venv .venv

$(RUN): requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) install -q --require-hashes -r requirements.lock
	$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements-dev.lock pyproject.toml | .venv/bin/python
	$(PIP) install -q --require-hashes -r requirements-dev.lock
	$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $(DEV) $(RUN)
