# make demo   install what is missing, build, run the main job on the sample batch, show the result
# make test   all tests
.DEFAULT_GOAL := help
SWIFT ?= swift
TEMA := .build/release/tema
SAMPLE_FORMS := .build/release/sample-forms

.PHONY: help setup build demo test test-long lint bench calibrate samples clean

help:
	@sed -n 's/^\(# \)\(make .*\)/\2/p' Makefile

setup:
	@Scripts/install-packages

build: setup
	$(SWIFT) build -c release --product tema
	$(SWIFT) build -c release --product sample-forms

demo: build
	@status=0; $(TEMA) run Workflows/payroll Samples/payroll/office.pdf --out out || status=$$?; \
	case $$status in 0|3) exit 0;; *) exit $$status;; esac

test: setup
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build

# make test-long   the slow suites
test-long: test
	TEMA_LONG_TESTS=1 $(SWIFT) test --skip-build

lint:
	$(SWIFT) format lint -s -r Sources Tests Package.swift

# make bench   accuracy, CPU seconds against other programs, memory: tables under Benchmarks/
bench: build
	@Scripts/install-packages bench
	Benchmarks/run

# make samples   draw the forms, registers and sample batches again (fixed seeds)
samples: build
	$(SAMPLE_FORMS) forms --out Workflows
	$(SAMPLE_FORMS) seeds --out seeds
	$(SAMPLE_FORMS) samples --out .

# make calibrate   measure how far each recogniser's confidence can be believed (seeds that no test or benchmark uses)
calibrate: build
	Benchmarks/calibrate $(TEMA) $(SAMPLE_FORMS)

clean:
	rm -rf .build out
