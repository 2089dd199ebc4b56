# Sourced. The packages of end2end/package-lock.json, installed once for each lock.

node_packages() {
    command -v npm >/dev/null || debian_install nodejs npm
    cmp -s end2end/package-lock.json end2end/node_modules/.installed && return
    npm ci --prefix end2end --no-audit --no-fund --ignore-scripts --silent
    cp end2end/package-lock.json end2end/node_modules/.installed
}
