"""The screens: nothing is cut at any width, no meaning is in a colour alone, and text is laid out as it was meant."""

import io
import re

import pytest
from rich.console import Console
from rich.text import Text

from flashcards.core.answers import Verdict
from flashcards.core.cards import Basic, Card, Choice, Listing, Steps, Typed, Wrong
from flashcards.core.journal import Standing
from flashcards.core.questions import question
from flashcards.screens.cards import card_screen
from flashcards.screens.looks import worked
from flashcards.screens.passages import Typesetter
from flashcards.screens.review import (
    VERDICTS,
    Progress,
    answer_panel,
    command_table,
    grade_keys,
    header,
    hint_line,
    question_panel,
    verdict_line,
)
from flashcards.screens.settings import settings_table
from flashcards.screens.summary import Summary, summary_lines, summary_screen
from flashcards.screens.words import clock, plural

LONG = {
    "no spaces": "".join(f"part{number}-" for number in range(40)),
    "Japanese": "深層学習の勾配消失問題とは何かを説明せよ。" * 8,
    "many words": " ".join(f"word{number}" for number in range(60)),
    "an address": "https://example.org/" + "a/" * 60 + "end",
}
WIDTHS = [40, 80, 120]


def drawn(renderable, width=80, *, colour=False):
    """What a terminal of this width gets."""
    file = io.StringIO()
    console = Console(
        file=file, width=width, force_terminal=colour, color_system="truecolor" if colour else None,
        markup=False, emoji=False, highlight=False,
    )  # fmt: skip
    console.print(renderable)
    return file.getvalue()


def squeezed(text):
    """Without spaces, frames and line breaks."""
    return re.sub(r"[\s│╭╮╰╯─]", "", text)


def card(body, **fields):
    """A card around a body."""
    return Card(**{"id": "d/a", "body": body, "path": "/decks/d.yaml", "line": 3, "tags": ("t",)} | fields)


@pytest.fixture(params=LONG.values(), ids=LONG)
def long(request):
    """A text that is wider than any screen."""
    return request.param


@pytest.mark.parametrize("width", WIDTHS)
def test_questions_and_options_are_whole(long, width):
    """A question and its options stand there to the last sign."""
    body = Choice(q=long, right=(f"R{long}",), wrong=(Wrong(f"W{long}", ""),))
    seen = squeezed(
        drawn(question_panel(card(body), question(body), (f"R{long}", f"W{long}"), Typesetter()), width)
    )
    assert squeezed(f"1R{long}") in seen
    assert squeezed(f"2W{long}") in seen
    assert squeezed(long) in seen.split("1R")[0]


@pytest.mark.parametrize("width", WIDTHS)
def test_answers_are_whole(long, width):
    """What was typed and what is right stand there to the last sign, and so do the reasons."""
    body = Typed(q="q", accept=(f"R{long}",), reject=())
    given = card(body, why=f"W{long}", note=f"N{long}", source=f"S{long}")
    seen = squeezed(
        drawn(answer_panel(given, Verdict("wrong", f"F{long}"), f"Y{long}", (), Typesetter()), width)
    )
    assert all(squeezed(f"{sign}{long}") in seen for sign in "RWNSFY")


@pytest.mark.parametrize("width", WIDTHS)
def test_elements_are_whole(long, width):
    """Of a list each element stands there with its mark."""
    body = Listing(q="q", items=((f"A{long}",), ("b",)), at_least=0)
    verdict = Verdict("wrong", marks=((f"Y{long}", False), ("b", True)))
    seen = squeezed(drawn(answer_panel(card(body), verdict, "typed", (), Typesetter()), width))
    assert squeezed(f"✗Y{long}") in seen
    assert "✓b" in seen
    assert squeezed(f"A{long}") in seen


@pytest.mark.parametrize("width", WIDTHS)
def test_all_about_a_card_is_whole(long, width):
    """`card show` cuts neither the question nor the answer, nor the path, which is there to be copied."""
    given = card(Basic(q=f"Q{long}", a=f"A{long}"), source=f"S{long}", path=f"/{'folder/' * 30}d.yaml")
    seen = squeezed(
        drawn(card_screen("d/a", given, Standing(), [], Typesetter(), today=1, leech_lapses=8), width)
    )
    assert all(squeezed(f"{sign}{long}") in seen for sign in "QAS")
    assert f"{'folder/' * 30}d.yaml:3" in seen


@pytest.mark.parametrize("width", WIDTHS)
def test_hints_and_verdicts_are_whole(long, width):
    """Hints and what a verdict says are whole."""
    assert squeezed(long) in squeezed(drawn(hint_line(Text(long)), width))
    assert squeezed(long) in squeezed(drawn(verdict_line(Verdict("close", long)), width))


@pytest.mark.parametrize("width", [30, *WIDTHS])
def test_grade_keys_are_whole(width):
    """Each key stands with its name and all that it would do, at any width."""
    outcomes = {
        "1": ("Again", "again today, then 1 d"),
        "2": ("Hard", "again today, then 15 d"),
        "3": ("Good", "16 d"),
        "4": ("Easy", "done, 99.9 y"),
    }
    seen = " ".join(drawn(grade_keys(outcomes, "3"), width).split())
    assert all(name in seen for name in ("1 Again", "2 Hard", "3 Good ◂", "4 Easy"))
    assert seen.count("again today") == 2
    assert "…" not in seen


def test_keys_that_do_nothing_more_take_one_line():
    """Where a grade changes no interval, its key has no line for one."""
    outcomes = {"1": ("Again", ""), "2": ("Hard", ""), "3": ("Good", ""), "4": ("Easy", "")}
    assert len(drawn(grade_keys(outcomes, "3")).splitlines()) == 1


def test_compared_words_stay_whole():
    """Lines of an answer with its differences marked are broken between words, and inside of one only when it fills a line."""
    body = Typed(q="q", accept=(f"a decoupled weight decay of {'x' * 50}",), reject=())
    seen = drawn(answer_panel(card(body), Verdict("wrong"), "a coupled weight decay", (), Typesetter()), 40)
    assert "a decoupled weight decay of" in seen
    assert "x" * 28 in seen


@pytest.mark.parametrize("width", WIDTHS)
def test_the_header_keeps_its_figures(width):
    """On a narrow screen the deck's name gives way to the figures."""
    progress = Progress(new=10, again=3, due=200, done=99, left=213)
    seen = drawn(header(card(Basic(q="q", a="a"), tags=("a-long-tag-of-a-card",)), progress), width)
    assert "100/312" in seen
    assert "200 due" in seen
    assert max(map(len, seen.splitlines())) <= width


@pytest.mark.parametrize("colour", [False, True])
def test_no_meaning_by_colour_alone(colour):
    """Every verdict has a sign and a word of its own."""
    signs = {sign for sign, _, _ in VERDICTS.values()}
    words = {word for _, word, _ in VERDICTS.values()}
    assert len(signs) == len(words) == len(VERDICTS)
    for kind, (sign, word, _) in VERDICTS.items():
        seen = drawn(
            answer_panel(card(Typed(q="q", accept=("a",), reject=())), Verdict(kind), "x", (), Typesetter()),
            colour=colour,
        )
        assert sign in seen
        assert word in seen


def test_steps_are_numbered_in_the_right_order():
    """The right order of steps stands below the answer, one a line."""
    body = Steps(q="q", steps=("boil", "pour", "drink"))
    seen = drawn(answer_panel(card(body), Verdict("wrong"), "321", (), Typesetter()))
    assert [line.strip("│ ").removeprefix("right").strip() for line in seen.splitlines() if ". " in line] == [
        "1. boil", "2. pour", "3. drink",
    ]  # fmt: skip


def test_all_commands_are_listed():
    """The table of keys has a line for each command, with key and word."""
    seen = drawn(command_table([("hint", "h", "a hint"), ("quit", "q", "save & quit")]))
    assert re.search(r"h +:hint +a hint", seen)
    assert re.search(r"q +:quit +save & quit", seen)


def summary(**fields):
    """A sitting's end."""
    values = {
        "ending": "all done", "answers": 3, "cards": 2, "right": 2, "elapsed_ms": 65_000, "failed": [("d/a", "Q?")], "left": 0,
        "tomorrow_due": 2, "tomorrow_new": 10, "next_command": "flashcards due",
    }  # fmt: skip
    return Summary(**values | fields)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_summary_has_all_figures(width):
    """The summary says how much, how long, how well, what failed, why it ended, what comes and what to type."""
    seen = " ".join(drawn(summary_screen(summary()), width).split())
    for part in (
        "2 cards reviewed in 1 min 05 s",
        "2 of 3 answers right (67 %)",
        "All done",
        "d/a Q?",
        "Tomorrow: 2 due",
        "Next: flashcards due",
    ):
        assert part in seen


def test_many_failures_are_not_all_listed():
    """After ten failed cards a number stands for the rest, which plain lines tell alike."""
    given = summary(failed=[(f"d/c{number}", "Q?") for number in range(25)])
    assert "and 15 more" in drawn(summary_screen(given))
    assert [line.plain for line in summary_lines(given)] == [
        line.rstrip() for line in drawn(summary_screen(given)).splitlines()[1:]
    ]


def test_a_failed_cards_long_question_is_one_line():
    """Each failed card is one line: a long question is cut, not wrapped over the screen."""
    given = summary(failed=[("d/a", LONG["many words"])])
    assert len(drawn(summary_screen(given)).splitlines()) == len(
        drawn(summary_screen(summary())).splitlines()
    )


@pytest.mark.parametrize(
    ("elapsed_ms", "seen"),
    [
        (0, "0 s"),
        (499, "0 s"),
        (59_400, "59 s"),
        (59_600, "1 min 00 s"),
        (185_000, "3 min 05 s"),
        (3_600_000, "1 h 00 min"),
        (3_720_000, "1 h 02 min"),
    ],
)
def test_times(elapsed_ms, seen):
    """Times are told in the two units that fit."""
    assert clock(elapsed_ms) == seen


@pytest.mark.parametrize(("count", "seen"), [(0, "0 cards"), (1, "1 card"), (2, "2 cards")])
def test_plurals(count, seen):
    """One is not many."""
    assert plural(count, "card") == seen


@pytest.mark.parametrize(
    ("line", "width", "seen"),
    [
        ("y = 1 + 2 = 3", 40, ["y = 1 + 2 = 3"]),
        ("y = 1 + 2 = 3", 10, ["y = 1 + 2", "  = 3"]),
        ("total = 1 + 2 + 3 + 4 + 5 = 15", 20, ["total = 1 + 2 + 3 +", "        4 + 5", "      = 15"]),
        ("no equals sign in a line", 12, ["no equals", "    sign in", "    a line"]),
        ("  ↑ a remark that is long", 14, ["  ↑ a remark", "    that is", "    long"]),
    ],
)
def test_solutions_go_on_below_their_equals_sign(line, width, seen):
    """A line of a worked solution that is too long goes on below its first equals sign."""
    assert [line.rstrip() for line in drawn(worked([line]), width).splitlines()] == seen


def test_a_setting_is_named_in_one_piece():
    """However long values, files and meanings are, a name can be read and typed as it stands."""
    row = ("quick_computed_seconds", "x, " * 30, "/home/somebody/" + "y" * 90, "meaning " * 20)
    for width in (60, 80, 120):
        assert "quick_computed_seconds" in drawn(settings_table([row]), width)
