# Two commands, each enough on a fresh machine: `make run` and `make test`. `make help` lists the others.
.PHONY: help run test fast test-all check setup build docs samples bench notebooks
.DEFAULT_GOAL := help

IN ?= data/raw
OUT ?= data/processed
WORK ?= build/bench
# Tests in two processes; `make test BESIDE=` runs them one after the other.
BESIDE ?= --numprocesses 2 --dist loadscope

help:           ## what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run:            ## digitise data/raw into data/processed (IN=folder OUT=folder for others)
	./setup.sh
	.venv/bin/sohoa run $(IN) -o $(OUT)
	@echo "Text: $(OUT)/text   datasets: $(OUT)/{documents,pages,cells,tasks,indicators,...}   what to check: .venv/bin/sohoa status $(OUT) --worst 10"

test:           ## style, types and all tests but the long ones: what has to be green
	./setup.sh --dev
	$(MAKE) --no-print-directory check
	.venv/bin/python -m pytest $(BESIDE)

fast:           ## style, types and the tests that need no engine, for between two thoughts
	./setup.sh --dev
	$(MAKE) --no-print-directory check
	.venv/bin/python -m pytest $(BESIDE) -m 'not engine'

test-all:       ## test, and the long ones (all generated tables, a table of 165 pages, the review in Chromium)
	./setup.sh --dev --browser
	$(MAKE) --no-print-directory check
	.venv/bin/python -m pytest --long

check:          ## style and types only
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy

setup:          ## virtual environment with everything
	./setup.sh --dev

build:          ## the wheel, in dist/
	./setup.sh --dev
	rm -rf build/lib build/bdist.*
	.venv/bin/python -m pip wheel --no-deps --no-build-isolation --wheel-dir dist .

docs:           ## make the generated pages of docs/ again
	.venv/bin/python docs/generate.py

samples:        ## typeset and wear the sample plans again (data/raw, tests/truth; some minutes)
	./setup.sh --dev
	.venv/bin/python -m samples

bench:          ## score a run over the sample plans, beside plain Tesseract; report in WORK=build/bench
	./setup.sh --dev
	.venv/bin/python benchmarks/score_run.py data/raw --truth tests/truth --typed tests/truth/typed -o $(WORK) --title "Sample documents"

notebooks:      ## execute the notebooks again (needs data/processed: make run)
	./setup.sh --dev
	.venv/bin/python notebooks/execute.py
