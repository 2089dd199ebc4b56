#!/bin/bash
# The long runs: property tests with FUZZ_CASES cases each (100,000); 500 people at once
# on 20 seats, SEATS_ROUNDS times (200), on both databases; a server that is killed a
# thousand times while marks arrive; ten thousand names and texts on certificates.
set -euo pipefail

. scripts/debian.sh
debian_install postgresql
. scripts/postgres.sh
trap postgres_stop EXIT

PROPTEST_CASES=${FUZZ_CASES:-100000} "$CARGO" test --release -p app --features ssr --lib
seats() { "$CARGO" test -p server --test it -- --ignored five_hundred; }
seats
postgres_start
seats
"$CARGO" test -p server --test it -- --ignored a_thousand_kills
"$CARGO" test -p server --lib -- --ignored ten_thousand
