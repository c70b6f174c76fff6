"""Runs a long list with `report batch --pages none --gzip` on the small model of the tests, which takes so little that
everything else shows: what it writes, and what it takes to resume, to merge and to read it.

    python3 Tests/Benchmarks/long_list.py [PAIRS]

Without a number, 100,000 pairs, made from Examples/pairs.csv. Prints a table; fails if the program writes more than
200 bytes a pair besides summary.csv.gz, or if shares do not become the bytes of one run. Reads the table with DuckDB,
pandas and polars where this Python has them.
"""

import gzip
import importlib
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time

from batch import PROGRAM, ROOT, write_list

MODEL = os.path.join(ROOT, "Tests/EncoderTests/Fixtures/distilbert-tiny")
SHARES = 8
MOST_BYTES = 200
READERS = {
    "duckdb": lambda duckdb, path: duckdb.sql(
        f"SELECT count(*) FROM read_csv('{path}', all_varchar = true)").fetchall()[0][0],
    "pandas": lambda pandas, path: len(pandas.read_csv(path, keep_default_na=False, dtype=str)),
    "polars": lambda polars, path: len(polars.read_csv(path, infer_schema=False)),
}


def run(*arguments):
    """Seconds of wall clock and processor, and peak resident MB."""
    start = time.perf_counter()
    process = subprocess.Popen([PROGRAM, *arguments, "-q"])
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"report {arguments[0]} failed with status {process.returncode}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def show(name, wall, processor, memory):
    print(f"{name:24}{wall:10.1f}{processor:12.1f}{memory:10.0f}", flush=True)


def size(folder):
    return sum(os.path.getsize(os.path.join(path, name)) for path, _, names in os.walk(folder) for name in names)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    folder = tempfile.mkdtemp()
    try:
        measure(count, folder)
    finally:
        shutil.rmtree(folder)


def measure(count, folder):
    table = os.path.join(folder, "list.csv")
    # In a process of its own: what starts another hands on its peak of memory.
    writer = multiprocessing.Process(target=write_list, args=(table, count))
    writer.start()
    writer.join()
    whole = os.path.join(folder, "whole")
    options = ["--model", MODEL, "--pages", "none", "--gzip"]
    print(f"{'':24}{'wall s':>10}{'cpu s':>12}{'peak MB':>10}")
    first = run("batch", table, "-o", whole, *options)
    show("run", *first)
    show("resume", *run("batch", table, "-o", whole, *options))
    shares = [os.path.join(folder, str(index)) for index in range(1, SHARES + 1)]
    for index, share in enumerate(shares, 1):
        run("batch", table, "-o", share, "--shard", f"{index}/{SHARES}", *options)
    merged = os.path.join(folder, "merged")
    show(f"merge of {SHARES}", *run("merge", *shares, "-o", merged))
    subprocess.run(["diff", "-r", whole, merged], check=True)
    plain = 0
    with gzip.open(f"{whole}/summary.csv.gz", "rt", encoding="utf-8") as lines:
        for last in lines:
            plain += len(last.encode())
    last = last.split(",")[0]
    show("page of the last pair", *run("page", whole, last, "--model", MODEL))

    total = size(merged) / count
    packed = os.path.getsize(f"{merged}/summary.csv.gz") / count
    print(f"{count / first[0]:.0f} pairs/s; {total:.0f} bytes a pair, {packed:.0f} of them summary.csv.gz, "
          f"unpacked {plain / count:.0f}")
    for name, read in READERS.items():
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        start = time.perf_counter()
        rows = read(module, f"{merged}/summary.csv.gz")
        print(f"{name} {module.__version__}: {rows} rows in {time.perf_counter() - start:.2f} s")
        assert rows == count
    if total - packed > MOST_BYTES:
        sys.exit(f"expected at most {MOST_BYTES} bytes a pair besides the table, found {total - packed:.0f}")


if __name__ == "__main__":
    main()
