# `make run` serves the app; `make test` proves it. Both set up what they need and can be repeated.

PYTHON ?= python3
PORT ?= 8000
venv := .venv/bin

web_sources := $(shell find LICENSE LICENSES NOTICE contract/manifest.schema.json web/src web/public web/index.html web/package-lock.json web/*.json web/*.ts -type f)

# A virtual environment or a build that was broken off must not look finished the next time.
.DELETE_ON_ERROR:

.PHONY: setup run test check test-web test-python browsers bench soak lock clean

setup: .venv/all.installed

run: .venv/server.installed web/dist/index.html
	$(venv)/python -m server --port $(PORT)

test: check test-web test-python

check: .venv/all.installed web/node_modules/.package-lock.json
	$(venv)/ruff format --check .
	$(venv)/ruff check .
	$(venv)/mypy
	npm --prefix web run --silent check

test-web: web/node_modules/.package-lock.json
	npm --prefix web run --silent test

test-python: .venv/all.installed .venv/jax.installed web/dist/index.html browsers
	$(venv)/python -m pytest --ignore=tests/e2e $(parallel)
	$(venv)/python -m pytest tests/e2e

# Each file's tests share what is costly, so they stay together. A worker takes about a gigabyte.
parallel := --numprocesses auto --maxprocesses 4 --dist loadfile

# What the tests drive: installed, downloaded, or from the system's packages.
browsers: .venv/all.installed
	@$(venv)/python -m tests.kit.browsers

# Against face-api and human; writes docs/benchmarks.md. `python -m bench --help` tells the rest.
bench: .venv/all.installed web/dist/index.html bench/node_modules/.package-lock.json
	$(venv)/python -m bench speed

# Ten minutes of film: nothing may grow.
soak: .venv/all.installed web/dist/index.html
	CAMXUC_SOAK_MINUTES=10 $(venv)/python -m pytest tests/e2e/test_soak.py

# Python: locked, with hashes; --no-deps because the lock is complete and names every package.
.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Camxuc needs Python 3.11 or newer as $(PYTHON); name another: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/%.installed: requirements/%.txt | .venv/pyvenv.cfg
	$(venv)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

web/node_modules/.package-lock.json: web/package-lock.json
	@node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' || \
	  { echo "Camxuc needs Node 20.19 or newer; node --version says $$(node --version)"; exit 1; }
	npm --prefix web ci --no-audit --no-fund
	@touch $@

bench/node_modules/.package-lock.json: bench/package-lock.json
	npm --prefix bench ci --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json .venv/server.installed $(web_sources)
	npm --prefix web run --silent build
	$(venv)/python -m server.host.precompress web/dist

# Resolves the packages again. No addresses end up in the files; the later lists agree with the first.
# JAX has a list of its own: pyproject.toml shuts it out as a package that tensorflowjs asks for.
lock: .venv/all.installed
	$(lock_python) pyproject.toml --group training --group export --group dev -o requirements/all.txt
	$(lock_python) pyproject.toml -c requirements/all.txt -o requirements/server.txt
	echo 'jax==0.10.2' | $(lock_python) - --no-config -c requirements/all.txt -o requirements/jax.txt

lock_python = $(venv)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
  --no-header --python-version 3.11

clean:
	rm -rf .venv web/node_modules bench/node_modules web/dist
