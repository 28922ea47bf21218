# The commands of the README. Settings are environment variables or arguments:
#   make run PORT=9000 DATA_DIR=/srv/masthead

.DEFAULT_GOAL := help
.PHONY: help run test check messages bench quality lock

PYTHON := .venv/bin/python
INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r
# Each is made anew when the list of packages that it stands for has changed.
RUNTIME := .venv/runtime.installed
DEVELOPMENT := .venv/development.installed
# Settings create their data folder; the checks must not touch that of the site.
APART := DATA_DIR=.venv/check

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile

# `exec` leaves no shell in between, so that a signal to make reaches the site.
run: $(RUNTIME) ## serve the site, with demonstration content if it is empty
	@exec $(PYTHON) manage.py serve --demo

test: $(DEVELOPMENT) ## run every test; ARGS="-k comments" goes to pytest
	@exec $(PYTHON) -m tests.support.suite $(ARGS)

check: $(DEVELOPMENT) ## format, lint, types, templates, migrations, deployment
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	$(APART) .venv/bin/mypy
	.venv/bin/djlint --lint templates
	$(APART) $(PYTHON) manage.py makemigrations --check --dry-run
	$(APART) SITE_URL=https://example.org $(PYTHON) manage.py check --deploy --fail-level WARNING

# Needs the programs of gettext: apt-get install gettext
messages: $(DEVELOPMENT) ## write what readers are told into the catalogues of locale/, and compile them
	$(APART) $(PYTHON) manage.py makemessages --locale es
	$(APART) $(PYTHON) manage.py compilemessages --ignore .venv --verbosity 0

bench: $(DEVELOPMENT) ## measure how fast the site is (20 minutes); ARGS="--only cached"
	@exec $(PYTHON) -m benchmarks $(ARGS)

quality: $(DEVELOPMENT) tests/quality/node_modules ## show every type of page to the public checkers (10 minutes)
	@exec $(PYTHON) -m tests.quality $(ARGS)

tests/quality/node_modules: tests/quality/package-lock.json
	@echo "Installing the checkers of tests/quality/package.json"
	@npm ci --prefix tests/quality --silent
	@touch $@

# The later lists are bound to what the first ones chose. UPGRADE=--upgrade takes newer releases.
LOCK := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-config --no-header $(UPGRADE)
lock: $(DEVELOPMENT) ## write the locked lists of packages from requirements/*.in
	$(LOCK) -o requirements.txt requirements/runtime.in
	$(LOCK) -o requirements/postgres.txt requirements/postgres.in
	$(LOCK) -o requirements/redis.txt requirements/redis.in
	$(LOCK) -o requirements/s3.txt requirements/s3.in
	$(LOCK) -o requirements/development.txt requirements/development.in

$(RUNTIME): requirements.txt | .venv/bin/pip
	@echo "Installing the packages of requirements.txt into .venv"
	@$(INSTALL) $<
	@touch $@

$(DEVELOPMENT): requirements/development.txt | .venv/bin/pip
	@echo "Installing the packages of requirements/development.txt into .venv"
	@$(INSTALL) $<
	@touch $@

# pip comes last in a new environment: where it is missing, an earlier attempt was cut short.
.venv/bin/pip:
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
		if $$python -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
		then exec $$python -m venv .venv; fi; \
	done; \
	echo "Masthead needs Python 3.11 or newer with its venv module, and found none on the path." >&2; \
	echo "On Debian and Ubuntu: apt-get install python3-venv" >&2; \
	exit 1
