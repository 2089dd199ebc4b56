# Sourced. Sets CARGO, and makes sure that it can build for the browser: with
# rustup where rustup has the target or may fetch it, else with Debian's packages.

. scripts/debian.sh

wasm=wasm32-unknown-unknown

_has_wasm() { # the rustc given has a standard library for the browser
    ls "$("$1" --print target-libdir --target $wasm 2>/dev/null)"/libstd-*.rlib >/dev/null 2>&1
}

_use_debian() {
    debian_install rustc-web cargo-web rustfmt-web rust-web-clippy rust-web-src rust-web-llvm lld-22
    # Rustup's stand-ins must not come first.
    export PATH="/usr/bin:$PATH" CARGO=/usr/bin/cargo RUSTC=/usr/bin/rustc
    export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-22
    _has_wasm "$RUSTC" || _build_wasm_std
}

# Debian ships the source of the standard library, not its build for the browser.
_build_wasm_std() {
    echo "Building Rust's standard library for the browser (once, about a minute)…" >&2
    local folder lib
    folder=$(mktemp -d)
    lib=$("$RUSTC" --print target-libdir --target $wasm)
    mkdir -p "$folder/src"
    printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2024"\n[lib]\ncrate-type = ["cdylib"]\n[workspace]\n' >"$folder/Cargo.toml"
    : >"$folder/src/lib.rs"
    (cd "$folder" && RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$folder/target" \
        "$CARGO" build -q --release -Zbuild-std=std,panic_abort --target $wasm)
    as_root mkdir -p "$lib"
    as_root cp "$folder/target/$wasm/release/deps/"*.rlib "$lib/"
    rm -rf "$folder"
}

if command -v rustup >/dev/null && _has_wasm rustc; then
    export CARGO=cargo
elif command -v rustup >/dev/null && [ "${RUSTUP_AUTO_INSTALL:-1}" != 0 ]; then
    rustup target add $wasm >&2
    export CARGO=cargo
elif command -v apt-get >/dev/null; then
    _use_debian
else
    echo "Rust with the target $wasm is needed: see https://rustup.rs" >&2
    return 1 2>/dev/null || exit 1
fi
