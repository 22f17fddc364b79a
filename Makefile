# `make` builds the example site of this repository; `make test` proves it.
# PYTHON=python3.13 chooses the interpreter that .venv is made with.

.PHONY: site test audit soak bench pictures gallery wheel lock clean venv browser

site: venv
	.venv/bin/evangelist build
	@echo "To look at it in a browser: .venv/bin/evangelist serve --open"

# Everything that a change must pass, in under ten minutes on two cores.
test: venv browser
	.venv/bin/ruff format --check
	.venv/bin/ruff check
	.venv/bin/mypy
	.venv/bin/pytest --numprocesses auto --maxprocesses 4 --dist worksteal

# The judgement of outside tools; one that is missing is a visible skip.
audit: venv browser
	.venv/bin/pytest -m audit

# Properties and damage at full size: an hour or more. Each line says how much is done.
soak: venv browser
	.venv/bin/pytest -v -m "not audit" --hypothesis-profile soak --numprocesses auto --dist worksteal

# Seconds and megabytes, beside other generators: half an hour, alone on the machine.
# A quick look: .venv/bin/python -m benchmarks --sizes 100,1000 --runs 1
bench: venv
	.venv/bin/python -m benchmarks

# The screenshots in the README.
pictures: venv browser
	.venv/bin/python -m tools.pictures

# Every type of page, and the extremes, at three widths, light and dark: open .gallery/index.html.
gallery: venv browser
	.venv/bin/python -m tools.gallery .gallery

# The one file that other computers install, in dist/.
wheel: venv
	.venv/bin/python -m hatchling build --target wheel

# The newest versions of all dependencies, pinned by hash.
lock: venv
	sh tools/lock.sh --upgrade

clean:
	rm -rf .venv .audit .bench .gallery .evangelist .hypothesis .mypy_cache .pytest_cache .ruff_cache .coverage dist
	find output -mindepth 1 ! -name .gitignore -delete

venv:
	@sh tools/setup.sh

browser: venv
	@.venv/bin/python tools/browser.py
