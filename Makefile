# Two commands, each enough on a fresh machine: `make run` and `make test`.
.PHONY: run test check setup docs notebooks

IN ?= data/raw
OUT ?= data/processed

run:            ## digitise data/raw into data/processed
	./setup.sh
	.venv/bin/sohoa run $(IN) -o $(OUT)
	@echo "Text: $(OUT)/text   datasets: $(OUT)/{documents,pages,cells,tasks,indicators,...}   what to check: .venv/bin/sohoa status $(OUT) --worst 10"

test:           ## style, types, tests
	./setup.sh --dev
	$(MAKE) --no-print-directory check
	.venv/bin/python -m pytest

check:          ## style and types only
	.venv/bin/ruff check
	.venv/bin/mypy

setup:          ## virtual environment with everything
	./setup.sh --dev

docs:           ## make the generated pages of docs/ again
	.venv/bin/python docs/generate.py

notebooks:      ## execute the notebooks again (needs data/processed: make run)
	./setup.sh
	.venv/bin/python -m pip install --quiet -c requirements.txt -r notebooks/requirements.txt
	.venv/bin/jupyter-execute --inplace notebooks/*.ipynb
