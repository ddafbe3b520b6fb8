# Every command of the project. `make` alone lists them.
# Settings (see .env.example) come from the environment, from .env, or from the command line:
# make run IRU_STATE=/srv/iru
.DEFAULT_GOAL := help
.PHONY: help run up down test lint bench psql clean environment
ifneq (,$(wildcard .env))
include .env
export
endif
PY := .venv/bin/python

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: environment ## From nothing to reports: server, sample county, nightly refresh, reports
	@$(PY) scripts/run.py all

up: environment ## Start Airflow on its schedule, with its pages on 127.0.0.1
	@$(PY) scripts/run.py prepare
	@$(PY) scripts/services.py up

down: ## Stop Airflow and the embedded database
	@[ ! -x $(PY) ] || $(PY) scripts/services.py down
	@[ ! -x $(PY) ] || $(PY) -m iru database stop | sed 's/^/  database: /'

test: environment ## Run every check and every test
	@echo "Pango, for PDF: $$(scripts/pango)"
	$(PY) -m ruff check .
	$(PY) -m pytest

lint: environment ## Check and format the Python files
	$(PY) -m ruff check --fix . && $(PY) -m ruff format .

bench: environment ## Measure the nightly load, as ratios to plain COPY
	$(PY) scripts/bench_load.py

psql: environment ## Open the warehouse as an analyst
	@$(PY) -m iru database start && $(PY) -m iru database psql

clean: ## Stop everything; remove the environment and all that runs have made
	@scripts/clean

environment:
	@PYTHON='$(PYTHON)' scripts/environment
