"""Kills runs of `report batch` over and over, and does to them what machines and people do; compares what comes out.

Run it as `make soak-durability`, or: python3 Tests/Soak/durability.py [--minutes N] [--pairs N] [--every SECONDS]

The small model of the tests works through a long list without pages, so that journal, tables and index are most of
the work. Each round is one of these, with a seed that is printed, until the time is over:

- kills: a run is killed with SIGKILL again and again, in the middle and at its end, until it comes through,
- growth: between the kills the list gets more rows, loses some, and has others changed,
- disk: the disk is full in the middle; with more room the next run goes on (as root alone),
- folder: the folder is removed while a run is at work; the next run makes all anew,
- clock: a run is killed, and the next one finds a clock that was set back (with the program faketime alone).

Fails if what comes out is not, byte for byte, what a single run makes of the list, if a run that finds everything
done changes a file, if a process ends in a way that no command may, or if its open files, its threads or its memory
grow from the first half of a run to the second.
"""

import argparse
import csv
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "Tests/EncoderTests/Fixtures/distilbert-tiny"
REPORT = os.environ.get("REPORT", str(ROOT / ".build/release/report"))
JOBS = 2
OPTIONS = ["--model", str(MODEL), "--pages", "none", "--gzip", "--sqlite", "--jobs", str(JOBS), "--quiet"]
# Rows failed; a folder that cannot be made; a disk that is full.
FAILED, CANNOT_CREATE, CANNOT_WRITE = 1, 73, 74
MOST_GROWTH = 20  # MB
MOST_THREADS = 4 + 2 * JOBS
WORDS = "calm wide deep old new steep green near far long".split()


class Wrong(Exception):
    """What must not happen."""


def rows(count, turn=0):
    """No two alike; of every hundred one fails."""
    for number in range(count):
        word = "fish" if number % 100 == 99 else "bank"
        yield [f"p{number}", word, f"The bank of river {number} was {WORDS[(number + turn) % len(WORDS)]}.",
               f"She went to the bank {number % 977} times."]


def write(path, table):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "word", "sentence1", "sentence2"])
        writer.writerows(table)


def files(folder):
    """Contents and file numbers of all files."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != ".lock":
            found[str(path.relative_to(folder))] = (path.read_bytes(), path.stat().st_ino)
    return found


def compare(one, other, what):
    first, second = ({name: data for name, (data, _) in files(folder).items()} for folder in (one, other))
    for name in sorted(first.keys() | second.keys()):
        if first.get(name) != second.get(name):
            raise Wrong(f"{what}: {name} is not that of one run")


class Run:
    """A run that is watched; its memory is that of the journal's rows and little else."""

    def __init__(self, source, target, prefix=()):
        self.process = subprocess.Popen([*prefix, REPORT, "batch", str(source), "-o", str(target), *OPTIONS],
                                        stderr=subprocess.PIPE, text=True)
        self.seen = []  # (threads, open files, resident MB)

    def look(self):
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
            values = dict(line.split(":", 1) for line in status.splitlines())
            handles = len(os.listdir(f"/proc/{self.process.pid}/fd"))
            self.seen.append((int(values["Threads"]), handles, int(values["VmRSS"].split()[0]) / 1024))
        except (OSError, KeyError):
            pass

    def wait(self, seconds=None, allowed=(0, FAILED)):
        """Until the end, or so long; gives the exit status, or nothing for one that is still at work."""
        end = time.monotonic() + (seconds if seconds is not None else 3600)
        while self.process.poll() is None and time.monotonic() < end:
            self.look()
            time.sleep(0.05)
        if self.process.poll() is None:
            if seconds is None:
                self.kill()
                raise Wrong("a run did not end within an hour")
            return None
        message = self.process.stderr.read()
        if self.process.returncode not in allowed:
            raise Wrong(f"ended with {self.process.returncode}: {message}")
        return self.process.returncode

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def check_level(self):
        if len(self.seen) < 20:
            return
        # The first half has the model's loading and the first rows in it.
        half = len(self.seen) // 2
        early, late = self.seen[:half], self.seen[half:]
        # Workers start when there is work for them, which is late on a busy machine.
        threads = max(values[0] for values in self.seen)
        if threads > MOST_THREADS:
            raise Wrong(f"{threads} threads, expected at most {MOST_THREADS}")
        for place, name, most in [(1, "open files", 4), (2, "MB", MOST_GROWTH)]:
            first, last = (max(values[place] for values in part) for part in (early, late))
            if last > first + most:
                raise Wrong(f"{name}: {first:.0f} at the beginning, {last:.0f} at the end")


def whole(source, target):
    """One run that nothing comes in the way of."""
    run = Run(source, target)
    run.wait()
    run.check_level()
    return target


def kills(source, target, every, between=lambda: None):
    """Kills runs until one comes through; gives how many were killed."""
    count = 0
    while True:
        run = Run(source, target)
        # Each has a little longer than the one before: the last one comes to its end.
        if run.wait(random.uniform(0.1, every) + count * every / 20) is not None:
            return count
        run.kill()
        count += 1
        between()


def check_resume(source, target):
    """A run that finds everything done leaves every file alone."""
    before = files(target)
    run = Run(source, target)
    run.wait()
    if files(target) != before:
        raise Wrong("a run that found everything done wrote a file")


# Rounds


def round_kills(folder, pairs, every):
    source = folder / "list.csv"
    write(source, rows(pairs))
    count = kills(source, folder / "out", every)
    compare(whole(source, folder / "whole"), folder / "out", "kills")
    check_resume(source, folder / "out")
    return f"{count} runs killed"


def round_growth(folder, pairs, every):
    source = folder / "list.csv"
    state = {"count": pairs // 2, "turn": 0}
    write(source, rows(state["count"]))

    def change():
        state["count"] = min(pairs, state["count"] + pairs // 8)
        state["turn"] += 1
        table = list(rows(state["count"], state["turn"] if state["turn"] % 3 == 0 else 0))
        if state["turn"] % 2:
            del table[random.randrange(len(table) - 50):][:50]
        if state["turn"] % 4 == 1:
            random.shuffle(table)
        # As an editor saves it: another file of the same name.
        write(folder / "new.csv", table)
        os.replace(folder / "new.csv", source)

    count = kills(source, folder / "out", every, change)
    compare(whole(source, folder / "whole"), folder / "out", "growth")
    check_resume(source, folder / "out")
    return f"{count} runs killed, {state['turn']} lists"


def round_folder(folder, pairs, every):
    source = folder / "list.csv"
    write(source, rows(pairs))
    run = Run(source, folder / "out")
    if run.wait(random.uniform(0.5, every)) is None:
        shutil.rmtree(folder / "out", ignore_errors=True)
        shutil.rmtree(folder / "out", ignore_errors=True)
        # What it can do nothing about is an error, not a crash.
        run.wait(allowed=(0, FAILED, 70, CANNOT_CREATE, CANNOT_WRITE))
        shutil.rmtree(folder / "out", ignore_errors=True)
    run = Run(source, folder / "out")
    run.wait()
    compare(whole(source, folder / "whole"), folder / "out", "folder")
    return "removed in the middle"


def round_disk(folder, pairs, every):
    source = folder / "list.csv"
    write(source, rows(pairs))
    disk = folder / "disk"
    disk.mkdir()
    sizes = random.sample(range(1, 40), 3)
    sizes = [max(1, pairs * size // 40_000) for size in sorted(sizes)]
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={sizes[0]}m", "none", str(disk)], check=True)
    try:
        full = 0
        for size in sizes:
            subprocess.run(["mount", "-o", f"remount,size={size}m", str(disk)], check=True)
            run = Run(source, disk / "out")
            full += run.wait(allowed=(0, FAILED, CANNOT_CREATE, CANNOT_WRITE)) in (CANNOT_CREATE, CANNOT_WRITE)
        subprocess.run(["mount", "-o", f"remount,size={pairs // 200 + 64}m", str(disk)], check=True)
        run = Run(source, disk / "out")
        run.wait()
        compare(whole(source, folder / "whole"), disk / "out", "disk")
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)
    return f"full {full} times"


def round_clock(folder, pairs, every):
    source = folder / "list.csv"
    write(source, rows(pairs))
    run = Run(source, folder / "out")
    if run.wait(random.uniform(0.5, every)) is None:
        run.kill()
    run = Run(source, folder / "out", prefix=["faketime", "-f", "-400d"])
    run.wait()
    compare(whole(source, folder / "whole"), folder / "out", "clock")
    return "400 days earlier"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=60, help="how long to go on (default: 60)")
    parser.add_argument("--pairs", type=int, default=20_000, help="rows of the longest list (default: 20000)")
    parser.add_argument("--every", type=float, default=5, help="kill within so many seconds (default: 5)")
    parser.add_argument("--seed", type=int, default=0, help="of the first round (default: 0)")
    arguments = parser.parse_args()
    rounds = {"kills": round_kills, "growth": round_growth, "folder": round_folder}
    if os.geteuid() == 0:
        rounds["disk"] = round_disk
    if shutil.which("faketime"):
        rounds["clock"] = round_clock
    print(f"rounds: {', '.join(rounds)}; {arguments.pairs} pairs", flush=True)
    end = time.monotonic() + 60 * arguments.minutes
    number = arguments.seed
    while time.monotonic() < end:
        name = list(rounds)[number % len(rounds)]
        random.seed(number)
        folder = Path(tempfile.mkdtemp(prefix="durability-"))
        start = time.monotonic()
        try:
            said = rounds[name](folder, arguments.pairs, arguments.every)
        except Wrong as wrong:
            sys.exit(f"seed {number}, {name}: {wrong}; what is left: {folder}")
        shutil.rmtree(folder)
        print(f"seed {number}, {name}: {said}; {time.monotonic() - start:.0f} s", flush=True)
        number += 1
    print(f"{number - arguments.seed} rounds, nothing lost")


if __name__ == "__main__":
    main()
