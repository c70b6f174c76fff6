"""Takes the pictures of a page that Documentation/Pairs.md shows.

Run it as `make screenshots`, or: BROWSER_PYTHON Tests/Browser/screenshots.py PAGE FOLDER
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

WIDTH = 1280
# A head of the first layer whose attention differs from that of the others.
VIEW = "#explore&layer=0&head=6&view=map&from=2.5&minus=mean"


def main(page_path, folder):
    address = Path(page_path).resolve().as_uri()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])

        def screen(name, scheme, view="", before=None):
            """The first screen."""
            context = browser.new_context(
                viewport={"width": WIDTH, "height": 800}, device_scale_factor=1.4, color_scheme=scheme)
            page = context.new_page()
            page.goto(address + view)
            page.evaluate("scrollTo(0, 0)")
            if before:
                before(page)
            page.screenshot(path=Path(folder) / name)
            context.close()

        def point(page):
            """Points at "river" in sentence 1 and at "deposit" in sentence 2."""
            for number, attended in enumerate((4, 6)):
                chart = page.locator("#explore .explore-picture").nth(number)
                chart.focus()
                page.keyboard.press("Home")
                for _ in range(attended):
                    page.keyboard.press("ArrowRight")
            page.evaluate("scrollTo(0, 0)")

        screen("page-dark.png", "dark")
        screen("page-light.png", "light", VIEW, point)
        browser.close()


main(*sys.argv[1:])
