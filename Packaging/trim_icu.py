"""Makes ICU's data smaller: of Foundation's 34 MB, it keeps what the program may use.

Usage: trim_icu.py LIB_FOUNDATION_ICU.a OBJECT

OBJECT, linked before the archive, takes the place of the archive's own data. The program speaks English
only, and asks Foundation for normal forms, upper case, numbers and dates: tables without a language, and the
locales "root" and "en". Names of currencies, units, regions and time zones, sorting by language,
transliteration, and breaks between words and lines are left out.

The format is ICU's "common data" (icu4c/source/common/ucmndata.h): a header; a table of contents, which
is a count and, for each item, the offsets of its name and data from the table's start, sorted by name;
the names; the data, each item on a boundary of 16 bytes. The build of ICU has a tool for this (icupkg),
but it reads its own version only.
"""

import pathlib
import re
import struct
import subprocess
import sys
import tempfile

MEMBER = "icu_packaged_data.cpp.o"

# Resources that are no language's.
GENERAL = {
    "dayPeriods", "icustd", "icuver", "keyTypeData", "likelySubtags", "metadata", "metaZones",
    "numberingSystems", "pluralRanges", "plurals", "pool", "res_index", "root", "supplementalData",
    "timezoneTypes", "zoneinfo64",
}
# Characters' names, and the names of other encodings.
UNUSED = {"unames.icu", "cnvalias.icu"}


def is_kept(name):
    """Whether an item, such as icudt76l/curr/en_001.res, is kept."""
    _, _, inside = name.partition("/")
    stem, _, kind = inside.rpartition(".")
    # Folders hold what has to do with a language, or with words and lines.
    if "/" in inside or inside in UNUSED:
        return False
    if kind == "res":
        return stem in GENERAL or stem.split("_")[0] == "en"
    return kind in ("icu", "nrm")


def items(data):
    """The names and contents of a package, and its header."""
    size = struct.unpack_from("<H", data, 0)[0]
    if data[2:4] != b"\xda\x27" or data[12:16] != b"CmnD":
        sys.exit("expected a package of ICU's data (magic 27da, format CmnD), found something else")
    count = struct.unpack_from("<I", data, size)[0]
    offsets = [struct.unpack_from("<II", data, size + 4 + 8 * i) for i in range(count)]
    ends = [start for _, start in offsets[1:]] + [len(data) - size]
    found = []
    for (name, start), end in zip(offsets, ends):
        name = data[size + name:data.index(b"\0", size + name)].decode()
        found.append((name, data[size + start:size + end]))
    return data[:size], found


def package(header, kept):
    names = b""
    name_offsets = []
    base = 4 + 8 * len(kept)
    for name, _ in kept:
        name_offsets.append(base + len(names))
        names += name.encode() + b"\0"
    body = b""
    # Boundaries count from the file's start.
    start = base + len(names)
    start += -(len(header) + start) % 16
    data_offsets = []
    for _, content in kept:
        data_offsets.append(start + len(body))
        body += content + b"\0" * (-len(content) % 16)
    table = struct.pack("<I", len(kept))
    for pair in zip(name_offsets, data_offsets):
        table += struct.pack("<II", *pair)
    front = table + names
    return header + front + b"\xaa" * (start - len(front)) + body


def main():
    archive, target = (pathlib.Path(path).resolve() for path in sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        def run(*command):
            return subprocess.run(
                command, check=True, cwd=folder, stdout=subprocess.PIPE, text=True).stdout

        run("ar", "x", archive, MEMBER)
        symbol = re.search(r"\bicudt\d+_dat\b", run("nm", MEMBER)).group()
        run("objcopy", "-O", "binary", "--only-section=.rodata", MEMBER, "all.dat")
        header, found = items(pathlib.Path(folder, "all.dat").read_bytes())
        kept = [(name, content) for name, content in found if is_kept(name)]
        data = package(header, kept)
        pathlib.Path(folder, "kept.dat").write_bytes(data)
        pathlib.Path(folder, "data.S").write_text(
            f'.section .rodata\n.balign 16\n.globl {symbol}\n{symbol}:\n.incbin "kept.dat"\n'
            f'.size {symbol}, . - {symbol}\n.section .note.GNU-stack,"",%progbits\n')
        run("as", "-c", "data.S", "-o", target)
    print(f"{target.name}: kept {len(kept)} of {len(found)} items, {len(data) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
