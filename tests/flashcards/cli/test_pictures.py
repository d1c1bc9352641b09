"""The pictures of the README: real sittings, drawn anew and compared.

`pytest tests/flashcards/cli/test_pictures.py --snapshot-update` draws them again after a change of the screens.
"""

import io
import re
from html import unescape
from itertools import count
from random import Random
from types import SimpleNamespace

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from flashcards.cli.ask import Wish
from flashcards.cli.drill import Drill
from flashcards.cli.drill_player import DrillPlayer, ScreenView
from flashcards.cli.home import Home
from flashcards.cli.screen_player import ScreenPlayer
from flashcards.cli.sitting import Sitting
from flashcards.problems.plugins import installed_kinds
from flashcards.terminal.keys import key_line

WIDTH = 80

FORMULA = r"""
deck: optimizers
title: Optimizers
cards:
  - id: adam-step
    q: What does Adam subtract from a weight, once its two averages are corrected?
    a: |
      The corrected mean of the gradients, over the root of the corrected mean of their squares:

      $$\theta_t = \theta_{t-1} - \eta \, \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}, \qquad
      \hat m_t = \frac{m_t}{1 - \beta_1^t}, \quad \hat v_t = \frac{v_t}{1 - \beta_2^t}$$
    note: Both averages start at zero; dividing by $1 - \beta^t$ makes up for it.
    source: Kingma & Ba (2015), Adam, algorithm 1
    tags: [adam]
"""
PROBLEM = """
deck: activations
title: Activations
cards:
  - {id: slope, problem: sigmoid-derivative, tags: [sigmoid], source: 'Bishop (2006), ch. 4.3.2'}
"""

#: What rich makes, without the fonts that its own format fetches from elsewhere.
SVG = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: monospace; font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font: bold 18px sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


class Person:
    """Types what a script says, on a terminal that keeps all it shows; leaves when there is no more to type."""

    def __init__(self, typed):
        self.console = Console(
            file=io.StringIO(), record=True, width=WIDTH, color_system="standard", force_terminal=True,
            markup=False, emoji=False, highlight=False, legacy_windows=False, _environ={},
        )  # fmt: skip
        self._typed = iter(typed)

    def press(self, keys):
        """A key, in the place of `read_key`."""
        return self._next(keys)

    def type(self, keys):
        """A line, in the place of `LineReader.read`; what was typed stays on the screen."""
        line = self._next(keys, prompt="› ")
        self.console.print(f"› {line}")
        return line

    def _next(self, keys, prompt=""):
        typed = next(self._typed, None)
        if typed is None:
            if prompt:
                self.console.print(prompt)
            self.console.print(Text.assemble(*((text, style) for style, text in key_line(keys, WIDTH))))
            raise EOFError
        return typed

    def picture(self, name, command):
        """All that was shown, as an SVG."""
        svg = self.console.export_svg(title=command, code_format=SVG, unique_id=name)
        return re.sub(r'textLength="[^"]*"( [^>]*)>([^<]*)<', _as_wide_as_it_is, svg).replace(
            "><text", ">\n<text"
        )


def _as_wide_as_it_is(text):
    """A run of text takes a column for each cell; rich counts letters, and hats over letters with them."""
    columns = cell_len(unescape(text[2]))
    return f'textLength="{columns * 12.2:g}"{text[1]}>{text[2]}<'


@pytest.fixture
def person(flash, monkeypatch):
    """Seat a person before the program, on a clock that goes on by 24 seconds whenever it is looked at."""
    monkeypatch.setenv("FLASHCARDS_NOW", flash.now)
    monkeypatch.delenv("NO_COLOR")

    def seat(*typed):
        someone = Person(typed)
        ticks = count(0, 24)
        clock = SimpleNamespace(monotonic=lambda: next(ticks))
        for module in ("screen_player", "drill_player"):
            monkeypatch.setattr(f"flashcards.cli.{module}.screen", lambda: someone.console)
            monkeypatch.setattr(f"flashcards.cli.{module}.time", clock)
        monkeypatch.setattr("flashcards.cli.player.time", clock)
        monkeypatch.setattr("flashcards.cli.screen_player.read_key", someone.press)
        monkeypatch.setattr("flashcards.terminal.lines.LineReader.read", someone.type)
        return someone

    return seat


@pytest.fixture
def kept(checkout, pytestconfig):
    """The picture of a name as it is kept; made new where that is asked for."""

    def read(name, svg):
        path = checkout / "tests" / "screens" / f"{name}.svg"
        if pytestconfig.getoption("update_snapshots"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(svg, "utf-8")
        return path.read_text("utf-8")

    return read


def review(flash, deck):
    """Review a deck of one card."""
    flash.deck(deck)
    with Home() as home:
        ScreenPlayer(Sitting(home, Wish(home.selection(), seed="7"))).play()


def test_a_card_with_a_formula(flash, person, kept):
    """A formula that stands by itself is set in two dimensions, and each grade key says what it would do."""
    someone = person("space")
    review(flash, FORMULA)
    svg = someone.picture("formula", "flashcards review")
    assert svg == kept("formula", svg)


def test_a_slip_is_met(flash, person, kept):
    """A wrong value of a computed card is met with the name of its mistake."""
    someone = person("2.4 * (1 - 2.4)")
    review(flash, PROBLEM)
    svg = someone.picture("slip", "flashcards review")
    assert "The&#160;rule&#160;is" in svg
    assert svg == kept("slip", svg)


def test_a_worked_solution(flash, person, kept):
    """Practice goes part by part, and its solution marks the step at which a value left it."""
    someone = person("8.5", "7", "9.668", ":next")
    with Home() as home:
        DrillPlayer(
            Drill(home, [installed_kinds().find("bias-correction")], Random(0), seed=4), ScreenView()
        ).play()
    svg = someone.picture("practice", "flashcards practice bias-correction")
    assert "↑" in svg
    assert svg == kept("practice", svg)


def test_pictures_fetch_nothing(checkout):
    """A picture asks no other host for anything."""
    pictures = sorted((checkout / "tests" / "screens").glob("*.svg"))
    assert [path.name for path in pictures] == ["formula.svg", "practice.svg", "slip.svg"]
    for path in pictures:
        assert set(re.findall(r"\w+://[^\"' )]+|@font-face|@import", path.read_text("utf-8"))) == {
            "http://www.w3.org/2000/svg"
        }


def test_the_readme_shows_them(checkout):
    """Every picture is in the README, by a link that works in a checkout."""
    shown = set(re.findall(r"\]\((tests/screens/[^)]+)\)", (checkout / "README.md").read_text("utf-8")))
    assert shown == {f"tests/screens/{path.name}" for path in (checkout / "tests" / "screens").iterdir()}
