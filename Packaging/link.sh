#!/bin/sh
# Links the program again from what `make build` compiled, smaller: without oneDNN, of which COneDNN has a
# substitute (own.c), with less of ICU's data, and stripped.
#
# Usage: link.sh TARGET
set -eu
cd "$(dirname "$0")/.."

TARGET=$1
products=.build/release/report.product
data=${TARGET}.icu.o

for tool in python3 pkg-config as ar nm objcopy; do
    command -v "$tool" >/dev/null 2>&1 || {
        echo "$tool: not found. Install the packages python3, pkg-config and binutils." >&2
        exit 1
    }
done
toolchain=$(dirname "$(readlink -f "$(command -v swift)")")/..
python3 Packaging/trim_icu.py "$toolchain/lib/swift_static/linux/lib_FoundationICU.a" "$data"
objects=$TARGET.objects
mkdir -p "$objects"
trap 'rm -rf "$data" "$objects"' EXIT
clang -O2 -DCO_OWN_KERNELS -ISources/CKernels/include -ISources/COneDNN/include -c Sources/COneDNN/own.c \
    -o "$objects/own.o"
grep -v '/COneDNN\.build/' "$products/Objects.LinkFileList" >"$objects/list"
# -lisal is a linker setting in Package.swift. Relative relocations take a fiftieth of the room, and need glibc 2.36.
# The data stand before the archive that has them, too, so that the linker looks for no others. The other
# arguments are those of `swift build`.
# shellcheck disable=SC2046 # arguments are split into words
swiftc -emit-executable -static-stdlib -o "$TARGET" "$data" "$objects/own.o" "@$objects/list" \
    -use-ld=lld -Xlinker -z -Xlinker pack-relative-relocs -Xlinker --no-export-dynamic \
    -Xlinker --gc-sections -Xlinker --defsym -Xlinker main=report_main -Xlinker --strip-all \
    $(pkg-config --libs nettle libpng pangocairo cairo zlib) -lisal 2>"$TARGET.messages" || {
    cat "$TARGET.messages" >&2
    exit 1
}
rm -f "$TARGET.messages" "$TARGET.autolink"
