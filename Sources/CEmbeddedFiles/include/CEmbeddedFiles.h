#ifndef CEMBEDDEDFILES_H
#define CEMBEDDEDFILES_H

#include <stddef.h>

/// Text files of this package that are part of its binaries, so that a program can be moved without them.
///
/// C embeds a file in no time. SwiftPM's own way, `.embedInCode`, writes a Swift array with a literal for each byte,
/// over which the optimizer of the whole module then spends half a minute.

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

typedef struct {
    /// Without a folder: `pair.mustache`.
    const char *name;
    const unsigned char *bytes;
    size_t count;
} embedded_file;

/// The file of this name; `NULL` where there is none.
const embedded_file *_Nullable embedded_file_named(const char *name);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif

#endif
