"""Times `report batch --pages none` beside the encoder alone, and beside a short script with transformers.

Run it as `make benchmark-triage`, or: python3 Tests/Benchmarks/triage.py [PAIRS] [ROUNDS]

Without numbers, three rounds over 5,000 pairs made from Examples/pairs.csv, no two sentences alike, on two threads.
The programs take turns; times are those of whole processes, the model's loading included. The ratios are the medians of
each round's: on a machine that does something else, those of processor time say more. The encoder returns all hidden
states and attentions of 32 sentences at a time, as a batch does, and does nothing with them. The script runs where this
Python has transformers; its similarities are compared with those of `report`.
"""

import csv
import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from batch import MODEL, PROGRAM, ROOT, write_list

ENCODER = os.path.join(ROOT, ".build/release/encoder-benchmark")
PEER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "triage_peer.py")
TOGETHER = 32


def run(command, standard_input=None):
    """Seconds of wall clock and processor of a process."""
    start = time.perf_counter()
    with open(standard_input or os.devnull, "rb") as file:
        process = subprocess.Popen(command, stdin=file, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"failed with status {process.returncode}: {' '.join(command)}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime


def compare(summary, table):
    """The largest difference of the script's similarities from those of `report`."""
    with open(summary, encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    worst = 0
    with open(table, encoding="utf-8", newline="") as file:
        for identifier, *values in csv.reader(file):
            row = rows[identifier]
            ours = [float(row["emb"])] + [float(row[f"L{layer}"]) for layer in range(len(values) - 1)]
            worst = max(worst, *(abs(a - float(b)) for a, b in zip(ours, values)))
    return worst


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    folder = tempfile.mkdtemp()
    try:
        measure(count, rounds, folder)
    finally:
        shutil.rmtree(folder)


def measure(count, rounds, folder):
    table, commands, result = (os.path.join(folder, name) for name in ("list.csv", "commands", "peer.csv"))
    sentences = write_list(table, count, examples=None, changes_both=True)
    with open(commands, "w", encoding="utf-8") as file:
        for start in range(0, len(sentences), TOGETHER):
            file.write("encode 1 " + "\t".join(sentences[start:start + TOGETHER]) + "\n")
    programs = {
        "report batch": lambda turn: run([PROGRAM, "batch", table, "-o", os.path.join(folder, f"out{turn}"), "--model",
                                          MODEL, "--pages", "none", "--jobs", "2", "-q"]),
        "the encoder alone": lambda turn: run([ENCODER, MODEL, "2"], commands),
    }
    if importlib.util.find_spec("transformers"):
        programs["transformers"] = lambda turn: run([sys.executable, PEER, MODEL, table, result])
    times = {name: [] for name in programs}
    for turn in range(rounds):
        for name, program in programs.items():
            times[name].append(program(turn))
    print(f"{count} pairs, {rounds} rounds{'':6}{'wall s':>10}{'cpu s':>10}{'of report batch: wall':>26}{'cpu':>8}")
    for name, values in times.items():
        wall, processor = (statistics.median(column) for column in zip(*values))
        ratios = [statistics.median(other[place] / own[place] for other, own in zip(values, times["report batch"]))
                  for place in (0, 1)]
        print(f"{name:26}{wall:10.1f}{processor:10.1f}{ratios[0]:26.2f}{ratios[1]:8.2f}")
    if "transformers" in times:
        print(f"largest difference of a similarity: {compare(os.path.join(folder, 'out0/summary.csv'), result):.1e}")


if __name__ == "__main__":
    main()
