"""Progress in the terminal, on wide, usual and narrow screens."""

import io
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from flashcards.core.figures import PERIOD_DAYS, period_until
from flashcards.core.pictures import Bars
from flashcards.core.review_figures import Calendar, DayCount
from flashcards.core.sections import sections
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
    figures = replace(busy_figures, period=period_until(period, last), calendar=calendar)
    assert "up to today, 2026-11-21" in drawn(figures, 80)
    assert "The last 53 weeks." in drawn(figures, 80)
