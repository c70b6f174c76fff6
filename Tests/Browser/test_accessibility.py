"""axe-core finds nothing, and what it cannot see is right too."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = ["bank/pair", "single/pair", "arabic/pair", "batch"]


def problems(page):
    # The explorer's shapes are hidden from assistive technology, and thousands.
    result = Axe().run(
        page, context={"exclude": [[".explore-stage"]]}, options={"resultTypes": ["violations"]})
    violations = result.response["violations"]
    return [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in violations]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(reports, visit, name, scheme):
    page = visit(color_scheme=scheme).open(reports / name / "index.html")
    assert problems(page) == []


@pytest.mark.parametrize("view", ["Map", "Links", "Heads"])
def test_axe_finds_nothing_in_the_explorer(reports, visit, view):
    page = visit().open(reports / "bank/pair/index.html")
    page.get_by_label(view, exact=True).check()
    for details in page.locator("details").all():
        details.locator("summary").click()
    assert problems(page) == []


@pytest.mark.parametrize("name", ["bank/pair", "single/pair"])
def test_axe_finds_nothing_on_a_narrow_screen(reports, visit, name):
    page = visit(viewport={"width": 320, "height": 700}).open(reports / name / "index.html")
    assert problems(page) == []


def test_headings_are_in_order(reports, visit):
    page = visit().open(reports / "bank/pair/index.html")
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))


def test_every_figure_has_a_text_and_a_table(reports, visit):
    page = visit().open(reports / "bank/pair/index.html")
    for image in page.locator("figure img").all():
        assert len(image.get_attribute("alt")) > 60
        described = image.get_attribute("aria-describedby") or image.get_attribute("aria-details")
        assert page.locator(f"#{described}").count() == 1


def test_reduced_motion_moves_nothing(reports, visit):
    page = visit(reduced_motion="reduce").open(reports / "bank/pair/index.html")
    assert page.evaluate(
        "[...document.querySelectorAll('*')].every(e => getComputedStyle(e).transitionDuration === '0s'"
        " && getComputedStyle(e).animationName === 'none')")
