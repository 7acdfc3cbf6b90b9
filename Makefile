# Two commands do all the set-up: "make site" and "make test". They need Python 3.11 or newer.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help site test lint bench dist lock chromium clean

help:
	@echo "make site   set up an environment, validate the data, build everything"
	@echo "make test   set up an environment, run the whole test suite, a real browser included"
	@echo "make lint   check style and types"
	@echo "make bench  print speed and size"
	@echo "make dist   build the source archive and the wheel"
	@echo "make lock   renew requirements.lock"
	@echo "make clean  remove the environment and everything built"

site: $(READY)
	@$(BIN)/ascpa validate
	@$(BIN)/ascpa build --site
	@echo "Look at the site:  $(BIN)/python -m http.server --bind 127.0.0.1 --directory build/site 8000"
	@echo "                   and open http://127.0.0.1:8000/"
	@echo "Ask in SQL:        $(BIN)/ascpa serve"

test: $(READY) chromium
	$(BIN)/python -m pytest $(PYTEST)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/python tests/bench.py

dist: $(READY)
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist

lock: $(READY)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --no-header --upgrade --extra test --extra lint --extra dist \
		pyproject.toml --output-file requirements.lock --quiet
	sed -i '1i # Every library of the development environment, pinned with hashes. Renew it with: make lock' requirements.lock

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" \
		|| { echo "ascpa needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -c "import ensurepip, venv" \
		|| { echo "$(PYTHON) cannot make environments. On Debian: apt-get install python3-venv"; exit 2; }
	@echo "Setting up the environment in .venv (once, a minute or two)"
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

# The browser tests drive the Chromium of the operating system. ASCPA_CHROMIUM may name another.
chromium:
	@[ -n "$$ASCPA_CHROMIUM" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
		|| command -v google-chrome >/dev/null \
		|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
			&& apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
		|| { echo "The browser tests need Chromium. On Debian or Ubuntu: sudo apt-get install chromium"; exit 2; }

clean:
	rm -rf .venv build dist
