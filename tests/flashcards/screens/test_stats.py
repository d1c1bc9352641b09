"""Progress in the terminal, on wide, usual and narrow screens."""

import io

import pytest
from rich.console import Console

from flashcards.screens.stats import stats_page


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
