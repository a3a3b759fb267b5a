# Two commands for a bare machine with Python 3.11+ (venv) and make: `make demo` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 2)
GENERATED := README.md docs/data-model.md docs/configuration.md docs/factors.md docs/course.md
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: demo test torture lint bench docs frontend clean help

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

demo: .venv/installed ## The whole job on bundled sample shops, no network; writes xunlu-demo/report.html
	$(BIN)/xunlu demo

test: lint ## Lint, types, import contracts, generated docs, all tests; several files at once: they mostly wait for servers
	$(BIN)/pytest -n $(WORKERS) --dist loadfile

torture: .venv/installed-torture ## What takes long: a real site of 10,000 pages, fuzzing, every lab with twenty seeds
	XUNLU_TEST_STRICT=1 $(BIN)/pytest -m torture
	$(BIN)/xunlu lab verify --seeds 0-19

lint: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/cog --check --verbosity=0 --check-fail-msg='run make docs' -I . $(GENERATED)
	$(BIN)/python -m docs.checks --check
	$(BIN)/python -m docs.report_schema --check
	$(BIN)/python -m benchmarks.table --check

frontend: reports/frontend/node_modules/.installed ## Build what runs in the report anew: reports/static/bundle.js
	node reports/frontend/build.mjs

docs: .venv/installed-dev ## Make the generated parts of the documentation anew
	$(BIN)/cog -r --verbosity=1 -I . $(GENERATED)
	$(BIN)/python -m docs.checks
	$(BIN)/python -m docs.report_schema
	$(BIN)/python -m benchmarks.table

bench: .venv/installed benchmarks/.venv/installed ## xunlu against bare Scrapy and advertools on 1,000 pages
	$(BIN)/python -m benchmarks --size 1000

clean: ## Remove what was made here
	rm -rf .venv benchmarks/.venv build dist *.egg-info xunlu-demo .mypy_cache .ruff_cache .pytest_cache .hypothesis fuzz-found

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("xunlu needs Python 3.11 or newer, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	touch $@

.venv/installed-dev: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@ .venv/installed

.venv/installed-torture: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev,torture]'
	touch $@ .venv/installed .venv/installed-dev

# Exact versions stand in package.json; only those who change the scripts of the report need Node.js.
reports/frontend/node_modules/.installed: reports/frontend/package.json
	cd reports/frontend && npm install --no-package-lock --no-audit --no-fund --loglevel=error
	touch $@

# advertools brings pandas, which sqlite-utils would import too: an environment of its own.
benchmarks/.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv benchmarks/.venv
	benchmarks/.venv/bin/pip install --quiet --constraint constraints.txt --editable '.[bench]'
	touch $@
