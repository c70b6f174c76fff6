"""The pages of a word in many sentences, of an evaluation and of models side by side: they open anywhere, ask for
nothing, can be read by everybody, and show hostile text as typed."""

import csv

import pytest
from conftest import ALL_IMAGES, MODEL, SCROLLING, run
from payloads import PAYLOADS
from test_accessibility import problems

ALONE = ["word-alone/bank", "wic-alone/wic", "compare-alone/bank-models", "compare-alone/wic-models"]
PAGES = ["word/bank", "wic/wic", "compare/bank-models", "compare/wic-models", *ALONE]
MODELS = ["--model", MODEL, "--model", "Tests/EncoderTests/Fixtures/bert-tiny"]


@pytest.fixture(scope="session")
def sections(tmp_path_factory):
    """A folder with all pages, each also alone in its file; one of the groups of the word has sentences that
    are folded away."""
    folder = tmp_path_factory.mktemp("sections")
    rows = folder / "list.csv"
    with rows.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "sentence", "label"])
        for number in range(20):
            writer.writerow([f"river-{number}", f"The bank of river number {number} was green.", "river"])
            writer.writerow([f"money-{number}", f"My bank lent me {number} dollars again.", "money"])
        writer.writerow(["none", "There is none here.", "river"])
    for ending, options in [("", []), ("-alone", ["--single-file"])]:
        run("word", rows, "--word", "bank", "--model", MODEL, "-o", folder / f"word{ending}", "--quiet", *options,
            check=False)
        run("wic", "Examples/wic.data.txt", "Examples/wic.gold.txt", "--model", MODEL, "-o", folder / f"wic{ending}",
            "--quiet", *options)
        run("compare", "The bank of the river was calm.", "She went to the bank to deposit money.", "--word", "bank",
            *MODELS, "-o", folder / f"compare{ending}", "--quiet", *options)
        run("compare", "Examples/wic.data.txt", "--gold", "Examples/wic.gold.txt", *MODELS, "-o",
            folder / f"compare{ending}", "--quiet", *options)
    return folder


@pytest.mark.parametrize("name", PAGES)
def test_opens_from_disk_in_silence(sections, visit, name):
    here = visit()
    page = here.open(sections / name / "index.html")
    page.wait_for_load_state("load")
    assert here.messages == []
    assert [url for url in here.requests if not url.startswith((sections.as_uri(), "data:"))] == []
    assert page.evaluate(ALL_IMAGES)
    for link in page.locator("a[href]:not([href^='#'], [href^='data:'])").all():
        assert (sections / name / link.get_attribute("href")).is_file()


@pytest.mark.parametrize("name", ALONE)
def test_asks_for_nothing_beside_itself_when_alone(sections, visit, name):
    here = visit()
    path = sections / name / "index.html"
    assert {file.name for file in path.parent.iterdir()} == {"index.html", ".report.json"}
    page = here.open(path)
    page.wait_for_load_state("load")
    assert [url for url in here.requests if not url.startswith("data:")] == [path.as_uri()]
    assert page.locator("a[href]:not([href^='#'], [href^='data:'])").count() == 0
    # Styles count: the policy lets in those of the page.
    assert page.locator("main").evaluate("e => getComputedStyle(e).maxWidth") != "none"


@pytest.mark.parametrize("name", ALONE)
def test_files_can_be_saved_from_a_page_alone(sections, visit, name):
    page = visit().open(sections / name / "index.html")
    beside = sections / name.replace("-alone", "")
    links = page.locator(".downloads a").all()
    assert len(links) >= 2
    for number, link in enumerate(links):
        if number % 10 == 9:
            # Chromium 156 saves no more than ten files of one page in quick succession.
            page.reload()
        with page.expect_download() as download:
            link.click()
        file = download.value
        assert file.suggested_filename == link.text_content()
        # The same numbers as in the folder.
        assert file.path().read_bytes() == (beside / file.suggested_filename).read_bytes()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(sections, visit, name, scheme):
    page = visit(color_scheme=scheme).open(sections / name / "index.html")
    assert problems(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_fits_a_narrow_screen(sections, visit, name):
    page = visit(viewport={"width": 320, "height": 700}).open(sections / name / "index.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert problems(page) == []


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("name", PAGES)
def test_only_maps_scroll_sideways(sections, visit, name, width):
    page = visit(viewport={"width": width, "height": 780}).open(sections / name / "index.html")
    assert page.evaluate(SCROLLING, ["matrix", "attention-"]) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_the_figure_that_shows_most_is_on_the_first_screen(sections, visit, name, scheme):
    page = visit(viewport={"width": 1280, "height": 800}, color_scheme=scheme).open(sections / name / "index.html")
    picture = page.locator("main img").first.bounding_box()
    assert picture["y"] + picture["height"] <= 800
    words = page.locator("#findings + ul").bounding_box()
    assert words["x"] + words["width"] <= picture["x"]


@pytest.mark.parametrize("name", PAGES)
def test_headings_are_in_order(sections, visit, name):
    page = visit().open(sections / name / "index.html")
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))


def test_paper_has_every_sentence(sections, visit):
    page = visit().open(sections / "word/bank/index.html")
    sentences = page.locator("#groups ~ ul li, #groups ~ details li")
    assert sentences.count() == 40
    folded = page.locator("details.rest li").first
    assert not folded.is_visible()
    page.emulate_media(media="print")
    assert all(sentence.is_visible() for sentence in sentences.all())
    assert not page.locator("details.rest summary").first.is_visible()


@pytest.mark.parametrize("options", [[], ["--single-file"]])
def test_hostile_text_is_inert(tmp_path, visit, options):
    """Each payload as id, label and sentence of a row, and one as the word itself."""
    rows = tmp_path / "list.csv"
    with rows.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "sentence", "label"])
        for number, text in enumerate(PAYLOADS.values()):
            writer.writerow([f"{text} {number}", f"The bank {text} is here.", text])
        writer.writerow(["bad", "<img src=x onerror=window.PWNED=1>", ""])
    run("word", rows, "--word", "bank", "--model", MODEL, "-o", tmp_path / "out", "--quiet", *options, check=False)
    here = visit()
    page = here.open(tmp_path / "out/bank/index.html")
    page.wait_for_load_state("load")
    assert here.messages == []
    assert [url for url in here.requests if not url.startswith((tmp_path.as_uri(), "data:"))] == []
    assert page.evaluate("window.PWNED") is None
    assert page.locator("script, iframe, object, embed, form, input, video, audio, base").count() == 0
    shown = page.locator("#groups ~ ul li, #groups ~ details li").all_text_contents()
    assert len(shown) == len(PAYLOADS)
    for text in PAYLOADS.values():
        assert any(f"The bank {text} is here." in sentence for sentence in shown), text


def test_a_hostile_word_is_inert(tmp_path, visit):
    word = "<img src=x onerror=window.PWNED=1>"
    rows = tmp_path / "list.txt"
    rows.write_text(f"The {word} is here.\nA {word} too.\nNo {word} at all.\n", encoding="utf-8")
    run("word", rows, "--word", word, "--model", MODEL, "-o", tmp_path / "out", "--quiet")
    (path,) = (tmp_path / "out").glob("*/index.html")
    here = visit()
    page = here.open(path)
    page.wait_for_load_state("load")
    assert here.messages == []
    assert page.evaluate("window.PWNED") is None
    assert page.locator("h1 .term").text_content() == word
