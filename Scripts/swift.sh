#!/bin/sh
# Checks that there is a Swift that is new enough.
#
# OLDEST_SWIFT is the oldest one with which this package is tested; OLDEST_SWIFT=6.0 tries an older one all
# the same.
set -eu

OLDEST_SWIFT=${OLDEST_SWIFT:-6.3}
install='Install it from https://www.swift.org/install and put its usr/bin on the PATH.'

fail() {
    echo "swift: $1. $install" >&2
    exit 1
}

command -v swift >/dev/null 2>&1 ||
    fail "not found on the PATH. Swift $OLDEST_SWIFT or later is needed"
version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
[ -n "$version" ] || fail "'swift --version' names no version"
oldest=$(printf '%s\n%s\n' "$OLDEST_SWIFT" "$version" | sort -V | head -n 1)
[ "$oldest" = "$OLDEST_SWIFT" ] || fail "found $version, expected $OLDEST_SWIFT or later: the compilers\
 of older ones do not know instruction sets that the C parts name"
