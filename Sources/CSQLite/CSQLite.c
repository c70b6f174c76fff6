#include "CSQLite.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// The numbers of SQLite's binary interface that are used here (sqlite3.h).
enum {
    result_ok = 0,
    result_full = 13,
    result_done = 101,
    open_read_write = 2,
    open_create = 4,
};

// What a bound text's owner does: SQLite copies it.
static void (*const transient)(void *) = (void (*)(void *))-1;

static struct {
    int (*open)(const char *path, void **database, int flags, const char *vfs);
    int (*close)(void *database);
    int (*exec)(void *database, const char *sql, void *callback, void *context, char **message);
    int (*prepare)(void *database, const char *sql, int size, void **statement, const char **rest);
    int (*finalize)(void *statement);
    int (*bind_text)(void *statement, int place, const char *text, int size, void (*owner)(void *));
    int (*bind_double)(void *statement, int place, double value);
    int (*bind_int64)(void *statement, int place, int64_t value);
    int (*step)(void *statement);
    int (*reset)(void *statement);
    int (*clear_bindings)(void *statement);
} sqlite;

static int loaded = 0;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
    void *library = dlopen("libsqlite3.so.0", RTLD_NOW | RTLD_LOCAL);
    if (!library) return;
    const struct { const char *name; void *slot; } symbols[] = {
        {"sqlite3_open_v2", &sqlite.open},
        {"sqlite3_close", &sqlite.close},
        {"sqlite3_exec", &sqlite.exec},
        {"sqlite3_prepare_v2", &sqlite.prepare},
        {"sqlite3_finalize", &sqlite.finalize},
        {"sqlite3_bind_text", &sqlite.bind_text},
        {"sqlite3_bind_double", &sqlite.bind_double},
        {"sqlite3_bind_int64", &sqlite.bind_int64},
        {"sqlite3_step", &sqlite.step},
        {"sqlite3_reset", &sqlite.reset},
        {"sqlite3_clear_bindings", &sqlite.clear_bindings},
    };
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        void *symbol = dlsym(library, symbols[i].name);
        if (!symbol) return;
        memcpy(symbols[i].slot, &symbol, sizeof symbol);
    }
    loaded = 1;
}

struct csqlite_database {
    void *handle;
    void *statement;
};

static int result(int code) {
    if (code == result_ok || code == result_done) return csqlite_ok;
    // The upper bytes tell more of the same.
    return (code & 0xFF) == result_full ? csqlite_full : csqlite_failed;
}

int csqlite_is_there(void) {
    pthread_once(&once, load);
    return loaded;
}

int csqlite_open(const char *path, csqlite_database **database) {
    if (!csqlite_is_there()) return csqlite_missing;
    csqlite_database *opened = calloc(1, sizeof *opened);
    if (!opened) return csqlite_failed;
    int code = result(sqlite.open(path, &opened->handle, open_read_write | open_create, NULL));
    if (code == csqlite_ok) *database = opened; else csqlite_close(opened);
    return code;
}

void csqlite_close(csqlite_database *database) {
    sqlite.finalize(database->statement);
    sqlite.close(database->handle);
    free(database);
}

int csqlite_run(csqlite_database *database, const char *statements) {
    return result(sqlite.exec(database->handle, statements, NULL, NULL, NULL));
}

int csqlite_prepare(csqlite_database *database, const char *statement) {
    sqlite.finalize(database->statement);
    database->statement = NULL;
    return result(sqlite.prepare(database->handle, statement, -1, &database->statement, NULL));
}

int csqlite_text(csqlite_database *database, int place, const char *bytes, int count) {
    return result(sqlite.bind_text(database->statement, place, bytes, count, transient));
}

int csqlite_real(csqlite_database *database, int place, double value) {
    return result(sqlite.bind_double(database->statement, place, value));
}

int csqlite_integer(csqlite_database *database, int place, int64_t value) {
    return result(sqlite.bind_int64(database->statement, place, value));
}

int csqlite_step(csqlite_database *database) {
    int code = sqlite.step(database->statement);
    sqlite.reset(database->statement);
    sqlite.clear_bindings(database->statement);
    return result(code);
}
