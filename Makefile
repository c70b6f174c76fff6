# Sets up, builds, shows, tests and packs this. Documentation/Machines.md says on which systems.

PREFIX ?= /usr/local
DESTDIR ?=

MODEL := Models/all-MiniLM-L6-v2

REPORT := .build/release/report
SOURCES := Package.swift $(shell find Sources -type f)
FORMATTED := $(wildcard Package.swift Sources Tests Examples)

FIXTURES := Tests/EncoderTests/Fixtures
REFERENCE_VENV := .build/reference-venv
BENCHMARK_VENV := .build/benchmark-venv
BROWSER_VENV := .build/browser-venv
LINT_VENV := .build/lint-venv
EXPLORER := Sources/ReportKit/Page/Templates/explore

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help packages model build demo figures test test-browser test-machines test-scripts test-slurm \
	test-renderers screenshots benchmark benchmark-batch benchmark-charts benchmark-families fuzz sanitize soak install packed \
	deb wheel lint format fixtures clean

help: ## Lists the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-18s %s\n", $$1, $$2 }' Makefile

packages: ## Checks that Swift is there; installs the system's packages that are missing.
	@sh Scripts/packages.sh $(MODEL)

model: | $(MODEL) ## Gets the model all-MiniLM-L6-v2 (84 MB), once.
	@:

$(MODEL):
	@sh Scripts/model.sh $@

build: ## Builds the program for release, with the Swift runtime linked in.
	@echo "Building $(REPORT)"
	@swift build --configuration release --product report --static-swift-stdlib

demo: packages model build ## Builds all, and shows how the context tells two banks apart.
	@echo "Comparing the two banks"
	@$(REPORT) pair \
	    "The bank of the river was calm." \
	    "She went to the bank to deposit money." \
	    --word bank --model $(MODEL) -o Output

figures: model build ## Draws the pictures of README.md that are stale.
	@$(REPORT) figures Output/readme/figures.yaml

test: packages model ## Runs the tests.
	@echo "Testing"
	@mkdir -p .build
	@{ swift test 2>&1; echo $$? >.build/test.status; } | tee .build/test.log; \
	status=$$(cat .build/test.status); \
	if [ "$$status" != 0 ]; then \
	    echo "Failures, again:"; grep -E '^(✘|.*error:)' .build/test.log; \
	    exit "$$status"; \
	fi

test-browser: packages model build ## Tests the pages in Chromium, which has to be installed.
	@command -v chromium >/dev/null || [ -n "$$CHROMIUM" ] || { echo \
	    "chromium: not found. Install the Debian package chromium, or name another with CHROMIUM=" >&2; \
	    exit 1; }
	@sh Scripts/venv.sh $(BROWSER_VENV) Tests/Browser/requirements.txt
	@echo "Testing the pages in a browser"
	@REPORT="$(CURDIR)/$(REPORT)" $(BROWSER_VENV)/bin/python -m pytest --quiet \
	    -p no:cacheprovider Tests/Browser

test-slurm: model build ## Runs the example for Slurm on a cluster of this machine alone; as root.
	@echo "Testing the example for Slurm"
	@Tests/Clusters/slurm.sh $(REPORT) $(MODEL)

# Debian's Python, which has Pillow and NumPy as packages.
SYSTEM_PYTHON ?= /usr/bin/python3
test-renderers: packages model build ## Shows figures in Inkscape and others, and compares pixels; takes minutes.
	@swift build --configuration release --product gallery
	@echo "Comparing figures with what other programs show"
	@REPORT="$(CURDIR)/$(REPORT)" $(SYSTEM_PYTHON) Tests/Rendering/check.py

screenshots: demo ## Takes the pictures of pages that README.md shows, in Chromium.
	@sh Scripts/venv.sh $(BROWSER_VENV) Tests/Browser/requirements.txt
	@$(BROWSER_VENV)/bin/python Tests/Browser/screenshots.py Output/bank/index.html Documentation

benchmark-batch: model build ## Times `report batch` on 300 and on 10,000 pairs; takes minutes.
	@python3 Tests/Benchmarks/batch.py

# The peers: a download of some GB.
benchmark: model build ## Times this beside transformers, ONNX Runtime and the notebook.
	@sh Scripts/venv.sh $(BENCHMARK_VENV) Tests/Benchmarks/requirements.txt
	@swift build --configuration release --product encoder-benchmark
	@swift build --configuration release --product stage-benchmark
	@swift build --configuration release --product performance-chart
	@$(BENCHMARK_VENV)/bin/python Tests/Benchmarks/benchmark.py .build/benchmark
	@.build/release/performance-chart .build/benchmark/results.json .build/benchmark/results.png

FUZZ_SECONDS ?= 60
fuzz: packages ## Feeds damaged headers and configurations to the parsers, FUZZ_SECONDS each.
	@echo "Fuzzing"
	@swift build --package-path Tests/Fuzz --scratch-path .build/fuzz --sanitize=fuzzer
	@for target in FuzzHeader FuzzModel; do \
	    .build/fuzz/debug/$$target -max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 \
	        -close_fd_mask=1 Tests/Fuzz/Corpus/$$target || exit 1; \
	done

# Two tests reserve an impossible amount of memory on purpose.
SANITIZER_OPTIONS = allocator_may_return_null=1:detect_leaks=0
sanitize: packages model ## Runs the encoder's tests under two sanitizers, those of charts under one.
	@for sanitizer in address thread; do \
	    echo "Testing with the $$sanitizer sanitizer"; \
	    case $$sanitizer in address) tests='EncoderTests|ChartsTests' ;; *) tests=EncoderTests ;; esac; \
	    ASAN_OPTIONS=$(SANITIZER_OPTIONS) TSAN_OPTIONS=allocator_may_return_null=1 \
	        swift test --scratch-path .build/$$sanitizer --sanitize=$$sanitizer \
	        --filter "$$tests" || exit 1; \
	done

SOAK_PAIRS ?= 20000
SOAK_SANITIZED ?= 200
soak: packages model build ## Draws SOAK_PAIRS pairs in two processes side by side; takes hours.
	@[ "$(SOAK_SANITIZED)" = 0 ] || swift build --scratch-path .build/address --sanitize=address --product report
	@python3 Tests/Soak/soak.py --pairs $(SOAK_PAIRS) --sanitized $(SOAK_SANITIZED)

benchmark-families: ## Times a model of every family beside PyTorch and BERT.
	@sh Scripts/venv.sh $(BENCHMARK_VENV) Tests/Benchmarks/requirements.txt
	@swift build --configuration release --product encoder-benchmark
	@$(BENCHMARK_VENV)/bin/python Tests/Benchmarks/families.py .build/benchmark-families

benchmark-charts: ## Times figures beside matplotlib's.
	@sh Scripts/venv.sh $(BENCHMARK_VENV) Tests/Benchmarks/requirements.txt
	@swift build --configuration release --product chart-benchmark
	@$(BENCHMARK_VENV)/bin/python Tests/Benchmarks/charts.py .build/release/chart-benchmark

install: $(REPORT) ## Installs the program as PREFIX/bin/report (DESTDIR is honoured).
	@echo "Installing $(DESTDIR)$(PREFIX)/bin/report"
	@install -d "$(DESTDIR)$(PREFIX)/bin"
	@install -m 755 $(REPORT) "$(DESTDIR)$(PREFIX)/bin/report"

$(REPORT): $(SOURCES)
	@$(MAKE) --no-print-directory build

VERSION := $(shell sed -n 's/.*number = "\(.*\)"/\1/p' Sources/ReportKit/Text/ProgramVersion.swift)

# The program that packages hold.
PACKED := .build/packages/report
packed: build
	@mkdir -p $(dir $(PACKED))
	@sh Packaging/link.sh $(PACKED)

deb: packed ## Makes a Debian package of the program in .build/packages.
	@sh Packaging/deb.sh $(PACKED) $(VERSION) $(dir $(PACKED))

wheel: packed ## Makes a Python wheel with the program and its libraries in .build/packages.
	@sh Scripts/venv.sh .build/packaging-venv Packaging/requirements.txt
	@.build/packaging-venv/bin/python Packaging/wheel.py $(PACKED) $(VERSION) $(dir $(PACKED))

test-machines: ## Tries set-up, deb and wheel on minimal roots of Debian 12 and 13, as root.
	@sh Tests/Machines/roots.sh

test-scripts: ## Tests the scripts of the set-up and of the packages.
	@sh Tests/Machines/scripts.sh
	@python3 -m unittest discover --quiet Tests/Packaging

lint: ## Checks the Swift, C, JavaScript, Python and shell files.
	@echo "Checking the layout"
	@swift format lint --strict --recursive $(FORMATTED)
	@sh Scripts/venv.sh $(LINT_VENV) Tests/Lint/requirements.txt
	@echo "Checking C, JavaScript, Python and shell"
	@clang -fsyntax-only -Wall -Wextra -Wshadow -Werror $(addprefix -I,$(wildcard Sources/*/include)) \
	    $(wildcard Sources/*/*.c)
	@mkdir -p .build/lint && cat $(EXPLORER)/*.js >.build/lint/explore.js # one script, in one function
	@$(LINT_VENV)/bin/oxlint --quiet --deny-warnings -c Tests/Lint/oxlintrc.json \
	    .build/lint/explore.js $(dir $(EXPLORER))index.js
	@$(LINT_VENV)/bin/ruff check --quiet .
	@$(LINT_VENV)/bin/shellcheck .ci/run $(shell git ls-files '*.sh')

format: ## Lays the Swift files out.
	@echo "Formatting"
	@swift format --in-place --recursive $(FORMATTED)

fixtures: $(MODEL) ## Makes the reference data of the tests anew (a download of some GB).
	@echo "Making $(FIXTURES)"
	@sh Scripts/venv.sh $(REFERENCE_VENV) Tests/Reference/requirements.txt
	@$(REFERENCE_VENV)/bin/python Tests/Reference/make_fixtures.py $(MODEL) $(FIXTURES)
	@$(REFERENCE_VENV)/bin/python Tests/Reference/make_checkpoints.py $(FIXTURES)
	@$(REFERENCE_VENV)/bin/python Tests/Reference/make_families.py $(FIXTURES)
	@$(REFERENCE_VENV)/bin/python Tests/Reference/make_unigram_cases.py $(FIXTURES)
	@$(REFERENCE_VENV)/bin/python Tests/Reference/make_analyses.py $(MODEL) $(FIXTURES)
	@$(REFERENCE_VENV)/bin/python Tests/Reference/make_words.py $(FIXTURES)/distilbert-tiny Examples \
	    $(FIXTURES)/words.json
	@$(REFERENCE_VENV)/bin/python Tests/Reference/make_words.py $(MODEL) Examples \
	    $(FIXTURES)/words-minilm.json

clean: ## Removes what was built and reported; keeps the model.
	@echo "Cleaning"
	@rm -rf .build Models/.getting.*
	@git clean -fdXq Output
