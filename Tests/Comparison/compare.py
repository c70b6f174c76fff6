"""Compares what two builds of the program write, file by file.

    python3 Tests/Comparison/compare.py OLD NEW [--only demo,pairs,word,wic] [--limit N] [--folder DIR]

OLD and NEW are two programs. Both write the demo, a batch of Examples/pairs.csv with all figures, and the reports
of the word and Word-in-Context examples, with the same model and arguments. Files and what is printed must be equal
but for the versions of the programs, the hashes that follow from them, and times. What differs is listed by the kind
of file, with a line that differs; --folder keeps both trees. Exits with 1 if anything differs.

All of it takes some minutes. --limit reads so many rows of Examples/pairs.csv only.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BANK = ["The bank of the river was calm.", "She went to the bank to deposit money."]
TEXTS = {".html", ".css", ".js", ".json", ".jsonl", ".csv", ".tsv", ".svg", ".txt"}
# Files with hashes of others, which hold the version; and keys of rows, which are made from it.
HASHED = {".report.json", "journal.jsonl"}


def runs(limit):
    """The arguments of each run by its name; {} stands for its folder."""
    rows = [] if limit is None else ["--limit", str(limit)]
    return {
        "demo": ["pair", *BANK, "--word", "bank", "-o", "{}"],
        "pairs": ["batch", "Examples/pairs.csv", "--figures", "all", "-o", "{}", *rows],
        "word": ["word", "Examples/bank.csv", "--word", "bank", "-o", "{}"],
        "wic": ["wic", "Examples/wic.data.txt", "Examples/wic.gold.txt", "-o", "{}"],
    }


def write(program, folder, model, chosen, limit):
    """Runs a program; the trees are below the folder. What it prints is a file of its tree."""
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    for name, arguments in runs(limit).items():
        if name not in chosen:
            continue
        tree = folder / name
        tree.mkdir(parents=True)
        command = [program, *(str(tree) if part == "{}" else part for part in arguments), "--model", model]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
        if done.returncode not in (0, 1):
            sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr.decode(errors='replace')}")
        printed = done.stdout.replace(os.fsencode(tree), b"DIR")
        printed = re.sub(rb"[0-9.]+ s, [0-9.]+ pairs/s", b"TIME", printed)
        (tree / "stdout.txt").write_bytes(printed + f"exit code {done.returncode}\n".encode())


def version(program):
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip()


def comparable(path, number):
    """A file's bytes without the version of its program and what follows from it."""
    content = path.read_bytes()
    if path.suffix in TEXTS and path.suffix != ".svg":
        pattern = rb"(?<![\w.])" + re.escape(number.encode()) + rb"(?![\w.]*\d)"
        content = re.sub(pattern, b"VERSION", content)
    if path.name in HASHED:
        content = re.sub(rb'"[0-9a-f]{8,64}"', b'"HASH"', content)
    return content


def kind(path):
    """A file of any pair: `pairs/pairs/*/index.html`."""
    return re.sub(r"^pairs/pairs/[^/]+/[^/]+/", "pairs/pairs/*/", path)


def difference(old, new):
    """The first line that differs, of texts, around the place where it does."""
    try:
        lines = old.decode().splitlines(), new.decode().splitlines()
    except UnicodeDecodeError:
        return f"{len(old)} and {len(new)} bytes"
    for number, (a, b) in enumerate(zip(*lines, strict=False), start=1):
        if a != b:
            place = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
            start = max(0, place - 30)
            return f"line {number}: {a[start:place + 50]!r} became {b[start:place + 50]!r}"
    return f"{len(lines[0])} and {len(lines[1])} lines"


def files(folder):
    return {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}


def compare(old, new, numbers):
    """What differs, by the kind of file: (what, how often, an example, how it differs)."""
    found = {}

    def add(what, path, text):
        entry = found.setdefault((kind(path), what), [0, path, text])
        entry[0] += 1

    before, after = files(old), files(new)
    for path in sorted(before.keys() | after.keys()):
        if path not in after:
            add("is gone", path, "")
        elif path not in before:
            add("is new", path, "")
        else:
            a, b = comparable(before[path], numbers[0]), comparable(after[path], numbers[1])
            if a != b:
                add("differs", path, difference(a, b))
    return found, len(before.keys() | after.keys())


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("--only", default="demo,pairs,word,wic", help="runs, with commas between them")
    parser.add_argument("--limit", type=int, help="rows of Examples/pairs.csv (default: all)")
    parser.add_argument("--model", default=str(ROOT / "Models/all-MiniLM-L6-v2"))
    parser.add_argument("--folder", help="keeps both trees here; must not exist")
    options = parser.parse_args()
    chosen = options.only.split(",")
    if unknown := set(chosen) - runs(None).keys():
        parser.error(f"--only: there is no {', '.join(sorted(unknown))}; there are {', '.join(runs(None))}")
    programs = [str(Path(program).resolve()) for program in (options.old, options.new)]
    numbers = [version(program) for program in programs]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(options.folder).resolve() if options.folder else Path(temporary) / "trees"
        folder.mkdir()
        trees = [folder / "old", folder / "new"]
        for program, tree in zip(programs, trees, strict=True):
            write(program, tree, options.model, chosen, options.limit)
        found, count = compare(*trees, numbers)
    for (path, what), (number, example, text) in found.items():
        times = "" if number == 1 else f" ({number} files, such as {example})"
        print(f"{path} {what}{times}{': ' + text if text else ''}")
    print(f"{count} files compared, {sum(entry[0] for entry in found.values())} differ")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
