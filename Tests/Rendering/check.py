"""Shows figures in the programs that people open them with, and compares them with the PNG pictures.

Run it as `make test-renderers`, or: python3 Tests/Rendering/check.py [--only NAME ...] [--keep FOLDER]
Needs Pillow and NumPy, and the Debian packages librsvg2-bin, inkscape, libreoffice-draw, chromium and
poppler-utils; a program that is not installed is an error, unless --skip names it.

Every kind of figure that `report figure` draws, and every figure of the gallery, is shown as SVG by
rsvg-convert, Inkscape, LibreOffice and Chromium (as an image, and as a part of a page), and as PDF by
Poppler. The programs smooth edges each in its own way, so single pixels may differ. What may not:

- the mean of a square of 9 pixels, which a missing letter changes by a third of the contrast;
- straight lines that the picture does not have: hairlines between cells.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
REPORT = os.environ.get("REPORT", str(ROOT / ".build/release/report"))
GALLERY = os.environ.get("GALLERY", str(ROOT / ".build/release/gallery"))
MODEL = str(ROOT / "Models/all-MiniLM-L6-v2")
BANK = ("The bank of the river was calm.", "She went to the bank to deposit money.")
# A few tokens whose small maps have wide cells, and many whose cells are narrower than a pixel.
SHORT = ("A bank.", "The bank.")
LONG = tuple(" ".join([sentence] * 5) for sentence in BANK)
KINDS = [
    "similarity", "bars", "heatmap", "tokens", "heads", "links", "corrected", "rollout", "norm",
    "head-profile", "head-plane", "head-distance", "token-similarity", "neighbours", "geometry",
]  # fmt: skip

# Side of the squares whose means are compared, in pixels of 1/144 inch.
SQUARE = 9
# The largest difference of means, of 255: the thinnest letter that is missing makes 37, edges less than 30.
LARGEST_DIFFERENCE = 32
# The digits of a PDF are not of equal width, so that much lies some pixels aside.
LARGEST_DIFFERENCE_OF_PDF = 80
REACH_OF_PDF = 6
# Pixels at the edges of the figure that are not compared.
MARGIN = 4
# A hairline is lighter than what is on both sides of it by as much, for at least so many pixels in a row.
HAIRLINE_CONTRAST = 12
HAIRLINE_LENGTH = 12
# So many pixels of hairlines are forgiven, such as where curves cross at a small angle. Cells that do not
# join make more than a thousand.
MOST_HAIRLINES = 100
# How far a pixel or a square may have moved.
REACH = 2


def run(*arguments, **options):
    result = subprocess.run(list(map(str, arguments)), capture_output=True, text=True, timeout=600, **options)
    if result.returncode != 0:
        sys.exit(f"{arguments[0]} failed with {result.returncode}:\n{' '.join(map(str, arguments))}\n{result.stderr}")
    return result.stdout


# MARK: Figures


def draw(folder, only):
    """Draws all figures as PNG, SVG and PDF; gives their names."""
    run(GALLERY, "--formats", folder)
    for path in sorted(folder.iterdir()):
        path.rename(folder / f"gallery-{path.name}")
    wanted = [(kind, kind, BANK, []) for kind in KINDS]
    wanted += [(f"{kind}-both", kind, BANK, ["--side", "both"]) for kind in ("heatmap", "heads", "links")]
    wanted += [(f"{kind}-short", kind, SHORT, []) for kind in ("tokens", "heads", "head-distance")]
    wanted += [(f"{kind}-long", kind, LONG, []) for kind in ("heatmap", "tokens", "heads")]
    wanted += [("heads-dark", "heads", BANK, ["--theme", "dark"])]
    for name, kind, sentences, options in wanted:
        if only and name not in only:
            continue
        for ending in ("png", "svg", "pdf"):
            run(REPORT, "figure", kind, *sentences, "--word", "bank", "--model", MODEL, "--quiet",
                "-o", folder / f"{name}.{ending}", *options)
    names = sorted(path.stem for path in folder.glob("*.png"))
    return [name for name in names if not only or name in only]


# MARK: Programs


def rsvg(figures, source, target):
    for name, (width, height) in figures.items():
        run("rsvg-convert", "-w", width, "-h", height, source / f"{name}.svg", "-o", target / f"{name}.png")


def inkscape(figures, source, target):
    for name, (width, height) in figures.items():
        run("inkscape", source / f"{name}.svg", "--export-type=png", f"--export-filename={target / name}.png",
            "-w", width, "-h", height)


def libreoffice(figures, source, target):
    profile = target / "profile"
    sizes = {}
    for name, size in figures.items():
        sizes.setdefault(size, []).append(source / f"{name}.svg")
    for (width, height), files in sizes.items():
        pixels = {"PixelWidth": {"type": "long", "value": str(width)},
                  "PixelHeight": {"type": "long", "value": str(height)}}
        run("soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to",
            f"png:draw_png_Export:{json.dumps(pixels)}", "--outdir", target, *files)


def chromium_page(figures, target, markup):
    for name, (width, height) in figures.items():
        page = target / f"{name}.html"
        page.write_text("<!doctype html><meta charset=utf-8><style>body{margin:0}svg,img{display:block;"
                        f"width:{width}px;height:{height}px}}</style>{markup(name)}")
        # Headless windows have a smallest width; the rest is cut off.
        run(shutil.which("chromium") or "chromium", "--headless", "--no-sandbox", "--disable-gpu",
            "--hide-scrollbars", f"--user-data-dir={target / 'profile'}", f"--screenshot={target / name}.png",
            f"--window-size={max(width, 600)},{height + 200}", page.as_uri())
        with Image.open(target / f"{name}.png") as picture:
            picture.crop((0, 0, width, height)).save(target / f"{name}.png")


def chromium(figures, source, target):
    chromium_page(figures, target, lambda name: f"<img src=\"{(source / name).as_uri()}.svg\">")


def chromium_inline(figures, source, target):
    chromium_page(figures, target, lambda name: (source / f"{name}.svg").read_text())


def poppler(figures, source, target):
    for name, (width, height) in figures.items():
        run("pdftocairo", "-png", "-singlefile", "-scale-to-x", width, "-scale-to-y", height,
            source / f"{name}.pdf", target / name)


PROGRAMS = {
    "rsvg-convert": ("rsvg-convert", rsvg), "inkscape": ("inkscape", inkscape),
    "libreoffice": ("soffice", libreoffice), "chromium": ("chromium", chromium),
    "chromium-inline": ("chromium", chromium_inline), "poppler": ("pdftocairo", poppler),
}  # fmt: skip


# MARK: Comparison


def pixels(path, size=None):
    """The lightness of a picture, on white."""
    with Image.open(path) as picture:
        picture = picture.convert("RGBA")
        if size and picture.size != size:
            # Some programs round lengths up.
            if max(abs(found - wanted) for found, wanted in zip(picture.size, size)) > 1:
                sys.exit(f"{path}: expected {size} pixels, found {picture.size}")
            picture = picture.crop((0, 0, *size))
        page = Image.new("RGBA", picture.size, "white")
        page.alpha_composite(picture)
        # LibreOffice leaves a part of the last pixel white.
        return np.asarray(page.convert("L")).astype(np.float32)[MARGIN:-MARGIN, MARGIN:-MARGIN]


def means(picture):
    """The means of all squares."""
    sums = np.cumsum(np.cumsum(np.pad(picture.astype(np.float64), ((1, 0), (1, 0))), 0), 1)
    n = SQUARE
    return (sums[n:, n:] - sums[:-n, n:] - sums[n:, :-n] + sums[:-n, :-n]) / (n * n)


def ridges(picture, contrast):
    """Pixels that are lighter than both their neighbours to the left and right."""
    middle = picture[:, 1:-1]
    found = np.zeros(picture.shape, bool)
    found[:, 1:-1] = (middle > picture[:, :-2] + contrast) & (middle > picture[:, 2:] + contrast)
    return found


def runs(lines):
    """Of marked pixels those in a row of at least HAIRLINE_LENGTH, downwards."""
    length = np.zeros(lines.shape, np.int32)
    for y in range(lines.shape[0]):
        length[y] = np.where(lines[y], (length[y - 1] if y else 0) + 1, 0)
    for y in range(lines.shape[0] - 2, -1, -1):
        length[y] = np.where(lines[y] & lines[y + 1], length[y + 1], length[y])
    return length >= HAIRLINE_LENGTH


def lightest(picture, reach):
    """Of each pixel, the lightest within some pixels."""
    side = 2 * reach + 1
    return sliding_window_view(np.pad(picture, reach, mode="edge"), (side, side)).max((-1, -2))


def hairlines(expected, found, reach):
    """How many pixels are in straight lines that are lighter than the picture is anywhere near."""
    stray = found > lightest(expected, reach) + HAIRLINE_CONTRAST
    upright = runs(ridges(found, HAIRLINE_CONTRAST) & stray)
    level = runs(ridges(found.T, HAIRLINE_CONTRAST) & stray.T)
    return int(upright.sum() + level.sum())


def difference(expected, found, reach):
    """How far the mean of a square is from those of all squares that lie as many pixels around it."""
    near = sliding_window_view(np.pad(means(expected), reach, mode="edge"), (2 * reach + 1,) * 2)
    mean = means(found)
    return float(np.maximum(mean - near.max((-1, -2)), near.min((-1, -2)) - mean).max())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--only", nargs="+", metavar="NAME", help="figures, such as heads or gallery-bars")
    parser.add_argument("--programs", nargs="+", choices=PROGRAMS, default=list(PROGRAMS))
    parser.add_argument("--skip", nargs="+", choices=PROGRAMS, default=[])
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave all pictures there")
    arguments = parser.parse_args()
    programs = [name for name in arguments.programs if name not in arguments.skip]
    missing = [PROGRAMS[name][0] for name in programs if not shutil.which(PROGRAMS[name][0])]
    if missing:
        sys.exit(f"not found: {', '.join(missing)}. Install what Tests/Rendering/check.py names, or use --skip.")
    with tempfile.TemporaryDirectory() as temporary:
        work = arguments.keep or Path(temporary)
        source = (work / "figures").resolve()
        shutil.rmtree(source, ignore_errors=True)
        source.mkdir(parents=True)
        names = draw(source, arguments.only)
        if not names:
            sys.exit(f"no figure is called {arguments.only}")
        expected = {name: pixels(source / f"{name}.png") for name in names}
        figures = {name: (picture.shape[1] + 2 * MARGIN, picture.shape[0] + 2 * MARGIN)
                   for name, picture in expected.items()}

        def show(program):
            target = source.parent / program
            shutil.rmtree(target, ignore_errors=True)
            target.mkdir()
            PROGRAMS[program][1](figures, source, target)
            return target

        failures = 0
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for program, target in zip(programs, pool.map(show, programs)):
                worst, lines, bad = 0.0, 0, []
                limit, reach = (LARGEST_DIFFERENCE_OF_PDF, REACH_OF_PDF) if program == "poppler" else (
                    LARGEST_DIFFERENCE, REACH)
                for name in names:
                    found = pixels(target / f"{name}.png", figures[name])
                    far, count = difference(expected[name], found, reach), hairlines(expected[name], found, reach)
                    worst, lines = max(worst, far), max(lines, count)
                    if far > limit or count > MOST_HAIRLINES:
                        bad.append(f"  {name}: means differ by {far:.0f}, {count} pixels of hairlines")
                print(f"{program}: {len(names) - len(bad)} of {len(names)} figures as their PNG "
                      f"(means differ by {worst:.0f} at most, {lines} pixels of hairlines)")
                print("\n".join(bad), end="\n" if bad else "", flush=True)
                failures += len(bad)
    if failures:
        sys.exit(f"{failures} figures differ")


if __name__ == "__main__":
    main()
