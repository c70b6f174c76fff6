"""Reports and a browser for the tests of the page.

Run them as `make test-browser`. REPORT names another program, CHROMIUM another browser.
"""

import array
import json
import os
import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
# Whether every image can be shown, those of closed sections too, which load when they are opened.
ALL_IMAGES = """Promise.all([...document.images].map(image => {
    image.loading = "eager";
    return image.decode().then(() => image.naturalWidth > 0, () => false);
})).then(shown => shown.every(Boolean))"""
# The figures whose frame scrolls sideways, without those that are maps.
SCROLLING = """names => {
    document.querySelectorAll("details").forEach(section => { section.open = true; });
    return Promise.all([...document.images].map(image => {
        image.loading = "eager";
        return image.decode().catch(() => {});
    })).then(() => [...document.querySelectorAll("main .card")]
        .filter(card => card.scrollWidth > card.clientWidth)
        .map(card => card.closest("figure").id.replace("figure-", ""))
        .filter(name => !names.some(map => name.startsWith(map))));
}"""
MODEL = "Models/all-MiniLM-L6-v2"
BANK = ("The bank of the river was calm.", "She went to the bank to deposit money.")


def program():
    if "REPORT" in os.environ:
        return os.environ["REPORT"]
    built = [ROOT / ".build" / kind / "report" for kind in ("release", "debug")]
    found = [path for path in built if path.exists()]
    if not found:
        pytest.exit("there is no built program: run `make build`", 2)
    return str(max(found, key=lambda path: path.stat().st_mtime))


def run(*arguments, check=True, **options):
    """Runs the program in the repository's folder."""
    return subprocess.run(
        [program(), *map(str, arguments)], cwd=ROOT, check=check, text=True, capture_output=True, **options)


def encode(*texts, folder):
    """The arrays of `report encode`, by name: (shape, values)."""
    path = folder / "arrays.safetensors"
    run("encode", *texts, "--model", MODEL, "-o", path)
    content = path.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8:8 + length])
    arrays = {}
    for name, entry in header.items():
        if entry.get("dtype") != "F32":
            continue
        start, end = entry["data_offsets"]
        arrays[name] = (entry["shape"], array.array("f", content[8 + length + start:8 + length + end]))
    return arrays


class Attention:
    """The attention of one sentence as `report encode` wrote it."""

    def __init__(self, shape, values):
        self.layers, self.heads, self.tokens, _ = shape
        self.values = values

    def row(self, layer, head, token):
        if head is None:
            rows = [self.row(layer, index, token) for index in range(self.heads)]
            return [sum(column) / self.heads for column in zip(*rows)]
        start = ((layer * self.heads + head) * self.tokens + token) * self.tokens
        return list(self.values[start:start + self.tokens])


@pytest.fixture(scope="session")
def reports(tmp_path_factory):
    """A folder with the reports that the tests open."""
    folder = tmp_path_factory.mktemp("reports")

    def pair(name, first, second, word, *options):
        run("pair", first, second, "--word", word, "--model", MODEL, "-o", folder / name, "--id", "pair",
            *options, "--quiet")

    pair("bank", *BANK, "bank")
    pair("single", *BANK, "bank", "--single-file")
    pair("pieces", "An embankment kept the embankments apart.", "The tokenizer embeds an embankment.",
         "embankment", "--special", "hide")
    long = " ".join(["the quick brown fox jumps over the lazy dog while the bank stays shut and"] * 4)
    pair("long", f"{long} the end.", f"Once {long} nobody came.", "bank")
    very = " ".join(["one two three four five six seven bank"] * 50)
    pair("very-long", very, f"{very} more", "bank")
    pair("chinese", "我去银行存钱。", "河的岸边很安静，银行很远。", "银")
    pair("arabic", "ذهبت إلى البنك لإيداع المال.", "جلس على ضفة النهر قرب البنك.", "البنك")
    rows = folder / "list.csv"
    rows.write_text(
        "id,word,sentence1,sentence2,label\n"
        "a,bank,The bank of the river was calm.,She went to the bank to deposit money.,different\n"
        "b,bank,A bank lends money.,The bank was robbed.,same\n"
        "c,bank,There is none here.,Nor here.,same\n", encoding="utf-8")
    run("batch", rows, "--model", MODEL, "-o", folder / "batch", "--quiet", check=False)
    run("batch", rows, "--model", MODEL, "-o", folder / "none", "--figures", "none", "--quiet", check=False)
    return folder


@pytest.fixture(scope="session")
def arrays(tmp_path_factory):
    """The attention of the two sentences of the `bank` report."""
    found = encode(*BANK, folder=tmp_path_factory.mktemp("arrays"))
    return [Attention(*found[f"{index}.attentions"]) for index in (0, 1)]


@pytest.fixture(scope="session")
def browser():
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.exit("there is no chromium: install the Debian package of that name", 2)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visit:
    """A page with what it said and asked for."""

    def __init__(self, browser, **options):
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        self.context.set_default_timeout(10_000)
        self.page = self.context.new_page()
        self.messages = []
        self.requests = []
        self.page.on("console", lambda message: self.messages.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.messages.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: (self.messages.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.context.on("request", lambda request: self.requests.append(request.url))

    def open(self, path, fragment=""):
        self.page.goto(Path(path).as_uri() + fragment)
        return self.page


@pytest.fixture
def visit(browser):
    """Opens pages: `visit().open(path)`, with the options of a browser context."""
    visits = []

    def make(**options):
        visits.append(Visit(browser, **options))
        return visits[-1]

    yield make
    for one in visits:
        one.context.close()
