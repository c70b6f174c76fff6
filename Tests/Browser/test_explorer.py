"""The explorer: its controls lead to the right numbers, by mouse and by keyboard."""

import json
import zipfile

import pytest
from conftest import Attention, encode

# Half a unit of the fourth decimal, and of the integers that the page holds.
CLOSE = 0.5e-4 + 1e-5


def control(page, label):
    return page.get_by_label(label, exact=True)


def set_layer(page, layer):
    control(page, "Layer").fill(str(layer))


def more(page):
    """Opens the rarer controls."""
    details = page.locator(".explore-more")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    return page


def table(page, side):
    """The values of one sentence's picture, from the table behind it."""
    details = page.locator(".explore-panel details").nth(side)
    if details.get_attribute("open") is None:
        details.locator("summary").click()
        details.locator("tbody tr").first.wait_for()
    return [[float(text) for text in row.locator("td").all_inner_texts()]
            for row in details.locator("tbody tr").all()]


def same(found, expected, close=CLOSE):
    assert len(found) == len(expected)
    for a, b in zip(found, expected):
        assert a == pytest.approx(b, abs=close)


@pytest.fixture
def bank(reports, visit):
    here = visit()
    page = here.open(reports / "bank/pair/index.html", "#explore&special")
    yield page
    assert here.messages == []


@pytest.mark.parametrize("layer,head", [(0, 0), (0, None), (3, 7), (5, 11), (5, None)])
def test_layer_and_head(bank, arrays, layer, head):
    set_layer(bank, layer)
    control(bank, "Head").select_option("mean" if head is None else str(head))
    for side, attention in enumerate(arrays):
        same(table(bank, side), [attention.row(layer, head, token) for token in range(attention.tokens)])


def test_special_tokens_are_left_out_at_first(reports, visit):
    page = visit().open(reports / "bank/pair/index.html")
    for side in (0, 1):
        labels = page.locator(".explore-picture").nth(side).locator("text").all_text_contents()
        assert "[CLS]" not in labels and "[SEP]" not in labels and "▸ bank" in labels
    assert not control(page, "Special tokens").is_checked()


def test_the_scale_belongs_to_the_words(bank, arrays):
    """As in figures: what special tokens get beyond the end of the scale is grey, with a key."""
    control(bank, "Head").select_option("mean")
    largest = max(
        value for attention in arrays for row in range(1, attention.tokens - 1)
        for value in attention.row(5, None, row)[1:-1])
    legend = bank.locator(".explore-legend text").all_text_contents()
    assert float(legend[2]) == pytest.approx(largest, abs=CLOSE)
    assert legend[3] == f"> {legend[2]}"
    beyond = bank.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--beyond').trim()")
    assert bank.locator(f".explore-legend rect[fill='{beyond}']").count() == 1
    assert bank.locator(f".explore-picture rect[fill='{beyond}']").count() > 0
    control(bank, "Special tokens").uncheck()
    assert bank.locator(f"#explore rect[fill='{beyond}']").count() == 0
    assert len(bank.locator(".explore-legend text").all_text_contents()) == 3


def test_words_run_from_right_to_left(reports, visit):
    page = visit().open(reports / "arabic/pair/index.html")
    picture = page.locator(".explore-picture").first
    labels = picture.locator("text[transform]").all()
    assert len(labels) > 8
    places = [float(label.get_attribute("x")) for label in labels]
    assert places == sorted(places, reverse=True)
    # The arrow keys and the pointer go where they point to.
    frame = page.locator(".explore-overlay").first.locator("rect").last
    picture.focus()
    page.keyboard.press("Home")
    first = float(frame.get_attribute("x"))
    page.keyboard.press("ArrowLeft")
    assert float(frame.get_attribute("x")) < first
    said = page.locator(".explore-output").first.inner_text()
    box = frame.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.locator(".explore-output").first.inner_text() == said


def test_the_slider_plays(bank):
    layer = control(bank, "Layer")
    assert layer.get_attribute("aria-valuetext") == "L5"
    bank.get_by_role("button", name="Play the layers").click()
    # On from the last layer to the first, at once, and then to the next.
    assert layer.input_value() == "0"
    bank.wait_for_timeout(1300)
    assert layer.input_value() == "1"
    bank.get_by_role("button", name="Stop at this layer").click()
    bank.wait_for_timeout(1300)
    assert layer.input_value() == "1"
    assert bank.locator(".explore-layers output").inner_text() == "L1"


@pytest.mark.parametrize("view", ["Map", "Links", "Heads"])
def test_letters_choose_layer_and_head_in_every_view(bank, view):
    control(bank, view).check()
    bank.locator(".explore-picture").first.focus()
    for key, layer, head in [("l", "0", "8"), ("L", "5", "8"), ("h", "5", "9"), ("H", "5", "8")]:
        bank.keyboard.press(f"Shift+{key}" if key.isupper() else key)
        assert (control(bank, "Layer").input_value(), control(bank, "Head").input_value()) == (layer, head)
    # From the last head to the mean, and to the first.
    control(bank, "Head").select_option("11")
    bank.get_by_role("button", name="Download SVG").focus()
    for head in ("mean", "0"):
        bank.keyboard.press("h")
        assert control(bank, "Head").input_value() == head
    # In a list a letter chooses an entry, and outside the explorer it does nothing.
    control(bank, "Head").focus()
    bank.keyboard.press("l")
    bank.locator("nav a").first.focus()
    bank.keyboard.press("l")
    assert control(bank, "Layer").input_value() == "5"


def test_the_sentence_stands_above_each_picture(bank):
    for side, text in enumerate(("The bank of the river was calm.", "She went to the bank to deposit money.")):
        title = bank.locator(".explore-title").nth(side)
        assert title.inner_text() == f"{side + 1}  {text}"
        assert title.bounding_box()["y"] < bank.locator(".explore-picture").nth(side).bounding_box()["y"]


def less(a, b):
    return [[x - y for x, y in zip(first, second)] for first, second in zip(a, b)]


def shown_difference(page, side=0):
    details = page.locator(".explore-panel:visible details").nth(side)
    details.locator("summary").click()
    # The table is made when it is opened.
    details.locator("tbody tr").first.wait_for()
    return [[float(text.replace("−", "-")) for text in row.locator("td").all_inner_texts()]
            for row in details.locator("tbody tr").all()]


@pytest.mark.parametrize("choice,other", [("mean", (3, None)), ("L1", (1, 2))])
def test_differences_of_heads_and_layers(bank, arrays, choice, other):
    set_layer(bank, 3)
    control(bank, "Head").select_option("2")
    control(more(bank), "Difference").select_option(choice)
    assert bank.url.endswith(f"&minus={choice}")
    for side, attention in enumerate(arrays):
        rows = range(attention.tokens)
        same(shown_difference(bank, side), less(
            [attention.row(3, 2, token) for token in rows], [attention.row(*other, token) for token in rows]), 1e-4)
    assert bank.locator(".explore-legend text").all_text_contents()[1] == "difference"


def test_the_difference_of_the_sentences(bank, arrays):
    control(more(bank), "Difference").select_option("sentences")
    assert bank.locator(".explore-picture:visible").count() == 1
    # What both have in one order: [CLS] the bank . [SEP]
    first, second = [0, 1, 2, 8, 9], [0, 4, 5, 9, 10]
    expected = less([[arrays[1].row(5, 8, row)[column] for column in second] for row in second],
                    [[arrays[0].row(5, 8, row)[column] for column in first] for row in first])
    same(shown_difference(bank), expected, 1e-4)
    title = bank.locator(".explore-title:visible").inner_text()
    assert title.startswith("2 − 1: the 5 tokens that both have")
    with bank.expect_download() as download:
        bank.get_by_role("button", name="Download SVG").click()
    assert title[:20] in download.value.path().read_text()


@pytest.mark.parametrize("minus", ["", "&minus=mean", "&minus=sentences", "&minus=L1"])
def test_long_sentences_have_differences(reports, visit, minus):
    here = visit()
    page = here.open(reports / "very-long/pair/index.html", f"#explore&layer=3&head=2{minus}")
    for view in ("Map", "Links"):
        control(page, view).check()
        assert page.locator(".explore-picture:visible").first.bounding_box()["height"] > 40
    assert here.messages == []


def test_everything_in_an_archive(bank, tmp_path):
    with bank.expect_download() as download:
        bank.get_by_role("button", name="Download all (ZIP)").click()
    path = tmp_path / "all.zip"
    download.value.save_as(path)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        # Every layer, with every head and their mean.
        assert len(names) == len(set(names)) == 1 + 6 * 13
        assert "attention-L0-mean-map.svg" in names and "attention-L5-head-11-map.svg" in names
        for name in names[1:3]:
            assert "The bank of" in archive.read(name).decode()
        lines = archive.read("values.csv").decode().split("\r\n")
        assert lines[0] == "sentence,from,to,value" and len(lines) == 2 + 10 * 10 + 11 * 11
    # The page shows what it showed.
    assert control(bank, "Layer").input_value() == "5"
    assert bank.locator(".explore-picture").first.get_attribute("aria-label").endswith("layer L5, head 8")


def test_agrees_with_the_data_file(bank, reports):
    data = json.loads((reports / "bank/pair/data.json").read_text())
    set_layer(bank, "2")
    control(bank, "Head").select_option("4")
    for side in (0, 1):
        (target,) = data["sentences"][side]["target"]
        same([table(bank, side)[target]], [data["attention"][side]["target_rows"][2][4]])


def test_special_tokens_left_out(bank, arrays):
    control(bank, "Special tokens").uncheck()
    assert bank.locator(".explore-note").inner_text().startswith("Special tokens are left out")
    for side, attention in enumerate(arrays):
        shown = range(1, attention.tokens - 1)
        expected = []
        for token in shown:
            row = [attention.row(5, 8, token)[other] for other in shown]
            expected.append([value / sum(row) for value in row])
        # A small remainder magnifies what rounding to 16 bits took.
        for a, b in zip(table(bank, side), expected):
            assert a == pytest.approx(b, abs=4e-4)


def test_word_pieces_merged(reports, visit, tmp_path):
    page = visit().open(reports / "pieces/pair/index.html", "#explore&layer=1&head=3&words&special")
    data = json.loads((reports / "pieces/pair/data.json").read_text())
    texts = [sentence["text"] for sentence in data["sentences"]]
    found = encode(*texts, folder=tmp_path)
    for side, sentence in enumerate(data["sentences"]):
        attention = Attention(*found[f"{side}.attentions"])
        groups = []
        for index, token in enumerate(sentence["tokens"]):
            if token.startswith("##"):
                groups[-1].append(index)
            else:
                groups.append([index])
        assert max(map(len, groups)) > 1
        expected = []
        for rows in groups:
            rows = [attention.row(1, 3, token) for token in rows]
            row = [sum(column) / len(rows) for column in zip(*rows)]
            expected.append([sum(row[token] for token in group) for group in groups])
        same(table(page, side), expected)
        labels = page.locator(".explore-panel").nth(side).locator("tbody th").all_inner_texts()
        assert not any(label.startswith("##") for label in labels)


def test_pointing_shows_the_exact_value(bank, arrays):
    picture = bank.locator(".explore-picture").first
    picture.scroll_into_view_if_needed()
    labels = bank.locator(".explore-picture").first.locator("text")
    # The cells are squares between the labels of rows and those of columns.
    river = labels.filter(has_text="river").first.bounding_box()
    box = picture.bounding_box()
    y = river["y"] + river["height"] / 2
    cells = bank.locator(".explore-picture").first.locator("rect[shape-rendering]").first.bounding_box()
    bank.mouse.move(cells["x"] + 3, y)
    said, value = bank.locator(".explore-output").first.inner_text().split(": ")
    assert said == "river attends to [CLS]" and len(value) == 6
    tip = bank.locator(".tip")
    assert tip.inner_text() == f"{said}: {value}"
    place = tip.bounding_box()
    assert abs(place["x"] - cells["x"]) < 40 and abs(place["y"] - y) < 40
    assert float(value) == pytest.approx(arrays[0].row(5, 8, 5)[0], abs=CLOSE)
    assert box["width"] > 200
    bank.mouse.click(cells["x"] + 3, y)
    assert control(bank, "Attending, sentence 1").input_value() == "5"
    assert "from=5.5" in bank.url


def test_everything_by_keyboard(bank, arrays):
    control(bank, "Layer").focus()
    bank.keyboard.press("ArrowLeft")
    assert control(bank, "Layer").input_value() == "4"
    picture = bank.locator(".explore-picture").nth(1)
    for _ in range(40):
        if picture.evaluate("element => element === document.activeElement"):
            break
        bank.keyboard.press("Tab")
    else:
        pytest.fail("the second picture cannot be reached by the tabulator key")
    assert picture.evaluate("element => getComputedStyle(element).outlineStyle") != "none"
    bank.keyboard.press("ArrowDown")
    bank.keyboard.press("Home")
    bank.keyboard.press("ArrowRight")
    said, value = bank.locator(".explore-output").nth(1).inner_text().split(": ")
    assert said == "to attends to she"
    assert float(value) == pytest.approx(arrays[1].row(4, 8, 6)[1], abs=CLOSE)
    bank.keyboard.press("End")
    assert bank.locator(".explore-output").nth(1).inner_text().startswith("to attends to [SEP]: ")
    assert bank.evaluate("document.activeElement.getAttribute('aria-label')").endswith("layer L4, head 8")


def test_links_show_the_values(bank, arrays):
    control(bank, "Links").check()
    texts = bank.locator(".explore-picture").first.locator("text").all_text_contents()
    values = [float(text) for text in texts if text.replace(".", "", 1).isdigit() and len(text) == 5]
    assert values == pytest.approx(arrays[0].row(5, 8, 2), abs=0.6e-3)
    few = bank.locator(".explore-picture").first.locator("path").count()
    control(more(bank), "Links of every token").check()
    assert bank.locator(".explore-picture").first.locator("path").count() > few


def test_every_head_is_a_way_to_choose(bank, arrays):
    control(bank, "Heads").check()
    pictures = bank.locator(".explore-picture")
    cells = pictures.first.locator("[data-place]")
    assert pictures.first.get_attribute("aria-label").startswith("Every layer and head")
    assert cells.count() == 0
    box = pictures.first.bounding_box()
    bank.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    layer, head = (int(control(bank, name).input_value()) for name in ("Layer", "Head"))
    assert 1 <= layer <= 4 and 3 <= head <= 8
    pictures.first.focus()
    bank.keyboard.press("ArrowLeft")
    assert control(bank, "Head").input_value() == str(head - 1)
    bank.keyboard.press("ArrowDown")
    assert control(bank, "Layer").input_value() == str(layer + 1)


def test_the_address_keeps_the_view(bank, reports, visit):
    set_layer(bank, "1")
    control(bank, "Links").check()
    control(more(bank), "Merge word pieces").check()
    assert bank.url.endswith("#explore&layer=1&head=8&view=links&from=2.5&words&special")
    other = visit().open(reports / "bank/pair/index.html", "#" + bank.url.split("#")[1])
    assert control(other, "Layer").input_value() == "1"
    assert control(other, "Links").is_checked() and control(other, "Merge word pieces").is_checked()
    bank.go_back()
    bank.wait_for_function("!location.hash.includes('words')")
    assert not control(bank, "Merge word pieces").is_checked()
    bank.go_back()
    bank.wait_for_function("location.hash.includes('view=map')")
    assert control(bank, "Map").is_checked()
    bank.go_forward()
    bank.wait_for_function("location.hash.includes('view=links')")
    assert control(bank, "Links").is_checked()


@pytest.mark.parametrize("fragment", [
    "#explore&layer=99&head=-1&view=<script>&from=x.9999", "#explore&layer=__proto__&head=%00", "#explore&&&=&",
    "#explore&from=1.2.3.4&layer=1e1", "#tokens", "#explore"])
def test_a_wrong_address_shows_the_start(reports, visit, fragment):
    here = visit()
    page = here.open(reports / "bank/pair/index.html", fragment)
    assert control(page, "Layer").input_value() == "5"
    assert control(page, "Head").input_value() == "8"
    assert here.messages == []


@pytest.mark.parametrize("view", ["Map", "Links", "Heads"])
def test_saves_what_is_shown(bank, view):
    control(bank, view).check()
    with bank.expect_download() as download:
        bank.get_by_role("button", name="Download SVG").click()
    svg = download.value.path().read_text()
    assert download.value.suggested_filename.endswith(".svg")
    assert svg.startswith("<?xml") and "<svg " in svg and "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    # Above each picture its sentence, or as much of it as there is room for.
    assert "1  The bank of" in svg and "2  She went to" in svg
    other = bank.context.new_page()
    parsed = other.evaluate(
        "(text) => new DOMParser().parseFromString(text, 'image/svg+xml').documentElement.nodeName", svg)
    other.close()
    assert parsed == "svg"
    with bank.expect_download() as download:
        bank.get_by_role("button", name="Download PNG").click()
    png = download.value.path().read_bytes()
    assert png.startswith(b"\x89PNG") and len(png) > 5000


def test_copies(reports, visit):
    here = visit(permissions=["clipboard-read", "clipboard-write"])
    page = here.open(reports / "bank/pair/index.html")
    page.get_by_role("button", name="Copy SVG").click()
    page.get_by_text("The SVG is in the clipboard.").wait_for()
    assert "<svg " in page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Copy PNG").click()
    page.get_by_text("The PNG is in the clipboard.").wait_for()
    assert here.messages == []


def test_long_sentences_say_what_is_missing(reports, visit):
    here = visit()
    page = here.open(reports / "very-long/pair/index.html", "#explore&special")
    assert page.locator("#explore .note").first.inner_text().startswith("These sentences are too long")
    for view in ("Map", "Links", "Heads"):
        control(page, view).check()
        assert page.locator(".explore-picture").first.bounding_box()["height"] > 40
    control(page, "Head").select_option("mean")
    data = json.loads((reports / "very-long/pair/data.json").read_text())
    set_layer(page, "0")
    control(page, "Head").select_option("3")
    control(page, "Map").check()
    found = [value for (value,) in table(page, 0)]
    assert found == pytest.approx(data["attention"][0]["target_rows"][0][3], abs=1e-3)
    assert here.messages == []


def test_the_file_alone_explores_too(reports, visit, arrays):
    page = visit().open(reports / "single/pair/index.html", "#explore&special")
    set_layer(page, "1")
    same(table(page, 0), [arrays[0].row(1, 8, token) for token in range(arrays[0].tokens)])
