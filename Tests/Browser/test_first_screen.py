"""What a reader sees in three seconds: the sentences, what they come to, the similarity and the explorer."""

import pytest
from conftest import SCROLLING

# By layer, head or token: as wide as it has columns.
MAPS = ["layers-", "rollout", "norm", "head-profile", "token-similarity"]

SCREENS = [(1280, 800), (360, 780)]


def box(page, selector):
    return page.locator(selector).first.bounding_box()


def bottom(page, selector):
    found = box(page, selector)
    return found["y"] + found["height"]


@pytest.mark.parametrize("width,height", SCREENS)
def test_the_story_comes_first(reports, visit, width, height):
    page = visit(viewport={"width": width, "height": height}).open(reports / "bank/pair/index.html")
    tops = [box(page, selector)["y"] for selector in (
        ".sentences", "#verdict", "#figure-similarity", "#explore")]
    assert tops == sorted(tops)
    for selector in (".sentences", "#verdict", "#figure-similarity .card"):
        assert bottom(page, selector) <= height, selector
    print(f"{width} × {height}: figure at {tops[2]:.0f}, explorer at {tops[3]:.0f}, "
          f"map at {box(page, '.explore-picture')['y']:.0f}")
    assert tops[2] < 330
    # On a phone its heading shows that there is more.
    assert tops[3] < (640 if width > 700 else 720)


def test_both_maps_are_seen_whole_on_a_small_laptop(reports, visit):
    page = visit(viewport={"width": 1280, "height": 800}).open(reports / "bank/pair/index.html")
    for picture in page.locator(".explore-picture").all():
        place = picture.bounding_box()
        assert place["y"] + place["height"] <= 800
        assert picture.evaluate("box => box.scrollWidth <= box.clientWidth && box.scrollHeight <= box.clientHeight")


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("name", ["bank/pair", "long/pair", "arabic/pair", "chinese/pair", "batch"])
def test_nothing_is_cut_on_a_phone(reports, visit, name, width):
    """Nothing is wider than the screen but what scrolls in a frame of its own."""
    page = visit(viewport={"width": width, "height": 780}).open(reports / name / "index.html")
    page.evaluate("document.querySelectorAll('details').forEach(section => { section.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cut = page.evaluate("""width => {
        const scrolls = element => element && element !== document.body && (
            ["auto", "scroll"].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
        return [...document.querySelectorAll("header *, main *, footer *")].filter(element => {
            if (!element.checkVisibility() || scrolls(element) || element.closest(".unseen, .skip")) return false;
            const {left, right, width: size} = element.getBoundingClientRect();
            return size > 0 && (right > width + 1 || left < -1);
        }).map(element => element.outerHTML.slice(0, 120));
    }""", width)
    assert cut == []


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("name", ["bank/pair", "single/pair", "long/pair", "very-long/pair", "arabic/pair", "batch"])
def test_only_maps_scroll_sideways(reports, visit, name, width):
    page = visit(viewport={"width": width, "height": 780}).open(reports / name / "index.html")
    assert page.evaluate(SCROLLING, MAPS) == []


def test_the_bars_of_a_long_sentence_have_room(reports, visit):
    """At most some 40 tokens, and the same height for both sentences."""
    page = visit().open(reports / "very-long/pair/index.html")
    boxes = [box(page, f"#figure-last-layer-{side} img") for side in (1, 2)]
    assert boxes[0]["height"] == boxes[1]["height"] < 1100


def test_no_heading_title_and_caption_say_the_same(reports, visit):
    page = visit().open(reports / "bank/pair/index.html")
    headings = set(page.locator("h1, h2, h3").all_inner_texts())
    for caption in page.locator("figcaption, caption").all_inner_texts():
        assert not any(caption.startswith(heading) for heading in headings), caption
