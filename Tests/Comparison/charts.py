"""Draws the same numbers with this package and with four others, side by side.

    charts.py REPORT MODEL PICTURE

REPORT is the program, MODEL a folder or a name on the hub. PICTURE gets a column for each figure: where the
word attends layer by layer, the same of the last layer as bars, and the bars of a longer sentence. Its rows
are this package with its usual settings, seaborn as in the notebook that the package began as, seaborn
with what can be done by hand, plotnine, and Vega-Lite. All figures have 720 × 400 CSS pixels. Prints what
each took: milliseconds, bytes of a PNG file, and lines of code.
"""

import inspect
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
import plotnine as p9  # noqa: E402
import seaborn  # noqa: E402
import vl_convert  # noqa: E402
from PIL import Image, ImageDraw, ImageFont  # noqa: E402

WORD = "bank"
SHORT = "The bank of the river was calm."
LONG = (
    "We tied the boat to the bank of the river and watched the herons fish below the old stone bridge, until "
    "the rain began and the water in the meadows rose so far that the farmer had to open the gate.")
OTHER = "She went to the bank to deposit money."
SIZE = (7.5, 400 / 96)  # inches


def numbers(report, model, sentence):
    """The tokens, where the word is among them, and its attention as layers × heads × tokens."""
    text = subprocess.run(
        [report, "pair", sentence, OTHER, "--word", WORD, "--model", model, "--json", "--analyses", "none"],
        check=True, capture_output=True, text=True).stdout
    pair = json.loads(text)
    first = pair["sentences"][0]
    return first["tokens"], first["target"][0], np.array(pair["attention"][0]["target_rows"])


# What each package draws: a heatmap of layers by tokens, and bars of one layer.


def notebook_heatmap(tokens, word, values, path):
    plt.figure(figsize=SIZE)
    seaborn.heatmap(
        values, xticklabels=tokens, yticklabels=range(len(values)), cmap="viridis", annot=True, fmt=".2f")
    plt.title("layers")
    plt.tight_layout()
    plt.savefig(path, dpi=192)
    plt.close()


def notebook_bars(tokens, word, values, path):
    plt.figure(figsize=SIZE)
    seaborn.barplot(x=tokens, y=values)
    plt.title("last layer")
    plt.xticks(rotation=45)
    plt.tight_layout()
    plt.savefig(path, dpi=192)
    plt.close()


def ordinary(tokens, word, values):
    """Without special tokens, whose share is kept for the title."""
    keep = [place for place, token in enumerate(tokens) if token not in ("[CLS]", "[SEP]")]
    share = 1 - np.atleast_2d(values)[:, keep].sum(axis=1).mean()
    return [tokens[place] for place in keep], keep.index(word), values[..., keep], share


def best_heatmap(tokens, word, values, path):
    tokens, word, values, share = ordinary(tokens, word, values)
    figure, axes = plt.subplots(figsize=SIZE, layout="constrained")
    seaborn.heatmap(
        values, xticklabels=tokens, yticklabels=[f"L{layer}" for layer in range(len(values))], cmap="Blues",
        vmin=0, annot=len(tokens) < 20, fmt=".3f", linewidths=0.5, ax=axes, cbar_kws={"label": "attention"})
    axes.add_patch(plt.Rectangle((word, 0), 1, len(values), fill=False, edgecolor="#c8430b", lw=2))
    axes.tick_params(axis="x", rotation=0 if len(tokens) < 14 else 90)
    axes.get_xticklabels()[word].set(fontweight="bold", color="#c8430b")
    axes.set_title(
        f"Where “{WORD}” attends, layer by layer (special tokens take {share:.0%})", loc="left")
    figure.savefig(path, dpi=192)
    plt.close(figure)


def best_bars(tokens, word, values, path):
    tokens, word, values, share = ordinary(tokens, word, values)
    figure, axes = plt.subplots(figsize=SIZE, layout="constrained")
    colors = ["#c8430b" if place == word else "#7a93b0" for place in range(len(tokens))]
    bars = axes.bar(range(len(tokens)), values, color=colors)
    axes.set_xticks(range(len(tokens)), tokens, rotation=0 if len(tokens) < 14 else 90)
    axes.get_xticklabels()[word].set(fontweight="bold", color="#c8430b")
    if len(tokens) < 14:
        axes.bar_label(bars, fmt="%.3f")
    axes.set_ylabel("attention")
    axes.set_title(f"Where “{WORD}” attends, last layer (special tokens take {share:.0%})", loc="left")
    seaborn.despine(ax=axes)
    figure.savefig(path, dpi=192)
    plt.close(figure)


def table(tokens, values):
    """A row for each cell, with the place of its token, so that equal ones stay apart."""
    return pd.DataFrame([
        {"layer": f"L{layer}", "place": place, "token": token, "attention": float(row[place])}
        for layer, row in enumerate(np.atleast_2d(values)) for place, token in enumerate(tokens)
    ])


def plotnine_heatmap(tokens, word, values, path):
    tokens, word, values, share = ordinary(tokens, word, values)
    frame = table(tokens, values)
    frame["ink"] = np.where(frame.attention > 0.6 * frame.attention.max(), "white", "black")
    plot = (
        p9.ggplot(frame, p9.aes("place", "layer", fill="attention"))
        + p9.geom_tile(color="white")
        + p9.geom_text(p9.aes(label="attention.round(3)", color="ink"), size=8)
        + p9.scale_color_identity()
        + p9.scale_fill_gradient(low="#f7fbff", high="#08306b")
        + p9.scale_x_continuous(breaks=list(range(len(tokens))), labels=tokens, expand=(0, 0))
        + p9.scale_y_discrete(limits=sorted(frame.layer.unique(), reverse=True), expand=(0, 0))
        + p9.labs(x="", title=f"Where “{WORD}” attends, layer by layer (special tokens take {share:.0%})")
        + p9.theme_minimal() + p9.theme(figure_size=SIZE, panel_grid=p9.element_blank())
    )
    plot.save(path, dpi=192, verbose=False)


def plotnine_bars(tokens, word, values, path):
    tokens, word, values, share = ordinary(tokens, word, values)
    frame = table(tokens, values)
    frame["color"] = np.where(frame.place == word, "#c8430b", "#7a93b0")
    plot = (
        p9.ggplot(frame, p9.aes("place", "attention", fill="color"))
        + p9.geom_col()
        + p9.scale_fill_identity()
        + p9.scale_x_continuous(breaks=list(range(len(tokens))), labels=tokens)
        + p9.labs(x="", title=f"Where “{WORD}” attends, last layer (special tokens take {share:.0%})")
        + p9.theme_minimal()
        + p9.theme(figure_size=SIZE, axis_text_x=p9.element_text(rotation=0 if len(tokens) < 14 else 90))
    )
    plot.save(path, dpi=192, verbose=False)


def vega_picture(frame, title, layers, path):
    specification = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": title, "anchor": "start"}, "width": 600, "height": 290,
        "data": {"values": frame.to_dict("records")}, "layer": layers,
    }
    Path(path).write_bytes(vl_convert.vegalite_to_png(json.dumps(specification), scale=2))


def vega_axis(tokens):
    return {
        "field": "place", "type": "ordinal", "title": None,
        "axis": {"labelExpr": f"{json.dumps(tokens)}[datum.value]", "labelAngle": 0 if len(tokens) < 14 else -90},
    }


def vega_heatmap(tokens, word, values, path):
    tokens, word, values, share = ordinary(tokens, word, values)
    frame = table(tokens, values)
    encoding = {"x": vega_axis(tokens), "y": {"field": "layer", "type": "ordinal", "title": "layer"}}
    half = 0.6 * float(values.max())
    vega_picture(
        frame, f"Where “{WORD}” attends, layer by layer (special tokens take {share:.0%})", [
            {"mark": "rect", "encoding": {
                **encoding,
                "color": {"field": "attention", "type": "quantitative", "scale": {"scheme": "blues", "domainMin": 0}},
            }},
            {"mark": {"type": "text", "fontSize": 10}, "encoding": {
                **encoding, "text": {"field": "attention", "format": ".3f"},
                "color": {"condition": {"test": f"datum.attention > {half}", "value": "white"}, "value": "black"},
            }},
        ], path)


def vega_bars(tokens, word, values, path):
    tokens, word, values, share = ordinary(tokens, word, values)
    encoding = {"x": vega_axis(tokens), "y": {"field": "attention", "type": "quantitative"}}
    vega_picture(
        table(tokens, values), f"Where “{WORD}” attends, last layer (special tokens take {share:.0%})", [
            {"mark": "bar", "encoding": {
                **encoding,
                "color": {"condition": {"test": f"datum.place == {word}", "value": "#c8430b"}, "value": "#7a93b0"},
            }},
        ], path)


PACKAGES = {
    "seaborn, as in the notebook": (notebook_heatmap, notebook_bars, []),
    "seaborn, by hand": (best_heatmap, best_bars, [ordinary]),
    "plotnine": (plotnine_heatmap, plotnine_bars, [ordinary, table]),
    "Vega-Lite": (vega_heatmap, vega_bars, [ordinary, table, vega_picture, vega_axis]),
}


def ours(report, model, kind, sentence, path):
    subprocess.run(
        [report, "figure", kind, sentence, "--word", WORD, "--model", model, "--size", "doc", "-o", path],
        check=True)


CELL = (600, 334)
TOP = 26


def main():
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    report, model, output = sys.argv[1:]
    names = ["this package", *PACKAGES]
    width, height = CELL[0] + 8, CELL[1] + TOP
    picture = Image.new("RGB", (3 * width, len(names) * height), "#c8ccd2")
    pen = ImageDraw.Draw(picture)
    for row, name in enumerate(names):
        pen.text((6, row * height + 4), name, "black", ImageFont.load_default(16))
    seconds, sizes = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0)
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/figure.png"
        for column, (kind, sentence) in enumerate([("heatmap", SHORT), ("bars", SHORT), ("bars", LONG)]):
            tokens, word, attention = numbers(report, model, sentence)
            mean = attention.mean(axis=1)
            for row, name in enumerate(names):
                # Of two runs the second counts: the first loads fonts.
                for _ in range(2):
                    start = time.perf_counter()
                    if name == "this package":
                        ours(report, model, kind, sentence, path)
                    else:
                        draw = PACKAGES[name][kind == "bars"]
                        draw(tokens, word, mean if kind == "heatmap" else mean[-1], path)
                    elapsed = time.perf_counter() - start
                seconds[name] += elapsed
                sizes[name] += Path(path).stat().st_size
                with Image.open(path) as figure:
                    figure = figure.convert("RGB")
                    figure.thumbnail(CELL, Image.LANCZOS)
                picture.paste(figure, (column * width + 4, row * height + TOP - 2))
    picture.quantize(128, dither=Image.Dither.NONE).save(output, optimize=True)
    for name in names:
        heatmap, bars, helpers = PACKAGES.get(name, (None, None, []))
        functions = [function for function in (heatmap, bars, *helpers) if function]
        lines = sum(len(inspect.getsource(function).strip().split("\n")) for function in functions)
        print(
            f"{name}: {seconds[name] / 3 * 1000:.0f} ms, {sizes[name] // 3} bytes a figure, "
            + (f"{lines} lines" if lines else "a command"))


if __name__ == "__main__":
    main()
