"""Tests of the manual page. Run: python3 -m unittest discover Tests/Packaging"""

import pathlib
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Packaging"))
import man  # noqa: E402


def argument(kind, *names, **more):
    names = [{"kind": "short" if len(name) == 1 else "long", "name": name} for name in names]
    values = {"kind": kind, "names": names, "isOptional": True, "isRepeating": False, "shouldDisplay": True,
              "valueName": "value", **more}
    return values | ({"preferredName": names[0]} if names else {})


DRAW = {
    "commandName": "draw", "shouldDisplay": True, "abstract": "Draws a list.",
    "discussion": "First line.\n.TH is no request here.\n\nSecond paragraph.",
    "arguments": [
        argument("positional", valueName="list", isOptional=False, isRepeating=True, abstract="The list."),
        argument("option", "output", "o", valueName="file", isOptional=False, abstract="The file."),
        argument("option", "kind", allValues=["a", "b"], defaultValue="a", abstract="What.", discussion="More of it."),
        argument("flag", "resume", abstract="Keep what is done.", defaultValue="--resume"),
        argument("flag", "no-resume", abstract="Keep what is done."),
        argument("flag", "quiet", abstract="Don’t say anything."),
        argument("flag", "no-color", abstract="No colours."),
        argument("flag", "hidden", shouldDisplay=False, abstract="Not told."),
    ],
}
ROOT = {
    "commandName": "tool", "abstract": "Shows a thing.",
    "subcommands": [DRAW, {"commandName": "help", "shouldDisplay": True, "abstract": "Help."}],
}


class ManualTests(unittest.TestCase):
    def setUp(self):
        self.page = man.page(ROOT, "1.2")

    def entry(self, name):
        """What stands below the heading of an option."""
        lines = self.page.split("\n")
        index = next(i for i, line in enumerate(lines) if lines[i - 1] == ".TP" and name in line)
        return lines[index], lines[index + 1]

    def test_begins_with_the_name_and_each_command_in_short(self):
        self.assertIn("tool \\- shows a thing\n", self.page)
        self.assertIn(
            "\\fBtool draw\\fR [\\fIoptions\\fR] \\fIlist\\fR ... \\fB\\-\\-output\\fR \\fIfile\\fR\n", self.page)
        self.assertNotIn("tool help", self.page)

    def test_an_option_says_its_values_its_default_and_all_of_its_help(self):
        self.assertEqual(self.entry("kind"), (
            "\\fB\\-\\-kind\\fR \\fIvalue\\fR", "What. Values: a, b. Default: a. More of it."))

    def test_the_short_name_of_an_option_is_first(self):
        self.assertEqual(self.entry("output")[0], "\\fB\\-o\\fR, \\fB\\-\\-output\\fR \\fIfile\\fR")

    def test_a_flag_and_its_opposite_are_one_entry(self):
        self.assertEqual(self.entry("resume"), (
            "\\fB\\-\\-resume\\fR, \\fB\\-\\-no\\-resume\\fR", "Keep what is done. Default: \\-\\-resume."))
        self.assertEqual(self.page.count("Keep what is done."), 1)
        # Not the opposite of the flag before it.
        self.assertEqual(self.entry("color"), ("\\fB\\-\\-no\\-color\\fR", "No colours."))

    def test_what_is_hidden_is_left_out(self):
        self.assertNotIn("Not told.", self.page)

    def test_text_is_no_request_of_roff(self):
        self.assertIn("First line.\n.br\n\\&.TH is no request here.\n.PP\nSecond paragraph.\n", self.page)

    @unittest.skipUnless(shutil.which("groff"), "groff is not installed")
    def test_groff_has_no_complaints(self):
        done = subprocess.run(
            ["groff", "-Kutf8", "-man", "-Tutf8", "-ww"], input=self.page, capture_output=True, text=True, check=True)
        self.assertEqual(done.stderr, "")
        self.assertIn("Second paragraph.", done.stdout)


if __name__ == "__main__":
    unittest.main()
