"""Tests of commands.py and Scripts/site_pages.py. Run: python3 -m unittest discover Tests/Documentation"""

import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import commands

sys.path.insert(0, str(commands.ROOT / "Scripts"))
import site_pages  # noqa: E402

# Writes what -o names, and says so.
PROGRAM = '#!/bin/sh\nwhile [ $# -gt 0 ]; do\n    [ "$1" != -o ] || echo drawn >"$2"\n    shift\ndone\necho done\n'


class CommandsTests(unittest.TestCase):
    def check(self, text, **files):
        """What is wrong with a document, and what was not run."""
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder, "root")
            for place in ("Examples", "Sources", "Packaging/Python/attention_report", "work", "model", "bin"):
                (root / place).mkdir(parents=True)
            program = root / "bin/report"
            program.write_text(PROGRAM)
            program.chmod(0o755)
            for name, content in files.items():
                (root / f"{name}.png").write_text(content)
            (root / "Makefile").write_text("demo: packages ## Builds all.\n")
            page = root / "page.md"
            page.write_text(text)
            with mock.patch.object(commands, "ROOT", root):
                document = commands.Document(page, root / "work", program, root / "model").check()
            return document.complaints, document.skipped

    def assert_complains(self, text, part, **files):
        complaints, _ = self.check(text, **files)
        self.assertEqual(len(complaints), 1, complaints)
        self.assertIn(part, complaints[0])

    def test_a_command_that_does_what_the_text_says(self):
        text = "# A\n```sh\nreport pair -o a.json\n```\n```text\ndone\n```\nIt writes `a.json`.\n"
        self.assertEqual(self.check(text), ([], []))

    def test_a_command_that_fails(self):
        self.assert_complains("```sh\nfalse\n```\n", "page.md:1: expected exit code 0, found 1")

    def test_an_exit_code_that_is_expected(self):
        self.assertEqual(self.check("<!-- exit: 3 -->\n```sh\nexit 3\n```\n"), ([], []))
        self.assert_complains("<!-- exit: 3 -->\n```sh\ntrue\n```\n", "expected exit code 3, found 0")

    def test_output_that_is_not_there(self):
        self.assert_complains("```sh\ntrue # report -o b.png\n```\n", "b.png was not written")

    def test_files_that_the_text_names(self):
        text = "```sh\nreport pair -o a.json\n```\n\nIt writes `a.json` and `tokens.csv`.\n"
        self.assert_complains(text, "names tokens.csv")
        self.assertEqual(self.check(text.replace("and", "and\n## Other\n")), ([], []))

    def test_output_that_is_not_what_the_text_shows(self):
        self.assert_complains("```sh\nreport\n```\n```text\nfinished\n```\n", "printed something else")

    def test_a_picture_of_another_command(self):
        text = "```sh\nreport figure -o a.png\n```\n\n![A picture.](a.png)\n"
        self.assertEqual(self.check(text, a="drawn\n"), ([], []))
        self.assert_complains(text, "draws another picture", a="other\n")

    def test_targets_of_make(self):
        self.assertEqual(self.check("Run `make demo` or `sudo make demo A=1`.\n"), ([], []))
        self.assert_complains("Run `make demos`.\n", "names make demos")

    def test_settings_stay_for_the_next_block(self):
        self.assertEqual(self.check('```sh\nexport A=b\n```\n```sh\n[ "$A" = b ]\n```\n'), ([], []))

    def test_a_file_that_is_given(self):
        text = "<!-- file: a/list.csv -->\n```csv\nword\n```\n```sh\ngrep -q word a/list.csv\n```\n"
        self.assertEqual(self.check(text), ([], []))

    def test_a_block_that_is_not_run(self):
        complaints, skipped = self.check("<!-- not run: no network -->\n```sh\nfalse\n```\n")
        self.assertEqual((complaints, skipped), ([], ["page.md:2: no network"]))


class SiteTests(unittest.TestCase):
    def test_links(self):
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder, "guides/a.md")
            page.parent.mkdir()
            page.write_text(
                "[a](../b.md#c) ![d](e%20f.png) [g](https://example.org) [h](#i)\n`[j](k)`\n```\n[l](m)\n```\n")
            self.assertEqual(
                [link for _, link in site_pages.links(page)], ["../b.md#c", "e%20f.png"])
            self.assertEqual(next(site_pages.links(page))[0], Path(folder, "b.md"))


if __name__ == "__main__":
    unittest.main()
