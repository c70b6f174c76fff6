"""Takes the pictures of a page that Documentation/Pairs.md shows.

Run it as `make screenshots`, or: BROWSER_PYTHON Tests/Browser/screenshots.py PAGE FOLDER
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDTH = 1280
# A head of the first layer whose attention has other places than the first token.
VIEW = "#explore&layer=0&head=6&view=map&from=2.5"


def main(page_path, folder):
    address = Path(page_path).resolve().as_uri()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])

        def section(name, scheme, selector, view="", before=None):
            """Everything from the top of the page, or of an element, to the end of the element."""
            context = browser.new_context(
                viewport={"width": WIDTH, "height": 900}, device_scale_factor=1.4,
                color_scheme=scheme)
            page = context.new_page()
            page.goto(address + view)
            if before:
                before(page)
            box = page.locator(selector).bounding_box()
            scroll = page.evaluate("scrollY")
            top = box["y"] + scroll + 12 if view else 0
            end = box["y"] + scroll + box["height"]
            page.screenshot(
                path=Path(folder) / name, full_page=True,
                clip={"x": 0, "y": top, "width": WIDTH, "height": end - top + 24})
            context.close()

        def point(page):
            """Points at "river" and at "deposit"."""
            for number, attended in enumerate((5, 7)):
                chart = page.locator("#explore .explore-picture").nth(number)
                chart.focus()
                page.keyboard.press("Home")
                for _ in range(attended):
                    page.keyboard.press("ArrowRight")
                chart.blur()

        section("page-dark.png", "dark", "section:has(> #similarity)")
        section("page-light.png", "light", "#explore", VIEW, point)
        browser.close()


main(*sys.argv[1:])
