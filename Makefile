# Two commands: `make demo` serves an example, `make test` runs every check. Both need Python 3.11 and make, nothing else.
APP ?= examples/tour/app.py
HOST ?= 127.0.0.1
PORT ?= 8000
SESSIONS ?=
PYTHON ?= python3
# Trust the certificates that the system trusts, as in networks with an authority of their own.
UV_SYSTEM_CERTS ?= 1
export PYTHON UV_SYSTEM_CERTS

.PHONY: demo test clean
.SILENT:

demo:
	uv=$$(tools/find-uv) || exit; \
	if [ -x .venv/bin/envision ]; then quiet=--quiet; else echo "Getting what the demo needs; the first time takes a minute or two ..."; fi; \
	"$$uv" sync $$quiet || exit; \
	exec .venv/bin/envision run "$(APP)" --host $(HOST) --port $(PORT)

test:
	uv=$$(tools/find-uv) || exit; \
	PATH="$$(dirname "$$uv"):$$PATH" exec "$$uv" run --quiet noxfile.py $(if $(SESSIONS),--session $(SESSIONS))

clean:
	rm -rf .venv .nox .tools node_modules dist uv.lock envision_core/static/envision/core plugins/*/envision_*/static
	find . -name '*.built-from' -delete
