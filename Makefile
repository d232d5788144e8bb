# Bronwijzer: `make chat` opens the chat, `make test` runs the tests; both set up what is missing.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
INDEX := index/store/manifest.json

.PHONY: setup chat test check eval baseline bench clean

setup: $(READY) $(INDEX)

chat: setup
	@$(BIN)/bronwijzer serve

test: $(READY)
	@$(BIN)/python -m pytest

check: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest tests/test_doors.py

# Fails where a guarded figure falls below the committed one by more than its interval.
eval: setup
	@$(BIN)/bronwijzer eval --against eval/baseline.json

# What `make eval` compares with: measure, keep the figures, commit them.
baseline: setup
	@$(BIN)/bronwijzer eval
	@$(BIN)/bronwijzer eval baseline

bench: setup
	@$(BIN)/python -m eval.bench
	@$(BIN)/python -m ui.measure

clean:
	rm -rf $(VENV) index/store .cache build *.egg-info

# Installed again only when the list of packages changes.
$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Bronwijzer vraagt Python 3.11 of nieuwer.") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Pakketten installeren (enkele minuten, alleen de eerste keer) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --progress-bar on --editable ".[dev]"
	@touch $@

# Made again when documents, word lists or the code that reads them change; texts that stayed are not encoded again.
$(INDEX): $(READY) $(wildcard ingest/corpus/* ingest/*.py index/*.py index/*.toml)
	@$(BIN)/bronwijzer index
	@touch $@
