#pragma once
#include <sqlite3.h>

// Variadic functions are not importable into Swift; each wrapper fixes one call.

/// Refuses writes to the schema and to shadow tables through SQL.
static inline int scanwhy_set_defensive(sqlite3 *db) {
    return sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
}

/// Keeps functions and virtual tables that a foreign schema names from running.
static inline int scanwhy_set_untrusted_schema(sqlite3 *db) {
    return sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
}

/// Declares the columns of a virtual table; SQLite copies the text.
static inline int scanwhy_declare_vtab(sqlite3 *db, const char *sql) {
    return sqlite3_declare_vtab(db, sql);
}

/// Hands SQLite bytes that stay where they are until the next step (SQLITE_STATIC is a cast macro).
static inline void scanwhy_result_text_static(sqlite3_context *c, const char *bytes, int count) {
    sqlite3_result_text(c, bytes, count, SQLITE_STATIC);
}

/// As above for blobs.
static inline void scanwhy_result_blob_static(sqlite3_context *c, const void *bytes, int count) {
    sqlite3_result_blob(c, bytes, count, SQLITE_STATIC);
}

/// Turns off memory statistics, whose lock every allocation takes; only before the first open.
static inline int scanwhy_configure_process(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/// Binds text that SQLite copies (SQLITE_TRANSIENT is a cast macro); an empty text is not NULL.
static inline void scanwhy_bind_text_copy(
    sqlite3_stmt *statement, int index, const void *bytes, int count) {
    sqlite3_bind_text(statement, index, bytes ? (const char *)bytes : "", count, SQLITE_TRANSIENT);
}

/// As above for blobs.
static inline void scanwhy_bind_blob_copy(
    sqlite3_stmt *statement, int index, const void *bytes, int count) {
    sqlite3_bind_blob(statement, index, bytes ? bytes : (const void *)"", count, SQLITE_TRANSIENT);
}
