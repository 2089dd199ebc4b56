#!/bin/bash
# Compiles what runs in the browser and leaves what browsers load in target/site/pkg:
# `field` for trainers' phones, `office` for all else, `scanner` for who scans,
# `statement` for who verifies; with --small, made smaller still for a release.
set -euo pipefail

wasm=target/wasm32-unknown-unknown/browser
pkg=target/site/pkg
rm -f $pkg/relais*
# One after the other: together, the features of the one would be built into the other.
for half in field office; do
    "$CARGO" build -p app --lib --features "$half" --target wasm32-unknown-unknown --profile browser
    "$CARGO" run -q -p bundle -- $wasm/app.wasm $pkg "$half"
done
for part in scanner statement; do
    "$CARGO" build -p "$part" --lib --target wasm32-unknown-unknown --profile browser
    "$CARGO" run -q -p bundle -- "$wasm/$part.wasm" $pkg "$part"
done

if [ "${1:-}" = --small ]; then
    . scripts/node.sh
    node_packages
    # What the compiler uses, and no more: others are not in every browser yet.
    features=(bulk-memory multivalue mutable-globals nontrapping-float-to-int reference-types sign-ext)
    for file in $pkg/*_bg.wasm; do
        end2end/node_modules/.bin/wasm-opt -Oz "${features[@]/#/--enable-}" "$file" -o "$file"
    done
    "$CARGO" run -q -p bundle -- --pack $pkg
fi
for file in $pkg/*; do
    [ -f "$file" ] && echo "$file: $(stat -c %s "$file") bytes, $(gzip -9c "$file" | wc -c) with gzip"
done
