"""Hostile text in every input: no script runs, no element appears that no template wrote, and the
text shows as typed."""

import csv
import json
import os

import pytest
from conftest import ALL_IMAGES, MODEL, ROOT, run
from payloads import PAYLOADS, RUN, SCRIPT, marked

# Two rows of the list for each payload: one with it in the sentences, the id and the label, one with it
# as the word, which must be found in its sentence and so stands between spaces there. The first sentence
# has the payload as it is, the second with marks that join its quotes and brackets.
PLACES = {
    "text": lambda text, number: {
        "sentence1": f"The bank {text} is here.", "sentence2": f"{marked(text)} A bank.",
        "id": f"{text} {number}", "label": marked(text)},
    "word": lambda text, number: {
        "sentence1": f"The {text} is here.", "sentence2": f"A {marked(text)} too.", "word": text,
        "word2": marked(text), "id": f"{marked(text)} {number}", "label": text},
}

# One component of a path takes no slash.
NAME = f"m\"'><img src=x onerror={SCRIPT}>\"\u0301{{{{{{id}}}}}}"


def row(number, **values):
    return {"id": f"row-{number}", "word": "bank", "sentence1": "The bank is here.", "sentence2": "A bank too.",
            "label": "same", "word2": "", **values}


def model_named(folder, name):
    """The model in a folder of another name."""
    model = folder / name
    os.symlink(ROOT / MODEL, model, target_is_directory=True)
    return model


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """A batch with a row for each payload in each place; model, list, folder and date are hostile, too."""
    folder = tmp_path_factory.mktemp("hostile")
    model = model_named(folder, NAME)
    rows = [("harmless", "harmless", row(0))]
    for place, values in PLACES.items():
        for text in PAYLOADS.values():
            rows.append((place, text, row(len(rows), **values(text, len(rows)))))
    listing = folder / f"list\"'><b>{SCRIPT}.csv"
    with listing.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["id", "word", "word2", "sentence1", "sentence2", "label"])
        writer.writeheader()
        writer.writerows(values for _, _, values in rows)
    out = folder / f"out\"'><b>{SCRIPT}"
    run("batch", listing, "--model", model, "-o", out, "--quiet", "--date", f"\">{RUN}", "--formats", "svg",
        check=False)
    entries = {}
    for line in (out / "journal.jsonl").read_text(encoding="utf-8").split("\n")[:-1]:
        entry = json.loads(line).get("pair", {})
        if "folder" in entry:
            entries[entry["number"]] = entry["folder"]
    return out, rows, entries


LOOK = """() => {
    const structure = {};
    for (const element of document.querySelectorAll("*")) {
        const names = element.getAttributeNames().filter(name => name !== "open").sort();
        const key = [element.namespaceURI.split("/").pop(), element.localName, ...names].join(" ");
        structure[key] = (structure[key] ?? 0) + 1;
    }
    const texts = (selector) => [...document.querySelectorAll(selector)].map(e => e.textContent);
    return {
        structure, ran: "PWNED" in window, sentences: texts("blockquote p"), word: texts("h1 bdi")[0],
        id: texts("footer bdi")[0], model: texts(".lead bdi")[0],
        date: texts("footer p").join(" ").match(/Made with report [^,]*(, .*)\\. Pair/s)?.[1],
        protocols: [...document.querySelectorAll("a[href]")].map(a => a.protocol),
    };
}"""

# Elements that a page has a fixed number of, whatever its text.
FIXED = ("script", "style", "link", "meta", "img", "iframe", "object", "embed", "base", "form", "button", "title")


def fixed(structure):
    counts = {}
    for key, count in structure.items():
        name = key.split()[1]
        if name in FIXED:
            counts[name] = counts.get(name, 0) + count
    return counts


def test_there_are_enough(hostile):
    out, rows, entries = hostile
    assert len(PAYLOADS) >= 150
    assert len(set(PAYLOADS.values())) == len(PAYLOADS)
    # Every payload has its page; as the word only those that are whole words of their sentences.
    missing = [rows[number - 1] for number in range(1, len(rows) + 1) if number not in entries]
    assert [text for place, text, _ in missing if place != "word"] == []
    words = [text for number, (place, text, _) in enumerate(rows, 1) if place == "word" and number in entries]
    assert len(words) >= 100, f"{len(words)} words, without {[text for _, text, _ in missing]}"


def test_no_page_runs_or_shows_what_it_should_not(hostile, visit):
    out, rows, entries = hostile
    here = visit()
    harmless = None
    # The word stands in all contexts that there are; what cannot be one stands beside it.
    words = {rows[number - 1][1] for number in entries if rows[number - 1][0] == "word"}
    visited = {number for number in entries if rows[number - 1][0] != "text" or rows[number - 1][1] not in words}
    assert len(visited) == 1 + len(PAYLOADS)
    for number in sorted(visited):
        place, text, values = rows[number - 1]
        path = out / entries[number] / "index.html"
        found = here.open(path).evaluate(LOOK)
        structure = found["structure"]
        name = f"{place}: {text!r}"
        if harmless is None:
            harmless = structure
            assert structure.get("xhtml script id type") == 1
            continue
        strange = {key for key in structure if key not in harmless and key.split()[0] != "svg"}
        # A sentence that begins with the word has fewer parts, a table without it fewer classes.
        assert strange <= {"xhtml tr class", "xhtml tr", "xhtml td", "xhtml p"}, name
        assert fixed(structure) == fixed(harmless), name
        assert not found["ran"], name
        assert here.messages == [], name
        assert found["sentences"] == [values["sentence1"], values["sentence2"]], name
        assert found["word"] == (text if place == "word" else "bank"), name
        assert found["model"] == NAME, name
        assert found["id"] == values["id"], name
        assert set(found["protocols"]) == {"file:"}, name
    assert all(url.startswith("file:") for url in here.requests)


def test_the_explorer_shows_the_text(hostile, visit):
    out, rows, entries = hostile
    here = visit()
    for number in sorted(entries)[::17]:
        page = here.open(out / entries[number] / "index.html")
        for view in ("Links", "Heads", "Map"):
            page.get_by_label(view, exact=True).check()
        page.get_by_text("Differences and more", exact=True).click()
        page.get_by_label("Merge word pieces", exact=True).check()
        page.locator(".explore-panel details").evaluate_all(
            "all => { for (const details of all) details.open = true; }")
        assert page.locator("#explore script, #explore img, #explore iframe, #explore a").count() == 0
        with page.expect_download() as download:
            page.get_by_role("button", name="Download SVG").click()
        svg = download.value.path().read_text(encoding="utf-8")
        names = page.evaluate(
            """text => [...new Set([...new DOMParser().parseFromString(text, "image/svg+xml")
                .querySelectorAll("*")].map(e => e.localName))].sort()""", svg)
        assert set(names) <= {"svg", "title", "rect", "text", "path"}
        assert not page.evaluate("'PWNED' in window")
    assert here.messages == []


def test_the_index_is_safe_too(hostile, visit):
    out, rows, entries = hostile
    here = visit()
    pages = [out / "index.html", *sorted((out / "index").glob("*.html"))]
    for path in pages:
        page = here.open(path)
        assert not page.evaluate("'PWNED' in window")
        assert page.locator("iframe, object, embed, base, style, b, .pairs form, [action]").count() == 0
        for script in page.locator("script").evaluate_all("list => list.map(e => [e.src, e.textContent])"):
            assert script[0].startswith(f"{out.as_uri()}/index") and script[1] == ""
        for link in page.locator("a[href]").evaluate_all("list => list.map(a => a.protocol)"):
            assert link == "file:"
    assert here.messages == []
    assert all(url.startswith("file:") for url in here.requests)


def test_figures_are_pictures_only(hostile, visit):
    """An SVG that is opened by itself runs nothing either."""
    out, rows, entries = hostile
    here = visit()
    for number in sorted(entries)[::25]:
        for path in sorted((out / entries[number] / "figures").glob("*.svg"))[:3]:
            page = here.open(path)
            assert not page.evaluate("'PWNED' in window")
            assert page.evaluate("document.querySelectorAll('script, foreignObject, image, a').length") == 0
    assert here.messages == []


# Names of files hold no slash and no more than 255 bytes: several payloads together.
def names(limit=250):
    name = ""
    for text in PAYLOADS.values():
        text = marked(text).replace("/", "\u2215")
        if len((name + text).encode()) > limit:
            yield name
            name = ""
        name = f"{name} {text}".strip()
    yield name


@pytest.mark.parametrize("name", list(names()))
def test_names_paths_and_dates_are_safe(tmp_path, visit, name):
    """The names of the model, the folder, the style sheet and the templates; the pair's name and the date."""
    model = model_named(tmp_path, name)
    house = tmp_path / "house" / name
    house.mkdir(parents=True)
    (house / "house.css").write_text(":root { --own: 1 }", encoding="utf-8")
    (house / "tokens.mustache").write_text("<p class=\"own\">{{number}} {{plainTitle}}</p>\n", encoding="utf-8")
    run("pair", "The bank is here.", "A bank too.", "--word", "bank", f"--model={model}", f"--id={name}",
        f"--date={name}", "-o", tmp_path / "out" / name, "--style", house / "house.css", "--templates", house,
        "--quiet")
    here = visit()
    (path,) = (tmp_path / "out").rglob("index.html")
    page = here.open(path)
    found = page.evaluate(LOOK)
    assert not found["ran"]
    assert found["id"] == name and found["model"] == name
    assert found["date"] == f", {name}"
    assert {key.split()[1]: count for key, count in found["structure"].items() if key.split()[1] == "script"} == {
        "script": 1}
    assert page.locator(".own").count() == 2
    assert fixed(found["structure"]).keys() <= {"script", "style", "link", "meta", "img", "button", "title"}
    assert set(found["protocols"]) == {"file:"}
    # Every link leads to a file, every picture is shown, whatever the folders are called.
    assert page.evaluate(ALL_IMAGES)
    assert here.messages == []
    assert all(url.startswith("file:") for url in here.requests)


@pytest.mark.parametrize("name", [f"\"'><img src=x onerror={SCRIPT}>", "{{{id}}}", "\"\u0301<\u0301b>"])
def test_templates_that_fail_say_so_as_text(tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    (folder / "tokens.mustache").write_text("{{{token}}}", encoding="utf-8")
    outcome = run("pair", "The bank is here.", "A bank too.", "--word", "bank", "--model", MODEL, "-o",
                  tmp_path / "out", "--templates", folder, check=False)
    assert outcome.returncode == 65
    assert f"{folder}/tokens.mustache, line 1" in outcome.stderr
    assert not (tmp_path / "out").exists()


def test_a_page_alone_is_safe(tmp_path, visit):
    here = visit()
    text = f"\"\u0301></script></style>{RUN}"
    run("pair", f"The bank {text} is here.", f"{text} A bank.", "--word", "bank", "--model", MODEL, "--id", text,
        "--single-file", "-o", tmp_path, "--quiet")
    (path,) = tmp_path.rglob("index.html")
    page = here.open(path)
    assert not page.evaluate("'PWNED' in window")
    assert page.locator("script").count() == 2
    assert page.locator("blockquote p").first.evaluate("e => e.textContent") == f"The bank {text} is here."
    assert here.messages == []
