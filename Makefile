# Everything here sets itself up; it needs Python 3.11 or newer with its venv module.
PYTHON ?= python3
READY = @$(PYTHON) -m config.bootstrap
VENV = .venv/bin/python

.PHONY: help run test test-deep check bench lock

help:
	@echo "make run        the site at http://localhost:8000 (PORT=8123, DEMO=0)"
	@echo "make test       the whole suite, on SQLite and PostgreSQL, with a browser"
	@echo "make test-deep  the same with what is too long for every run"
	@echo "make check      style, types, imports, templates, settings, migrations"
	@echo "make bench      how fast a page is served"
	@echo "make lock       renew requirements*.txt from pyproject.toml"

run:
	$(READY) run && exec $(VENV) -m config.launch

test:
	$(READY) dev && exec $(VENV) -m tests.run

test-deep:
	$(READY) dev && exec $(VENV) -m tests.run --deep

check:
	$(READY) dev && exec $(VENV) -m tests.check

bench:
	$(READY) dev && exec $(VENV) -m tests.benchmarks

lock:
	$(READY) dev && exec $(VENV) -m config.lock
