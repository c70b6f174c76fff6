"""Draws many thousand pairs in two processes side by side, and looks for crashes, growth and differences.

Run it as `make soak SOAK_PAIRS=20000`, or: python3 Tests/Soak/soak.py [--pairs N] [--sanitized N]

Two runs of `report batch`, each with two jobs, work through the same list at the same time and draw every
figure as PNG, SVG and PDF. Half of the pairs are in many scripts, so that many font files are open when the
package fonts-noto-core is installed. Then a short list runs in the same way with the program that is built
for the address sanitizer. Fails if

- a process crashes, hangs or prints anything on standard error but its progress,
- a row fails,
- the resident memory at the end is more than a tenth and 16 MB above that at a tenth of the way,
- the two folders differ in a single byte, or what the sanitized program drew differs from the other's.

20,000 pairs take a few hours on two cores, and about 1 MB for each pair and process on the disk;
--folder says where.
"""

import argparse
import csv
import filecmp
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "Models/all-MiniLM-L6-v2"
REPORT = os.environ.get("REPORT", str(ROOT / ".build/release/report"))
SANITIZED = os.environ.get("SANITIZED_REPORT", str(ROOT / ".build/address/debug/report"))

# The word for a bank, or one like it, and two sentences in each script.
SCRIPTS = [
    ("ባንክ", "ባንክ ተዘግቷል።", "ወደ ባንክ ሄደች።"), ("بنك", "بنك المدينة مغلق.", "ذهبت إلى بنك قريب."),
    ("բանկ", "նոր բանկ բացվեց", "հին բանկ փակվեց"), ("ব্যাংক", "ব্যাংক বন্ধ আছে", "সে ব্যাংক যায়"),
    ("банк", "Банк был закрыт.", "Она пошла в банк."), ("बैंक", "बैंक बंद है", "वह बैंक गई"),
    ("ბანკი", "ბანკი დაკეტილია", "ეს ბანკი ახალია"), ("τράπεζα", "η τράπεζα έκλεισε", "μια νέα τράπεζα"),
    ("બેંક", "બેંક બંધ છે", "તે બેંક ગઈ"), ("ਬੈਂਕ", "ਬੈਂਕ ਬੰਦ ਹੈ", "ਉਹ ਬੈਂਕ ਗਈ"), ("בנק", "בנק חדש נפתח", "היא הלכה אל בנק"),
    ("ಬ್ಯಾಂಕ್", "ಬ್ಯಾಂಕ್ ಮುಚ್ಚಿದೆ", "ಹೊಸ ಬ್ಯಾಂಕ್ ಇದೆ"), ("ធនាគារ", "ធនាគារ បិទ", "ទៅ ធនាគារ"),
    ("ທະນາຄານ", "ທະນາຄານ ປິດ", "ໄປ ທະນາຄານ"), ("ബാങ്ക്", "ബാങ്ക് അടച്ചു", "പുതിയ ബാങ്ക് തുറന്നു"),
    ("ဘဏ်", "ဘဏ် ပိတ်", "သူ ဘဏ် သွား"), ("ߓߊ߲ߞ", "ߓߊ߲ߞ ߞߎߘߊ", "ߟߎ ߓߊ߲ߞ"), ("ᱵᱮᱝᱠ", "ᱵᱮᱝᱠ ᱵᱚᱸᱫ", "ᱱᱟᱣᱟ ᱵᱮᱝᱠ"),
    ("ବ୍ୟାଙ୍କ", "ବ୍ୟାଙ୍କ ବନ୍ଦ", "ନୂଆ ବ୍ୟାଙ୍କ"), ("බැංකුව", "බැංකුව වසා ඇත", "නව බැංකුව"),
    ("ܒܢܩܐ", "ܒܢܩܐ ܚܕܬܐ", "ܗܘ ܒܢܩܐ"), ("வங்கி", "வங்கி மூடியது", "புதிய வங்கி"),
    ("బ్యాంకు", "బ్యాంకు మూసివేసింది", "కొత్త బ్యాంకు"), ("ބޭންކު", "ބޭންކު ބަންދު", "އާ ބޭންކު"),
    ("ธนาคาร", "ธนาคาร ปิด", "ไป ธนาคาร"), ("དངུལ་ཁང", "དངུལ་ཁང གསར་པ", "འདི དངུལ་ཁང"), ("ⴱⴰⵏⴽ", "ⴱⴰⵏⴽ ⴰⵎⴰⵢⵏⵓ", "ⵖⵔ ⴱⴰⵏⴽ"),
    ("Ꮧ", "Ꮧ ᏂᏔ", "ᎶᏗ Ꮧ"), ("ꕢꔱ", "ꕢꔱ ꕢ", "ꔱ ꕢꔱ"), ("ᑲᓇᑕ", "ᑲᓇᑕ ᓇᑕ", "ᑲ ᑲᓇᑕ"), ("ᰖᰬ", "ᰖᰬ ᰃ", "ᰃ ᰖᰬ"),
    ("ꯕꯦꯡꯛ", "ꯕꯦꯡꯛ ꯕ", "ꯛ ꯕꯦꯡꯛ"), ("ᥖᥦ", "ᥖᥦ ᥖ", "ᥦ ᥖᥦ"), ("ꓐꓯ", "ꓐꓯ ꓐ", "ꓯ ꓐꓯ"), ("ꢨꢶ", "ꢨꢶ ꢨ", "ꢨ ꢨꢶ"),
    ("ꤷꤱ", "ꤷꤱ ꤷ", "ꤱ ꤷꤱ"),
]  # fmt: skip


def write_list(path, count):
    """The examples again and again, no two pairs alike, and of every 64 the last half in many scripts."""
    with open(ROOT / "Examples/pairs.csv", encoding="utf-8", newline="") as file:
        examples = list(csv.DictReader(file))
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "word", "sentence1", "sentence2"])
        for number in range(count):
            if number % 64 >= 32:
                scripts = [SCRIPTS[(number * 7 + place * 5) % len(SCRIPTS)] for place in range(6)]
                word, one, two = scripts[0]
                others = " ".join(other for other, _, _ in scripts[1:])
                writer.writerow([f"script-{number}", word, f"{one} {others} {number}", f"{two} {number} {others}"])
            else:
                row = examples[number % len(examples)]
                first = f"{row['sentence1'][:-1]}, they said {number} times."
                writer.writerow([f"{row['id']}-{number}", row["word"], first, row["sentence2"]])


class Run:
    """A run of `report batch`, watched while it works."""

    def __init__(self, program, source, target):
        self.target = target
        self.memory = []  # (pairs done, resident MB)
        self.errors = []
        environment = os.environ | {
            "ASAN_OPTIONS": "detect_leaks=0:allocator_may_return_null=1:abort_on_error=1"}
        self.process = subprocess.Popen(
            [program, "batch", source, "-o", target, "--model", MODEL, "--jobs", "2", "--figures", "all",
             "--formats", "png,svg,pdf", "--progress", "json"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)
        self.watcher = threading.Thread(target=self.watch)
        self.watcher.start()

    def watch(self):
        for line in self.process.stderr:
            try:
                self.memory.append((json.loads(line)["done"], self.resident()))
            except (ValueError, KeyError):
                self.errors.append(line.rstrip())

    def resident(self):
        try:
            with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as file:
                return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))
        except (OSError, StopIteration):
            return 0.0

    def problems(self, count):
        """What went wrong, after the end."""
        self.process.wait()
        self.watcher.join()
        found = [f"printed: {line}" for line in self.errors[:20]]
        if self.process.returncode != 0:
            found.append(f"ended with {self.process.returncode}")
        if (pairs := len(reports(self.target))) != count:
            found.append(f"made {pairs} pairs of {count}")
        return found

    def level(self):
        """Resident MB at a tenth of the way, and the highest of its last tenth."""
        known = [(done, memory) for done, memory in self.memory if memory > 0]
        if not known:
            return None
        last = known[-1][0]
        early = next(memory for done, memory in known if done >= last / 10)
        return early, max(memory for done, memory in known if done >= 0.9 * last)


def files(folder):
    return {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}


def reports(folder):
    """The folders of the pairs, below that of the run; they are grouped by the beginning of a hash."""
    return sorted(page.parent.relative_to(folder) for page in (folder / "pairs").glob("*/*/index.html"))


def differences(one, other, below="."):
    """Files that are not the same in two folders. Journals tell the order in which rows were finished."""
    first, second = files(one / below), files(other / below)
    names = {name for name in first.keys() | second.keys() if name.suffix not in (".lock", ".journal")}
    return sorted(str(name) for name in names
                  if name not in first or name not in second
                  or not filecmp.cmp(first[name], second[name], shallow=False))


def soak(name, program, count, folder, problems):
    """Two runs at the same time; gives the folder of the first."""
    source = folder / f"{name}.csv"
    write_list(source, count)
    start = time.monotonic()
    runs = [Run(program, source, folder / f"{name}-{side}") for side in "ab"]
    for side, run in zip("ab", runs):
        problems += [f"{name} {side}: {problem}" for problem in run.problems(count)]
    seconds = time.monotonic() - start
    print(f"{name}: {count} pairs twice in {seconds:.0f} s, {2 * count / seconds:.1f} pairs a second", flush=True)
    for side, run in zip("ab", runs):
        level = run.level()
        if level is None or len(run.memory) < 10:
            print(f"  {side}: too short to tell the level of memory")
            continue
        print(f"  {side}: {level[0]:.0f} MB at a tenth of the way, {level[1]:.0f} MB at the end")
        if level[1] > 1.1 * level[0] + 16:
            problems.append(f"{name} {side}: memory grew from {level[0]:.0f} to {level[1]:.0f} MB")
    unequal = differences(runs[0].target, runs[1].target)
    print(f"  {len(files(runs[0].target))} files, {len(unequal)} of them not the same in both")
    problems += [f"{name}: differs: {path}" for path in unequal[:20]]
    shutil.rmtree(runs[1].target, ignore_errors=True)
    return runs[0].target


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pairs", type=int, default=20_000, help="pairs of the long list (default: 20000)")
    parser.add_argument("--sanitized", type=int, default=200,
                        help="pairs for the program with the address sanitizer (default: 200; 0: none)")
    parser.add_argument("--folder", type=Path, help="where to work (default: the system's place)")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="soak-", dir=arguments.folder))
    needed = 2 * max(arguments.pairs, arguments.sanitized) * 1_100_000
    if (free := shutil.disk_usage(folder).free) < needed:
        sys.exit(f"{folder}: expected {needed >> 30} GB of free space, found {free >> 30}; use --folder or --pairs")
    fonts = subprocess.run(["fc-list", ":lang=am", "file"], capture_output=True, text=True, check=False).stdout
    print(subprocess.run([REPORT, "--version"], capture_output=True, text=True, check=True).stdout.strip())
    print("many font files" if "Noto" in fonts else "few font files: fonts-noto-core is not installed", flush=True)
    problems = []
    try:
        plain = soak("plain", REPORT, arguments.pairs, folder, problems)
        if arguments.sanitized > 0:
            sanitized = soak("sanitized", SANITIZED, arguments.sanitized, folder, problems)
            # The list of the other run begins in the same way.
            for report in sorted(set(reports(plain)) & set(reports(sanitized))):
                problems += [f"sanitized: {report}: differs: {path}"
                             for path in differences(plain, sanitized, report)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if problems:
        sys.exit("\n".join(problems))
    print("no crash, no failed row, no growth, no difference")


if __name__ == "__main__":
    main()
