# Needs Python 3.11 or newer and nothing else; the environment is built in .venv.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo training test types fast-tests test-all docs pictures bench lock clean

demo: $(VENV)/serving
	$(BIN)/enricher demo

training: $(VENV)/training  ## adds what training needs: torch is 6.5 GB from PyPI

test: $(VENV)/development  ## needs nothing but Python
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(MAKE) -j2 types fast-tests

types:
	$(BIN)/mypy

fast-tests:
	$(BIN)/pytest -n 2 --dist loadfile --timeout 300 -m "not slow" --ignore tests/slow

test-all: test  ## adds what needs servers, browsers and trainings: tests/slow
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --timeout 900 -m slow

docs: $(VENV)/development  ## writes the site into build/site, or says which link leads nowhere
	$(BIN)/zensical build --strict --clean

pictures: $(VENV)/development  ## takes the pictures of docs/ anew, with the tests of the pages
	ENRICHER_PICTURES=1 $(BIN)/pytest -q tests/slow/portal

bench: $(VENV)/bench
	$(BIN)/python -m bench

lock: $(BIN)/uv  ## writes the lock files anew from pyproject.toml
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header -q \
		--python-version 3.11 pyproject.toml -o requirements/serving.txt
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header -q \
		--python-version 3.11 --extra training -c requirements/serving.txt pyproject.toml -o requirements/training.txt
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header -q \
		--python-version 3.11 --extra training --group dev -c requirements/training.txt pyproject.toml -o requirements/development.txt
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-header -q \
		--python-version 3.11 --extra training --group dev --group bench -c requirements/development.txt pyproject.toml -o requirements/bench.txt

clean:
	rm -rf $(VENV) .enricher .enricher-demo .cache build

$(BIN)/uv:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade uv

$(VENV)/serving: requirements/serving.txt pyproject.toml | $(BIN)/uv
$(VENV)/training: requirements/training.txt pyproject.toml | $(BIN)/uv
$(VENV)/development: requirements/development.txt pyproject.toml | $(BIN)/uv
$(VENV)/bench: requirements/bench.txt pyproject.toml | $(BIN)/uv

$(VENV)/serving $(VENV)/training $(VENV)/development $(VENV)/bench:
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $<
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	touch $@
