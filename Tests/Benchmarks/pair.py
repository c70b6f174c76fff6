"""Times `report pair` as a whole process: cold start, model, two sentences, 14 figures, page.

Run it as `make benchmark`, or: python3 Tests/Benchmarks/pair.py [RUNS]
Prints the wall-clock and processor time and the peak memory of each run, sorted, and the medians.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.join(ROOT, ".build/release/report")
MODEL = os.path.join(ROOT, "Models/all-MiniLM-L6-v2")
PAIR = ["The bank of the river was calm.", "She went to the bank to deposit money."]


def run(folder):
    """One run into `folder`: wall seconds, processor seconds, peak resident MB."""
    arguments = [PROGRAM, "pair", *PAIR, "--word", "bank", "--model", MODEL, "-o", folder, "--quiet"]
    start = time.perf_counter()
    process = os.spawnv(os.P_NOWAIT, PROGRAM, arguments)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"report pair failed with status {os.waitstatus_to_exitcode(status)}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    folder = tempfile.mkdtemp()
    try:
        run(folder)  # brings the files into the page cache
        results = [run(folder) for _ in range(runs)]
        files = [name for _, _, names in os.walk(folder) for name in names]
    finally:
        shutil.rmtree(folder)
    print(f"{runs} runs, {sum(n.endswith('.png') for n in files)} PNG, "
          f"{sum(n.endswith('.svg') for n in files)} SVG, {len(files)} files")
    print(f"{'':8}{'min':>10}{'median':>10}{'max':>10}")
    for name, values in zip(("wall s", "cpu s", "peak MB"), zip(*results)):
        print(f"{name:8}{min(values):10.3f}{statistics.median(values):10.3f}{max(values):10.3f}")


main()
