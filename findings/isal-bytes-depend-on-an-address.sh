#!/usr/bin/env bash
# ISA-L compresses the same bytes to other bytes, depending on where its stream lies in memory.
#
# One expects a compressor's output to depend on its input and settings alone, so that files can be compared byte for
# byte. At levels 1 and 2, ISA-L 2.30 enters the third byte of a stream in its hash table under a hash of bits 16 to 47
# of the stream's address. Once in some thousand addresses that is the right place, and a later match begins a byte
# earlier. Both outputs unpack to the same data. Where addresses are random, a few runs in thousands make another file.
#
# Compresses one input at 40,000 addresses, and prints how many give other bytes than the first one does. Fails unless
# some do, and the first address itself never does. Needs gcc, apt and dpkg-deb, on x86-64. Seen: 9 and 10.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
version=2.30.0-5
apt-get download -qq "libisal-dev=$version" "libisal2=$version" 2>/dev/null
for package in ./*.deb; do dpkg-deb --extract "$package" root; done
library=$(dirname "$(find root -name 'libisal.so.2' | head -1)")
cat >addresses.c <<'C'
#include <isa-l/igzip_lib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
enum { size = 2000, room = 2 * size, places = 40000 };
static uint8_t input[size], level[ISAL_DEF_LVL2_DEFAULT], outputs[2][room];
static size_t pack(void *address, uint8_t *output) {
    struct isal_zstream *stream = address;
    isal_deflate_init(stream);
    stream->level = 2;
    stream->level_buf = level;
    stream->level_buf_size = sizeof level;
    stream->end_of_stream = 1;
    stream->next_in = input;
    stream->avail_in = size;
    stream->next_out = output;
    stream->avail_out = room;
    if (isal_deflate(stream) != COMP_OK) exit(2);
    return stream->total_out;
}
/// How many of the streams, `step` bytes apart, give other bytes than the first.
static int different(char *memory, size_t step) {
    const size_t length = pack(memory, outputs[0]);
    int count = 0;
    for (size_t place = 1; place < places; place++) {
        char *address = memory + place * step;
        count += pack(address, outputs[1]) != length || memcmp(outputs[0], outputs[1], length) != 0;
        if (step > 65536) madvise(address, step, MADV_DONTNEED);
    }
    return count;
}
int main(void) {
    unsigned state = 1;
    for (int i = 0; i < size; i++) input[i] = (uint8_t)((state = state * 1103515245u + 12345u) >> 16);
    memcpy(input + size / 2, input + 2, 60); // what begins at the third byte comes again
    const size_t step = 1 << 18;
    char *memory = mmap(
        NULL, places * step, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return 2;
    const int far = different(memory, step), same = different(memory, 0);
    printf("%d of %d other addresses give other bytes; the same address %d\n", far, places - 1, same);
    return far == 0 || same != 0;
}
C
gcc -O1 -Iroot/usr/include addresses.c -o addresses -L"$library" -Wl,-rpath,"$work/$library" -l:libisal.so.2
echo "ISA-L $version: $(./addresses)"
