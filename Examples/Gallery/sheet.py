"""Draws every kind of figure in every size, theme and length of sentence, and puts them on contact sheets.

    sheet.py REPORT MODEL [FOLDER]

REPORT is the program, MODEL a folder or a name on the hub, and FOLDER, Output/contact-sheet if it is not
given, gets the figures and a sheet for each length of sentences: a row for each kind, a column for each
size and theme. Needs Pillow. `make sheet` runs it. A figure that cannot be drawn is an empty
cell; those that could not are named, and the script ends with 1. Substitutes, which need a
masked-language-model head, come from a small model of the tests.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZES = ["slide", "slide-half", "paper", "paper-wide", "doc", "thumbnail"]
THEMES = ["light", "dark", "print"]

DEMO = ["The bank of the river was calm.", "She went to the bank to deposit money."]
# Sentences of about 20 words each; the longer texts are made of their beginnings.
RIVER = [
    "We tied the boat to the bank of the river and watched the herons fish below the old stone bridge.",
    "In spring the water carries branches and ice down from the hills, and the meadows near the mill are under "
    "water for weeks.",
    "By the end of May everything is green again, and children look for shells and round stones where the "
    "current is slow.",
    "The farmer who owns the land has planted willows, because their roots hold the earth when the river rises "
    "after a storm.",
]
MONEY = [
    "The bank lends money to small firms that have been refused a loan by two larger ones because they are new.",
    "It asks for a plan of the first three years, and for a list of everything that the owner could sell if "
    "business were slow.",
    "Interest is paid at the end of every quarter, and whoever misses a date gets a letter with the sum that has "
    "been added.",
    "Most of the firms that it supports sell food, repair machines or build houses, and nine in ten of them pay "
    "everything back.",
]


def text(parts, tokens):
    """About as many tokens as are wanted, of which two are special and some are signs."""
    words = " ".join(parts * 5).split()
    return " ".join(words[: round(tokens * 0.88) - 2])


# A model with a masked-language-model head, random weights and room for the longest sentences.
MASKED = Path(__file__).resolve().parents[2] / "Tests/EncoderTests/Fixtures/mpnet-long"

LENGTHS = {"demo": DEMO, **{str(n): [text(RIVER, n), text(MONEY, n)] for n in (20, 80, 300)}}


def kinds(report):
    """The kinds of figures, as the help begins with them."""
    lines = subprocess.run(
        [report, "figure", "--help"], check=True, capture_output=True, text=True).stdout.split("\n")
    # A line that is too long goes on in the next.
    names = [match[1] for line in lines if (match := re.match(r"([a-z-]+)  +\S", line))]
    if not names:
        raise SystemExit(f"{report} figure --help names no kinds")
    return names


def draw(report, model, folder, names):
    """Draws all figures, and gives what the program says of those that it cannot draw, by file."""
    entries = [
        {
            "output": f"{length}/{kind}/{size}-{{theme}}.png", "kind": kind, "sentences": sentences,
            "side": "both", "size": size,
            **({"model": str(MASKED)} if kind == "substitutes" else {}),
        }
        for length, sentences in LENGTHS.items() for kind in names for size in SIZES
    ]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "sheet.yaml"
    # JSON is YAML.
    if Path(model).is_dir():
        model = str(Path(model).resolve())
    path.write_text(
        json.dumps({"word": "bank", "model": model, "themes": THEMES, "figures": entries}, indent=1))
    outcome = subprocess.run([report, "figures", path], capture_output=True, text=True)
    if outcome.returncode not in (0, 1):
        raise SystemExit(outcome.stderr)
    problems = {}
    for line in outcome.stderr.split("\n"):
        if match := re.search(rf"line \d+: {re.escape(str(folder))}/(\S+\.png): (.*)", line):
            problems[match[1]] = match[2]
    return problems


CELL = (240, 150)
LABEL, TOP = 130, 40


def sheet(folder, length, names):
    """A sheet of the figures for sentences of one length."""
    columns = [(size, theme) for size in SIZES for theme in THEMES]
    width, height = CELL
    picture = Image.new("RGB", (LABEL + len(columns) * width, TOP + len(names) * height), "#c8ccd2")
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default()
    for column, (size, theme) in enumerate(columns):
        pen.text((LABEL + column * width + 4, 14), f"{size}, {theme}", "black", font)
    for row, kind in enumerate(names):
        y = TOP + row * height
        pen.text((4, y + height // 2), kind, "black", font)
        for column, (size, theme) in enumerate(columns):
            path = folder / length / kind / f"{size}-{theme}.png"
            if not path.exists():
                continue
            with Image.open(path) as figure:
                figure = figure.convert("RGB")
                figure.thumbnail((width - 8, height - 8), Image.LANCZOS)
            x = LABEL + column * width
            picture.paste(figure, (x + (width - figure.width) // 2, y + (height - figure.height) // 2))
    picture.quantize(64, dither=Image.Dither.NONE).save(folder / f"{length}.png", optimize=True)


def main():
    if len(sys.argv) not in (3, 4):
        raise SystemExit(__doc__)
    report, model = sys.argv[1:3]
    folder = Path(sys.argv[3] if len(sys.argv) > 3 else "Output/contact-sheet")
    names = kinds(report)
    problems = draw(report, model, folder, names)
    for length in LENGTHS:
        sheet(folder, length, names)
    for path, problem in problems.items():
        print(f"{path}: {problem}", file=sys.stderr)
    count = len(names) * len(SIZES) * len(THEMES) * len(LENGTHS)
    print(f"{count} figures, {len(problems)} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
