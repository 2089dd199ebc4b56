#!/bin/bash
# Measures, each beside a peer in the same run: papers beside four that print,
# marks beside the bare commits of this disk, a page beside an empty answer, a
# long list of people beside plain inserts of its rows.
# Seconds for each measure: BENCH_SECONDS, 10 if not given. Another binary: RELAIS.
set -euo pipefail

. scripts/debian.sh
debian_install wrk curl python3 python3-pip jq time poppler-utils
seconds=${BENCH_SECONDS:-10}
folder=$(mktemp -d)
base=http://127.0.0.1:3999
relais=${RELAIS:-target/release/relais}
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT

if [ -z "${RELAIS:-}" ]; then
    scripts/bundle.sh --small
    "$CARGO" build -q --release -p server --bin relais
fi

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
line() { printf '%-34s %12s %12s %8s\n' "$@"; }

"$relais" demo --json --data-dir "$folder" --log error >"$folder/demo.json"
value() { jq -r "$1" "$folder/demo.json"; }

line "" relais peer ratio
. scripts/bench/papers.sh

"$relais" serve --data-dir "$folder" --addr "${base#http://}" --log error 2>/dev/null &
server=$!
until curl -fs "$base/readyz" >/dev/null; do sleep 0.1; done

# Certificates: all of the campaign from their rows to files, with the process and its start.
started=$(date +%s%N)
"$relais" certificates "$(value .campaign)" --out "$folder/certificates" --json --data-dir "$folder" --log error >/dev/null
ours=$(awk -v n="$(($(date +%s%N) - started))" -v c="$(find "$folder/certificates" -name '*.pdf' | wc -l)" 'BEGIN { printf "%.1f", n / 1e6 / c }')
line "a certificate from row to disk, ms" "$ours" "" ""

# Marks over HTTP, eight connections, each mark alone in its request and on the disk
# before it is answered; of all who are there, in all half-days that were held.
workshop=$(value .workshop_running) token=$(value .accounts.trainer.token)
curl -fs -H "Authorization: Bearer $token" "$base/api/v1/workshops/$workshop/attendance" >"$folder/roster.json"
{ echo "$workshop"; jq -r '[.sessions[] | select(.date <= (now | strftime("%Y-%m-%d"))) | .id] | join(" ")' "$folder/roster.json"; echo "$token"; jq -r '.participants[].enrolment' "$folder/roster.json"; } >"$folder/marks"
read -r _ ours p50 p99 wrong < <(wrk -t1 -c8 -d"${seconds}s" --latency -s scripts/bench/marks.lua "$base" -- "$folder/marks" | grep RESULT)
[ "$wrong" = 0 ] || echo "marks: $wrong were not kept" >&2
peer=$(python3 scripts/bench/commits.py "$folder" "$seconds")
line "marks a second (bare commits)" "$ours" "$peer" "$(ratio "$ours" "$peer")"
line "  p50 and p99, ms" "$p50" "$p99" ""

# The page that a scanned code opens, beside an empty answer of the same server.
rate() { wrk -t1 -c8 -d"${seconds}s" "$base$1" | awk '/Requests\/sec/ { printf "%.0f", $2 }'; }
ours=$(rate "/verify/$(value .certificate)") peer=$(rate /healthz)
line "verifications a second (/healthz)" "$ours" "$peer" "$(ratio "$ours" "$peer")"

echo "first HTML, bytes with gzip:"
for page in / /sign-in "/verify/$(value .certificate)" "/workshops/$workshop/attendance"; do
    printf '  %-60s %s\n' "$page" "$(curl -fs -H "Authorization: Bearer $token" -H 'Accept-Encoding: gzip' "$base$page" | wc -c)"
done

# All that a phone loads to mark for the first time, as a browser is given it.
packed() { curl -fs -H "Authorization: Bearer $token" -H 'Accept-Encoding: gzip, deflate, br' "$base$1" | wc -c; }
page=/workshops/$workshop/attendance
version=$(curl -fsI -X GET -H "Authorization: Bearer $token" "$base$page" | tr -d '\r' | sed -n 's/^x-relais-version: //p')
all=0
for file in "$page" "/relais.css?v=$version" "/pkg/$version/field.js" "/pkg/$version/field_bg.wasm" "/pkg/$version/outbox.js" /icon.svg; do
    all=$((all + $(packed "$file")))
done
line "marking, first load, bytes" "$all" "" ""

# A list of 50,000 people, judged row by row and taken in, into a register of 220.
python3 scripts/bench/people.py write "$folder/relais.db" "$folder/people.csv" 50000
/usr/bin/time -f '%e %M' -o "$folder/time" "$relais" import people "$folder/people.csv" --in-order --json \
    --data-dir "$folder" --log error >"$folder/people.json"
read -r ours peak <"$folder/time"
peer=$(python3 scripts/bench/people.py insert "$folder/people.csv" "$folder/peer.db")
line "50,000 people, s (plain inserts)" "$ours" "$peer" "$(ratio "$ours" "$peer")"
line "  taken in; peak memory, MB" "$(jq .new "$folder/people.json")" "$((peak / 1024))" ""
