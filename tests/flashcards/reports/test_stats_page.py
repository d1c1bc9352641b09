"""Progress as a page of HTML that stands by itself."""

import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from flashcards.core.figures import PERIOD_DAYS, period_until
from flashcards.core.review_figures import Calendar, DayCount
from flashcards.core.sections import sections
from flashcards.reports.stats_page import stats_page
from flashcards.text.mathml import mathml

VOID = {"meta", "br"}
#: What checks the page in a browser: the path of axe-core's axe.min.js.
AXE = "FLASHCARDS_AXE"
REQUIRE = "FLASHCARDS_REQUIRE_ORACLES"


class Tree(HTMLParser):
    """A page's elements; what is opened must be closed in its order."""

    def __init__(self, page):
        super().__init__()
        self.open, self.elements, self.texts, self.under = [], [], {}, []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.under.append(tuple(self.open))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.under.append(tuple(self.open))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)


@pytest.fixture(scope="module")
def busy_page(busy_figures):
    """The page of a year."""
    return stats_page(busy_figures)


@pytest.mark.parametrize("name", ["busy_figures", "no_figures"])
def test_it_is_whole_and_stands_alone(name, request):
    """Every element is closed, ids are one of a kind, and nothing runs or reaches for another place."""
    page = stats_page(request.getfixturevalue(name))
    tree = Tree(page)
    tags = {tag for tag, _ in tree.elements}
    assert tags.isdisjoint({"script", "link", "img", "iframe", "object", "base", "form"})
    assert not re.search(r"url\(|@import|https?:|javascript:", page)
    ids = [attributes["id"] for _, attributes in tree.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {attributes["href"] for tag, attributes in tree.elements if tag == "a"} == {
        f"#{each}" for each in ids
    }
    named = {attribute for _, attributes in tree.elements for attribute in attributes}
    assert not {name for name in named if name.startswith("on") or name in {"src", "style", "xlink:href"}}


def test_every_heading_stands_there(busy_figures, busy_page, no_figures):
    """All figures are on the page, in their order, with what they are about; before the first answer, too."""
    titles = [section.title for section in sections(busy_figures)]
    headings = [text for text in Tree(busy_page).texts["h2"] if text.strip()]
    assert headings == titles
    assert len(titles) == len(busy_figures._fields) - 3  # all but the day, the period and the decks
    empty = stats_page(no_figures)
    assert [text for text in Tree(empty).texts["h2"] if text.strip()] == titles
    assert "Nothing has been answered yet" in empty
    assert "<code>flashcards practice</code>" in empty


def test_every_picture_says_what_it_shows(busy_page):
    """Pictures have titles; those along days, and those of several pieces, have their numbers in a table."""
    for picture in re.findall(r"<svg[^>]*>\s*(<title>|<rect class=\"[ph]\d\" width=\"10\")?", busy_page):
        assert picture
    for figure in re.findall(r"<figure>.*?</figure>", busy_page, re.DOTALL):
        assert "<table" in figure
        if "chart" in figure or "heat" in figure or 'class="key"' in figure:
            assert "the numbers</summary>" in figure


def test_tables_hold_the_numbers_of_the_pictures(busy_figures, busy_page):
    """What the table of reviews sums up to is what the figures say."""
    details = busy_page.partition("<caption>Reviews by day</caption>")[2]
    calendar, _, rest = details.partition("</table>")
    counted = sum(int(cell) for cell in re.findall(r'<td class="number">(\d+)</td>', calendar))
    assert counted == busy_figures.reviews.reviews.total
    reviews = rest.partition("<caption>Reviews by day</caption>")[2].partition("</table>")[0]
    rows = [re.findall(r'<td class="number">([\d ]+)</td>', row) for row in reviews.split("</tr>")[1:-1]]
    total = busy_figures.reviews.reviews
    sums = [sum(int(row[place].replace(" ", "")) for row in rows) for place in range(5)]
    assert sums == [total.mature, total.young, total.new, total.repeat, total.total]


def test_foreign_names_are_text(busy_page):
    """A tag with elements, escape sequences and signs that turn text around is shown, and does nothing."""
    assert "<b>tag" not in busy_page
    assert "␛[31m&lt;b&gt;tag&lt;/b&gt;\\u{202e}" in busy_page
    assert "\x1b" not in busy_page


def test_formulas_are_set(busy_figures, busy_page):
    """Every formula can be set as MathML, and stands on the page."""
    formulas = [tex for section in sections(busy_figures) for tex in section.formulas]
    assert formulas
    for tex in formulas:
        assert mathml(tex, is_display=True) in busy_page


def test_more_than_a_year_is_drawn_year_by_year(busy_figures):
    """A calendar of four years has a picture for each, and no day twice or left out."""
    last = busy_figures.day
    days = tuple(DayCount(day, 1 + day % 7) for day in range(last - 1400, last + 1))
    calendar = Calendar(last - 1400, last, days, last - 1400, len(days), len(days), len(days))
    page = stats_page(busy_figures._replace(calendar=calendar, period=period_until("all", last)))
    squares = re.findall(r'<rect class="h[1-4]" x="\d+" y="\d+" [^>]*><title>([^:]*):', page)
    assert page.count('class="heat"') == page.count('class="span"') == 4
    assert len(squares) == len(set(squares)) == len(days)


@pytest.mark.parametrize("period", PERIOD_DAYS)
def test_every_period_is_drawn(busy_figures, period):
    """Whatever the period, the page can be made."""
    Tree(stats_page(busy_figures._replace(period=period_until(period, busy_figures.day))))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["busy_figures", "no_figures"])
def test_nothing_keeps_anybody_out(name, scheme, request, tmp_path):
    """The automatic check for accessibility, axe-core in Chromium, finds nothing in light or dark."""
    browser, axe = shutil.which("chromium"), os.environ.get(AXE)
    if not browser or not axe:
        if os.environ.get(REQUIRE) == "1":
            pytest.fail(f"there is no Chromium, or {AXE} names no axe.min.js, and {REQUIRE}=1")
        pytest.skip(f"needs Chromium, and {AXE}=.../axe.min.js (npm install axe-core)")
    run = """axe.run().then(found => { document.title =
        `found: ${JSON.stringify(found.violations.map(each => each.id))} of ${found.passes.length}` })"""
    script = f"<script>{Path(axe).read_text('utf-8')}</script><script>{run}</script></body>"
    page = tmp_path / "page.html"
    page.write_text(stats_page(request.getfixturevalue(name)).replace("</body>", script), "utf-8")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    command += ["--disable-background-networking", f"--user-data-dir={tmp_path / 'browser'}"]
    command += [f"--blink-settings=preferredColorScheme={0 if scheme == 'dark' else 1}"]
    command += ["--virtual-time-budget=20000", "--dump-dom", page.as_uri()]
    seen = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True).stdout
    found = re.search(r"<title>found: (.*?) of (\d+)</title>", seen)
    assert found[1] == "[]"
    assert int(found[2]) > 20
