#!/bin/bash
# Compiles what runs in the browser and leaves what browsers load in target/site/pkg:
# `field` for trainers' phones, `office` for all else; with --small, made smaller still
# for a release.
set -euo pipefail

rm -f target/site/pkg/relais*
for half in field office; do
    "$CARGO" build -p app --lib --features "$half" --target wasm32-unknown-unknown --profile browser
    "$CARGO" run -q -p bundle -- target/wasm32-unknown-unknown/browser/app.wasm target/site/pkg "$half"
done

if [ "${1:-}" = --small ]; then
    . scripts/node.sh
    node_packages
    for half in field office; do
        end2end/node_modules/.bin/wasm-opt -Oz --all-features "target/site/pkg/${half}_bg.wasm" -o "target/site/pkg/${half}_bg.wasm"
    done
    "$CARGO" run -q -p bundle -- --pack target/site/pkg
fi
for file in target/site/pkg/*; do
    [ -f "$file" ] && echo "$file: $(stat -c %s "$file") bytes, $(gzip -9c "$file" | wc -c) with gzip"
done
