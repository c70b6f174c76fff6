"""The presentation: one figure a screen, large enough for a room, by keys."""

import pytest
from axe_playwright_python.sync_playwright import Axe


@pytest.fixture
def show(reports, visit):
    here = visit(viewport={"width": 1280, "height": 800})
    page = here.open(reports / "bank/pair/index.html")
    page.get_by_role("button", name="Present").click()
    yield page
    assert here.messages == []


def count(page):
    return page.locator(".present-count").inner_text()


def test_arrows_go_through_all_figures(show):
    figures = show.locator("main figure").count()
    # The sentences first, and the explorer among the figures.
    assert count(show) == f"1 of {figures + 2}"
    assert show.locator(".present-stage blockquote").count() == 2
    assert show.locator(".present-stage .verdict").count() == 1
    seen = set()
    for place in range(2, figures + 3):
        show.keyboard.press("ArrowRight")
        assert count(show) == f"{place} of {figures + 2}"
        picture = show.locator(".present-stage > :is(img, svg)")
        assert picture.count() == 1
        seen.add(picture.get_attribute("src") or "explorer")
    assert len(seen) == figures + 1
    show.keyboard.press("ArrowRight")
    assert count(show) == f"{figures + 2} of {figures + 2}"
    show.keyboard.press("Home")
    show.keyboard.press("PageDown")
    show.keyboard.press("ArrowLeft")
    assert count(show).startswith("1 of")


def test_labels_are_large(show):
    for _ in range(show.locator("main figure").count() + 1):
        show.keyboard.press("ArrowRight")
        image = show.locator(".present-stage img")
        if image.count():
            source = show.locator(f"main figure img[src='{image.get_attribute('src')}']")
            scale = image.bounding_box()["width"] / int(source.get_attribute("width"))
            # Labels of 9 points.
            assert scale * 12 >= 18
        else:
            # In pixels of the screen.
            sizes = show.evaluate("""() => [...document.querySelectorAll(".present-stage text")].map(text =>
                Number(text.getAttribute("font-size")) * text.getScreenCTM().a / Math.cos(
                    Math.atan2(text.getScreenCTM().b, text.getScreenCTM().a)))""")
            assert len(sizes) > 20 and min(sizes) >= 17.9
        assert float(show.locator(".present-caption").evaluate(
            "caption => parseFloat(getComputedStyle(caption).fontSize)")) >= 18
        stage = show.locator(".present-stage").bounding_box()
        assert stage["width"] <= 1280 and stage["height"] < 800


def test_layer_and_head_change_while_it_is_shown(show):
    show.keyboard.press("ArrowRight")
    show.keyboard.press("ArrowRight")
    assert "layer L5, head 8" in show.locator(".present-caption").inner_text()
    show.keyboard.press("l")
    show.keyboard.press("h")
    assert "layer L0, head 9" in show.locator(".present-caption").inner_text()


def test_escape_ends_it(show):
    show.keyboard.press("Escape")
    assert not show.locator(".present").is_visible()
    assert show.evaluate("document.activeElement.textContent") == "Present"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_it(reports, visit, scheme):
    page = visit(color_scheme=scheme).open(reports / "bank/pair/index.html")
    page.get_by_role("button", name="Present").click()
    for _ in range(3):
        found = Axe().run(page, context={"include": [[".present"]]}, options={"resultTypes": ["violations"]})
        assert [one["id"] for one in found.response["violations"]] == []
        page.keyboard.press("ArrowRight")


def test_a_page_without_explorer_has_it_too(reports, visit):
    (folder,) = reports.glob("none/pairs/*/a")
    page = visit().open(folder / "index.html")
    page.get_by_role("button", name="Present").click()
    assert page.locator(".present-stage blockquote").count() == 2
    page.keyboard.press("ArrowRight")
    assert page.locator(".present-count").inner_text() == "1 of 1"
