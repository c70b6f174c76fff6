"""Tests the script of a batch's index in a real browser, from the disk, as a reader opens it.

Run it as `make test-browser`.
"""

import gzip
import json
import os
import random
import shutil
import subprocess
import tempfile
import unittest

import pytest
from conftest import ROOT, program

MODEL = os.path.join(ROOT, "Tests/EncoderTests/Fixtures/distilbert-tiny")
MINILM = os.path.join(ROOT, "Models/all-MiniLM-L6-v2")
HOSTILE = '"><script>document.title="x"</script><img src=x onerror=document.title="x">'


def make_batch(folder, name, *options, model=MODEL):
    """A batch of forty pairs and a row that fails."""
    rows = open(os.path.join(ROOT, "Examples/pairs.csv"), encoding="utf-8").read().splitlines()[:40]
    quoted = HOSTILE.replace('"', '""')
    rows.append(f'"{quoted}",bank,"The bank {quoted}.",A bank.,"{quoted}"')
    rows.append("bad,fish,No such thing.,A fish.,same")
    path = os.path.join(folder, "list.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(rows) + "\n")
    output = os.path.join(folder, name)
    status = subprocess.run(
        [program(), "batch", path, "-o", output, "--model", model, "--figures", "thumbnails", *options, "-q"],
        stderr=subprocess.DEVNULL).returncode
    assert status == 1, status
    return output


def enlarge(source, target, count):
    """An index of `count` rows, with other names and similarities; there are no pairs behind it."""
    os.makedirs(target)
    packed = os.path.join(source, "journal.jsonl.gz")
    if os.path.exists(packed):
        lines = gzip.open(packed, "rt", encoding="utf-8").read().splitlines()
    else:
        lines = open(os.path.join(source, "journal.jsonl"), encoding="utf-8").read().splitlines()
    rows = [line for line in lines[1:] if "pair" in json.loads(line)]
    numbers = random.Random(1)
    with open(os.path.join(target, "journal.jsonl"), "w", encoding="utf-8") as file:
        file.write(lines[0] + "\n")
        for index in range(count):
            line = json.loads(rows[index % len(rows)])
            pair = line["pair"]
            pair["number"] = index + 1
            pair["row"]["id"] += f"~{index}"
            if "cosine" in pair:
                pair["cosine"] = [numbers.uniform(-0.2, 1) for _ in pair["cosine"]]
            if "folder" in pair:
                pair["folder"] += f"~{index}"
                pair["files"] = {}
            # As the program writes it, without blanks.
            file.write(json.dumps(line, separators=(",", ":")) + "\n")
    subprocess.run([program(), "index", target, "-q"], check=True)


def pairs_of(folder):
    """The rows that a batch has recorded; other lines say how it began and ended."""
    with open(os.path.join(folder, "journal.jsonl"), encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    return [line["pair"] for line in lines if "pair" in line]


@pytest.mark.usefixtures("shared_browser")
class IndexTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.small = make_batch(cls.folder, "small", "--top", "3")
        cls.large = os.path.join(cls.folder, "large")
        enlarge(cls.small, cls.large, 2500)
        # Pairs without pages, and so many that the first page does not hold them.
        cls.long = os.path.join(cls.folder, "long")
        enlarge(make_batch(cls.folder, "plain", "--pages", "none"), cls.long, 2500)
        cls.packed = os.path.join(cls.folder, "packed")
        enlarge(make_batch(cls.folder, "small-packed", "--pages", "none", "--gzip"), cls.packed, 2500)

    @pytest.fixture
    def shared_browser(self, browser):
        self.browser = browser

    def open(self, folder, place="index.html", **options):
        page = self.browser.new_page(**options)
        self.addCleanup(page.close)
        self.errors = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text)
                if message.type == "error" and "ERR_FILE_NOT_FOUND" not in message.text else None)
        page.goto(f"file://{folder}/{place}")
        return page

    def tearDown(self):
        self.assertEqual(self.errors, [])

    def wait(self, page, text):
        page.wait_for_function(
            "text => document.querySelector('.status').textContent === text", arg=text)

    def names(self, page):
        return page.eval_on_selector_all(".pairs tbody bdi.name", "all => all.map(e => e.textContent)")

    def column(self, page, number):
        return page.eval_on_selector_all(
            f".pairs tbody tr td:nth-child({number})", "all => all.map(e => e.textContent)")

    def test_without_script_everything_is_there(self):
        page = self.open(self.small, java_script_enabled=False)
        self.assertEqual(page.locator(".pairs tbody tr").count(), 41)
        self.assertEqual(page.locator("form").count(), 0)

    def test_rows_that_are_found_look_like_those_of_the_page(self):
        page = self.open(self.small)
        read = """() => [...document.querySelectorAll('.pairs tbody tr')].map(row => {
            const copy = row.cloneNode(true);
            copy.removeAttribute('id');
            if (!copy.className) copy.removeAttribute('class');
            copy.querySelector('.permalink').removeAttribute('href');
            copy.querySelectorAll('[aria-label]').forEach(e => e.removeAttribute('aria-label'));
            copy.querySelectorAll('*').forEach(e => [...e.attributes].sort((a, b) =>
                a.name < b.name ? -1 : 1).forEach(a => {
                    e.removeAttribute(a.name); e.setAttribute(a.name, a.value); }));
            copy.querySelectorAll('td, tr').forEach(e => e.normalize());
            const numbers = (copy.querySelector('polyline')?.getAttribute('points') ?? '')
                .split(/[ ,]/).map(Number);
            copy.querySelectorAll('polyline, circle').forEach(e => e.remove());
            return [copy.innerHTML.replace(/>\\s+</g, '><').trim(), numbers];
        })"""
        home = dict(page.evaluate(read))
        page.evaluate("location.hash = 'q=e'")
        page.wait_for_selector(".status:has-text(' of 41 rows')")
        found = page.evaluate(read)
        self.assertGreater(len(found), 30)
        for row, points in found:
            self.assertTrue(row in home, row)
            # The data are in thousandths, the page's lines in full.
            for ours, theirs in zip(points, home[row], strict=True):
                self.assertAlmostEqual(ours, theirs, delta=0.11)

    def test_search_finds_words_without_accents_and_in_any_case(self):
        page = self.open(self.small)
        page.fill("[name=q]", "BÁNK riVer")
        page.wait_for_selector(".status:has-text(' of 41 rows')")
        for text in self.column(page, 2):
            self.assertIn("bank", text.lower())
            self.assertIn("river", text.lower())
        self.assertIn("q=", page.url)

    def test_hostile_text_stays_text(self):
        page = self.open(self.small)
        title = page.title()
        page.fill("[name=q]", "onerror")
        self.wait(page, "1 of 41 rows")
        self.assertEqual(self.names(page), [HOSTILE])
        self.assertEqual(page.locator(".pairs tbody script, .pairs tbody img[src=x]").count(), 0)
        page.select_option("[name=label]", HOSTILE)
        self.wait(page, "1 of 41 rows")
        page.reload()
        self.wait(page, "1 of 41 rows")
        self.assertEqual(page.input_value("[name=label]"), HOSTILE)
        self.assertEqual(page.title(), title)

    def test_filters(self):
        page = self.open(self.small)
        page.select_option("[name=show]", "failed")
        self.wait(page, "1 of 41 rows")
        self.assertEqual(self.names(page), ["bad"])
        page.select_option("[name=show]", "drawn")
        self.wait(page, "3 of 41 rows")
        self.assertEqual(page.locator(".pairs tbody img.thumbnail").count(), 3)
        page.select_option("[name=label]", "same")
        page.wait_for_function("location.hash.includes('label=same')")
        self.assertLess(set(self.column(page, 3)), {"same", "x"})
        page.click("text=Show all")
        self.assertEqual(page.locator(".pairs tbody tr").count(), 41)
        self.assertNotIn("#", page.url)
        self.assertEqual(page.evaluate("document.activeElement.name"), "q")

    def test_words_are_filters(self):
        page = self.open(self.small)
        page.click(".words a >> nth=0")
        page.wait_for_function("location.hash.startsWith('#word=')")
        page.wait_for_selector(".status:has-text('word: bank')")
        self.assertTrue(all("bank" in text for text in self.column(page, 2)))

    def test_headers_sort_with_the_keyboard(self):
        page = self.open(self.large)
        header = "th[data-key=last]"
        page.focus(f"{header} button")
        for sort, sign in (("ascending", 1), ("descending", -1)):
            page.keyboard.press("Enter")
            page.wait_for_selector(f"{header}[aria-sort={sort}]")
            self.wait(page, "2,500 of 2,500 rows")
            values = [float(text.replace("−", "-")) for text in self.column(page, 5)]
            self.assertEqual(len(values), 100)
            self.assertEqual(values, sorted(values, key=lambda value: sign * value))
            self.assertTrue(page.evaluate("document.activeElement.closest('th') !== null"))
        page.keyboard.press("Enter")
        page.wait_for_function("!document.querySelector('[aria-sort]')")
        self.assertEqual(page.locator(".pairs tbody tr").count(), 200)

    def test_headers_name_their_columns_outside_of_buttons(self):
        """Paper repeats headers from page to page, but nothing that is in a button."""
        page = self.open(self.small)
        headers = page.locator(".pairs thead th")
        for header in headers.all():
            texts = header.evaluate("th => [...th.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join('')")
            self.assertTrue(texts.strip(), header.inner_html())
        self.assertEqual(headers.locator("button").count(), 7)
        name = page.get_by_role("columnheader", name="L2 corrected", exact=True)
        self.assertEqual(name.get_by_role("button", name="Sort by L2 corrected", exact=True).count(), 1)
        # All stand on one line, and the whole header can be clicked.
        lines = headers.evaluate_all("""all => all.map(th => {
            const range = document.createRange();
            range.selectNode(th.firstChild);
            return Math.round(range.getBoundingClientRect().top);
        })""")
        self.assertEqual(len(set(lines)), 1)
        page.locator("th[data-key=label]").click(position={"x": 3, "y": 3})
        page.wait_for_selector("th[data-key=label][aria-sort=ascending]")
        page.emulate_media(media="print")
        self.assertFalse(headers.locator("button").first.is_visible())

    def test_log_odds_have_the_same_colours_on_the_page_and_in_what_was_found(self):
        # The small model tells no senses apart, and so has none.
        judged = make_batch(self.folder, "judged", "--pages", "none", model=MINILM)

        def colours(address):
            page = self.open(judged, address)
            if "#" in address:
                self.wait(page, "41 of 41 rows")
            cells = page.evaluate("""() => {
              const heads = [...document.querySelectorAll("table.pairs thead th")];
              const place = heads.findIndex((th) => th.dataset.key === "logOdds");
              return [...document.querySelectorAll("table.pairs tbody tr:not(.failed)")].map((row) =>
                [row.querySelector(".name").textContent, row.cells[place].textContent, row.cells[place].className]);
            }""")
            return {name: (odds, name_of_class) for name, odds, name_of_class in cells}

        found = colours("index.html#sort=-logOdds")
        self.assertGreater(len(found), 20)
        self.assertEqual(found, colours("index.html"))
        for odds, shade in found.values():
            value = float(odds.replace("−", "-"))
            level = sum(abs(value) >= step for step in (1.1, 2.3))
            name = f" {'above' if value > 0 else 'below'}-{level}" if level else ""
            self.assertEqual(shade, f"number{name}")

    def test_the_corrected_similarity_sorts_too(self):
        page = self.open(self.small, "index.html#sort=-corrected")
        self.wait(page, "41 of 41 rows")
        cells = self.column(page, 6)
        self.assertEqual(cells[-1], "–")
        values = [float(text.replace("−", "-")) for text in cells[:-1]]
        self.assertEqual(values, sorted(values, reverse=True))
        self.assertGreater(len(set(values)), 20)
        page.select_option("[name=sort]", "corrected")
        page.wait_for_function("location.hash === '#sort=corrected'")
        self.assertEqual(self.column(page, 6)[-1], "–")
        caption = page.locator(".pairs caption").text_content()
        self.assertTrue(caption.startswith("All lines have the same scale. Corrected: minus that"), caption)
        page.click("text=Show all")
        caption = page.locator(".pairs caption").text_content()
        self.assertTrue(caption.startswith("All rows in the order of the list. All lines"), caption)

    def test_layers_sort_by_their_numbers(self):
        page = self.open(self.large, "index.html#sort=lowestLayer")
        self.wait(page, "2,500 of 2,500 rows")
        self.assertEqual(set(self.column(page, 8)), {"emb"})
        page.click("th[data-key=lowestLayer] button")
        page.wait_for_function("location.hash === '#sort=-lowestLayer'")
        self.assertEqual(set(self.column(page, 8)), {"L2"})

    def test_sorting_covers_all_pages_and_rows_that_failed_come_last(self):
        page = self.open(self.large, "index/3.html#sort=-fall")
        self.wait(page, "2,500 of 2,500 rows")
        falls = [round(float(a.replace("−", "-")) - float(b.replace("−", "-")), 3)
                 for a, b in zip(self.column(page, 4), self.column(page, 5))]
        self.assertEqual(falls, sorted(falls, reverse=True))
        rows = pairs_of(self.large)
        best = max((row for row in rows if "cosine" in row),
                   key=lambda row: row["cosine"][0] - row["cosine"][-1])
        self.assertEqual(self.names(page)[0], best["row"]["id"])
        link = page.get_attribute(".pairs tbody th a", "href")
        self.assertTrue(link.startswith("../pairs/"), link)
        page.evaluate("location.hash = 'sort=-fall&page=25'")
        page.wait_for_selector("text=Page 25 of 25")
        self.assertEqual(set(self.column(page, 4)[-50:]), {"–"})

    def test_pages_of_what_was_found(self):
        page = self.open(self.large, "index.html#sort=id")
        self.wait(page, "2,500 of 2,500 rows")
        first = self.names(page)
        page.click("text=Next")
        page.wait_for_selector("text=Page 2 of 25")
        second = self.names(page)
        self.assertFalse(set(first) & set(second))
        self.assertIn("page=2", page.url)
        page.click("text=Previous")
        page.wait_for_selector("text=Page 1 of 25")
        self.assertEqual(self.names(page), first)

    def test_a_pair_is_linked_by_its_id(self):
        rows = pairs_of(self.large)
        pair = rows[2200]
        name = pair["row"]["id"]
        page = self.open(self.large)
        page.evaluate("name => location.hash = new URLSearchParams({id: name})", name)
        self.wait(page, f"1 of 2,500 rows (name: {name})")
        self.assertEqual(self.names(page), [name])
        # The anchor of a row on another page leads to it too.
        anchor = "pair-" + pair["folder"].split("/")[-1]
        other = self.open(self.large, f"index.html#{anchor}")
        self.wait(other, "1 of 2,500 rows")
        self.assertEqual(self.names(other), [name])
        # Its own page has the row itself.
        own = self.open(self.large, f"index/12.html#{anchor}")
        self.assertEqual(own.locator(".pairs tbody tr:target").count(), 1)

    def test_a_row_that_failed_is_linked_by_its_number(self):
        rows = pairs_of(self.large)
        failed = [row for row in rows[1000:] if "folder" not in row][0]
        page = self.open(self.large, f"index.html#row-{failed['number']}")
        self.wait(page, "1 of 2,500 rows")
        self.assertEqual(self.names(page), [failed["row"]["id"]])
        own = self.open(self.large, f"index/{(failed['number'] - 1) // 200 + 1}.html#row-{failed['number']}")
        self.assertEqual(own.locator(".pairs tbody tr.failed:target").count(), 1)

    def test_more_rows_than_are_read_at_once(self):
        page = self.open(self.large)
        path = f"{self.large}/index.js"
        text = open(path, encoding="utf-8").read()
        self.addCleanup(lambda: open(path, "w", encoding="utf-8").write(text))
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace("const step = 50000;", "const step = 1000;"))
        page.goto(f"file://{self.large}/index.html#sort=last")
        page.reload()
        self.wait(page, "1,000 found in the first 1,000 of 2,500 rows")
        page.click("text=Search 1,000 more")
        self.wait(page, "2,000 found in the first 2,000 of 2,500 rows")
        page.click("text=Search 500 more")
        self.wait(page, "2,500 of 2,500 rows")
        # A name is looked for in the whole list.
        name = pairs_of(self.large)[2399]["row"]["id"]
        page = self.open(self.large)
        page.evaluate("name => location.hash = new URLSearchParams({id: name})", name)
        self.wait(page, f"1 of 2,500 rows (name: {name})")

    def test_a_long_list_without_pages_is_read_part_by_part(self):
        rows = pairs_of(self.long)
        ids = [row["row"]["id"] for row in rows]
        page = self.open(self.long)
        self.assertEqual(self.names(page), ids[:200])
        page.wait_for_selector("text=Page 1 of 13")
        self.assertEqual(page.locator(".pager button").first.get_attribute("aria-disabled"), "true")
        for number in (2, 3):
            page.click("text=Next")
            page.wait_for_selector(f"text=Page {number} of 13")
            self.assertEqual(self.names(page), ids[200 * (number - 1):200 * number])
            self.assertTrue(page.url.endswith(f"#page={number}"), page.url)
            self.wait(page, "2,500 rows")
        # Nothing leads to pages that are not there, and only the pairs that are done have a line.
        self.assertEqual(page.locator(".pairs tbody th a:not(.permalink)").count(), 0)
        done = [row for row in rows[400:600] if "cosine" in row]
        self.assertEqual(page.locator(".pairs tbody svg.spark").count(), len(done))
        self.assertEqual(page.locator(".pairs tbody tr.failed").count(), 200 - len(done))
        page.click("text=Previous")
        page.wait_for_selector("text=Page 2 of 13")
        page.click("text=Previous")
        page.wait_for_selector("text=Page 1 of 13")
        self.assertEqual(self.names(page), ids[:200])
        self.assertNotIn("#", page.url)
        last = self.open(self.long, "index.html#page=99")
        last.wait_for_selector("text=Page 13 of 13")
        self.assertEqual(self.names(last), ids[2400:])
        self.assertEqual(last.locator(".pager button").last.get_attribute("aria-disabled"), "true")

    def test_a_long_list_without_pages_is_searched(self):
        page = self.open(self.long)
        page.fill("[name=q]", "~2345")
        self.wait(page, "1 of 2,500 rows")
        self.assertTrue(self.names(page)[0].endswith("~2345"))
        page.click("text=Show all")
        page.wait_for_selector("text=Page 1 of 13")
        page.select_option("[name=show]", "failed")
        page.wait_for_selector(".status:has-text(' of 2,500 rows')")
        count = page.locator(".pairs tbody tr").count()
        self.assertGreater(count, 50)
        self.assertEqual(page.locator(".pairs tbody tr.failed").count(), count)
        row = self.open(self.long, "index.html#row-2001")
        self.wait(row, "1 of 2,500 rows")
        self.assertTrue(self.names(row)[0].endswith("~2000"))

    def test_a_packed_list_is_read_and_searched(self):
        size = sum(os.path.getsize(f"{self.packed}/index/{name}") for name in os.listdir(f"{self.packed}/index"))
        plain = sum(os.path.getsize(f"{self.long}/index/{name}") for name in os.listdir(f"{self.long}/index"))
        self.assertLess(size, plain / 2)
        page = self.open(self.packed, "index.html#page=13")
        page.wait_for_selector("text=Page 13 of 13")
        self.assertEqual(page.locator(".pairs tbody tr").count(), 100)
        page.fill("[name=q]", "~2345")
        self.wait(page, "1 of 2,500 rows")
        page.fill("[name=q]", "onerror")
        page.wait_for_selector(".status:has-text(' of 2,500 rows')")
        self.assertEqual(page.locator(".pairs tbody script, .pairs tbody img").count(), 0)

    def test_a_long_list_without_pages_and_scripts_says_where_the_rest_is(self):
        page = self.open(self.long, java_script_enabled=False)
        self.assertEqual(page.locator(".pairs tbody tr").count(), 200)
        note = page.locator("noscript")
        self.assertIn("The other 2,300 rows are in summary.csv", note.inner_text())
        self.assertEqual(page.locator("noscript a").get_attribute("href"), "summary.csv")

    def test_a_file_that_is_gone_is_told(self):
        folder = os.path.join(self.folder, "gone")
        shutil.copytree(self.large, folder)
        os.remove(f"{folder}/index/rows-2.js")
        page = self.open(folder, "index.html#q=bank")
        page.wait_for_selector(".status:has-text('index/rows-2.js cannot be read; make the index anew')")

    def test_nothing_overflows_a_narrow_screen(self):
        for scheme in ("light", "dark"):
            page = self.open(self.small, "index.html#sort=-last", color_scheme=scheme,
                             viewport={"width": 360, "height": 800})
            self.wait(page, "41 of 41 rows")
            self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), 360)

    def test_only_its_own_files_are_loaded(self):
        page = self.browser.new_page()
        self.addCleanup(page.close)
        self.errors = []
        urls = []
        page.on("request", lambda request: urls.append(request.url))
        page.goto(f"file://{self.large}/index.html")
        page.wait_for_timeout(200)
        self.assertFalse([url for url in urls if "rows-" in url])
        page.fill("[name=q]", "bank")
        page.wait_for_selector(".status:has-text(' of 2,500 rows')")
        for _ in range(50):  # requests are reported a little later than they are made
            if len({url for url in urls if "rows-" in url}) == 3:
                break
            page.wait_for_timeout(100)
        self.assertEqual(len({url for url in urls if "rows-" in url}), 3)
        self.assertTrue(all(url.startswith(f"file://{self.large}/") for url in urls))
        policy = page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content")
        self.assertEqual(
            policy, "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'")

