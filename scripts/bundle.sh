#!/bin/bash
# Compiles the browser's half and leaves what browsers load in target/site/pkg;
# with --small, made smaller still for a release.
set -euo pipefail

"$CARGO" build -p app --lib --features hydrate --target wasm32-unknown-unknown --profile browser
"$CARGO" run -q -p bundle -- target/wasm32-unknown-unknown/browser/app.wasm target/site/pkg

if [ "${1:-}" = --small ]; then
    . scripts/node.sh
    node_packages
    end2end/node_modules/.bin/wasm-opt -Oz --all-features target/site/pkg/relais_bg.wasm -o target/site/pkg/relais_bg.wasm
fi
for file in target/site/pkg/relais.js target/site/pkg/relais_bg.wasm; do
    echo "$file: $(stat -c %s "$file") bytes, $(gzip -9c "$file" | wc -c) with gzip"
done
