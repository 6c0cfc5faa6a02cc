PY ?= python3
V := .venv
UV := $(V)/bin/uv
PIP := $(V)/bin/python -m pip install -q --disable-pip-version-check
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --jobs=2
export PYTHONDONTWRITEBYTECODE :=
.PHONY: help demo day test check fast covered soak bench picture browser guides texts lock sbom clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 10

$(V)/bin/uv: requirements/boot.txt
	test -x $(V)/bin/python || $(PY) -m venv $(V)
	$(PIP) --require-hashes -r requirements/boot.txt
	touch $@

$(V)/.run: $(V)/bin/uv requirements/run.txt pyproject.toml
	$(UV) pip install -q --compile-bytecode --python $(V)/bin/python --require-hashes -r requirements/run.txt
	$(UV) pip install -q --compile-bytecode --python $(V)/bin/python --no-deps --no-build-isolation -e .
	touch $@

$(V)/.dev: $(V)/.run requirements/dev.txt
	$(UV) pip install -q --compile-bytecode --python $(V)/bin/python --require-hashes -r requirements/dev.txt
	touch $@

demo: $(V)/.run ## the whole office as a page of telephones in the browser
	@$(V)/bin/muster playground

day: $(V)/.run ## one working day of a small community, in the terminal
	@$(V)/bin/muster day

ABREAST := -n 3

test: $(V)/.dev browser ## every test
	$(V)/bin/pytest $(ABREAST)

fast: $(V)/.dev ## lint, format and types
	$(V)/bin/ruff check
	$(V)/bin/ruff format --check
	$(V)/bin/mypy

HOUSE := bot,domain,handlers,models,playground,scheduler,services,views
MEASURED := $(V)/bin/python -m slipcover --source $(HOUSE) --omit 'models/migrations/*' --json --out .coverage

check: fast covered ## everything that CI checks: lint, types, import contracts, tests, coverage

covered: $(V)/.dev browser
	$(MEASURED) -m pytest $(ABREAST)
	$(V)/bin/python -m slipcover --merge .coverage --out .coverage --skip-covered --missing-width 40 --fail-under 97

CHROMIUM := command -v chromium chromium-browser google-chrome >/dev/null
INSTALLABLE := test "$$(id -u)" = 0 && command -v apt-get >/dev/null
INSTALL := apt-get update -q && apt-get install -y -q chromium fonts-noto-cjk
MISSING := no Chromium found, and the page is tested in a real one: install chromium and fonts-noto-cjk

browser:
	@$(CHROMIUM) || { $(INSTALLABLE) && $(INSTALL); } || { echo "$(MISSING)" >&2; exit 1; }

picture: $(V)/.dev browser ## the picture of the page that the README opens with
	$(V)/bin/python -m benchmarks.picture

soak: $(V)/.dev ## the long tests: every step killed, hundreds of kills, weeks of days
	$(V)/bin/pytest -m soak

bench: $(V)/.dev ## the figures of the README, as ratios
	$(V)/bin/python -m benchmarks.check_in
	$(V)/bin/python -m benchmarks.page
	$(V)/bin/python -m benchmarks.opening
	$(V)/bin/python -m benchmarks.burst

guides: $(V)/.dev ## play the guides' conversations and write down what is seen
	$(V)/bin/python -m tests.kit.guide

texts: $(V)/.run ## bring the Chinese catalogues in step with views/
	$(V)/bin/python -m locales.collect

COMPILE := $(UV) pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate

lock: $(V)/bin/uv ## pin the newest versions that the project bears
	$(COMPILE) pyproject.toml -o requirements/run.txt
	$(COMPILE) pyproject.toml --extra postgresql --group dev -o requirements/dev.txt
	$(COMPILE) requirements/boot.in -o requirements/boot.txt
	date -I > requirements/compiled-on

sbom: $(V)/.dev ## sbom.json: all that an installation without tools consists of (CycloneDX)
	$(UV) venv -q --clear --python $(V)/bin/python $(V)/sbom
	$(UV) pip install -q --python $(V)/sbom/bin/python --require-hashes -r requirements/run.txt
	$(V)/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --output-format JSON \
		--output-file sbom.json $(V)/sbom/bin/python

clean: ## remove what was installed and made
	rm -rf $(V) .mypy_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
