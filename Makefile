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
DOCUMENTS_VENV := .build/documents-venv
SITE_VENV := .build/site-venv
LINT_VENV := .build/lint-venv
COMPARISON_VENV := .build/comparison-venv
ENGINES_VENV := .build/engines-venv
EXPLORER := Sources/Pages/Templates/explore

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help packages model build demo figures test test-browser test-docs test-machines test-arm64 test-kernels \
	test-scripts test-slurm test-engines test-renderers screenshots site docc benchmark benchmark-batch benchmark-list benchmark-triage \
	benchmark-charts benchmark-commits benchmark-families compare-charts sheet fuzz sanitize sanitize-reports soak soak-durability install packed deb \
	wheel lint format fixtures clean

help: ## Lists the targets.
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-18s %s\n", $$1, $$2 }' Makefile

packages: ## Checks that Swift is there; installs the system's packages that are missing.
	@sh Scripts/packages.sh $(MODEL) $(TEST_PACKAGES)

model: | $(MODEL) ## Gets the model all-MiniLM-L6-v2 (84 MB), once.
	@:

$(MODEL):
	@sh Scripts/model.sh $@

build: ## Builds the program for release, with the Swift runtime linked in.
	@sh Scripts/swift.sh
	@echo "Building $(REPORT)"
	@swift build --configuration release --product report --static-swift-stdlib

demo: packages model build ## Builds all, and shows how the context tells two banks apart.
	@echo "Comparing the two banks"
	@$(REPORT) pair \
	    "The bank of the river was calm." \
	    "She went to the bank to deposit money." \
	    --word bank --model $(MODEL) -o Output

figures: model build ## Draws the pictures of the documentation that are out of date.
	@$(REPORT) figures Output/readme/figures.yaml
	@python3 Scripts/architecture.py Documentation/architecture.svg

# For the prerequisite packages as well. Poppler reads the PDF files.
test: TEST_PACKAGES := poppler-utils
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

test-docs: model build ## Runs the commands of README.md and the guides.
	@sh Scripts/venv.sh $(DOCUMENTS_VENV) Tests/Documentation/requirements.txt
	@echo "Running the commands of the documents"
	@python3 Scripts/site_pages.py .build/site-pages
	@python3 Scripts/architecture.py Documentation/architecture.svg --check
	@python3 -m unittest discover --quiet Tests/Documentation
	@$(DOCUMENTS_VENV)/bin/python Tests/Documentation/commands.py $(REPORT) $(MODEL)

test-slurm: model build ## Runs the example for Slurm on a cluster of this machine alone; as root.
	@echo "Testing the example for Slurm"
	@Tests/Clusters/slurm.sh $(REPORT) $(MODEL)

test-engines: model build ## Runs the drivers for GNU parallel, Dask, Ray, Spark and Snakemake, killing a worker in each; a download of some 500 MB.
	@sh Scripts/venv.sh $(ENGINES_VENV) Tests/Clusters/requirements.txt
	@echo "Testing the drivers for other engines"
	@Tests/Clusters/engines.sh $(REPORT) $(MODEL) $(ENGINES_VENV)/bin/python

# Debian's Python, which has Pillow and NumPy as packages.
SYSTEM_PYTHON ?= /usr/bin/python3
test-renderers: packages model build ## Shows figures in Inkscape and others, and compares pixels; takes minutes.
	@swift build --configuration release --product gallery
	@echo "Comparing figures with what other programs show"
	@REPORT="$(CURDIR)/$(REPORT)" $(SYSTEM_PYTHON) Tests/Rendering/check.py

site: ## Builds the documentation as a web site in .build/site.
	@sh Scripts/venv.sh $(SITE_VENV) Documentation/requirements.txt
	@echo "Building .build/site/index.html"
	@python3 Scripts/site_pages.py .build/site-pages
	@NO_MKDOCS_2_WARNING=1 $(SITE_VENV)/bin/mkdocs build --quiet

# The symbols of a library, beside those of what it is built on.
DOCC := .build/docc
docc: packages ## Builds the reference documentation of the libraries in .build/docc.
	@for library in Encoder Charts; do \
	    echo "Documenting $$library"; \
	    swift build --quiet --scratch-path $(DOCC)/build --target $$library -Xswiftc -emit-symbol-graph \
	        -Xswiftc -emit-symbol-graph-dir -Xswiftc "$(CURDIR)/$(DOCC)/symbols" || exit 1; \
	    mkdir -p $(DOCC)/symbols/$$library; \
	    cp $(DOCC)/symbols/$$library*.symbols.json $(DOCC)/symbols/$$library; \
	    docc convert Sources/$$library/$$library.docc --warnings-as-errors \
	        --additional-symbol-graph-dir $(DOCC)/symbols/$$library --output-path $(DOCC)/$$library || exit 1; \
	done

screenshots: demo ## Takes the pictures of pages that the guides show, in Chromium.
	@sh Scripts/venv.sh $(BROWSER_VENV) Tests/Browser/requirements.txt
	@$(BROWSER_VENV)/bin/python Tests/Browser/screenshots.py Output/bank/index.html Documentation

benchmark-batch: model build ## Times `report batch` on 300 and on 10,000 pairs; takes minutes.
	@python3 Tests/Benchmarks/batch.py

benchmark-list: model build ## Runs a list of 100,000 pairs without pages: time, memory, bytes; takes minutes.
	@python3 Tests/Benchmarks/long_list.py

# The peers: a download of some GB.
benchmark-triage: model build ## Times `report batch --pages none` beside the encoder alone and beside transformers.
	@sh Scripts/venv.sh $(BENCHMARK_VENV) Tests/Benchmarks/requirements.txt
	@swift build --configuration release --product encoder-benchmark
	@$(BENCHMARK_VENV)/bin/python Tests/Benchmarks/triage.py

benchmark: model build ## Times this beside transformers, ONNX Runtime and a notebook.
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

# Charts, and the reports that need them and the C libraries most; the program that is run is sanitized too.
SANITIZED_REPORTS = ChartsTests|PairReportTests|WordReportTests|AnalysisFiguresTests|PairCommandTests|FigureCommandTests
sanitize-reports: packages model ## Runs the tests of charts and of some reports under the address sanitizer.
	@echo "Testing charts and reports with the address sanitizer"
	@ASAN_OPTIONS=$(SANITIZER_OPTIONS) swift test --scratch-path .build/address --sanitize=address \
	    --filter '$(SANITIZED_REPORTS)'

SOAK_PAIRS ?= 20000
SOAK_SANITIZED ?= 200
soak: packages model build ## Draws SOAK_PAIRS pairs in two processes side by side; takes hours.
	@[ "$(SOAK_SANITIZED)" = 0 ] || swift build --scratch-path .build/address --sanitize=address --product report
	@python3 Tests/Soak/soak.py --pairs $(SOAK_PAIRS) --sanitized $(SOAK_SANITIZED)

SOAK_MINUTES ?= 60
soak-durability: packages build ## For SOAK_MINUTES, kills runs, fills the disk, changes the list and the clock, and compares bytes; as root.
	@unshare -m python3 Tests/Soak/durability.py --minutes $(SOAK_MINUTES)

COMMIT ?= 23493db
benchmark-commits: model build ## Times this build and that of the commit COMMIT in turns; takes half an hour.
	@python3 Tests/Benchmarks/commits.py $(COMMIT)

benchmark-families: ## Times a model of every family beside ONNX Runtime and BERT.
	@sh Scripts/venv.sh $(BENCHMARK_VENV) Tests/Benchmarks/requirements.txt
	@swift build --configuration release --product encoder-benchmark
	@$(BENCHMARK_VENV)/bin/python Tests/Benchmarks/families.py .build/benchmark-families

benchmark-charts: ## Times figures beside matplotlib's.
	@sh Scripts/venv.sh $(BENCHMARK_VENV) Tests/Benchmarks/requirements.txt
	@swift build --configuration release --product chart-benchmark
	@$(BENCHMARK_VENV)/bin/python Tests/Benchmarks/charts.py .build/release/chart-benchmark

compare-charts: model build ## Draws the same numbers with other packages, for the guide to figures.
	@sh Scripts/venv.sh $(COMPARISON_VENV) Tests/Comparison/requirements.txt
	@$(COMPARISON_VENV)/bin/python Tests/Comparison/charts.py $(REPORT) $(MODEL) Documentation/charts.png

sheet: model build ## Draws every kind of figure in every size, theme and length, on contact sheets.
	@sh Scripts/venv.sh $(COMPARISON_VENV) Tests/Comparison/requirements.txt
	@$(COMPARISON_VENV)/bin/python Examples/Gallery/sheet.py $(REPORT) $(MODEL) Output/contact-sheet

install: $(REPORT) ## Installs the program as PREFIX/bin/report (DESTDIR is honoured).
	@echo "Installing $(DESTDIR)$(PREFIX)/bin/report"
	@install -d "$(DESTDIR)$(PREFIX)/bin"
	@install -m 755 $(REPORT) "$(DESTDIR)$(PREFIX)/bin/report"

$(REPORT): $(SOURCES)
	@$(MAKE) --no-print-directory build

VERSION := $(shell sed -n 's/.*number = "\(.*\)"/\1/p' Sources/Files/Text/ProgramVersion.swift)

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

test-arm64: ## Compiles the C targets for arm64 and runs them in QEMU, as root.
	@sh Tests/Machines/arm64.sh

# The encoder's tests under AVX2, and on the kernels of the packages.
test-kernels: packages model ## Runs the encoder's tests as on a processor with AVX2, and without oneDNN.
	@echo "Testing the encoder with AVX2"
	@ONEDNN_MAX_CPU_ISA=AVX2 swift test --filter EncoderTests
	@echo "Testing the encoder without oneDNN"
	@WITHOUT_ONEDNN=1 swift test --scratch-path .build/without-onednn --filter EncoderTests

test-scripts: ## Tests the scripts of the set-up and of the packages.
	@sh Tests/Machines/scripts.sh
	@python3 -m unittest discover --quiet Tests/Packaging

lint: ## Checks the Swift, C, JavaScript, Python and shell files, and Containerfile.
	@echo "Checking the layout"
	@swift format lint --strict --recursive $(FORMATTED)
	@echo "Checking imports"
	@swift package dump-package | python3 Tests/Lint/imports.py
	@sh Scripts/venv.sh $(LINT_VENV) Tests/Lint/requirements.txt
	@echo "Checking C, JavaScript, Python and shell"
	@clang -fsyntax-only -Wall -Wextra -Wshadow -Werror $(addprefix -I,$(wildcard Sources/*/include)) \
	    $(wildcard Sources/*/*.c)
	@mkdir -p .build/lint && cat $(EXPLORER)/*.js >.build/lint/explore.js # one script, in one function
	@$(LINT_VENV)/bin/oxlint --quiet --deny-warnings -c Tests/Lint/oxlintrc.json \
	    .build/lint/explore.js $(dir $(EXPLORER))index.js
	@$(LINT_VENV)/bin/ruff check --quiet .
	@$(LINT_VENV)/bin/shellcheck .ci/run $(shell git ls-files '*.sh')
	@$(LINT_VENV)/bin/hadolint Containerfile

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
	@$(REFERENCE_VENV)/bin/python Tests/Reference/make_occlusion.py $(MODEL) $(FIXTURES)
	@$(REFERENCE_VENV)/bin/python Tests/Reference/make_calibration.py $(FIXTURES)/calibration.json
	@$(REFERENCE_VENV)/bin/python Tests/Reference/make_comparison.py $(FIXTURES)/comparison.json
	@$(REFERENCE_VENV)/bin/python Tests/Reference/make_templates.py $(FIXTURES)/templates.json
	@$(REFERENCE_VENV)/bin/python Tests/Reference/make_words.py $(FIXTURES)/distilbert-tiny Examples \
	    $(FIXTURES)/words.json
	@$(REFERENCE_VENV)/bin/python Tests/Reference/make_words.py $(MODEL) Examples \
	    $(FIXTURES)/words-minilm.json

clean: ## Removes what was built and reported; keeps the model.
	@echo "Cleaning"
	@rm -rf .build Models/.getting.*
	@git clean -fdXq Output
