# make demo   install what is missing, build, run the main job on the sample batch, show the result
# make test   all tests
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
SWIFT ?= swift
TEMA := .build/release/tema
SAMPLE_FORMS := .build/release/sample-forms

.PHONY: help setup build demo cluster-demo robot-demo test test-long lint bench bench-engine samples calibrate calibrate-marks train-digits \
	train-digits-first train-digits-careful train-marks train-kana train-kanji train-kanji-first train-kanji-careful \
	measure-handwriting clean

help:
	@sed -n 's/^\(# \)\(make .*\)/\2/p' Makefile

setup:
	@Scripts/install-packages

build: setup
	$(SWIFT) build -c release --product tema
	$(SWIFT) build -c release --product sample-forms

demo: build
	@status=0; $(TEMA) run Workflows/onestop Samples/onestop/office.pdf --out out || status=$$?; \
	case $$status in 0|3) exit 0;; *) exit $$status;; esac

# make cluster-demo   a database and four hosts here: one host vanishes, the database falls, and nothing is lost
cluster-demo: build
	@Scripts/install-packages cluster
	@Scripts/cluster-demo

# make robot-demo   scan, prove, enter 30 documents into a small old tax system, kill robot and browser: each is there once
robot-demo: build
	@Scripts/robot-demo

# What failed stands again at the end, where it is seen.
RUN_TESTS = $(SWIFT) test --skip-build $(1) 2>&1 | tee .build/tests.txt || { grep -A3 '✘' .build/tests.txt; exit 1; }

test: setup
	$(SWIFT) build --build-tests
	@$(call RUN_TESTS)

# make test-long   what takes long: 200 kills over 1,000 documents on each engine, a page that hangs, 10,000 files at once
#                  (about 20 minutes)
test-long: build
	$(SWIFT) build --build-tests
	@export TEMA_LONG=1 TEMA_EXECUTABLE="$(abspath $(TEMA))"; \
		$(call RUN_TESTS,--no-parallel --filter "FaultTests|HangingPageTests|ManyFilesTests|KilledEntryTests")

lint:
	$(SWIFT) format lint -s -r Sources Tests Benchmarks Training Package.swift

# make bench   accuracy (first on forms drawn by chance), CPU seconds against other programs, memory: tables under Benchmarks/
bench: build
	@Scripts/install-packages bench
	Benchmarks/run

# make bench-engine   the service's workers, their overhead and isolation, and the store as a queue (over an hour)
bench-engine: build
	Benchmarks/run engine
	Benchmarks/queue

# make samples   draw the forms, registers and sample batches again (fixed seeds)
samples: build
	$(SAMPLE_FORMS) forms --out Workflows
	$(SAMPLE_FORMS) seeds --out seeds
	$(SAMPLE_FORMS) samples --out .

# make calibrate DATA=FOLDER   measure how far each recogniser's confidence can be believed, by forms drawn with seeds and type
#                  faces that no test or benchmark uses and by digits kept apart for it (Training/digits/README.md tells
#                  DATA's files)
DATA ?=
calibrate: build .venv/trained
	@Scripts/install-packages bench
	@Training/check-data digits "$(DATA)"
	cd Training && $(TRAINING) -m digits.compose "$(abspath $(DATA))" "$(abspath .build/calibration/hand)" \
		--part fit --lines 6000 --seed 31 --only-lines
	$(SWIFT) build -c release --product handwriting-benchmark
	$(SWIFT) build -c release --product mark-forms
	Benchmarks/calibrate $(TEMA) $(SAMPLE_FORMS) .build/release/handwriting-benchmark .build/release/mark-forms

# make calibrate-marks   the same for marks alone, on forms that it draws; the other curves stay
calibrate-marks:
	$(SWIFT) build -c release --product mark-forms
	Benchmarks/calibrate-marks .build/release/mark-forms Sources/Evidence/Resources/calibration.json

# make train-digits DATA=FOLDER   train the models for hand-written digits again (Training/digits/README.md)
DIGITS_MODEL ?= Sources/Recognition/Resources/digits.model
CAREFUL_MODEL ?= Sources/Recognition/Resources/careful-digits.model
TRAINING := ../.venv/bin/python

.venv/trained: Training/requirements.txt
	python3 -m venv .venv
	.venv/bin/pip install -q -r Training/requirements.txt
	@touch $@

train-digits: setup .venv/trained
	@Training/check-data digits "$(DATA)"
	rm -rf .build/practice Training/digits/*.txt
	cd Training && $(TRAINING) -m digits.train first "$(abspath $(DATA))" $(abspath $(DIGITS_MODEL)) \
		--log digits/first.txt
	cd Training && $(TRAINING) -m digits.practice "$(abspath $(DATA))" ../.build/practice
	$(SWIFT) build -c release --product hand-cells
	.build/release/hand-cells .build/practice combs lines dates --out .build/practice/cells
	$(MAKE) -j2 train-digits-first train-digits-careful

# Practice of one of the two: the mean of before and after.
PRACTISE = cd Training && $(TRAINING) -m digits.train $(1) "$(abspath $(DATA))" ../.build/practice/$(1)-after.model \
		--practice ../.build/practice/$(1)-before.model ../.build/practice/cells --log digits/$(1).txt && \
	$(TRAINING) -m hand.average ../.build/practice/$(1)-before.model ../.build/practice/$(1)-after.model 0.7 $(abspath $(2))

train-digits-first:
	cp $(DIGITS_MODEL) .build/practice/first-before.model
	$(call PRACTISE,first,$(DIGITS_MODEL))

train-digits-careful:
	cd Training && $(TRAINING) -m digits.train careful "$(abspath $(DATA))" ../.build/practice/careful-before.model \
		--log digits/careful.txt
	$(call PRACTISE,careful,$(CAREFUL_MODEL))

# make train-marks   train the model for marks again, on forms that it draws (Training/marks/README.md)
MARKS_MODEL ?= Sources/Recognition/Resources/marks.model
train-marks: .venv/trained build
	$(SWIFT) build -c release --product mark-forms
	Training/marks/draw .build/release/mark-forms .build/marks
	rm -f Training/marks/log.txt
	cd Training && $(TRAINING) -m marks.train ../.build/marks $(abspath $(MARKS_MODEL)) --log marks/log.txt

# make train-kanji DATA=FOLDER [ETL=FOLDER]   train the models for hand-written kana and kanji again, on the ETL Character
#                  Database too where its folder is named (Training/kanji/README.md); train-kanji-first and
#                  train-kanji-careful: one of them
KANJI_MODEL ?= Sources/Recognition/Resources/kanji.model
CAREFUL_KANJI_MODEL ?= Sources/Recognition/Resources/careful-kanji.model
ETL ?=
train-kanji: train-kanji-first train-kanji-careful
# make train-kana   the same: the models read kana and kanji
train-kana: train-kanji

train-kanji-first train-kanji-careful: .venv/trained
	@Scripts/install-packages train
	@Training/check-data kanji "$(DATA)"
	cd Training && $(TRAINING) -m kanji.train "$(abspath $(DATA))" $(abspath .build/kanji) \
		$(abspath $(if $(findstring careful,$@),$(CAREFUL_KANJI_MODEL),$(KANJI_MODEL))) \
		$(if $(findstring careful,$@),--careful) $(if $(ETL),--etl "$(abspath $(ETL))") \
		--log kanji/$(@:train-kanji-%=%).txt

# make measure-handwriting DATA=FOLDER   read lines and cells composed of what training never saw, and draw
#                  what was read wrong
measure-handwriting: .venv/trained
	@Training/check-data digits "$(DATA)"
	cd Training && $(TRAINING) -m digits.compose "$(abspath $(DATA))" "$(abspath out/handwriting)"
	cd Training && $(TRAINING) -m kanji.compose "$(abspath out/handwriting)" \
		$(if $(wildcard $(DATA)/tegaki-strokes.tar.xz),--strokes "$(abspath $(DATA))/tegaki-strokes.tar.xz")
	$(SWIFT) build -c release --product handwriting-benchmark
	.build/release/handwriting-benchmark out/handwriting
	cd Training && $(TRAINING) -m hand.failures "$(abspath out/handwriting)" ../Benchmarks/handwriting-failures.png \
		combs lines dates kanji-fonts katakana-fonts hiragana-fonts names-fonts --count 12

clean:
	rm -rf .build out
