"""Times the drawing of figures beside matplotlib's, on the same data, in alternation.

Run it as `make benchmark-charts`, or: PYTHON Tests/Benchmarks/charts.py PROGRAM [ROUNDS]
where PYTHON has matplotlib and PROGRAM is the built chart-benchmark. Prints, for each figure and
format, the median milliseconds of processor time of both, the ratio, and the sizes of the files.
Times are warm: matplotlib's are for `savefig` alone, with the figure already made; ours are for
everything from the data to the file's bytes.
"""

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

TOKENS = ["[CLS]", "she", "went", "to", "the", "bank", "to", "deposit", "money", ".", "[SEP]"]
LAYERS = [f"L{layer}" for layer in range(6)]
SIZE = {"figsize": (500 / 72, 300 / 72), "dpi": 144}  # 1000 × 600 pixels


def value(column, row):
    """The same numbers as in ChartBenchmark/Samples.swift."""
    return (column * 37 + row * 53 + column * row * 11) % 97 / 242.5


def bar():
    figure, axes = plt.subplots(**SIZE, layout="constrained")
    places = range(len(TOKENS))
    values = [value(column, 0) for column in places]
    bars = axes.bar(places, values)
    axes.bar_label(bars, [f"{v:.3f}" for v in values], fontsize=8)
    axes.set_xticks(places, TOKENS)
    axes.set_ylabel("attention")
    axes.set_title("Where “bank” attends: last layer, mean of heads", loc="left")
    axes.grid(axis="y", linewidth=0.5)
    return figure


def heatmap():
    figure, axes = plt.subplots(**SIZE, layout="constrained")
    values = [[value(column, row) for column in range(len(TOKENS))] for row in range(6)]
    mesh = axes.pcolormesh(values, cmap="viridis", edgecolors="white", linewidth=0.5)
    axes.invert_yaxis()
    figure.colorbar(mesh, label="attention")
    for row, numbers in enumerate(values):
        for column, v in enumerate(numbers):
            axes.text(column + 0.5, row + 0.5, f"{v:.3f}", ha="center", va="center", fontsize=8,
                      color="white" if v < 0.2 else "black")
    axes.set_xticks([c + 0.5 for c in range(len(TOKENS))], TOKENS)
    axes.set_yticks([r + 0.5 for r in range(6)], LAYERS)
    axes.set_title("Where “bank” attends, layer by layer", loc="left")
    return figure


def line():
    figure, axes = plt.subplots(**SIZE, layout="constrained")
    values = [0.95 - 0.06 * step + 0.1 * value(step, 1) for step in range(7)]
    axes.plot(range(7), values, marker="o")
    for step, v in enumerate(values):
        axes.annotate(f"{v:.4f}", (step, v), xytext=(0, 5), textcoords="offset points",
                      ha="center", fontsize=8)
    axes.set_xticks(range(7), ["emb"] + LAYERS)
    axes.set_xlabel("layer")
    axes.set_ylabel("cosine similarity")
    axes.set_title("Similarity of “bank” in two sentences, layer by layer", loc="left")
    axes.grid(axis="y", linewidth=0.5)
    return figure


def savefig(figure, kind):
    """Milliseconds of processor time and bytes of one savefig."""
    file = io.BytesIO()
    start = time.thread_time()
    figure.savefig(file, format=kind)
    return (time.thread_time() - start) * 1000, len(file.getvalue())


class Charts:
    """The built program, which stays warm between figures."""

    def __init__(self, program, folder):
        self.process = subprocess.Popen([program, "--serve", folder], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def draw(self, name, kind):
        self.process.stdin.write(f"{name} {kind}\n")
        self.process.stdin.flush()
        milliseconds, size = self.process.stdout.readline().split()
        return float(milliseconds), int(size)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def main():
    if len(sys.argv) < 2 or not os.access(sys.argv[1], os.X_OK):
        sys.exit("usage: charts.py PROGRAM [ROUNDS]; PROGRAM is the built chart-benchmark")
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 20
    # So that matplotlib's font, too, is one that is installed.
    matplotlib.rcParams["font.family"] = ["DejaVu Sans"]
    with tempfile.TemporaryDirectory() as folder:
        charts = Charts(sys.argv[1], folder)
        print(f"{rounds} rounds, matplotlib {matplotlib.__version__}, medians")
        print(f"{'figure':8} {'format':6} {'ms':>8} {'mpl ms':>8} {'ratio':>7} "
              f"{'bytes':>8} {'mpl':>8}")
        for name, make in (("bar", bar), ("heatmap", heatmap), ("line", line)):
            figure = make()
            for kind in ("png", "svg", "pdf"):
                for _ in range(3):  # warm
                    charts.draw(name, kind)
                    savefig(figure, kind)
                pairs = [(charts.draw(name, kind), savefig(figure, kind)) for _ in range(rounds)]
                ours = statistics.median(a for (a, _), _ in pairs)
                theirs = statistics.median(b for _, (b, _) in pairs)
                print(f"{name:8} {kind:6} {ours:8.2f} {theirs:8.2f} {theirs / ours:7.1f} "
                      f"{pairs[0][0][1]:8} {pairs[0][1][1]:8}")
            plt.close(figure)
        charts.close()


main()
