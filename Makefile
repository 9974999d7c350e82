# make setup    .venv with everything locked (once; again when the lock changes)
# make run      the whole chain on the sample reports, in run/; REPORTS=DIR for your own, WINDOW=no for no window
# make test     style, types, layers, messages, tests
# make heavy    the tests that take longest: teams of four on their machines, every screen of a team in every size
# make shots    pictures of every screen in run/pictures, and those of the manual
# make soak     5,000 keys at random in the window
# make real-window  one journey in a real X window, clicked and typed
# make bench    ratios measured here
# make lock     refresh requirements.lock (needs uv)
# make messages compile the catalogues
REPORTS ?= resources/sample
WINDOW ?= yes
UV ?= uv

.PHONY: setup run test heavy shots soak real-window bench lock messages

setup:
	@sh tools/setup.sh

run: setup
	@.venv/bin/python tools/run.py --reports "$(REPORTS)" --window "$(WINDOW)"

test: setup
	@.venv/bin/python tools/checks.py

heavy: setup
	@.venv/bin/python -m pytest -n auto --dist loadgroup --max-worker-restart 0 -q -m heavy tests

shots: setup
	@.venv/bin/python tools/run.py --only-pictures
	@.venv/bin/python tools/pictures.py

soak: setup
	@.venv/bin/python tools/soak.py --keys 5000

real-window: setup
	@.venv/bin/python tools/real_window.py

bench: setup
	@missed=; for script in bench/*.py; do echo "== $$script"; \
		.venv/bin/python "$$script" || missed="$$missed $$script"; done; \
	if [ -n "$$missed" ]; then echo "bench: missed:$$missed"; exit 1; fi; echo "bench: all targets met"

lock:
	@UV="$(UV)" sh tools/lock.sh

messages: setup
	@.venv/bin/python tools/messages.py
