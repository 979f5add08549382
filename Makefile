# Every target sets up .venv first if it is missing or out of date.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## make .venv and install everything into it (quick when nothing is to do)
	@echo "Set up: $(BIN)/python has the course and the grader."

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("This course needs Python 3.11 or newer, but $(PYTHON) is " + sys.version.split()[0] + ". Say which one to use: make PYTHON=python3.12 <target>")'
	@test -x $(BIN)/python || { echo "Making the virtual environment $(VENV)"; $(PYTHON) -m venv $(VENV); }
	@echo "Installing the packages into $(VENV): about 3 GB with PyTorch, once (the log is $(VENV)/setup.log)"
	@$(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt -e '.[test]' > $(VENV)/setup.log 2>&1 \
		|| { tail -n 20 $(VENV)/setup.log; echo "Installing failed: the lines above say why; the whole log is $(VENV)/setup.log"; exit 1; }
	@if git rev-parse --git-dir > /dev/null 2>&1; then \
		git config diff.notebook.textconv '$(BIN)/jupytext --quiet --to py:percent --output -'; fi
	@touch $@

lab: $(READY)  ## open JupyterLab on the start page: lectures and problem sets
	@$(BIN)/python -m autograder.workplace
	JUPYTER_CONFIG_PATH=$(CURDIR)/course_utils/jupyterlab $(BIN)/jupyter lab --LabApp.default_url=/lab/tree/notebooks/START.md

demo: $(READY)  ## grade a class of sample submissions, leave its feedback and reports in demo/
	@$(BIN)/python -m autograder.demo

test: $(READY)  ## everything CI runs: lint, the audit, and all tests
	@$(MAKE) --no-print-directory lint audit
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not alone"
	$(BIN)/python -m pytest -m alone

notebooks: $(READY)  ## run all lectures from top to bottom (profile smoke, no network)
	$(BIN)/python -m pytest -n 2 tests/lectures/test_lectures_run.py

hostile: $(READY)  ## grade every submission that attacks the grader or reaches it broken
	$(BIN)/python -m pytest -m hostile

audit: $(READY)  ## prove the checks: question × mutant, every one caught and named
	@$(BIN)/autograder audit

bench-grading: $(READY)  ## measure what grading a class costs, beside stock nbgrader (about an hour; see --help)
	$(BIN)/python -m benchmarks.grading $(ARGS)

bench-training: $(READY)  ## measure an epoch of CIFAR-10, the usual way and the course's
	$(BIN)/python -m benchmarks.training $(ARGS)

release: $(READY)  ## generate the students' notebooks from source/
	@$(BIN)/python -m autograder.release

tidy: $(READY)  ## put every notebook and Python file into the one agreed form
	@$(BIN)/python -m autograder.tidy
	@$(BIN)/ruff format --quiet course_utils autograder benchmarks tests nbgrader_config.py
	@$(BIN)/ruff check --quiet --fix

lint: $(READY)  ## look at the form of code and notebooks, change nothing
	$(BIN)/ruff check
	$(BIN)/ruff format --check --quiet course_utils autograder benchmarks tests nbgrader_config.py || { echo "Some files are not formatted: run make tidy"; exit 1; }

.PHONY: help setup lab demo test notebooks hostile audit bench-grading bench-training release tidy lint
