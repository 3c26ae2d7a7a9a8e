# The verbs:
#
#   make run [ARGS="…"]     build for release, analyse the sample story (or do what ARGS says)
#   make test [ONLY=name]   all tests, or those whose target or name matches
#   make lint               swift-format, strict
#   make format             swift-format, in place
#   make bench [SIZE=100M]  ingest against `bsdtar -xOf … | wc -l`, with the totals checked
#   make fuzz [TARGET=name] [SECONDS=N]   fuzz the decoders, all of them unless told
#   make accuracy [RUNS=N] [SHRINK=N]   measure the rules on cases whose truth is known
#   make expected           write the expected texts of rule cases and samples anew; read git diff
#   make clean              remove what was built
#   make help               print this list (and so does make alone)
#
# None of them is needed to build: script/run and script/test do without make.

SIZE ?= 100M
SOURCES = Sources Tests accuracy Package.swift benchmarks fuzz/Package.swift fuzz/Sources
TARGET ?= all
SECONDS ?= 1200
RUNS ?= 2000
SHRINK ?= 0

.PHONY: help run test lint format bench fuzz accuracy expected clean

help:
	@sed -n '/^# The verbs/,/^$$/s/^# \{0,1\}//p' Makefile

run:
	@script/run $(ARGS)

test:
	@script/test $(if $(ONLY),--filter $(ONLY))

lint:
	@swift format lint --strict --recursive $(SOURCES)

format:
	@swift format --in-place --recursive $(SOURCES)

bench:
	@benchmarks/run $(SIZE)

accuracy:
	@swift run -c release AccuracyRun --rules rules --runs $(RUNS) --shrink $(SHRINK)

fuzz:
	@fuzz/run $(TARGET) --seconds $(SECONDS)

# Recording fails the run on purpose, so that nobody takes it for a passing one.
expected:
	-@RECORD=1 script/test --filter 'RuleCaseTests|SampleTests'
	@git status --short -- rules samples

clean:
	@rm -rf .build .build-fuzz
