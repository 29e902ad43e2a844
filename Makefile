# Every task of this project; `make` alone lists them. GNU make 3.81, which macOS ships, is enough.

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
URL ?=
export URL
TARGET ?= default

VENV := .venv
BIN := $(VENV)/bin
BENCH := .venv-bench
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
PINNED := --constraint constraints.txt --build-constraint constraints.txt

# The rooms that know no Scrapy are held to a higher floor of coverage than the whole.
PURE := crawler/errors.py,crawler/urls.py,crawler/reading.py,crawler/delivery/*,crawler/faults.py,crawler/records/*,crawler/page/*
PURE := $(PURE),crawler/article/*,crawler/links/*,crawler/sites/*,crawler/export/*,crawler/ledger/*

CRAWL_DEMO = $(BIN)/python -m crawler.demo.crawl
CRAWL_SITE = $(BIN)/scrapy crawl news -a url="$$URL" --show 1 -O feeds/site/articles.jsonl \
	-s READMORE_TEASERS_FEED=feeds/site/teasers.jsonl -s READMORE_REJECTS_FEED=feeds/site/rejects.jsonl

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help install crawl test lint format bench-reading constraints clean deploy splash test-cms test-crash test-deploy test-render bench-frontier fuzz test-heavy test-nights

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' Makefile

install: $(VENV)/.project $(VENV)/.group-test $(VENV)/.group-lint ## Set up .venv with the project, its tests and its linters

crawl: $(VENV)/.project ## Crawl the demo site and show what was written; URL=https://... crawls that site
	@$(if $(URL),$(CRAWL_SITE),$(CRAWL_DEMO))

deploy: $(VENV)/.project $(VENV)/.group-deploy ## Bring the project to the Scrapyd server TARGET of scrapy.cfg (default)
	@$(BIN)/scrapy deploy $(TARGET)

test: $(VENV)/.project $(VENV)/.group-test ## Run the quick tests and hold the floors of coverage
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --numprocesses 2 --dist loadscope
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
	@echo "The rooms that know no Scrapy:"
	$(BIN)/coverage report --include="$(PURE)" --fail-under=95

test-cms: $(VENV)/.project $(VENV)/.group-test .venv-cms/.ready ## Crawl real content management systems on loopback and judge what came of it
	$(BIN)/pytest -m cms tests/cms

test-crash: $(VENV)/.project $(VENV)/.group-test ## Kill crawls at random instants and at named points; READMORE_KILLS=10 kills less
	$(BIN)/pytest -m crash -s tests/crawl

bench-frontier: $(VENV)/.project ## Measure the frontier against Scrapy's schedulers, and what it adds to a crawl
	$(BIN)/python benchmarks/frontier.py

test-deploy: $(VENV)/.project $(VENV)/.group-test $(VENV)/.group-deploy .venv-scrapyd/.ready ## Deploy to a real Scrapyd and run jobs there
	$(BIN)/pytest -m deploy tests/deploy

test-nights: $(VENV)/.project $(VENV)/.group-test ## Carry nights by S3 and FTP, kill them at named points, crawl a CMS twice
	$(BIN)/pytest -m nights tests/crawl

test-render: $(VENV)/.project $(VENV)/.group-test $(VENV)/.extra-playwright splash ## Render pages by a real Splash and a real Chromium
	$(BIN)/pytest -m "render and not heavy" tests/render

test-heavy: $(VENV)/.project $(VENV)/.group-test $(VENV)/.extra-playwright splash ## Render 500 pages and watch what the browser holds
	$(BIN)/pytest -m heavy tests/render

fuzz: $(VENV)/.project $(VENV)/.group-test ## Read pages made by chance, for as long as an hour
	$(BIN)/pytest -q --hypothesis-profile=fuzz tests/unit/test_any_page.py -k "chance or any_text or machines"

lint: $(VENV)/.project $(VENV)/.group-lint ## Check style, format, types and who imports whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.group-lint ## Mend what ruff can mend by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench-reading: $(BENCH)/.made ## Measure reading against its peers on the real pages in READMORE_SHARED
	$(BENCH)/bin/python -W ignore benchmarks/reading.py

constraints: ## Pin every package anew at the newest versions that fit together
	rm -rf build/constraints
	"$(PYTHON)" -m venv build/constraints
	build/constraints/bin/python -m pip install -qq --upgrade pip setuptools
	build/constraints/bin/python -m pip install -qq -e '.[fast,playwright]' --group test --group deploy --group lint
	echo "# Every package pinned, for Python 3.11 to 3.13; made anew by: make constraints" > constraints.txt
	build/constraints/bin/python -m pip freeze --all --exclude-editable >> constraints.txt

clean: ## Take away all that make made; feeds stay
	rm -rf .venv .venv-* build dist *.egg-info .coverage .coverage.* .mypy_cache .ruff_cache
	rm -rf .pytest_cache
	rm -rf .import_linter_cache .hypothesis
	find crawler spiders pipelines tests -name __pycache__ -prune -exec rm -rf {} +

# Stamps, so that a second make is instant. A broken environment, or one whose Python is gone, is made anew.
$(VENV)/.project: pyproject.toml constraints.txt
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo \
		"Python 3.11 or newer is needed ($(if $(PYTHON),$(PYTHON) is not,none was found)): make install PYTHON=python3.12" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { echo \
		"$(PYTHON) cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@echo "Installing into $(VENV) ..."
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || "$(PYTHON)" -m venv --clear $(VENV)
	@$(PIP) install --constraint constraints.txt --upgrade pip
	@$(PIP) install $(PINNED) --editable .
	@touch $@

$(VENV)/.group-%: $(VENV)/.project
	@echo "Installing what $* needs ..."
	@$(PIP) install $(PINNED) --group $*
	@touch $@

$(BENCH)/.made: pyproject.toml benchmarks/requirements.txt
	@echo "Installing the peers into $(BENCH) ..."
	@$(BENCH)/bin/python -m pip --version >/dev/null 2>&1 || "$(PYTHON)" -m venv --clear $(BENCH)
	@$(BENCH)/bin/python -m pip --disable-pip-version-check -qq install --upgrade pip
	@$(BENCH)/bin/python -m pip --disable-pip-version-check -qq install --requirement benchmarks/requirements.txt --editable .
	@touch $@

$(VENV)/.extra-%: $(VENV)/.project
	@$(PIP) install $(PINNED) --editable '.[$*]'
	@touch $@

# Splash needs Qt's old web engine, which only a distribution still builds, and that distribution's own Python.
SPLASH_PACKAGES := xvfb xauth python3-venv python3-pyqt5 python3-pyqt5.qtwebkit python3-pyqt5.qtsvg \
	python3-pyqt5.qtwebengine python3-pyqt5.qtmultimedia chromium
splash:
	@if [ .venv-splash/.ready -nt examples/splash/requirements.txt ]; then true; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then $(MAKE) --no-print-directory .venv-splash/.ready; \
	else echo "Splash and Chromium are installed by root on Debian alone: without them the tests of tests/render are skipped" >&2; fi

.venv-splash/.ready: examples/splash/requirements.txt
	@echo "Installing Splash into .venv-splash ..."
	@apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends \
		$(SPLASH_PACKAGES) >/dev/null
	@/usr/bin/python3 -m venv --clear --system-site-packages .venv-splash
	@.venv-splash/bin/python -m pip --disable-pip-version-check -qq install --requirement examples/splash/requirements.txt
	@touch $@

# Systems that come as Python packages, which must not choose the versions of ours.
.venv-cms/.ready: tests/cms/requirements.txt
	@echo "Installing Wagtail and Nikola into .venv-cms ..."
	@"$(PYTHON)" -m venv --clear .venv-cms
	@.venv-cms/bin/python -m pip --disable-pip-version-check -qq install --upgrade pip
	@.venv-cms/bin/python -m pip --disable-pip-version-check -qq install --requirement tests/cms/requirements.txt
	@touch $@

# Scrapyd runs the egg, so its environment holds what the project needs, but not the project, which would go first.
.venv-scrapyd/.ready: examples/scrapyd/requirements.txt constraints.txt pyproject.toml
	@echo "Installing Scrapyd into .venv-scrapyd ..."
	@"$(PYTHON)" -m venv --clear .venv-scrapyd
	@grep -v '^setuptools==' constraints.txt > .venv-scrapyd/constraints.txt
	@.venv-scrapyd/bin/python -m pip --disable-pip-version-check -qq install --constraint constraints.txt --upgrade pip
	@.venv-scrapyd/bin/python -m pip --disable-pip-version-check -qq install --constraint .venv-scrapyd/constraints.txt \
		--requirement examples/scrapyd/requirements.txt .
	@.venv-scrapyd/bin/python -m pip --disable-pip-version-check -qq uninstall --yes readmore
	@touch $@
