//! What stands in a database, as text: for comparing before and after, and one
//! kind with the other.

use super::fresh::Fresh;
use sea_orm::DbBackend;

/// All that we have made: tables, columns, constraints, indexes; a line each.
pub async fn dump(fresh: &Fresh) -> Vec<String> {
    let sql = match fresh.backend() {
        DbBackend::Sqlite => {
            "SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS line FROM sqlite_schema
             WHERE tbl_name <> 'seaql_migrations' ORDER BY 1"
        }
        _ => {
            // PostgreSQL never uses the number of a dropped column again: what counts is the order.
            "SELECT concat_ws(' ', 'column', table_name, column_name,
                    row_number() OVER (PARTITION BY table_name ORDER BY ordinal_position), udt_name, is_nullable,
                    column_default) AS line
             FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name <> 'seaql_migrations'
             UNION ALL
             SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid))
             FROM pg_constraint
             WHERE connamespace = 'public'::regnamespace AND conrelid <> 'seaql_migrations'::regclass
             UNION ALL
             SELECT concat_ws(' ', 'index', indexname, indexdef) FROM pg_indexes
             WHERE schemaname = 'public' AND tablename <> 'seaql_migrations'
             ORDER BY 1"
        }
    };
    fresh.lines(sql).await
}

/// Every column of ours as `table column type null`, types by the names of
/// PostgreSQL's catalogue.
pub async fn columns(fresh: &Fresh) -> Vec<String> {
    let sql = match fresh.backend() {
        DbBackend::Sqlite => {
            "SELECT t.name || ' ' || c.name || ' '
                    || CASE lower(c.type) WHEN 'integer' THEN 'int4' WHEN 'boolean' THEN 'bool'
                       WHEN 'bigint' THEN 'int8' ELSE lower(c.type) END
                    || ' ' || CASE c.\"notnull\" WHEN 1 THEN 'NO' ELSE 'YES' END AS line
             FROM sqlite_schema t JOIN pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name <> 'seaql_migrations' ORDER BY 1"
        }
        _ => {
            "SELECT concat_ws(' ', table_name, column_name, udt_name, is_nullable) COLLATE \"C\" AS line
             FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name <> 'seaql_migrations' ORDER BY 1"
        }
    };
    fresh.lines(sql).await
}

/// Every foreign key as `table column`.
pub async fn foreign_keys(fresh: &Fresh) -> Vec<String> {
    let sql = match fresh.backend() {
        DbBackend::Sqlite => {
            "SELECT t.name || ' ' || k.\"from\" AS line
             FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) k WHERE t.type = 'table' ORDER BY 1"
        }
        _ => {
            "SELECT concat_ws(' ', k.conrelid::regclass, a.attname) COLLATE \"C\" AS line
             FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
             WHERE k.contype = 'f' ORDER BY 1"
        }
    };
    fresh.lines(sql).await
}

/// The column that each index begins with, as `table column`.
pub async fn indexed(fresh: &Fresh) -> Vec<String> {
    let sql = match fresh.backend() {
        DbBackend::Sqlite => {
            "SELECT DISTINCT t.name || ' ' || c.name AS line
             FROM sqlite_schema t JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c
             WHERE t.type = 'table' AND c.seqno = 0 AND t.name <> 'seaql_migrations' ORDER BY 1"
        }
        _ => {
            "SELECT DISTINCT concat_ws(' ', i.indrelid::regclass, a.attname) COLLATE \"C\" AS line
             FROM pg_index i
             JOIN pg_class c ON c.oid = i.indrelid AND c.relnamespace = 'public'::regnamespace
             JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
             WHERE c.relname <> 'seaql_migrations' ORDER BY 1"
        }
    };
    fresh.lines(sql).await
}
