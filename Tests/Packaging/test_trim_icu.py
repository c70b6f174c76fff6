"""Tests of the packing of ICU's data. Run: python3 -m unittest discover Tests/Packaging"""

import pathlib
import struct
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Packaging"))
import trim_icu  # noqa: E402

HEADER = struct.pack("<HBB", 32, 0xDA, 0x27) + b"\x14\0\0\0\0\0\2\0" + b"CmnD" + bytes(16)


class TrimTests(unittest.TestCase):
    def test_a_package_gives_its_items_back(self):
        kept = [("icudt76l/en.res", b"english"), ("icudt76l/root.res", b"r" * 33), ("icudt76l/x.nrm", b"")]
        header, found = trim_icu.items(trim_icu.package(HEADER, kept))
        self.assertEqual(header, HEADER)
        self.assertEqual([name for name, _ in found], [name for name, _ in kept])
        for (_, content), (_, expected) in zip(found, kept):
            self.assertEqual(content.rstrip(b"\0"), expected)

    def test_items_begin_on_boundaries_of_16_bytes(self):
        data = trim_icu.package(HEADER, [("icudt76l/a.res", b"1"), ("icudt76l/bcd.res", b"2")])
        for index in range(2):
            _, start = struct.unpack_from("<II", data, len(HEADER) + 4 + 8 * index)
            self.assertEqual((len(HEADER) + start) % 16, 0)
            self.assertEqual(data[len(HEADER) + start:][:1], b"12"[index:index + 1])

    def test_tables_without_a_language_and_english_are_kept(self):
        for name in ("root.res", "en.res", "en_US_POSIX.res", "nfkc.nrm", "zoneinfo64.res", "supplementalData.res",
                     "uprops.icu"):
            self.assertTrue(trim_icu.is_kept("icudt76l/" + name), name)
        for name in ("de.res", "zone/fr_CA.res", "curr/en_001.res", "ibm-37.cnv", "brkitr/word.brk", "coll/ucadata.icu",
                     "translit/root.res", "unames.icu", "enm.res"):
            self.assertFalse(trim_icu.is_kept("icudt76l/" + name), name)

    def test_something_else_is_refused(self):
        with self.assertRaises(SystemExit):
            trim_icu.items(bytes(64))


if __name__ == "__main__":
    unittest.main()
