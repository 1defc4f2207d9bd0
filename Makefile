# make run     a gallery at http://127.0.0.1:8000/  (PORT= DATA= ADMIN_PASSWORD= SAMPLES=0)
# make test    every test, with real engines and a headless browser  (ARGS="-k upload")
# make check   every static check
# make audit   what Lighthouse says of the pages visitors see
# make messages  brings the translations in locale/ in line with the sources
# make schema  writes docs/openapi.yaml anew

BIN = .venv/bin

# Values go to the programs as typed; make would read a $ in a password as its own.
$(foreach name,PORT DATA ADMIN_PASSWORD SAMPLES,$(if $(filter command,$(firstword $(origin $(name)))),\
	$(eval override export $(name) := $$(value $(name)))))

.PHONY: run test check bench audit screenshots messages schema lock setup

run: setup
	@exec $(BIN)/python -m embedded

test: setup
	@$(BIN)/pytest -n 3 -q $(ARGS)

check: setup
	@scripts/check

bench: setup
	@$(BIN)/python -m benchmarks.imaging $(ARGS)

audit: setup
	@$(BIN)/python -m benchmarks.pages $(ARGS)

screenshots: setup
	@$(BIN)/python -m scripts.screenshots

messages: setup
	@$(BIN)/python -m scripts.messages

schema: setup
	@scripts/schema docs/openapi.yaml

# Newer versions: make lock ARGS=--upgrade
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock: setup
	$(LOCK) $(ARGS) requirements-dev.in -o requirements-dev.txt
	$(LOCK) $(ARGS) requirements.in -c requirements-dev.txt -o requirements.txt
	$(LOCK) $(ARGS) requirements-node.in -o requirements-node.txt
	npm install --package-lock-only

# The newest Python that really runs: a version manager's shim may exist and fail.
setup:
	@for python in python3.13 python3.12 python3.11 python3; do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && exec $$python scripts/bootstrap.py; \
	done; echo "This needs Python 3.11 or newer, and found none that runs." >&2; exit 1
