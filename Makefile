# The commands of the project. Each one first makes the environment if necessary.
# PYTHON is the interpreter to make it from: 3.11 or newer.
PYTHON ?= python3
BIN := .venv/bin
# The runtime lock is enough to build and serve; tests and checks need the other one.
RUN := .venv/.runtime
DEV := .venv/.dev
BENCH := .venv/.bench
# Material's end of life is known and planned for: see docs/decisions/.
export NO_MKDOCS_2_WARNING := 1
PIP := $(BIN)/python -m pip --disable-pip-version-check
# TypeScript and axe, only for checks and tests: serving and building need no Node.
NODE := tests/js/node_modules/.installed
TSC := tests/js/node_modules/.bin/tsc

LIGHTHOUSE := benchmarks/lighthouse/node_modules/.installed

CRANFIELD ?= ../shared/cranfield
CORPUS ?=
FUZZ ?= 5000
MUTANTS ?= 25

.PHONY: help setup serve build offline test test-killed check fuzz mutants lock picture bench-ranking bench-reading bench-chapters bench-search bench-build lighthouse clean
help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(DEV) $(BENCH) $(NODE) ## make the environment, with everything for tests and checks

serve: $(RUN) ## build, serve, and rebuild at every change
	$(BIN)/mkdocs serve --dirty

build: $(RUN) ## build the static site in site/
	$(BIN)/mkdocs build --strict

offline: build ## zip the site so that it opens from disk with a double click
	$(BIN)/commonplace offline

test: $(DEV) $(BENCH) $(NODE) ## run every test
	$(BIN)/python -m pytest -n auto --durations 25

test-killed: $(DEV) ## interrupt builds before every file operation (long; `test` does 24)
	COMMONPLACE_KILL_ALL=1 $(BIN)/python -m pytest tests/laws/test_killed.py

check: $(DEV) $(NODE) ## run the linter, the type checkers and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	@if [ -x $(TSC) ]; then echo $(TSC); $(TSC) -p tests/js; fi

fuzz: $(DEV) $(BENCH) $(NODE) ## every test at full length, with FUZZ random hostile seeds for each law (long)
	FUZZ=$(FUZZ) THOROUGH=1 $(BIN)/python -m pytest -n auto

mutants: $(DEV) ## small changes to the code that some test ought to notice, MUTANTS of each group
	$(BIN)/python tools/mutants.py --mutants $(MUTANTS)

lock: $(DEV) ## update the lock files (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra dev pyproject.toml -o requirements-dev.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra bench -c requirements-dev.lock pyproject.toml -o requirements-bench.lock

picture: $(DEV) ## take the README's screenshot (needs chromium)
	$(BIN)/python tools/take_picture.py

bench-ranking: $(BENCH) ## measure the ranking (CRANFIELD=folder of any judged collection in that form)
	$(BIN)/python -m benchmarks.ranking $(CRANFIELD)

bench-reading: $(BENCH) ## measure how saved pages and captions are read (CORPUS=transcripts)
	$(BIN)/python -m benchmarks.reading $(CORPUS)

bench-chapters: $(BENCH) ## measure where long talks are cut (CORPUS=folder or .tar.gz of transcripts)
	$(BIN)/python -m benchmarks.chapters $(CORPUS)

bench-search: $(BENCH) ## measure the search against its peers (CORPUS=folder or .tar.gz of seeds)
	$(BIN)/python -m benchmarks.search $(CORPUS)

bench-build: $(BENCH) ## measure builds, cold and after an edit (CORPUS=folder or .tar.gz of seeds)
	$(BIN)/python -m benchmarks.build $(CORPUS)

lighthouse: $(BENCH) $(LIGHTHOUSE) ## have Lighthouse judge a page of each kind (long; needs chromium and npm)
	$(BIN)/python -m benchmarks.lighthouse

clean: ## remove what was built, but not the environment
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
	  echo "npm is not installed: skipping the type check of the scripts and the tests with axe"; \
	  test -z "$(CI)"; \
	fi

$(LIGHTHOUSE): benchmarks/lighthouse/package.json benchmarks/lighthouse/package-lock.json
	npm ci --prefix benchmarks/lighthouse --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@
