"""Draws the data flow that Documentation/Architecture.md shows.

Usage: architecture.py FILE.svg [--check]

--check writes nothing, and exits with 1 where the file is not what this script draws.
"""

import sys
from html import escape
from pathlib import Path

WIDTH, HEIGHT = 1096, 448
LANE_HEIGHT, BOX_WIDTH, BOX_HEIGHT, LEFT, PITCH = 124, 122, 56, 78, 200
LANES = ["Encoder", "Reports", "Charts"]
# Column and lane; the name, and what stands for it in the code or a few words about it.
BOXES = {
    "tokenizer": (0, 0, "Tokenizer", "words to numbers"),
    "model": (1, 0, "EncoderModel", "the forward pass"),
    "formulas": (2, 0, "Formulas", "rollout, norms, …"),
    "lists": (0, 1, "Lists", "CSV, data sets"),
    "analyses": (2, 1, "Analyses", "of pairs and words"),
    "figures": (3, 1, "Figures", "a chart, its caption"),
    "pages": (4, 1, "Pages, tables", "written whole"),
    "layout": (3, 2, "Layout", "scales, axes, labels"),
    "drawing": (4, 2, "Drawing", "Cairo, Pango, libpng"),
}
# From, to, and the lines of text beside the arrow: what flows. A name that is no box is the left or right edge.
ARROWS = [
    ("input", "lists", ["sentences"]),
    ("lists", "tokenizer", ["sentences,", "target words"]),
    ("tokenizer", "model", ["tokens"]),
    ("model", "formulas", ["states,", "attentions"]),
    ("formulas", "analyses", ["arrays"]),
    ("analyses", "figures", ["numbers"]),
    ("figures", "pages", ["captions"]),
    ("figures", "layout", ["charts"]),
    ("layout", "drawing", ["shapes"]),
    ("drawing", "pages", ["PNG, SVG,", "PDF"]),
    ("pages", "output", ["HTML,", "JSON, CSV"]),
]
STYLE = """
text { font: 13px Inter, "DejaVu Sans", sans-serif; fill: #1f2328; text-anchor: middle }
.small { font-size: 11px; fill: #59636e }
.name { font-weight: 600 }
.lane { font-weight: 600; fill: #59636e; text-anchor: start }
.beside { text-anchor: start }
rect.lane { fill: #f1f4f8 }
rect.box { fill: #fff; stroke: #4a6fa5; stroke-width: 1.5 }
path { fill: none; stroke: #59636e; stroke-width: 1.5 }
marker path { fill: #59636e; stroke: none }
.back { fill: #fff }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 }
.small, .lane { fill: #9da7b1 }
rect.lane { fill: #1c232c }
rect.box { fill: #0d1117; stroke: #7ba4de }
path { stroke: #9da7b1 }
marker path { fill: #9da7b1 }
.back { fill: #0d1117 }
}
"""


def corner(name):
    column, lane, *_ = BOXES[name]
    return LEFT + column * PITCH, 16 + lane * (LANE_HEIGHT + 22) + 46


def texts(lines, x, y, kind):
    return [
        f'<text class="small {kind}" x="{x}" y="{y + 14 * index}">{escape(line)}</text>'
        for index, line in enumerate(lines)
    ]


def arrow(start, end, lines):
    """A straight arrow with its text: above a horizontal one, beside a vertical one."""
    if start in BOXES and end in BOXES and BOXES[start][0] == BOXES[end][0]:
        (x, from_y), (_, to_y) = corner(start), corner(end)
        x += BOX_WIDTH // 2
        y1, y2 = (from_y + BOX_HEIGHT, to_y) if to_y > from_y else (from_y, to_y + BOX_HEIGHT)
        middle = (y1 + y2) // 2
        return [
            f'<path d="M{x} {y1}V{y2}" marker-end="url(#end)"/>',
            *texts(lines, x + 10, middle + 4 - 7 * (len(lines) - 1), "beside"),
        ]
    x1 = corner(start)[0] + BOX_WIDTH if start in BOXES else 6
    x2 = corner(end)[0] if end in BOXES else WIDTH - 6
    y = corner(start if start in BOXES else end)[1] + BOX_HEIGHT // 2
    return [
        f'<path d="M{x1} {y}H{x2}" marker-end="url(#end)"/>',
        *texts(lines, (x1 + x2) // 2, y - 8 - 14 * (len(lines) - 1), ""),
    ]


def picture():
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" role="img">',
        "<title>From sentences to files: Encoder computes arrays, the reports analyse them, Charts draws.</title>",
        f"<style>{STYLE}</style>",
        '<defs><marker id="end" markerUnits="userSpaceOnUse" markerWidth="10" markerHeight="10" refX="10" refY="5" '
        'orient="auto"><path d="M0 0L10 5L0 10Z"/></marker></defs>',
        f'<rect class="back" width="{WIDTH}" height="{HEIGHT}"/>',
    ]
    for index, lane in enumerate(LANES):
        y = 16 + index * (LANE_HEIGHT + 22)
        parts += [
            f'<rect class="lane" x="66" y="{y}" width="{WIDTH - 148}" height="{LANE_HEIGHT}" rx="8"/>',
            f'<text class="lane" x="78" y="{y + 22}">{lane}</text>',
        ]
    for entry in ARROWS:
        parts += arrow(*entry)
    for name, (_, _, title, note) in BOXES.items():
        x, y = corner(name)
        middle = x + BOX_WIDTH // 2
        parts += [
            f'<rect class="box" x="{x}" y="{y}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="6"/>',
            f'<text class="name" x="{middle}" y="{y + 24}">{escape(title)}</text>',
            *texts([note], middle, y + 42, ""),
        ]
    return "\n".join([*parts, "</svg>", ""])


def main(file, check=False):
    drawn = picture()
    if check:
        if Path(file).read_text(encoding="utf-8") != drawn:
            sys.exit(f"{file}: is not what Scripts/architecture.py draws. Run: make figures")
    else:
        Path(file).write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) == 2 or sys.argv[2:] == ["--check"]:
        main(sys.argv[1], check=len(sys.argv) == 3)
    else:
        sys.exit("usage: architecture.py FILE.svg [--check]")
