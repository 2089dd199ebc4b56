# Sourced. A PostgreSQL of the tests' own: in a temporary folder, on a socket in
# it and nowhere else, run by someone who is not root, gone afterwards.

postgres_start() { # sets RELAIS_TEST_POSTGRES
    postgres_bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
    postgres_folder=$(mktemp -d /tmp/relais-postgres-XXXXXX)
    _as_postgres=()
    if [ "$(id -u)" = 0 ]; then
        _as_postgres=(runuser -u postgres --)
        chown postgres "$postgres_folder"
    fi
    # A test's data need not survive a power cut.
    (cd / && "${_as_postgres[@]}" "$postgres_bin/initdb" -D "$postgres_folder/data" -U relais --auth=trust -E UTF8 --locale=C.UTF-8 >/dev/null)
    (cd / && "${_as_postgres[@]}" "$postgres_bin/pg_ctl" -D "$postgres_folder/data" -l "$postgres_folder/log" -w start \
        -o "-c listen_addresses='' -c unix_socket_directories='$postgres_folder' -c fsync=off -c max_connections=300" >/dev/null)
    export RELAIS_TEST_POSTGRES="postgres:///postgres?host=$postgres_folder&user=relais"
}

postgres_stop() {
    [ -n "${postgres_folder:-}" ] || return 0
    (cd / && "${_as_postgres[@]}" "$postgres_bin/pg_ctl" -D "$postgres_folder/data" -m immediate stop >/dev/null) || true
    rm -rf "$postgres_folder"
}
