"""`flashcards quiz`: the command line, plain lines, scripts, history; and quizzes over all bundled decks."""

import json
from contextlib import contextmanager
from itertools import combinations

import pytest

from flashcards.cli.exam_draw import ExamWish, draw_quiz
from flashcards.cli.home import Home
from flashcards.core.cards import Choice, Computed
from flashcards.core.likeness import comparable, near_duplicate
from flashcards.core.questions import question
from flashcards.core.typos import spaceless

DECK = """
deck: d
title: D
cards:
  - {id: claim, claim: The loss is a number., truth: 'true', level: 1, tags: [basics]}
  - {id: word, q: How is the running average of gradients called?, accept: [momentum], level: 2}
  - {id: pick, q: Which statistic is robust?, right: median, wrong: [mean, range], level: 1}
  - {id: order, q: Put the passes in order., steps: [forward, backward, update]}
  - {id: problem, problem: momentum-step, tags: [basics]}
  - {id: said, q: Who graded this?, a: You did.}
"""


@pytest.fixture
def deck(flash):
    """A deck with five questions and a card that nobody but the person can grade."""
    flash.deck(DECK)
    return flash


def script(flash, *lines, options=("--seed", "7")):
    """Play JSON lines; the result's command."""
    text = "".join(json.dumps(line) + "\n" for line in lines)
    return flash("quiz", *options, "--answers", "-", stdin=text)


def asks(result):
    """The ask lines."""
    return [line for line in result.lines if "ask" in line]


@pytest.fixture
def laps(monkeypatch):
    """Time in plain lines: each line takes as many seconds as are set here, one after the other, then none."""
    seconds = []

    @contextmanager
    def ticking(tick):
        try:
            yield
        finally:
            for _ in range(seconds.pop(0) if seconds else 0):
                tick(1000)

    monkeypatch.setattr("flashcards.cli.exam_lines.ticking", ticking)
    return seconds


# ---- scripts


def test_the_same_seed_gives_the_same_quiz(deck):
    """Cards, order, options and numbers are these, on every machine."""
    drawn = [
        (line["ask"], line["options"], line["givens"])
        for line in asks(script(deck, *[{"skip": True}] * 5, options=["--seed", "golden"]))
    ]
    assert drawn == GOLDEN


def test_a_script_answers_question_after_question(deck):
    """One ask and one line a question without feedback, and the result at the end."""
    result = script(
        deck, {"answer": "zzz"}, *[{"skip": True}] * 5, options=["--seed", "7", "--types", "choice"]
    )
    ask, told, *_, last = result.lines
    assert (ask["ask"], ask["n"], ask["of"], ask["type"]) == ("d/pick", 1, 1, "choice")
    assert "1 point" in ask["marking"]
    assert told["state"] == "empty"
    assert "none of the options" in told["says"]
    assert last["result"]["passed"] is False
    assert result.code == 1
    right = script(deck, {"answer": "median", "flag": True}, options=["--types", "choice"])
    assert right.code == 0
    assert right.lines[1] == {
        "card": "d/pick", "n": 1, "says": "", "state": "answered", "flagged": True,
    }  # fmt: skip
    assert right.lines[-1]["result"]["questions"][0]["verdict"] == "right"


def test_practice_tells_at_once(deck):
    """With --practice each line has its verdict, and there is no clock."""
    result = script(deck, {"answer": "mean"}, options=["--types", "choice", "--practice"])
    assert result.lines[0]["exam_seconds"] is None
    assert (result.lines[1]["verdict"], result.lines[1]["right"]) == ("wrong", "median")


def test_time_that_is_up(deck):
    """What comes after a question's time is not taken; the exam's time up hands in."""
    late = script(deck, {"answer": "median", "seconds": 61}, options=["--types", "choice", "--seconds", "60"])
    assert "too late" in late.lines[1]["says"]
    assert late.lines[-1]["result"]["questions"][0]["verdict"] == "empty"
    over = script(
        deck, {"skip": True, "seconds": 59}, {"answer": "1", "seconds": 2}, options=["--minutes", "1"]
    )
    assert over.lines[-1]["result"]["ending"] == "time is up"
    assert len(asks(over)) == 2


@pytest.mark.parametrize("line", ["nonsense", "[]", '{"grade": 3}', '{"answer": 3}', "{}", '{"seconds": -1}'])
def test_lines_that_say_nothing(deck, line):
    """They are told, cost nothing, and make the exit code 2."""
    result = deck("quiz", "--answers", "-", stdin=f"{line}\n")
    assert result.code == 2
    assert "error" in result.lines[1]
    assert result.lines[2] == result.lines[0]


# ---- plain lines


def test_plain_lines_to_the_result(deck, laps):
    """Questions with their time, commands, the grid, and the result with what was missed."""
    laps += [20, 5]
    result = deck(
        "quiz", "--types", "choice,true/false,typed", "--seed", "7", "--no-back", "--minutes", "2",
        stdin=":flag\n:time\n:back\n:nonsense\n:help\n\n:skip\n:skip\n:grid\n:hand-in\n\n",
    )  # fmt: skip
    out = result.out
    assert result.code == 1
    assert "Q 1/3 · exam 02:00" in out
    assert "Q 1/3 · exam 01:35 · 1 flagged" in out
    assert "There is no command :nonsense" in out
    assert "There is no way back" in out
    assert "1 empty, flagged; 2 empty; 3 empty" in out
    assert "Not passed: 0 of 3 points, 0 %" in out
    assert "Time: 00:25 of 02:00; handed in" in out
    assert "right: median" in out


def test_plain_parts_one_after_another(deck, laps):
    """Each part of a problem is asked for by itself, and a dash passes it over."""
    result = deck("quiz", "--types", "computed", "--seed", "7", stdin="abc\n-\n77\n\n\n")
    assert "yours: v1 = –; w1 = 77" in result.out
    assert "Not passed: 0 of 1 points" in result.out


def test_plain_end_of_input_leaves_and_resumes(deck, laps):
    """It is no handing in: the quiz goes on where it was, with the time that was left."""
    laps += [10]
    left = deck("quiz", "--seed", "7", "--minutes", "5", stdin=":skip\n")
    assert left.code == 0
    assert "Next: flashcards quiz --resume" in left.out
    refused = deck("quiz")
    assert (refused.code, "--resume" in refused.err) == (2, True)
    again = deck("quiz", "--resume", stdin=":go 1\n:leave\n")
    assert "Q 2/5 · exam 04:50" in again.out
    assert "Q 1/5 · exam 04:50" in again.out
    assert deck("quiz", "--drop").out == "The open quiz is dropped.\n"
    assert deck("quiz", "--drop").out == "There is no open quiz.\n"


def test_plain_time_that_is_up(deck, laps):
    """A line that comes late is not taken: the next question comes, or the quiz is handed in."""
    laps += [31, 5, 100]
    result = deck("quiz", "--seed", "7", "--seconds", "30", "--minutes", "2", stdin="t\nzz\nx\n\n")
    assert "The time for this question is up" in result.out
    assert "Q 2/5 · 00:30" in result.out
    assert "time is up" in result.out
    assert result.code == 1


def test_what_may_be_done_with_a_result(deck, laps, tmp_path):
    """Worked solutions, export, the next review, another quiz of what was missed."""
    file = tmp_path / "result.json"
    result = deck(
        "quiz", "--types", "computed,choice", "--seed", "7",
        stdin=f":skip\n:skip\n\nworked\nexport {file}\nexport\nadvance\nretry\n:leave\n",
    )  # fmt: skip
    assert "v1 = " in result.out
    assert json.loads(file.read_text("utf-8"))["of"] == 2
    assert "no name of a file" in result.err
    assert "0 of 2 put in front of the next review; 2 are new, and come in their turn" in result.out
    assert "Left with 0 of 2" in result.out


# ---- the command line


def test_more_questions_than_there_are(deck):
    """It says how many there are, and goes on with those."""
    result = script(deck, options=["--questions", "50"])
    assert "50 questions wanted, these cards give 5" in result.err
    assert asks(result)[0]["of"] == 5


def test_mix_and_levels(deck):
    """So many of a deck or a tag, and only the levels named."""
    assert asks(script(deck, options=["--mix", "basics=2"]))[0]["of"] == 2
    assert asks(script(deck, options=["--mix", "basics=1,d=2"]))[0]["of"] == 3
    assert asks(script(deck, options=["--level", "1"]))[0]["of"] == 2


def test_mix_asks_a_deck_that_is_off(deck):
    """What is named comes, as in a review."""
    deck("decks", "off", "d")
    assert asks(script(deck, options=["--mix", "d=2"]))[0]["of"] == 2
    assert "none of these cards" in script(deck).err


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--mix", "basic=3"], "did you mean 'basics'?"),
        (["--mix", "basics"], "NAME=NUMBER"),
        (["--mix", "basics=0"], "NAME=NUMBER"),
        (["--mix", "basics=400,d=400"], "at most 500"),
        (["--mix", "basics=1", "--questions", "3"], "leave --questions out"),
        (["--types", "choise"], "did you mean 'choice'?"),
        (["--types", "basic"], "there is no type of question 'basic'"),
        (["--minutes", "0"], "--minutes must be more than 0"),
        (["--minutes", "nan"], "--minutes must be more than 0"),
        (["--seconds", "-5"], "--seconds must be more than 0"),
        (["--seconds", "0.0001"], "--seconds must be more than 0"),
        (["--questions", "0"], "--questions"),
        (["--pass", "101"], "--pass"),
        (["--level", "3"], "none of these cards"),
        (["--resume"], "`flashcards quiz` begins one"),
        (["--resume", "--history"], "cannot be had together"),
        (["--resume", "--tag", "basics"], "--resume takes no --tag"),
        (["--json"], "--history"),
        (["--versions", "2"], "--print"),
        (["e"], "there is no deck 'e'"),
    ],
)
def test_wrong_command_lines_are_told(deck, options, says):
    """What cannot be is told in a line, with what to type instead."""
    result = deck("quiz", *options)
    assert result.code == 2
    assert says in result.err


def test_history(deck):
    """The quizzes that were handed in, the best, the last and each topic's percents."""
    assert "No quiz was handed in yet" in deck("quiz", "--history").out
    assert deck("quiz", "--history", "--json").json == {
        "quizzes": [],
        "best": None,
        "last": None,
        "topics": {},
    }
    script(deck, {"answer": "median"}, options=["--types", "choice"])
    script(deck, {"answer": "mean"}, options=["--types", "choice"])
    told = deck("quiz", "--history", "--json").json
    first, last = told["quizzes"]
    assert (told["best"], told["last"]) == (first["id"], last["id"])
    assert (first["day"], first["percent"], first["passed"]) == ("2026-03-14", 100, True)
    assert told["topics"] == {"d": [100, 0]}
    out = deck("quiz", "--history").out
    assert "2 quizzes" in out
    assert "d: 100 %, 0 %" in out
    assert "Best: 2026-03-14  1 of 1" in out


def test_quizzes_leave_check_and_due_alone(deck):
    """Rows of quizzes stand for no card."""
    before = deck.due()
    script(deck, {"answer": "median"}, options=["--types", "choice"])
    assert deck.due() == before
    assert "quiz" not in deck("check").out


# ---- on paper and from files


def test_a_saved_quiz_is_the_same_for_everybody(deck, tmp_path):
    """Saved and taken from the file: the same questions, options and numbers; nothing is open after saving."""
    file = tmp_path / "exam.yaml"
    saved = deck("quiz", "--seed", "golden", "--pass", "60", "--save", file)
    assert (saved.code, "5 questions" in saved.err) == (0, True)
    result = script(deck, *[{"skip": True}] * 5, options=["--from", file])
    assert [(line["ask"], line["options"], line["givens"]) for line in asks(result)] == GOLDEN
    assert result.lines[-1]["result"]["pass_percent"] == 60
    other = script(deck, options=["--from", file, "--pass", "50", "--practice"])
    assert other.lines[-1]["result"]["rules"]["tells_at_once"] is True
    assert other.lines[-1]["result"]["pass_percent"] == 50


def test_versions_on_paper(deck, tmp_path):
    """Two versions with other numbers on one sheet, and the key apart."""
    file = tmp_path / "exam.html"
    result = deck("quiz", "--types", "computed", "--seed", "7", "--print", file, "--versions", "2")
    assert result.code == 0
    sheet, key = (path.read_text("utf-8") for path in (file, tmp_path / "exam-key.html"))
    questions = [line for line in sheet.splitlines() if "Before a step with momentum" in line]
    assert len(set(questions)) == 2
    assert len(key) > 0


# ---- all bundled decks


@pytest.fixture
def bundled(flash, monkeypatch, checkout):
    """A home with the decks that come with the program."""
    monkeypatch.setattr("flashcards.cli.places.bundled_decks", lambda: str(checkout / "data" / "decks"))
    with Home() as home:
        yield home


def test_every_bundled_choice_has_its_right_options_once(bundled):
    """In the largest quiz there is, no option stands twice and the right ones are those of the card."""
    drawn = draw_quiz(bundled, ExamWish(bundled.selection(), count=10_000, seed="all"))
    assert len(drawn.questions) > 400
    for one in drawn.questions:
        if isinstance(one.body, Choice):
            right = {spaceless(text) for text in one.body.right}
            shown = [spaceless(text) for text in one.options]
            assert len(set(shown)) == len(shown), one.card.id
            assert sum(text in right for text in shown) == len(one.body.right) >= 1, one.card.id


@pytest.mark.parametrize("seed", range(5))
def test_no_bundled_quiz_asks_nearly_the_same_twice(bundled, seed):
    """One card an entry, one problem a kind, no near-duplicate pair; and all decks come."""
    drawn = draw_quiz(bundled, ExamWish(bundled.selection(), count=60, seed=str(seed)))
    cards = [one.card for one in drawn.questions]
    assert len({card.entry for card in cards}) == 60
    kinds = [card.body.problem for card in cards if isinstance(card.body, Computed)]
    assert len(set(kinds)) == len(kinds)
    texts = [comparable(question(one.body)) for one in drawn.questions if one.variant is None]
    assert [pair for pair in combinations(texts, 2) if near_duplicate(pair[0], pair[1:]) is not None] == []
    assert {card.deck for card in cards} == set(bundled.deck_names())


GOLDEN = [
    ("d/order", ["backward", "update", "forward"], None),
    ("d/pick", ["mean", "range", "median"], None),
    ("d/word", [], None),
    ("d/claim", ["true", "false"], None),
    ("d/problem", [], {"v0": -0.5, "w0": 0.9, "g": 1.3, "beta": 0.6, "lr": 0.1}),
]
