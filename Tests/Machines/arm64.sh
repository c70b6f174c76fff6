#!/bin/sh
# Compiles the C targets for arm64 with the libraries of a Debian, and runs them in QEMU beside plain loops: with
# oneDNN and without it, on a processor with NEON alone, and on one with SVE. Swift itself is not run. Needs root,
# debootstrap, clang with lld (Swift's toolchain has both), qemu-user-static and the network.
#
# Usage: arm64.sh [FOLDER]
#
# FOLDER keeps Debian's files for the next run; by default they are fetched anew and removed. In the environment:
#   SUITE      the release of Debian (trixie)
#   MIRROR     Debian's mirror (default: that of debootstrap)
#   COUNT      operations of count.c whose instructions are counted, such as "product attention"; takes minutes
set -eu
cd "$(dirname "$0")/../.."

SUITE=${SUITE:-trixie}
MIRROR=${MIRROR:-}
PACKAGES=libdnnl-dev,libisal-dev,libpng-dev,libc6-dev,libgomp1,gcc

for program in debootstrap clang ld.lld qemu-aarch64-static python3; do
    command -v "$program" >/dev/null || { echo "$program: not found" >&2; exit 1; }
done
if [ $# -gt 0 ]; then
    mkdir -p "$1"
    folder=$(realpath "$1")
else
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    trap 'exit 130' HUP INT TERM
fi

# Unpacked, not set up: nothing of it is run but the libraries.
root=$folder/$SUITE
if [ ! -e "$root.finished" ]; then
    rm -rf "$root"
    debootstrap --arch=arm64 --foreign --variant=minbase --include="$PACKAGES" "$SUITE" "$root" \
        ${MIRROR:+"$MIRROR"} >"$folder/debootstrap.log"
    for package in "$root"/var/cache/apt/archives/*.deb; do
        dpkg-deb --fsys-tarfile "$package" | tar --extract --keep-directory-symlink --directory "$root"
    done
    touch "$root.finished"
fi

# instructions OPERATION TIMES: how many count.c executes.
instructions() {
    OMP_NUM_THREADS=1 qemu-aarch64-static -cpu cortex-a72 -singlestep -d exec,nochain -D /dev/stdout -L "$root" \
        "$folder/count" "$1" "$2" 2>/dev/null | grep -c '^Trace'
}

# build NAME SOURCE ARGUMENTS: with the C targets.
build() {
    output=$folder/$1
    source=$2
    shift 2
    # shellcheck disable=SC2046 # no name has a space
    clang --target=aarch64-linux-gnu --sysroot="$root" -fuse-ld=lld -O2 -Wall -Wextra -Werror \
        $(printf ' -ISources/%s/include' CKernels COneDNN CPNG) \
        Sources/CKernels/*.c Sources/COneDNN/*.c Sources/CPNG/*.c "$source" "$@" -lpng -lisal -lm -o "$output"
}

# Loads libcurl when it runs, so that it can only be compiled here.
clang --target=aarch64-linux-gnu --sysroot="$root" -fsyntax-only -Wall -Wextra -Werror \
    -ISources/CCurl/include Sources/CCurl/*.c

for library in oneDNN own; do
    case $library in oneDNN) arguments='-ldnnl -lgomp' ;; own) arguments=-DCO_OWN_KERNELS ;; esac
    # shellcheck disable=SC2086 # arguments are split into words
    build kernels Tests/Machines/kernels.c $arguments
    for processor in cortex-a72 max; do
        echo "$library, $processor:"
        OMP_NUM_THREADS=1 qemu-aarch64-static -cpu "$processor" -L "$root" "$folder/kernels" "$folder/bars.png"
    done
    # The second run of an operation, without what the first one prepares.
    # shellcheck disable=SC2086
    [ -z "${COUNT:-}" ] || build count Tests/Machines/count.c $arguments
    for operation in ${COUNT:-}; do
        once=$(instructions "$operation" 1)
        echo "$library, $operation: $(($(instructions "$operation" 2) - once)) instructions"
    done
done
python3 - "$folder/bars.png" <<'PYTHON'
import struct, sys, zlib
data, place, pixels = open(sys.argv[1], "rb").read(), 8, b""
while place < len(data):
    size, name = struct.unpack(">I4s", data[place:place + 8])
    body = data[place + 8:place + 8 + size]
    assert struct.unpack(">I", data[place + 8 + size:place + 12 + size])[0] == zlib.crc32(name + body), name
    if name == b"IDAT": pixels += body
    place += 12 + size
rows = zlib.decompress(pixels)
assert len(rows) == 400 * (1 + 3 * 640), len(rows)
assert rows[:4] == b"\0\xff\xff\xff" and rows[-3:] == b"\x1f\x77\xb4", rows[-3:]
print("ok     the picture is what was drawn")
PYTHON
