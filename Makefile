# Bronwijzer: `make chat` opens the chat, `make test` runs the tests; both set up what is missing.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
INDEX := index/store/manifest.json
LOCK := .deploy/constraints.txt
EXTRAS = [$(shell $(BIN)/python .deploy/packages.py extras)]
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: setup chat test check eval baseline bench pressure lock licences sbom audit delivery clean

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

# Some half an hour: people who type, more and more questions, faults, a soak, malformed requests.
pressure: setup
	@$(BIN)/python -m ui.pressure --all --out .cache/pressure.json

clean:
	rm -rf $(VENV) index/store .cache build *.egg-info

# Everything of every extra as new as it may be; then the tests, and the lock and the list of licences are committed.
lock: $(READY)
	@$(PIP) install --upgrade --upgrade-strategy eager --editable ".$(EXTRAS)"
	@$(BIN)/python .deploy/packages.py lock
	@$(BIN)/python .deploy/packages.py licences

licences: $(READY)
	@$(BIN)/python .deploy/packages.py licences

# What is installed here, with licences, in CycloneDX; the image holds one of its own.
sbom: $(READY)
	@mkdir -p build
	@$(BIN)/cyclonedx-py environment --output-reproducible --of JSON -o build/sbom.cdx.json $(BIN)/python
	@echo "build/sbom.cdx.json"

# Known weaknesses of what the lock names; a package that could not be looked up is a failure, not a success.
audit: $(READY)
	@$(BIN)/pip-audit --strict --no-deps --disable-pip --progress-spinner off --requirement $(LOCK)

# The Dockerfile's own steps in a clean folder, without a container engine: installs everything, takes minutes.
delivery: $(READY)
	@$(BIN)/python -m pytest -m delivery tests/test_delivery_image.py

# Installed again only when the list of packages, or their versions, change.
$(READY): pyproject.toml $(LOCK)
	@$(PYTHON) -c 'import sys; sys.exit("Bronwijzer vraagt Python 3.11 of nieuwer.") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Pakketten installeren (enkele minuten, alleen de eerste keer) ..."
	@$(PIP) install --quiet --progress-bar on --constraint $(LOCK) --editable ".[dev]"
	@touch $@

# Made again when documents, word lists or the code that reads them change; texts that stayed are not encoded again.
$(INDEX): $(READY) $(wildcard ingest/corpus/* ingest/*.py index/*.py index/*.toml)
	@$(BIN)/bronwijzer index
	@touch $@
