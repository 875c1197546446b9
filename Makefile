# The commands of the project. Each one makes the environment first if need be.
# PYTHON names the interpreter to make it from: 3.11 or newer.
PYTHON ?= python3
BIN := .venv/bin
# The runtime lock is enough to build and serve; tests and checks want the other one.
RUN := .venv/.runtime
DEV := .venv/.dev
BENCH := .venv/.bench
# Material's end of life is known and planned for: see docs/decisions/.
export NO_MKDOCS_2_WARNING := 1
# Where it is set, each of the many processes of the tests would compile the program anew.
unexport PYTHONDONTWRITEBYTECODE
PIP := $(BIN)/python -m pip --disable-pip-version-check
# TypeScript and axe, for checks and tests alone: serving and building need no Node.
NODE := tests/js/node_modules/.installed
TSC := tests/js/node_modules/.bin/tsc

CRANFIELD ?= ../shared/cranfield
CORPUS ?=
FUZZ ?= 5000
MUTANTS ?= 25

.PHONY: help setup serve build offline test test-killed check fuzz mutants lock picture bench-ranking bench-reading bench-search bench-build clean
help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(DEV) $(BENCH) $(NODE) ## the environment alone, with everything for tests and checks

serve: $(RUN) ## build, serve, and rebuild at every change
	$(BIN)/mkdocs serve --dirty

build: $(RUN) ## the static site in site/
	$(BIN)/mkdocs build --strict

offline: build ## the site as a zip that opens from disk by a double click
	$(BIN)/commonplace offline

test: $(DEV) $(BENCH) $(NODE) ## every test
	$(BIN)/python -m pytest -n auto

test-killed: $(DEV) ## stop builds before every operation (long; `test` has 60 of them)
	COMMONPLACE_KILL_ALL=1 $(BIN)/python -m pytest tests/laws/test_killed.py

check: $(DEV) $(NODE) ## lint, types, import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	@if [ -x $(TSC) ]; then echo $(TSC); $(TSC) -p tests/js; fi

fuzz: $(DEV) ## seeds that nobody would write, FUZZ of them for each law
	FUZZ=$(FUZZ) $(BIN)/python -m pytest -q tests/laws/test_fuzz.py
	HOSTILE=all $(BIN)/python -m pytest -q tests/laws/test_hostile.py tests/browser/test_hostile.py

mutants: $(DEV) ## small changes to the code that some test ought to notice, MUTANTS of each group
	$(BIN)/python tools/mutants.py --mutants $(MUTANTS)

lock: $(DEV) ## renew the lock files (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra dev pyproject.toml -o requirements-dev.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra bench -c requirements-dev.lock pyproject.toml -o requirements-bench.lock

picture: $(DEV) ## take the README's picture from the site (needs chromium)
	$(BIN)/python tools/take_picture.py

bench-ranking: $(BENCH) ## how well the ranking answers questions (CRANFIELD=folder of the collection)
	$(BIN)/python -m benchmarks.ranking $(CRANFIELD)

bench-reading: $(BENCH) ## how well saved pages and captions are read, beside peers (CORPUS=transcripts)
	$(BIN)/python -m benchmarks.reading $(CORPUS)

bench-search: $(BENCH) ## what searching costs, beside its peers (CORPUS=folder or .tar.gz of seeds)
	$(BIN)/python -m benchmarks.search $(CORPUS)

bench-build: $(BENCH) ## what building costs, cold and after an edit (CORPUS=folder or .tar.gz of seeds)
	$(BIN)/python -m benchmarks.build $(CORPUS)

clean: ## remove what was built, not the environment
	rm -rf site .site.building build

.venv/bin/python:
	$(PYTHON) -m venv .venv

$(RUN): requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) install -q --no-deps --require-hashes -r requirements.lock
	$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): requirements-dev.lock pyproject.toml | .venv/bin/python
	$(PIP) install -q --no-deps --require-hashes -r requirements-dev.lock
	$(PIP) install -q --no-deps --no-build-isolation -e .
	@touch $(DEV) $(RUN)

$(BENCH): requirements-bench.lock | $(DEV)
	$(PIP) install -q --no-deps --require-hashes -r requirements-bench.lock
	@touch $@

$(NODE): tests/js/package.json tests/js/package-lock.json
	@if command -v npm >/dev/null; then \
	  npm ci --prefix tests/js --ignore-scripts --no-audit --no-fund --loglevel error && touch $@; \
	else \
	  echo "npm is not installed: the pages' scripts are not type-checked, nor the pages with axe"; \
	  test -z "$(CI)"; \
	fi
