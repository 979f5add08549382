# What students and instructors share: the environment, and JupyterLab in it. Included by a Makefile, which may set EXTRAS.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
# A virtual environment knows its own path: one that has come along in a moved or copied folder does not work.
MOVED  := $(shell test -s $(READY) && test "`cat $(READY)`" != "$(abspath $(READY))" && echo moved)

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## make .venv and install everything into it (quick when nothing is to do)
	@echo "Set up: $(BIN)/python has all that is needed."

moved:
	@echo "This folder has been moved or copied: $(VENV) is made anew"
	@rm -rf $(VENV)

$(READY): pyproject.toml constraints.txt $(MOVED)
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("This course needs Python 3.11 or newer, but $(PYTHON) is " + sys.version.split()[0] + ". Say which one to use: make PYTHON=python3.12 <target>")'
	@test -x $(BIN)/python || { echo "Making the virtual environment $(VENV)"; $(PYTHON) -m venv $(VENV); }
	@echo "Installing the packages into $(VENV): about 3 GB with PyTorch, once (the log is $(VENV)/setup.log)"
	@$(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt -e '.$(EXTRAS)' > $(VENV)/setup.log 2>&1 \
		|| { tail -n 20 $(VENV)/setup.log; echo "Installing failed: the lines above say why; the whole log is $(VENV)/setup.log"; exit 1; }
	@if git rev-parse --git-dir > /dev/null 2>&1; then \
		git config diff.notebook.textconv '$(BIN)/jupytext --quiet --to py:percent --output -'; fi
	@echo "$(abspath $@)" > $@

lab: $(READY)  ## open JupyterLab on the start page: lectures and problem sets
	@$(BIN)/python -m course_utils.workplace
	JUPYTER_CONFIG_PATH="$(CURDIR)/course_utils/jupyterlab$${JUPYTER_CONFIG_PATH:+:$$JUPYTER_CONFIG_PATH}" $(BIN)/jupyter lab --LabApp.default_url=/lab/tree/notebooks/START.md

.PHONY: help setup lab
.PHONY: moved
