#!/bin/sh
# Prints the licences of what a package with the program holds, after SwiftPM has fetched its sources.
set -eu
cd "$(dirname "$0")/.."

part() {
    printf '\n%s\n%s\n\n' "$1" "$(printf '%s' "$1" | sed 's/./=/g')"
    cat "$2"
}

echo 'The program report and what is linked into it.'
part 'Attention report' LICENSE
for package in swift-argument-parser Yams; do
    for file in .build/checkouts/"$package"/LICENSE*; do part "$package" "$file"; done
done
# The toolchain's licence covers the runtime and Foundation; ICU, inside Foundation, has its own.
runtime=$(dirname "$(readlink -f "$(command -v swift)")")/../share/swift/LICENSE.txt
part 'Swift runtime and Foundation' "$runtime"
part 'ICU' Packaging/ICU-LICENSE.txt
