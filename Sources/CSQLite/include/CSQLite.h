#ifndef CSQLITE_H
#define CSQLITE_H

#include <stdint.h>

/// Writes rows to a new SQLite database, by SQLite's library, which is loaded when the first database opens.
///
/// The library is not linked: few runs write a database, and no program should need it to start. What is used of it
/// has been part of its binary interface, that of `libsqlite3.so.0`, since version 3.5 (2007), so that no header of
/// it is needed either.

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

/// An open database with one statement that adds a row; for one thread at a time.
typedef struct csqlite_database csqlite_database;

enum {
    csqlite_ok = 0,
    /// SQLite's library is missing.
    csqlite_missing = 1,
    /// The disk is full.
    csqlite_full = 2,
    /// Anything else; `errno` may say what.
    csqlite_failed = 3,
};

/// Whether SQLite's library can be loaded.
int csqlite_is_there(void);

/// Opens a file that is empty or not there.
/// - Parameter database: where the database is put; untouched unless the result is `csqlite_ok`.
/// - Returns: one of the numbers above, as do all that follow.
int csqlite_open(const char *path, csqlite_database *_Nullable *_Nonnull database);

/// Closes the database; what was not committed is lost.
void csqlite_close(csqlite_database *database);

/// Runs statements that give no rows.
int csqlite_run(csqlite_database *database, const char *statements);

/// Makes a statement the one whose places the next functions fill.
int csqlite_prepare(csqlite_database *database, const char *statement);

/// Fill a place, from 1; one that is not filled is NULL.
int csqlite_text(csqlite_database *database, int place, const char *bytes, int count);
int csqlite_real(csqlite_database *database, int place, double value);
int csqlite_integer(csqlite_database *database, int place, int64_t value);

/// Runs the prepared statement, and empties its places.
int csqlite_step(csqlite_database *database);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif

#endif
