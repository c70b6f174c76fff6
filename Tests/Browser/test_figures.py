"""The figures say their values, which are those of data.json, and the tables sort."""

import json
import re

import pytest

# Half a unit of the fourth decimal.
CLOSE = 0.51e-4


@pytest.fixture
def bank(reports, visit):
    here = visit()
    yield here.open(reports / "bank/pair/index.html")
    assert here.messages == []


@pytest.fixture(scope="module")
def data(reports):
    return json.loads((reports / "bank/pair/data.json").read_text())


def numbers(text):
    return [float(number.replace("−", "-")) for number in re.findall(r"[−-]?\d\.\d{4}", text)]


def values(card):
    return json.loads(card.get_attribute("data-values"))


def point(page, card, column, row=None):
    """Points at a column, and at a row or the middle of the plot, as the card itself says where they are."""
    (grid, *_) = values(card)
    _, left, right = grid["columns"][column]
    _, top, bottom = grid["rows"][row or 0]
    card.scroll_into_view_if_needed()
    image = card.locator("img").bounding_box()
    page.mouse.move(image["x"] + image["width"] * (left + right) / 2000,
                    image["y"] + image["height"] * (top + bottom) / 2000)
    return page.locator(".tip").inner_text()


def test_the_similarity_says_its_values(bank, data):
    card = bank.locator("#figure-similarity .card")
    for column, (layer, cosine) in enumerate(zip(data["similarity"]["layers"], data["similarity"]["cosine"])):
        text = point(bank, card, column)
        assert text.startswith(f"{layer}, this pair: ")
        assert numbers(text)[0] == pytest.approx(cosine, abs=CLOSE)
    bank.mouse.move(5, 5)
    assert bank.locator(".tip").is_hidden()


@pytest.mark.parametrize("side", [0, 1])
def test_bars_and_maps_say_their_values(bank, data, side):
    rows = data["attention"][side]["target_rows"]
    tokens = data["sentences"][side]["tokens"]
    card = bank.locator(f"#figure-last-layer-{side + 1} .card")
    (grid, *_) = values(card)
    for row, (label, *_) in enumerate(grid["rows"]):
        text = point(bank, card, 0, row)
        assert text.startswith(f"{label}: ")
        assert numbers(text)[0] == pytest.approx(grid["values"][row][0], abs=CLOSE)
    assert [label for label, *_ in grid["rows"]] == tokens
    assert [value for (value,) in grid["values"]] == pytest.approx(rows[5][8], abs=CLOSE)
    card = bank.locator(f"#figure-layers-{side + 1} .card")
    (grid, *_) = values(card)
    names = [label for label, *_ in grid["columns"]]
    for layer, token in [(0, "bank"), (3, "."), (5, "the")]:
        text = point(bank, card, names.index(token), layer)
        assert text.startswith(f"{token}, L{layer}: ")
        place = [tokens.index(name) for name in names] if len(set(names)) == len(names) else range(len(names))
        if len(names) == len(tokens):
            heads = [head[place[names.index(token)]] for head in rows[layer]]
            assert numbers(text)[0] == pytest.approx(sum(heads) / len(heads), abs=CLOSE)


def test_the_value_stands_beside_the_pointer_and_the_place_is_framed(bank):
    card = bank.locator("#figure-layers-1 .card")
    point(bank, card, 3, 2)
    frame = card.locator(".value-frame").bounding_box()
    tip = bank.locator(".tip").bounding_box()
    assert abs(tip["x"] - frame["x"]) < 60 and abs(tip["y"] - frame["y"]) < 60
    assert frame["width"] < 100 and frame["height"] < 60


def test_keys_go_through_the_values(bank, data):
    card = bank.locator("#figure-similarity .card")
    bank.locator(".lead button").focus()
    while not card.evaluate("element => element === document.activeElement"):
        bank.keyboard.press("Tab")
    cosine = data["similarity"]["cosine"]
    assert numbers(bank.locator(".tip").inner_text())[0] == pytest.approx(cosine[0], abs=CLOSE)
    bank.keyboard.press("ArrowRight")
    bank.keyboard.press("ArrowRight")
    text = bank.locator(".tip").inner_text()
    assert text.startswith("L1, this pair: ") and numbers(text)[0] == pytest.approx(cosine[2], abs=CLOSE)
    # A screen reader hears the same.
    assert bank.locator(".unseen[role=status]").inner_text() == text
    bank.keyboard.press("Escape")
    assert bank.locator(".tip").is_hidden()


def test_a_single_file_says_its_values_too(reports, visit, data):
    page = visit().open(reports / "single/pair/index.html")
    text = point(page, page.locator("#figure-similarity .card"), 3)
    assert numbers(text)[0] == pytest.approx(data["similarity"]["cosine"][3], abs=CLOSE)


def column(page, table, number):
    return page.locator(f"{table} tbody tr > :nth-child({number})").all_inner_texts()


def test_tables_sort(bank):
    before = column(bank, ".cosines", 1)
    cosines = [float(text) for text in column(bank, ".cosines", 2)]
    head = bank.get_by_role("button", name="Cosine", exact=True)
    head.click()
    assert [float(text) for text in column(bank, ".cosines", 2)] == sorted(cosines, reverse=True)
    assert bank.locator(".cosines th[aria-sort=descending]").count() == 1
    head.click()
    assert [float(text) for text in column(bank, ".cosines", 2)] == sorted(cosines)
    head.click()
    assert column(bank, ".cosines", 1) == before
    assert bank.locator("[aria-sort]").count() == 0


def test_names_sort_too_and_missing_numbers_come_last(reports, visit):
    page = visit().open(reports / "pieces/pair/index.html")
    table = page.locator("table.tokens").first
    table.get_by_role("button", name="Token", exact=True).click()
    names = table.locator("tbody th").all_inner_texts()
    assert [name.lower() for name in names] != [] and len(names) == len(set(names)) or len(names) > 3
    heads = table.locator("thead button")
    last = heads.count() - 1
    for _ in range(2):
        heads.nth(last).click()
        shown = table.locator("tbody tr > :last-child").all_inner_texts()
        assert "–" in shown and shown[-shown.count("–"):] == ["–"] * shown.count("–")
