"""Hostile text in every input: no script runs, no element appears that no template wrote, and the
text shows as typed."""

import csv
import json
import shutil

import pytest

from conftest import MODEL, ROOT, run

# What each would do if it got out of its context; `PWNED` would be a property of the window.
SCRIPT = "window.PWNED=1"
CONTEXTS = {
    "element": f"<script>{SCRIPT}</script>",
    "image": f"<img src=x onerror={SCRIPT}>",
    "svg": f"<svg onload={SCRIPT}><circle/></svg>",
    "svg-text": f"</text></svg><svg onload={SCRIPT}>",
    "double-quote": f"\" onmouseover=\"{SCRIPT}\" x=\"",
    "single-quote": f"' onfocus='{SCRIPT}' autofocus='",
    "quote-out": f"\"><script>{SCRIPT}</script>",
    "single-quote-out": f"'><script>{SCRIPT}</script>",
    "url": f"javascript:{SCRIPT}",
    "data-url": f"data:text/html,<script>{SCRIPT}</script>",
    "title-out": f"</title><script>{SCRIPT}</script>",
    "script-out": f"</script><script>{SCRIPT}</script>",
    "script-comment": f"<!--<script>{SCRIPT}",
    "json-out": f"\"}};{SCRIPT};//",
    "line-separators": f"\u2028{SCRIPT}\u2029",
    "style-out": f"</style><script>{SCRIPT}</script>",
    "style": "}</style><b>x</b>{",
    "css": "body{background:url(http://evil.test/x)}",
    "comment-out": f"--><script>{SCRIPT}</script>",
    "cdata-out": f"]]><script>{SCRIPT}</script>",
    "template": "{{{sentences}}}{{&id}}{{#findings}}x{{/findings}}",
    "template-delimiters": "{{=<% %>=}}<%& id %>",
    "entity": "&lt;script&gt;&#60;b&#62;&quot;",
    "entity-half": "&#x3c;b&#x3e &amp",
    "meta": f"<meta http-equiv=refresh content='0;url=javascript:{SCRIPT}'>",
    "frame": f"<iframe srcdoc='<script>parent.{SCRIPT}</script>'></iframe>",
    "object": "<object data=http://evil.test/x></object><embed src=http://evil.test/y>",
    "base": "<base href=http://evil.test/>",
    "form": f"<form action=javascript:{SCRIPT}><button autofocus>x</button></form>",
    "link": "<link rel=stylesheet href=http://evil.test/x.css>",
    "anchor": f"<a href=javascript:{SCRIPT}>x</a>",
    "details": f"<details open ontoggle={SCRIPT}>",
    "math": f"<math><mtext><script>{SCRIPT}</script></mtext></math>",
    "noscript": f"<noscript><p title='</noscript><img src=x onerror={SCRIPT}>'>",
    "slashes": f"<img/src=x/onerror={SCRIPT}//",
    "upper-case": f"<SCRIPT>{SCRIPT}</SCRIPT>",
    "newline": f"<img\nsrc=x\nonerror={SCRIPT}>",
    "formula": "=cmd|'/c calc'!A0",
    "path": "../../../../etc/passwd",
    "bidi": f"\u202e<script>{SCRIPT}</script>\u202c",
    "wide": f"\uff1cscript\uff1e{SCRIPT}\uff1c/script\uff1e",
    "backslash": f"\\\"><script>{SCRIPT}</script>",
    "backtick": f"`><script>{SCRIPT}</script>",
    "emoji": f"🏦<script>{SCRIPT}</script>🏦",
}


def marked(text):
    """With a combining mark after every character that ends a context."""
    return "".join(c + "\u0301" if c in "<>\"'&" else c for c in text)


def payloads():
    plain = dict(CONTEXTS)
    combining = {f"{name}+mark": marked(text) for name, text in CONTEXTS.items() if marked(text) != text}
    return {**plain, **combining}


# Two rows of the list for each payload: one with it in the sentences, the id and the label, one with it
# as the word, which must be found in its sentence and so stands between spaces there.
PLACES = {
    "text": lambda text, number: {
        "sentence1": f"The bank {text} is here.", "sentence2": f"{text} A bank.",
        "id": f"{text} {number}", "label": text},
    "word": lambda text, number: {"sentence1": f"The {text} is here.", "sentence2": f"A {text} too.", "word": text},
}


def row(number, **values):
    return {"id": f"row-{number}", "word": "bank", "sentence1": "The bank is here.", "sentence2": "A bank too.",
            "label": "same", **values}


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """A batch with a row for each payload in each place, made with a hostile model's name."""
    folder = tmp_path_factory.mktemp("hostile")
    # One component of a path takes no slash.
    name = f"m\"'><img src=x onerror={SCRIPT}>\"\u0301{{{{{{id}}}}}}"
    model = folder / name
    shutil.copytree(ROOT / MODEL, model)
    rows = [("harmless", "harmless", row(0))]
    for place, values in PLACES.items():
        for context, text in payloads().items():
            rows.append((place, text, row(len(rows), **values(text, len(rows)))))
    listing = folder / "list.csv"
    with listing.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["id", "word", "sentence1", "sentence2", "label"])
        writer.writeheader()
        writer.writerows(values for _, _, values in rows)
    out = folder / f"out\"'><b>{SCRIPT}"
    run("batch", listing, "--model", model, "-o", out, "--quiet", "--date", f"\"><script>{SCRIPT}</script>",
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
        id: texts("footer bdi")[0], protocols: [...document.querySelectorAll("a[href]")].map(a => a.protocol),
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
    assert 3 * len(payloads()) >= 150
    # Those that failed have no page: a word that is no whole word in its sentence.
    missing = [rows[number - 1][0] for number in range(1, len(rows) + 1) if number not in entries]
    assert set(missing) <= {"word"}
    assert len(entries) >= 150, f"{len(entries)} pages, without {missing}"


def test_no_page_runs_or_shows_what_it_should_not(hostile, visit):
    out, rows, entries = hostile
    here = visit()
    harmless = None
    for number in sorted(entries):
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
        assert found["id"] == values["id"], name
        assert set(found["protocols"]) == {"file:"}, name
    assert all(url.startswith("file:") for url in here.requests)


def test_the_explorer_shows_the_text(hostile, visit):
    out, rows, entries = hostile
    here = visit()
    for number in sorted(entries)[::9]:
        page = here.open(out / entries[number] / "index.html")
        for view in ("Links", "Heads", "Map"):
            page.get_by_label(view, exact=True).check()
        page.get_by_label("Merge word pieces", exact=True).check()
        for details in page.locator(".explore-panel details summary").all():
            details.click()
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
        assert page.locator("script, iframe, object, embed, base, form, style, b, form").count() == 0
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


def test_a_page_alone_is_safe(tmp_path, visit):
    here = visit()
    text = f"\"\u0301></script></style><script>{SCRIPT}</script>"
    run("pair", f"The bank {text} is here.", f"{text} A bank.", "--word", "bank", "--model", MODEL, "--id", text,
        "--single-file", "-o", tmp_path, "--quiet")
    (path,) = tmp_path.rglob("index.html")
    page = here.open(path)
    assert not page.evaluate("'PWNED' in window")
    assert page.locator("script").count() == 2
    assert page.locator("blockquote p").first.evaluate("e => e.textContent") == f"The bank {text} is here."
    assert here.messages == []
