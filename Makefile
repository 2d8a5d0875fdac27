# make demo | test | bench | messages | clean. Everything happens in ./.venv; nothing is installed outside it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test bench messages clean

# The example study: the screen where there is a terminal, the main job in plain lines where there is none.
demo: $(VENV)/.installed
	@$(BIN)/cmo-coder demo

test: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto

bench: $(VENV)/.installed-test
	$(BIN)/python -m benchmarks

messages: $(VENV)/.installed-test
	$(BIN)/python -m cmo_coder.messages.build

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "cmo-coder needs Python 3.11 or newer; '$(PYTHON)' is not. Name another one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@mkdir -p $(VENV) 2>/dev/null && test -w $(VENV) || { \
	  echo "This folder may not be written to, and the environment goes into it. Copy the folder to one of your own, or"; \
	  echo "name another place for it: make $(MAKECMDGOALS) VENV=\$$HOME/cmo-coder-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "This Python cannot make a virtual environment; on Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }

# A stamp says that the environment fits pyproject.toml and constraints.txt, so that a second run starts at once.
$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing cmo-coder into $(VENV) (once; a minute or two)"
	@$(INSTALL) -e .
	@touch $@

$(VENV)/.installed-test: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing cmo-coder with its test tools into $(VENV) (once; a few minutes)"
	@$(INSTALL) -e '.[test]'
	@touch $@ $(VENV)/.installed
