"""Progress in the terminal, on wide, usual and narrow screens."""

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from flashcards.core.card_figures import FutureDue
from flashcards.core.figures import PERIOD_DAYS, Share, Spread, period_until
from flashcards.core.pictures import Bars
from flashcards.core.review_figures import Calendar, DayCount, ReviewDay, Reviews
from flashcards.core.sections import sections
from flashcards.core.topic_figures import Mastery, Topic
from flashcards.screens.stats import stats_page
from flashcards.text.ascii import in_ascii


def drawn(figures, width, **options):
    """What a terminal of this width gets."""
    file = io.StringIO()
    settings = {"markup": False, "emoji": False, "highlight": False, "color_system": None} | options
    Console(file=file, width=width, **settings).print(stats_page(figures))
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines())


@pytest.mark.parametrize("width", [120, 80, 40])
def test_a_year(busy_figures, width, snapshot):
    """All headings, each with its numbers, drawn for the width."""
    assert drawn(busy_figures, width) == snapshot


@pytest.mark.parametrize("width", [80, 40])
def test_before_the_first_answer(no_figures, width, snapshot):
    """The page names what will stand there, and the command that begins."""
    assert drawn(no_figures, width) == snapshot


@pytest.mark.parametrize("width", [30, 40, 60, 80, 120, 200])
def test_no_number_is_broken(busy_figures, width):
    """However narrow the screen is, each bar's number and each cell of a table stands on one line."""
    page = drawn(busy_figures, width)
    parts = [part for section in sections(busy_figures) for part in section.parts]
    tellings = [bar.told for part in parts if isinstance(part, Bars) for bar in part.bars]
    assert [told for told in tellings if told not in page] == []
    retention = next(section for section in sections(busy_figures) if section.key == "retention").parts[0]
    assert [cell for row in retention.rows for cell in row if cell not in page] == []
    assert max(map(cell_len, page.splitlines())) <= width


def test_every_heading_comes_in_its_order(busy_figures):
    """The headings stand in the order of the figures' fields."""
    page = drawn(busy_figures, 80)
    places = [page.index(f"── {section.title} ─") for section in sections(busy_figures)]
    assert places == sorted(places)


@pytest.mark.parametrize("width", [80, 40])
def test_in_ascii_pieces_and_levels_still_differ(busy_figures, width):
    """Signs that mean something have ASCII signs of their own, and lines keep their width."""
    page = drawn(busy_figures, width)
    ascii_page = in_ascii(page.replace("␛", "x"))
    assert ascii_page.isascii()
    assert list(map(cell_len, ascii_page.splitlines())) == list(map(cell_len, page.splitlines()))
    assert len({in_ascii(sign) for sign in "·░▒▓█"}) == 5
    assert len({in_ascii(sign) for sign in "▁▂▃▄▅▆▇█"}) == 8
    assert "?" not in {in_ascii(sign) for sign in "▁▂▃▄▅▆▇█░▒▓▏▕↑↓–·✓✗"}


def test_colours_say_nothing_alone(busy_figures):
    """Without colours the same signs stand there."""
    coloured = drawn(busy_figures, 80, force_terminal=True, color_system="standard")
    assert "\x1b[" in coloured
    assert drawn(busy_figures, 80, force_terminal=True, no_color=True).count("▓") == coloured.count("▓")


@pytest.mark.parametrize("period", PERIOD_DAYS)
def test_every_period_is_drawn(busy_figures, period):
    """Whatever the period, and with a calendar of several years, the page can be drawn and says its period."""
    last = busy_figures.day
    days = tuple(DayCount(day, 3) for day in range(last - 900, last + 1))
    calendar = Calendar(last - 900, last, days, last - 900, 901, 901, 901)
    figures = busy_figures._replace(period=period_until(period, last), calendar=calendar)
    assert "up to today, 2026-11-21" in drawn(figures, 80)
    assert "The last 53 weeks." in drawn(figures, 80)


def test_little_is_drawn_as_well_as_much(busy_figures, no_figures):
    """One review, cards due only after the period, reviews without times: nothing is empty, wrong or in the way."""
    last = no_figures.day
    one = no_figures._replace(
        calendar=Calendar(last - 364, last, (DayCount(last, 1),), last, 1, 1, 1),
        reviews=Reviews((ReviewDay(last, Spread(new=1), Spread()),), Spread(new=1), Spread()),
        future_due=FutureDue(0, (), 1, 0.01),
    )
    page = drawn(one, 40)
    assert "1 on 1 day, 1 on each" in page
    assert "0 of 1 with a memory" in page
    assert "0.01 reviews a day" in page
    assert "Cards due by day" not in page
    assert "Time by day" not in page
    assert "Time by day" in drawn(busy_figures, 40)


def test_long_lists_are_cut_and_say_so(busy_figures):
    """Of hundreds of tags the least known are shown, and how many more there are."""
    tags = tuple(Topic(f"tag-{n}", "tag", Share(9, 9), Share(n % 10, 9), Share(0, 9)) for n in range(100))
    page = drawn(busy_figures._replace(mastery=Mastery(tags)), 80)
    assert "and 76 more: `flashcards stats --html` shows all" in page
    assert page.count("  0 % of 9") == 10
    assert "89 % of 9" not in page
