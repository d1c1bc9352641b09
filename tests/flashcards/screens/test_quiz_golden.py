"""How a quiz looks on a wide and on a narrow screen: every type of question, clock, grid, result, history."""

import io

import pytest
from rich.console import Console

from flashcards.core.cards import Basic, Card, Choice, Claim, Computed, Listing, Steps, Typed, Wrong
from flashcards.core.past import Past
from flashcards.core.quiz import Marked, Question, Quiz, Result, Rules
from flashcards.screens import quiz as screens
from flashcards.screens import quiz_result as results
from flashcards.screens.passages import Typesetter

WIDTHS = pytest.mark.parametrize("width", [80, 40])
VARIANT = {
    "question": "Before step t = 3 of Adam m0 = 0.2, v0 = 0.3 and w0 = 0.6; the gradient is g = 2.7, beta1 = 0.8.",
    "conventions": ["steps are counted from 1; epsilon = 0"],
}
BODIES = {
    "claim": (Claim(claim="Weight decay and an L2 penalty are the same in Adam.", truth=False), ()),
    "choice": (
        Choice(q="What is $\\sigma'(0)$?", right=("$\\frac{1}{4}$",), wrong=(Wrong("0"), Wrong("It is **not** defined there, as the function jumps."))),
        ("0", "$\\frac{1}{4}$", "It is **not** defined there, as the function jumps."),
    ),
    "several": (
        Choice(q="Which are odd?", right=("Three", "Five"), wrong=(Wrong("Six"), Wrong("Eight"))),
        ("Six", "Three", "Eight", "Five"),
    ),
    "typed": (Typed(q="Which Adam variant decouples the weight decay?", accept=("AdamW",)), ()),
    "steps": (
        Steps(q="Put one training step in order.", steps=("forward pass", "loss", "backward pass", "update")),
        ("update", "loss", "forward pass", "backward pass"),
    ),
    "list": (Listing(q="Name two schedules.", items=(("cosine",), ("step decay",), ("exponential",)), at_least=2), ()),
    "computed": (Computed("adam-step"), ()),
}  # fmt: skip
GIVEN = {
    "claim": "t",
    "choice": "3",
    "several": "2 1",
    "typed": "Adam with decoupled [decay]",
    "steps": "3 2 4 1",
    "list": "cosine\nlinear",
    "computed": "0.7; ; 12",
}


def drawn(part, width):
    """What a terminal of this width gets, without its colours."""
    file = io.StringIO()
    Console(file=file, width=width, markup=False, emoji=False, highlight=False, color_system=None).print(part)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines())


def question(kind):
    """A question of that type."""
    body, options = BODIES[kind]
    card = Card(
        f"{'activations' if options else 'optimizers'}/{kind}",
        body,
        why="It is **so**." if kind == "choice" else "",
    )
    return Question(card, body, options, VARIANT if kind == "computed" else None)


@pytest.fixture
def quiz():
    """A quiz with a question of every type, with time for all and for each."""
    return Quiz("q", "7", Rules(600_000, 60_000), tuple(map(question, BODIES)))


@pytest.fixture
def result(quiz):
    """A quiz handed in, of which some is right, some partly, some wrong, some empty."""
    marked = []
    for place, kind in enumerate(BODIES):
        given = quiz.given[place]
        given.typed, given.elapsed_ms = GIVEN[kind], 1_500 * (place + 1)
        quiz.elapsed_ms += given.elapsed_ms
        marked.append(MARKED[kind](quiz.questions[place], given))
    return Result(quiz, "handed in", marked)


MARKED = {
    "claim": lambda one, given: Marked(one, given, "wrong", 0, "false", yours="true"),
    "choice": lambda one, given: Marked(one, given, "wrong", 0, "$\\frac{1}{4}$", "That would be the step.", yours="It is **not** defined there, as the function jumps."),
    "several": lambda one, given: Marked(one, given, "wrong", 0, "Three\nFive", yours="Three\nSix"),
    "typed": lambda one, given: Marked(one, given, "right", 1, "AdamW", "Read as 'AdamW'.", yours="Adam with [decay]"),
    "steps": lambda one, given: Marked(one, given, "right", 1, "1. forward pass\n2. loss\n3. backward pass\n4. update", yours="-"),
    "list": lambda one, given: Marked(one, given, "partly", 0.5, "cosine\nstep decay\nexponential", "1 found, 2 wanted.", yours="cosine\nlinear"),
    "computed": lambda one, given: Marked(one, given, "partly", 1 / 3, "m1 = 0.7000; v1 = 2.1871; w1 = 0.5531", "w1: The step has the wrong sign.", "sign+lr", "m1 = 0.7; v1 = –; w1 = 12"),
}  # fmt: skip


@WIDTHS
@pytest.mark.parametrize("kind", BODIES)
def test_questions(quiz, kind, width, snapshot):
    """A question comes with its options and how it is marked, and comes back with what was answered in words."""
    quiz.place = list(BODIES).index(kind)
    first = drawn(screens.question_screen(quiz, "1 point, right or not.", Typesetter()), width)
    quiz.current.typed, quiz.current.is_flagged = GIVEN[kind], True
    again = drawn(screens.question_screen(quiz, "1/3 for each step in its place.", Typesetter()), width)
    assert f"{first}\n{again}" == snapshot


def clock(quiz, columns=80, *, is_hidden=False):
    """The clock's line, and the colours in it."""
    line = screens.clock_line(quiz, columns, is_hidden=is_hidden)
    return "".join(text for _, text in line), {style for style, _ in line} - {"", "bold"}


@pytest.mark.parametrize(
    ("rules", "spent_ms", "told", "colours"),
    [
        (Rules(600_000, 60_000), 20_000, " Q 1/7 · 00:40 · exam 09:40", set()),
        (Rules(600_000), 449_000, " Q 1/7 · exam 02:31", set()),
        (Rules(600_000), 450_000, " Q 1/7 · exam 02:30 · a quarter is left", {"bold ansimagenta"}),
        (Rules(600_000), 541_000, " Q 1/7 · exam 00:59 · nearly over", {"bold ansired"}),
        (Rules(None, 60_000), 46_000, " Q 1/7 · 00:14 · a quarter is left", {"bold ansimagenta"}),
        (Rules(None, 60_000), 55_000, " Q 1/7 · 00:05 · nearly over", {"bold ansired"}),
        (Rules(), 55_000, " Q 1/7", set()),
    ],
)
def test_the_clock(quiz, rules, spent_ms, told, colours):
    """The line says where the quiz stands; with a word and a colour at a quarter of the time and near its end."""
    quiz.rules = rules
    quiz.elapsed_ms = quiz.current.elapsed_ms = spent_ms
    assert clock(quiz) == (told, colours)


def test_the_clock_hidden(quiz):
    """A hidden clock tells no time; what is flagged stays."""
    quiz.given[2].is_flagged = True
    assert clock(quiz)[0] == " Q 1/7 · 01:00 · exam 10:00 · 1 flagged"
    assert clock(quiz, is_hidden=True)[0] == " Q 1/7 · 1 flagged · clock hidden"


def test_the_clock_on_a_narrow_screen(quiz):
    """What has no room in the line goes below it, whole."""
    quiz.elapsed_ms = 450_000
    quiz.given[2].is_flagged = True
    assert clock(quiz, 40)[0] == " Q 1/7 · 01:00 · exam 02:30 · 1 flagged\n a quarter is left"
    assert clock(quiz, 20)[0] == " Q 1/7 · 01:00\n exam 02:30\n 1 flagged\n a quarter is left"


@WIDTHS
@pytest.mark.parametrize("goes_back", [True, False], ids=["back", "no back"])
def test_the_grid(goes_back, width, snapshot):
    """All questions by number, with signs that the line below explains."""
    one = question("claim")
    quiz = Quiz("q", "7", Rules(goes_back=goes_back), (one,) * 23)
    for place in (0, 1, 4, 22):
        quiz.given[place].typed = "t"
    quiz.given[1].is_flagged = quiz.given[2].is_flagged = quiz.given[4].is_closed = True
    quiz.place = 3
    assert drawn(screens.grid_screen(quiz), width) == snapshot


@WIDTHS
def test_the_result(result, width, snapshot):
    """Score with its interval, time, topics, every question, slips."""
    assert drawn(results.result_screen(result, Typesetter()), width) == snapshot


@WIDTHS
def test_one_marked(result, width, snapshot):
    """Feedback at once, and what was worked out."""
    marked = [drawn(results.marked_screen(one, Typesetter()), width) for one in result.marked]
    lines = ["m1 = beta1 * m0 + (1 - beta1) * g = 0.8 * 0.2 + (1 - 0.8) * 2.7 = 0.7000"]
    worked = [drawn(results.worked_screen(one, lines), width) for one in result.marked[-1:]]
    assert "\n".join([*marked, *worked]) == snapshot


def past(day, points, of, seconds, **topics):
    """A quiz that was handed in."""
    percent = 100 * points / of
    return Past("q", day, points, of, percent, 70, percent >= 70, "handed in", seconds, "s", topics)


@WIDTHS
def test_the_history(width, snapshot):
    """Every quiz on a line, or on two where there is no room, and where each topic is going."""
    pasts = [
        past(739_676, 4, 5, 130, activations=(1, 2), optimizers=(3, 3)),
        past(739_684, 12.5, 20, 900, activations=(8, 10), optimizers=(4.5, 10)),
    ]
    assert drawn(results.history_screen(pasts), width) == snapshot


@WIDTHS
def test_nothing_is_cut(result, width):
    """Nothing ends in dots for want of room."""
    assert "…" not in drawn(results.result_screen(result, Typesetter()), width)


def test_a_bare_basic_card_is_a_choice():
    """A basic card that is asked as a choice shows its own question."""
    card = Card("d/b", Basic(q="Why?", a="Because."))
    body = Choice(q="Why?", right=("Because.",), wrong=(Wrong("No."),))
    quiz = Quiz("q", "7", Rules(), (Question(card, body, ("No.", "Because.")),))
    text = drawn(screens.question_screen(quiz, "1 point.", Typesetter()), 80)
    assert "Choose one" in text
    assert "2 Because." in text
