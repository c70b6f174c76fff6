"""Tests of the Python module, with a stand-in for the program. Run: python3 -m unittest discover Tests/Packaging"""

import os
import pathlib
import stat
import sys
import tempfile
import unittest
from unittest import mock

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Packaging" / "Python"))
import attention_report  # noqa: E402

# Writes its arguments and settings down, and a page that could break out of a frame.
PROGRAM = r'''#!/bin/sh
for argument; do
    case $argument in --output=*) folder=${argument#--output=} ;; esac
    printf '%s\n' "$argument" >>"$RECORD"
    [ "$argument" != "no such word" ] || { echo "report: the word is not there" >&2; exit 65; }
done
printf '%s\n' "FONTCONFIG_FILE=$FONTCONFIG_FILE" >>"$RECORD"
echo '<p title="1">bank & "bank"</p></iframe>' >"$folder/pair.html"
cat <<JSON
{"sentences": [{"word": "bank", "tokens": ["a", "bank"]}, {"word": "banks", "tokens": ["banks"]}],
 "similarity": {"layers": ["emb", "L0"], "cosine": [0.5, 0.25]},
 "attention": [{"target_rows": [[[0.25, 0.75]]]}, {"target_rows": [[[1.0]]]}]}
JSON
'''


class PairTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        program = pathlib.Path(folder.name, "report")
        program.write_text(PROGRAM)
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        self.record = pathlib.Path(folder.name, "record")
        for patch in (
                mock.patch.object(attention_report, "program", lambda: str(program)),
                mock.patch.dict(os.environ, {"RECORD": str(self.record)})):
            patch.start()
            self.addCleanup(patch.stop)
        os.environ.pop("FONTCONFIG_FILE", None)

    def test_gives_the_numbers_of_the_program(self):
        bank = attention_report.pair("a bank", "-banks", word="bank", word2="banks", model="folder")
        self.assertEqual(bank.similarity, {"emb": 0.5, "L0": 0.25})
        self.assertEqual(bank.tokens, [["a", "bank"], ["banks"]])
        self.assertEqual(float(bank.attention[0][0][0][1]), 0.75)
        self.assertEqual(repr(bank), "<Pair bank / banks: emb 0.500, L0 0.250>")

    def test_sentences_that_look_like_options_are_none(self):
        attention_report.pair("a bank", "--json", word="-x")
        arguments = self.record.read_text().splitlines()
        self.assertIn("--word=-x", arguments)
        self.assertEqual(arguments[arguments.index("--") + 1:][:2], ["a bank", "--json"])

    def test_attention_is_an_array_where_numpy_is_there_and_lists_elsewhere(self):
        with mock.patch.dict(sys.modules, {"numpy": None}):
            self.assertEqual(attention_report.pair("a", "b", "bank").attention[1], [[[1.0]]])
        try:
            import numpy
        except ImportError:
            self.skipTest("NumPy is not installed")
        array = attention_report.pair("a", "b", "bank").attention[0]
        self.assertEqual((array.shape, array.dtype), ((1, 1, 2), numpy.float32))

    def test_the_page_stays_in_its_frame(self):
        shown = attention_report.pair("a", "b", "bank")._repr_html_()
        self.assertEqual(shown.count("</iframe>"), 1)
        self.assertIn("&lt;p title=&quot;1&quot;&gt;bank &amp; ", shown)
        self.assertIn('sandbox="allow-scripts"', shown)

    def test_an_error_has_the_program_s_words_and_status(self):
        with self.assertRaises(attention_report.ReportError) as caught:
            attention_report.pair("a", "b", "bank", options=["no such word"])
        self.assertEqual(str(caught.exception), "report: the word is not there")
        self.assertEqual(caught.exception.status, 65)

    def test_fonts_of_the_package_are_found_unless_others_are_set(self):
        attention_report.pair("a", "b", "bank")
        self.assertIn("attention_report/fonts/fonts.conf", self.record.read_text())
        self.record.unlink()
        with mock.patch.dict(os.environ, {"FONTCONFIG_FILE": "mine"}):
            attention_report.pair("a", "b", "bank")
        self.assertIn("FONTCONFIG_FILE=mine", self.record.read_text())


if __name__ == "__main__":
    unittest.main()
