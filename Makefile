# make run     a gallery at http://127.0.0.1:8000/  (PORT= DATA= ADMIN_PASSWORD= SAMPLES=0)
# make emulator  an emulated AWS account to deploy to, until Ctrl-C: make deploy STAGE=emulator  (PORT= EDGE_PORT= DATA=)
# make test    every test, with real engines and a headless browser  (ARGS="-k upload")
# make test-deployment  a whole stage deployed to an emulated account, used, updated, rolled back and removed; minutes
# make check   every static check
# make bench-coldstart  how soon the deployed package answers, against FastAPI and boto3  (needs .venv-lambda)
# make audit   what Lighthouse says of the pages visitors see
# make deploy  the gallery on AWS, or brought up to date  (STAGE=production; STAGE=emulator: on this machine)
# make update | status | logs | manage | rollback | rotate | undeploy  of what is deployed  (STAGE= ARGS= KEY= DELETE_DATA=)
# make messages  brings the translations in locale/ in line with the sources
# make schema  writes docs/openapi.yaml anew

BIN = .venv/bin

# Values go to the programs as typed; make would read a $ in a password as its own.
$(foreach name,PORT EDGE_PORT DATA ADMIN_PASSWORD SAMPLES,$(if $(filter command,$(firstword $(origin $(name)))),\
	$(eval override export $(name) := $$(value $(name)))))

.PHONY: run emulator deploy update status logs manage rollback rotate undeploy emulator-stop test test-deployment check bench audit screenshots messages schema lock setup

run: setup
	@exec $(BIN)/python -m embedded

emulator: setup
	@exec $(BIN)/python -m embedded.cloud

deploy update status rollback: setup
	@exec $(BIN)/python -m infrastructure $@ --stage "$(STAGE)"

logs: setup
	@exec $(BIN)/python -m infrastructure logs --stage "$(STAGE)" $(ARGS)

manage: setup
	@exec $(BIN)/python -m infrastructure manage --stage "$(STAGE)" $(ARGS)

rotate: setup
	@exec $(BIN)/python -m infrastructure rotate --stage "$(STAGE)" --key "$(KEY)"

undeploy: setup
	@exec $(BIN)/python -m infrastructure undeploy --stage "$(STAGE)" --delete-data "$(DELETE_DATA)"

emulator-stop: setup
	@exec $(BIN)/python -m infrastructure stop-emulator

test: setup
	@$(BIN)/pytest -n 3 -q $(ARGS)

test-deployment: setup
	@$(BIN)/pytest -n 0 -q -m deployment tests/infrastructure $(ARGS)

check: setup
	@scripts/check

bench: setup
	@$(BIN)/python -m benchmarks.imaging $(ARGS)

bench-coldstart: setup
	@$(BIN)/python -m benchmarks.coldstart $(ARGS)

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
	$(LOCK) $(ARGS) requirements-lambda.in -c requirements.txt -o requirements-lambda.txt
	$(LOCK) $(ARGS) requirements-node.in -o requirements-node.txt
	npm install --package-lock-only

# The newest Python that really runs: a version manager's shim may exist and fail.
setup:
	@for python in python3.13 python3.12 python3.11 python3; do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && exec $$python scripts/bootstrap.py; \
	done; echo "This needs Python 3.11 or newer, and found none that runs." >&2; exit 1
