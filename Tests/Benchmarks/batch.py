"""Times `report batch --figures thumbnails` on 300 and on 10,000 pairs made from Examples/pairs.csv.

Run it as `make benchmark-batch`, or: python3 Tests/Benchmarks/batch.py [PAIRS]
Prints the seconds a pair takes, wall clock and processor, and the peak memory of both runs. Fails if a
pair of the long list takes a tenth longer than one of the short list, or if the run takes 20 MB more.

The short list is run several times, before and after the long one, and the fastest counts: a machine
that does something else meanwhile would otherwise decide. Loading the model is no part of a pair, so
the time of a run over a single pair is taken off.
"""

import csv
import os
import shutil
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.join(ROOT, ".build/release/report")
MODEL = os.path.join(ROOT, "Models/all-MiniLM-L6-v2")
FEW = 300
# Disks remember: ext4 searches longer for free inodes for minutes after files were removed.
SHARED_MEMORY = "/dev/shm"


def write_list(path, count, examples=FEW, changes_both=False):
    """The first examples again and again, each time with other ids and other first sentences, or other sentences
    altogether; returns the sentences."""
    with open(os.path.join(ROOT, "Examples/pairs.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[:examples]
    sentences = []
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        for number in range(count):
            row = dict(rows[number % len(rows)])
            turn = number // len(rows)
            row["id"] += f"-{turn}"
            # As long in every turn, so that all pairs cost the same.
            row["sentence1"] = f"{row['sentence1'][:-1]}, they said {turn + 10} times."
            if changes_both:
                row["sentence2"] = f"{row['sentence2'][:-1]}, she wrote {turn + 10} times."
            sentences += [row["sentence1"], row["sentence2"]]
            writer.writerow(row)
    return sentences


def run(folder, count):
    """One run: wall seconds, processor seconds, peak resident MB."""
    folder = tempfile.mkdtemp(dir=folder)
    source = os.path.join(folder, "list.csv")
    target = os.path.join(folder, "reports")
    write_list(source, count)
    arguments = [PROGRAM, "batch", source, "-o", target, "--model", MODEL, "--figures", "thumbnails",
                 "--quiet"]
    start = time.perf_counter()
    process = os.spawnv(os.P_NOWAIT, PROGRAM, arguments)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"report batch failed with status {os.waitstatus_to_exitcode(status)}")
    with open(os.path.join(target, "summary.csv"), encoding="utf-8") as file:
        rows = sum(1 for _ in csv.reader(file)) - 1
    if rows != count:
        sys.exit(f"expected {count} rows in summary.csv, found {rows}")
    shutil.rmtree(folder)
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    folder = tempfile.mkdtemp(dir=SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else None)
    try:
        run(folder, 1)  # brings the files into the page cache
        start = min(run(folder, 1) for _ in range(3))
        short = [run(folder, FEW) for _ in range(3)]
        long = run(folder, many)
        short += [run(folder, FEW) for _ in range(3)]
    finally:
        shutil.rmtree(folder)
    best = [min(values) for values in zip(*short)]
    peak = max(memory for _, _, memory in short)
    print(f"{'pairs':>8}{'wall s':>10}{'ms a pair':>12}{'cpu ms a pair':>16}{'peak MB':>10}")
    times = []
    for count, (wall, processor, memory) in ((FEW, (*best[:2], peak)), (many, long)):
        times.append([1000 * (wall - start[0]) / (count - 1), 1000 * (processor - start[1]) / (count - 1)])
        print(f"{count:8}{wall:10.2f}{times[-1][0]:12.3f}{times[-1][1]:16.3f}{memory:10.1f}")
    ratios = [late / early for early, late in zip(*times)]
    growth = long[2] - peak
    print(f"a pair takes {ratios[0]:.3f} times as long (processor {ratios[1]:.3f}), "
          f"and the run {growth:+.1f} MB")
    if ratios[1] > 1.1 or growth > 20:
        sys.exit("expected at most 1.1 times as long, and at most 20 MB more")


if __name__ == "__main__":
    main()
