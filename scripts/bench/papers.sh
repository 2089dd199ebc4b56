# Sourced by bench.sh. The same certificates as 220 files and as one, and a handout of 60
# pages, printed by Relais and by those whom people would ask otherwise. Of each only the
# printing: fonts read, texts in memory. Relais and typst take all cores, the others one.
# Whoever would only look runs
# `PAPERS=100 RELAIS=target/debug/relais make bench`.

debian_install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig
[ -d target/tools/papers ] || python3 -m pip install -q --target target/tools/papers \
    reportlab==5.1.0 typst==0.15.2 weasyprint==70.0 markdown-it-py==4.3.0
CARGO_TARGET_DIR=target/tools/krilla "$CARGO" build -q --release --locked --manifest-path scripts/bench/krilla/Cargo.toml

papers=$folder/papers fonts=server/assets/fonts number=${PAPERS:-220}
"$relais" measure "$(value .campaign)" "$(value .curriculum)" --out "$papers" --certificates "$number" \
    --data-dir "$folder" --log error >"$folder/papers.json"

# What a peer printed, a line for each measure: its name, seconds, bytes.
peer() {
    case $1 in
        krilla) target/tools/krilla/release/krilla-peer "$papers" "$fonts" "$papers/krilla" ;;
        *) PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=target/tools/papers python3 "scripts/bench/papers/with_$1.py" "$papers" "$fonts" "$papers/$1" ;;
    esac >"$folder/$1.txt"
}
own() { jq ".$1" "$folder/papers.json"; }
theirs() { awk -v what="$2" -v field="$3" '$1 == what { print $field }' "$folder/$1.txt"; }
a_second() { awk -v n="$number" -v s="$1" 'BEGIN { printf "%.1f", n / s }'; }
seconds_of() { awk -v s="$1" 'BEGIN { printf "%.3f", s }'; }

peers="krilla typst reportlab weasyprint"
for name in $peers; do peer "$name"; done
for name in $peers; do
    ours=$(a_second "$(own files.seconds)") peer=$(a_second "$(theirs "$name" files 2)")
    line "certificates, files/s ($name)" "$ours" "$peer" "$(ratio "$ours" "$peer")"
done
line "  on one core, files/s (krilla)" "$(a_second "$(own alone.seconds)")" "$(a_second "$(theirs krilla files 2)")" \
    "$(ratio "$(theirs krilla files 2)" "$(own alone.seconds)")"
line "  with the seal, files/s" "$(a_second "$(own sealed.seconds)")" "" ""
for name in $peers; do
    line "  bytes each ($name)" "$(own files.bytes)" "$(theirs "$name" files 3)" "$(ratio "$(own files.bytes)" "$(theirs "$name" files 3)")"
done
line "  with the seal, bytes each" "$(own sealed.bytes)" "" ""
for name in $peers; do
    ours=$(a_second "$(own one.seconds)") peer=$(a_second "$(theirs "$name" one 2)")
    line "in one PDF, pages/s ($name)" "$ours" "$peer" "$(ratio "$ours" "$peer")"
done
for name in $peers; do
    line "  bytes each ($name)" "$(own one.bytes)" "$(theirs "$name" one 3)" "$(ratio "$(own one.bytes)" "$(theirs "$name" one 3)")"
done
pages() { awk '/^Pages:/ { print $2 }' < <(pdfinfo "$1"); }
for name in typst weasyprint; do
    ours=$(seconds_of "$(own handout.seconds)") peer=$(seconds_of "$(theirs "$name" handout 2)")
    line "a handout, s ($name)" "$ours" "$peer" "$(ratio "$ours" "$peer")"
    line "  pages ($name)" "$(own handout.pages)" "$(pages "$papers/$name/handout.pdf")" ""
done
