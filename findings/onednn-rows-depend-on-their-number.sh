#!/usr/bin/env bash
# oneDNN's 32-bit product gives a row other bits when other rows are multiplied with it.
#
# One might expect that a row of a matrix product depends on that row alone, so that a sentence encoded in a
# batch equals the same sentence encoded alone. In oneDNN 2.6 the kernel, and with it the order of the sums, follows
# the number of rows on processors without AVX-512 (ONEDNN_MAX_CPU_ISA=AVX2 limits others to that).
#
# Multiplies the same first row among 1 to 64 rows on one thread, and prints how many different results it has. Fails
# unless there is more than one. Needs gcc, apt and dpkg-deb. Seen on a Zen 4 processor: 4.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
version=2.6.3-1
apt-get download -qq "libdnnl-dev=$version" "libdnnl2=$version" 2>/dev/null
for package in ./*.deb; do dpkg-deb --extract "$package" root; done
library=$(dirname "$(find root -name 'libdnnl.so.2' | head -1)")
cat >rows.c <<'C'
#include <dnnl.h>
#include <stdio.h>
#include <string.h>
enum { rows = 64, inner = 384, columns = 384 };
static float a[rows * inner], b[inner * columns], results[rows][columns], together[rows * columns];
int main(void) {
    unsigned state = 1;
    for (int i = 0; i < rows * inner; i++) a[i] = (int)((state = state * 1664525u + 1013904223u) >> 8) / 8388608.f - 1;
    for (int i = 0; i < inner * columns; i++) b[i] = (int)((state = state * 1664525u + 1013904223u) >> 8) / 8388608.f - 1;
    int different = 0; // results so far
    for (int count = 1; count <= rows; count++) {
        if (dnnl_sgemm('N', 'N', count, columns, inner, 1, a, inner, b, columns, 0, together, columns)) return 2;
        int known = 0;
        for (int i = 0; i < different; i++) known |= !memcmp(results[i], together, sizeof results[i]);
        if (!known) memcpy(results[different++], together, sizeof results[0]);
    }
    const dnnl_version_t *version = dnnl_version();
    printf("oneDNN %d.%d.%d: the first row has %d different results among 1 to %d rows\n", version->major,
           version->minor, version->patch, different, rows);
    return different < 2;
}
C
gcc -O1 -Iroot/usr/include rows.c -o rows -L"$library" -Wl,-rpath,"$work/$library" -l:libdnnl.so.2
OMP_NUM_THREADS=1 ONEDNN_MAX_CPU_ISA=AVX2 ./rows
