# Every target takes what it needs from Debian, crates.io, npm and PyPI, and does
# no work twice. `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

.PHONY: help serve test build bench fuzz check bundle fmt clean
.DEFAULT_GOAL := help

help: ## This list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

serve: bundle ## Serve the demonstration campaign on http://127.0.0.1:3000
	@. scripts/toolchain.sh && exec $$CARGO run -p server --bin relais -- serve --demo

bundle: ## Build the browser's half
	@. scripts/toolchain.sh && scripts/bundle.sh

test: ## Format, lints, unit, property, database, HTTP and browser tests
	@scripts/test.sh

build: ## Leave the release binary, assets inside, at target/release/relais
	@. scripts/toolchain.sh && scripts/bundle.sh --small && exec $$CARGO build --release -p server --bin relais

bench: ## Measure, with ratios
	@. scripts/toolchain.sh && scripts/bench.sh

fuzz: ## Long runs: FUZZ_CASES=100000 for properties, SEATS_ROUNDS=200 for seats on both databases
	@. scripts/toolchain.sh && scripts/fuzz.sh

check: ## The fast loop: does it compile, on both sides
	@. scripts/toolchain.sh && $$CARGO check -p app --features ssr && $$CARGO check -p server --tests \
		&& $$CARGO check -p app --lib --features field,office --target wasm32-unknown-unknown

fmt: ## Format the code
	@. scripts/toolchain.sh && exec $$CARGO fmt --all

clean: ## Remove what was built
	rm -rf target end2end/node_modules end2end/results
