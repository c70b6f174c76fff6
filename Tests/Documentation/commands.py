"""Runs every command of the documents, and checks that it does what the text beside it says.

Usage: commands.py REPORT MODEL [DOCUMENT ...]

REPORT is the program, MODEL a folder with all-MiniLM-L6-v2. Without documents, all Markdown files of the
repository are read.

Each document has a folder of its own that looks like a clone: Examples/, Sources/, Tests/,
Models/all-MiniLM-L6-v2, the program on the PATH, the model in REPORT_MODEL, and the wheel's Python module.
Its fenced blocks are taken in order:

    sh              run; has to exit with 0. A command that begins with "make" is not run: its target has to
                    exist (.ci/run calls the usual ones).
    python, r       run, where this Python has the packages that it imports, and where Rscript is there
    text            below a block that was run: has to be part of what that block printed
    others          not run

A comment in the line above a block says otherwise:

    <!-- not run: REASON -->    the reason is shown at the end
    <!-- exit: 1 -->            the block has to exit with this
    <!-- file: NAME -->         the block is the content of a file, written for those that follow

Targets of make that the text names have to exist. After a block was run, the files that its commands name with
-o have to be there, and so do the files that the text names, in `code`, up to the next heading: somewhere in the
folder, or in the repository. A picture below a block that wrote a file of that name has to be that file, byte
for byte.
"""

import fnmatch
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FENCE = re.compile(r"^ *(`{3,}) *(\w*) *$")
MARK = re.compile(r"^ *<!-- *(not run|exit|file): *(.*?) *-->$")
FILE = re.compile(r"^[\w.*/-]*[\w*]\.(?:\*|bib|csv|html|jsonl?|lock|pdf|png|safetensors|svg|tsv|yaml)$|^Output/.*/$")
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
OUTPUT = re.compile(r"(?:^|\s)(?:-o|--output)\s+(\S+)")
OWN = {"attention_report"}
SECONDS = 300


@dataclass
class Block:
    language: str
    line: int
    marks: dict
    text: str
    prose: list = field(default_factory=list)  # what stands below it, up to the next heading


def blocks_of(text):
    """The fenced blocks of a document, each with the prose below it."""
    blocks, marks, lines, fence = [], {}, [], None
    for number, line in enumerate(text.splitlines(), 1):
        found = FENCE.match(line)
        if fence is None and found:
            fence, lines = found[1], []
            blocks.append(Block(found[2], number, marks, ""))
        elif fence is not None and found and found[1] == fence and not found[2]:
            blocks[-1].text = "\n".join(lines) + "\n"
            fence, marks = None, {}
        elif fence is not None:
            lines.append(line)
        elif mark := MARK.match(line):
            marks = {mark[1]: mark[2]}
        else:
            marks = {}
            if line.startswith("#"):
                blocks.append(Block("heading", number, {}, ""))
            if blocks:
                blocks[-1].prose.append(line)
    return blocks


class Document:
    """A document in a folder of its own."""

    def __init__(self, path, folder, report, model):
        self.path, self.folder = path, folder
        self.complaints, self.skipped, self.count = [], [], 0
        shutil.copytree(ROOT / "Examples", folder / "Examples")
        (folder / "Sources").symlink_to(ROOT / "Sources")
        (folder / "Tests").symlink_to(ROOT / "Tests")
        # The Python module as the wheel has it.
        shutil.copytree(ROOT / "Packaging/Python", folder / ".python")
        (folder / ".python/attention_report/bin").mkdir()
        (folder / ".python/attention_report/bin/report").symlink_to(report)
        (folder / "Models").mkdir()
        (folder / "Models/all-MiniLM-L6-v2").symlink_to(model)
        self.environment = {
            name: value for name, value in os.environ.items()
            if not name.startswith(("HF_", "REPORT_", "SOURCE_DATE_EPOCH"))
        } | {
            "PATH": f"{report.parent}:{os.environ['PATH']}", "REPORT_MODEL": "Models/all-MiniLM-L6-v2",
            "HF_HUB_OFFLINE": "1", "PWD": str(folder), "PYTHONPATH": str(folder / ".python"),
        }

    def complain(self, line, text):
        self.complaints.append(f"{self.path.relative_to(ROOT)}:{line}: {text}")

    def check(self):
        text = self.path.read_text()
        for target in sorted(set(re.findall(r"`(?:sudo )?make ([a-z0-9-]+)", text)) - targets()):
            self.complain(1, f"names make {target}, which Makefile does not have")
        ran, printed = False, None
        for block in blocks_of(text):
            if block.language == "heading":
                ran, printed = False, None
            elif reason := block.marks.get("not run"):
                self.skipped.append(f"{self.path.relative_to(ROOT)}:{block.line}: {reason}")
                printed = None
            elif name := block.marks.get("file"):
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                (self.folder / name).write_text(block.text)
            elif block.language in ("sh", "python", "r"):
                printed = self.run(block)
                ran = ran or printed is not None
            elif block.language == "text" and printed is not None and block.text.strip() not in printed:
                self.complain(block.line, f"the command above printed something else:\n{printed}")
            if ran:
                self.check_prose(block)
        return self

    def run(self, block):
        """Runs a block; returns what it printed, or nothing where it was not run."""
        if block.language == "python":
            needed = set(re.findall(r"^(?:import|from) (\w+)", block.text, re.MULTILINE))
            if missing := sorted(name for name in needed - OWN if not importlib.util.find_spec(name)):
                self.skipped.append(
                    f"{self.path.relative_to(ROOT)}:{block.line}: Python has no {', '.join(missing)}")
                return None
            command = [sys.executable, "-"]
        elif block.language == "r":
            if not shutil.which("Rscript"):
                self.skipped.append(f"{self.path.relative_to(ROOT)}:{block.line}: Rscript is not there")
                return None
            command = ["Rscript", "-"]
        else:
            command = ["sh", "-eu"]
        text = self.without_make(block) if block.language == "sh" else block.text
        if not text.strip():
            return None
        self.count += 1
        state = self.folder / ".environment"
        if block.language == "sh":
            text += f"\nenv -0 >'{state}'\n"
        expected = int(block.marks.get("exit", 0))
        try:
            result = subprocess.run(
                command, cwd=self.folder, env=self.environment, input=text, capture_output=True, text=True,
                timeout=SECONDS)
        except subprocess.TimeoutExpired:
            self.complain(block.line, f"took more than {SECONDS} s")
            return None
        if result.returncode != expected:
            self.complain(
                block.line, f"expected exit code {expected}, found {result.returncode}\n"
                f"{block.text}{result.stdout[-2000:]}{result.stderr[-2000:]}")
        elif state.exists():
            self.environment = dict(
                entry.split("=", 1) for entry in state.read_text().split("\0") if "=" in entry)
            state.unlink()
        for name in OUTPUT.findall(block.text) if block.language == "sh" and expected == 0 else []:
            if name != "-" and "--dry-run" not in block.text and not (self.folder / name).exists():
                self.complain(block.line, f"{name} was not written")
        return result.stdout

    def without_make(self, block):
        """The commands of a block that are not make's; those are checked for their targets."""
        kept = []
        for line in block.text.splitlines():
            if not line.startswith(("make ", "sudo make ")):
                kept.append(line)
                continue
            words = line.split("#")[0].removeprefix("sudo ").split()[1:]
            result = subprocess.run(
                ["make", "--dry-run", "--silent", *words], cwd=ROOT, capture_output=True, text=True)
            if result.returncode:
                self.complain(block.line, f"{line}\n{result.stderr}")
            self.count += 1
        return "\n".join(kept)

    def check_prose(self, block):
        prose = "\n".join(block.prose)
        for name in re.findall(r"`([^`\n]+)`", prose):
            if FILE.match(name) and not self.finds(name):
                self.complain(block.line, f"the text below names {name}, which is not there")
        for target in PICTURE.findall(prose):
            drawn = self.folder / Path(target).name
            shown = self.path.parent / target
            if drawn.exists() and drawn.read_bytes() != shown.read_bytes():
                self.complain(block.line, f"draws another picture than {target}, which stands below")

    def finds(self, name):
        name = name.rstrip("/")
        if (ROOT / name).exists():
            return True
        for parent, folders, files in os.walk(self.folder):
            for entry in folders + files:
                path = os.path.relpath(os.path.join(parent, entry), self.folder)
                if fnmatch.fnmatch(path, name) or fnmatch.fnmatch(path, f"*/{name}"):
                    return True
        return False


def targets():
    return set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def documents():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"], cwd=ROOT,
        capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split() if "Fixtures/" not in name]


def main(report, model, *names):
    report, model = Path(report).resolve(), Path(model).resolve()
    if not os.access(report, os.X_OK):
        sys.exit(f"{report}: no such program. Run: make build")
    if not model.is_dir():
        sys.exit(f"{model}: no such folder. Run: make model")
    complaints, skipped = [], []
    for path in [Path(name).resolve() for name in names] or documents():
        with tempfile.TemporaryDirectory() as folder:
            document = Document(path, Path(folder), report, model).check()
        if document.count:
            print(f"{path.relative_to(ROOT)}: {document.count} blocks and targets")
        complaints += document.complaints
        skipped += document.skipped
    for entry in skipped:
        print(f"not run: {entry}")
    if complaints:
        sys.exit("\n".join(complaints))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: commands.py REPORT MODEL [DOCUMENT ...]")
    main(*sys.argv[1:])
