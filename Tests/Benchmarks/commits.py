"""Compares the speed of this build with that of an earlier commit, the two interleaved in one run.

Run it as `make benchmark-commits`, or: python3 Tests/Benchmarks/commits.py [COMMIT] [--rounds N] [--model DIR ...]
Builds the commit in .build/commits/ the first time, runs every kind of work with both programs in turns
(A B A B ...), and prints a table in Markdown: medians of processor time and wall time, and the median of
the rounds' ratios. A machine that is busy or changes its clock disturbs both programs alike.
"""

import argparse
import csv
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MINILM = os.path.join(ROOT, "Models/all-MiniLM-L6-v2")
BASE = "23493db"
PAIR = ("The bank of the river was calm.", "She went to the bank to deposit money.")
# The file system must not decide: ext4 searches for free inodes long after files were removed.
SHARED_MEMORY = "/dev/shm"


def build_of(commit):
    """The release program of a commit, built once."""
    folder = os.path.join(ROOT, ".build/commits", commit)
    program = os.path.join(folder, ".build/release/report")
    if not os.path.exists(program):
        if not os.path.exists(folder):
            subprocess.run(["git", "clone", "--quiet", "--no-checkout", ROOT, folder], check=True)
            subprocess.run(["git", "-C", folder, "checkout", "--quiet", commit], check=True)
        subprocess.run(["swift", "build", "--configuration", "release", "--product", "report"],
                       cwd=folder, check=True, stdout=sys.stderr)
    return program


def pairs_of(commit, path, count):
    """The first pairs of the list as it was at that commit, so that both programs can read it."""
    text = subprocess.run(["git", "-C", ROOT, "show", f"{commit}:Examples/pairs.csv"], check=True,
                          capture_output=True, text=True).stdout
    rows = list(csv.DictReader(text.splitlines()))[:count]
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return rows


def words_of(path, count):
    """As many sentences with the word bank as asked for, all of them different."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["sentence", "word"])
        for number in range(count):
            context = ("of the river", "that lent the money", "by the lake", "in the main street")[number % 4]
            writer.writerow([f"On day {number} they saw the bank {context} and thought of it.", "bank"])


def run(program, arguments, folder):
    """One run: processor seconds, wall seconds, peak MB."""
    target = tempfile.mkdtemp(dir=folder)
    # Each program has what it measured of the model to itself, or each run would measure it anew.
    caches = os.path.join(folder, "caches-" + str(abs(hash(program))))
    command = [program] + [word.replace("{out}", target) for word in arguments]
    with open(os.devnull, "wb") as null:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=null, stderr=subprocess.PIPE,
                                   env=dict(os.environ, XDG_CACHE_HOME=caches))
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    shutil.rmtree(target, ignore_errors=True)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}: {errors.decode()}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def works(folder, base, models):
    """Name, arguments and how many pairs each run counts for."""
    pairs = os.path.join(folder, "pairs.csv")
    count = len(pairs_of(base, pairs, 300))
    words = os.path.join(folder, "words.csv")
    words_of(words, 2000)
    for model in models:
        name = os.path.basename(model)
        batch = ["batch", pairs, "-o", "{out}/reports", "--model", model, "--quiet"]
        yield f"a pair of a list, PNG, page and data, {name}", batch + ["--figures", "all", "--formats", "png"], count
        yield f"the same, thumbnails, {name}", batch + ["--figures", "thumbnails"], count
        yield f"the same, no figures, {name}", batch + ["--figures", "none"], count
        yield (f"the same, no figures, no analyses, {name}",
               batch + ["--figures", "none", "--analyses", "none"], count)
    model = models[0]
    yield ("`report pair`, all analyses",
           ["pair", *PAIR, "--word", "bank", "--model", model, "-o", "{out}/pair", "--analyses", "all", "--quiet"], 1)
    yield ("`report figure bars`",
           ["figure", "bars", *PAIR, "--word", "bank", "--model", model, "-o", "{out}/bars.png", "--quiet"], 1)
    yield "`report --version`", ["--version"], 1
    yield ("`report word`, 2,000 sentences",
           ["word", words, "--word", "bank", "-o", "{out}/word", "--model", model, "--quiet"], 1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("commit", nargs="?", default=BASE)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--model", action="append", help="a model folder; the first is used for single runs")
    parser.add_argument("--only", default="", help="the works whose name contains this")
    options = parser.parse_args()
    old = build_of(options.commit)
    new = os.path.join(ROOT, ".build/release/report")
    folder = tempfile.mkdtemp(dir=SHARED_MEMORY if os.path.isdir(SHARED_MEMORY) else None)
    try:
        print("| work | processor ms, then | now | ratio | wall ms, then | now | ratio | peak MB, then | now |")
        print("|---|---|---|---|---|---|---|---|---|")
        for name, arguments, count in works(folder, options.commit, options.model or [MINILM]):
            if options.only not in name:
                continue
            for program in (old, new):
                run(program, arguments, folder)
            rounds = [(run(old, arguments, folder), run(new, arguments, folder))
                      for _ in range(options.rounds)]
            cells = [name]
            for column in range(2):
                then, now = ([pair[side][column] * 1000 / count for pair in rounds] for side in range(2))
                ratio = statistics.median(b / a for a, b in zip(then, now))
                cells += [f"{statistics.median(then):.2f}", f"{statistics.median(now):.2f}", f"{ratio:.2f}"]
            cells += [f"{statistics.median(pair[side][2] for pair in rounds):.0f}" for side in range(2)]
            print("| " + " | ".join(cells) + " |", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
