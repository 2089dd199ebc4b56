#!/bin/bash
# Compiles the browser's half, and the scanner apart from it, and leaves what
# browsers load in target/site/pkg; with --small, made smaller still for a release.
set -euo pipefail

wasm=target/wasm32-unknown-unknown/browser
pkg=target/site/pkg
# One after the other: together, the features of the one would be built into the other.
"$CARGO" build -p app --lib --features hydrate --target wasm32-unknown-unknown --profile browser
"$CARGO" build -p scanner --lib --target wasm32-unknown-unknown --profile browser
"$CARGO" run -q -p bundle -- $wasm/app.wasm $pkg relais
"$CARGO" run -q -p bundle -- $wasm/scanner.wasm $pkg scanner

if [ "${1:-}" = --small ]; then
    . scripts/node.sh
    node_packages
    for file in $pkg/relais_bg.wasm $pkg/scanner_bg.wasm; do
        end2end/node_modules/.bin/wasm-opt -Oz --all-features $file -o $file
    done
fi
for file in $pkg/relais.js $pkg/relais_bg.wasm $pkg/scanner.js $pkg/scanner_bg.wasm; do
    echo "$file: $(stat -c %s "$file") bytes, $(gzip -9c "$file" | wc -c) with gzip"
done
