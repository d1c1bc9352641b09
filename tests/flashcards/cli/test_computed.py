"""Computed cards in a sitting: drawn, marked, repeated with the same numbers, and kept in the journal."""

import json
import os
import subprocess
import sys

import pytest

from flashcards.cli.attempt import split_parts

DECK = """\
deck: p
title: Problems
cards:
  - {id: slope, problem: sigmoid-derivative}
"""
STEP = """\
deck: p
title: Problems
cards:
  - {id: step, problem: momentum-step}
"""


def asks(flash):
    """The ask lines of the last sitting."""
    return [line for line in flash.last.lines if "ask" in line]


def test_a_problem_is_asked_with_its_numbers(flash):
    """The ask line holds the question with its numbers and the givens that are in it."""
    flash.deck(DECK)
    flash.play({"answer": "?"}, options=("--seed", "1"))
    ask = asks(flash)[0]
    assert ask["type"] == "computed"
    assert str(ask["givens"]["z"]) in ask["question"]


def test_a_slip_is_named(flash):
    """What a wrong procedure gives is met with its sentence, counts at once, and proposes 2."""
    flash.deck(DECK)
    flash.play({"answer": "?"}, options=("--seed", "7"))
    z = asks(flash)[0]["givens"]["z"]
    (result,) = flash.play({"answer": str(round(z * (1 - z), 4))}, options=("--seed", "7"))
    assert (result["verdict"], result["slip"], result["grade"]) == ("wrong", "input-for-output", 2)
    assert "a (1 - a)" in result["says"]
    assert result["counted"]


def test_the_same_numbers_come_until_they_are_solved(flash):
    """After a wrong answer the variant stays, also in the next sitting of the day; once solved, a new one is drawn."""
    flash.deck(DECK)
    flash.play({"answer": "77"}, {"answer": "78"}, options=("--seed", "1"))
    first = [ask["givens"] for ask in asks(flash)]
    assert first[0] == first[1] == first[2]
    answer = flash.last.lines[1]["answer"]
    (result,) = flash.play({"answer": answer}, options=("--seed", "2"))
    assert (result["verdict"], result["grade"], result["counted"]) == ("right", 4, False)
    flash.play(4, now="2026-03-15T09:00", options=("--seed", "5"))
    assert asks(flash)[0]["givens"] != first[0]


def test_what_was_shown_is_asked_with_other_numbers(flash):
    """A variant whose solution was shown does not come again."""
    flash.deck(DECK)
    (result,) = flash.play({"shown": True}, options=("--seed", "1"))
    assert (result["verdict"], result["grade"]) == ("shown", 0)
    first, second = [ask["givens"] for ask in asks(flash)]
    assert first != second


def test_the_next_review_draws_anew(flash):
    """A variant that was failed yesterday is not kept for today."""
    flash.deck(DECK)
    flash.play({"answer": "77"}, options=("--seed", "1"))
    failed = asks(flash)[0]["givens"]
    flash.play({"answer": "?"}, now="2026-03-15T09:00", options=("--seed", "9"))
    assert asks(flash)[0]["givens"] != failed


@pytest.mark.parametrize(
    "answer", ["", "abc", "0,5", "nan", "1e400", "1_000", "9**9**9", "(" * 5000, "sigmoid(1)"]
)
def test_what_cannot_be_read_costs_nothing(flash, answer):
    """An unreadable answer is a try: no grade, the card waits, and it is new as before."""
    flash.deck(DECK)
    (result,) = flash.play({"answer": answer})
    assert (result["verdict"], result["grade"], result["counted"]) == ("unreadable", None, False)
    assert flash.show("p/slope")["memory"] is None


def test_the_second_close_is_an_answer(flash):
    """A near miss is a free try once; the next one counts as wrong, and right after it is worth 3."""
    flash.deck(DECK)
    flash.play({"answer": "?"}, options=("--seed", "1"))
    value = float(flash.last.lines[1]["answer"])
    near = str(value * 1.03)
    results = flash.play({"answer": near}, {"answer": near}, options=("--seed", "1"))
    assert [(each["verdict"], each["grade"]) for each in results] == [("close", None), ("wrong", 1)]
    flash("undo")
    results = flash.play({"answer": near}, {"answer": str(value)}, options=("--seed", "1"))
    assert [(each["verdict"], each["grade"]) for each in results] == [("close", None), ("right", 3)]


@pytest.mark.parametrize(
    ("extra", "grade"), [({"seconds": 10}, 5), ({"seconds": 30}, 4), ({"hint": True}, 3)]
)
def test_proposed_grades(flash, extra, grade):
    """Right within twenty seconds is easy for a computed card; after a hint it is hard."""
    flash.deck(DECK)
    flash.play({"answer": "?"}, options=("--seed", "1"))
    answer = flash.last.lines[1]["answer"]
    (result,) = flash.play({"answer": answer} | extra, options=("--seed", "1"))
    assert (result["verdict"], result["grade"]) == ("right", grade)


def test_a_part_follows_from_ones_own(flash):
    """A wrong first part is carried forward: the second is right when it follows from it."""
    flash.deck(STEP)
    flash.play({"answer": "?"}, options=("--seed", "1"))
    givens = asks(flash)[0]["givens"]
    own = givens["w0"] - givens["lr"] * 5
    (result,) = flash.play({"answer": f"5; {own}"}, options=("--seed", "1"))
    assert (result["verdict"], result["slip"], result["grade"]) == ("wrong", None, 1)
    answer = result["answer"]
    (result,) = flash.play({"answer": answer}, options=("--seed", "1"))
    assert result["verdict"] == "right"


def test_parts_that_are_missing_are_asked_for(flash):
    """An answer with too few parts is unreadable, and says which there are."""
    flash.deck(STEP)
    (result,) = flash.play({"answer": "0.5"})
    assert result["verdict"] == "unreadable"
    assert "v1; w1" in result["says"]


def test_leaving_after_a_wrong_part_counts(flash):
    """Whoever has answered a part wrongly and leaves has answered."""
    flash.deck(STEP)
    flash("review", "--plain", stdin="99\n:quit\n")
    grades = [row["grade"] for row in flash.show("p/step")["journal"] if row["kind"] == "answer"]
    assert grades == [1]


def test_the_journal_can_show_the_question_again(flash):
    """An answer's row holds kind, version, seed, givens, the question as shown, the right answer, what was typed, the slip."""
    flash.deck(DECK)
    flash.play({"answer": "?"}, options=("--seed", "1"))
    z = asks(flash)[0]["givens"]["z"]
    typed = str(round(z * (1 - z), 4))
    flash.play({"answer": typed}, options=("--seed", "1"))
    detail = flash.show("p/slope")["journal"][-1]["detail"]
    assert detail["kind"] == "sigmoid-derivative"
    assert detail["givens"] == {"z": z}
    assert (detail["typed"], detail["slip"], detail["verdict"]) == (typed, "input-for-output", "wrong")
    assert str(z) in detail["question"]
    assert detail.keys() >= {"version", "seed", "right"}


@pytest.mark.parametrize(
    ("entry", "column", "says"),
    [
        ("{id: x, problem: sigmiod}", 22, "did you mean 'sigmoid'"),
        ("{id: x, problem: sigmoid, params: {q: 1}}", 43, "no given 'q'"),
        ("{id: x, problem: sigmoid, params: {z: 99}}", 43, "possible"),
    ],
)
def test_unknown_kinds_and_params_are_mistakes(flash, entry, column, says):
    """`check` names what a kind does not know, at its place."""
    flash.deck(f"deck: p\ntitle: P\ncards:\n  - {entry}\n")
    result = flash("check", "--json")
    (mistake,) = result.json
    assert result.code == 1
    assert (mistake["line"], mistake["column"]) == (4, column)
    assert says in mistake["message"]


#: One card that can be asked among three that cannot: no such params, nothing to draw, no such kind.
PASSED_OVER = """\
deck: p
title: Problems
cards:
  - {id: param, problem: sigmoid, params: {q: 1}}
  - {id: none, problem: sigmoid, params: {z: 99}}
  - {id: kind, problem: nosuch}
  - {id: plain, claim: C, truth: 'true'}
"""


def test_cards_that_cannot_be_asked_are_passed_over(flash):
    """They are named with their mistakes, and the rest of the deck is asked."""
    flash.deck(PASSED_OVER)
    (result,) = flash.play({"answer": "true"})
    assert result["card"] == "p/plain"
    assert "p/param is passed over: there is no given 'q'" in flash.last.err
    assert "p/none is passed over: " in flash.last.err
    assert "p/kind is passed over: " in flash.last.err


def test_check_counts_a_deck_with_such_a_card_as_wrong(flash):
    """The library and the file alone are told of alike."""
    path = flash.deck(PASSED_OVER)
    for arguments in ((), (path,)):
        result = flash("check", *arguments)
        assert result.code == 1
        assert f"{path}:4:47: error: there is no given 'q'" in result.out
        assert "0 decks in order, 3 mistakes" in result.err


def test_commands_tell_of_cards_that_are_passed_over(flash):
    """Each time, with their places on standard error, and not as if the deck were left out."""
    path = flash.deck(PASSED_OVER)
    os.utime(path, (1e9, 1e9))
    for arguments in (("due",), ("decks",), ("review", "--plain"), ("due",)):
        result = flash(*arguments)
        assert result.code == 0
        assert f"{path}:4:47: error: " in result.err
        assert "a card with such a mistake is passed over" in result.err
        assert "left out" not in result.err
    assert [deck["deck"] for deck in flash.due()["decks"]] == ["p"]


def test_a_mended_card_is_asked_again(flash):
    """Once the file is right the card is back, and nothing is told any more."""
    path = flash.deck(PASSED_OVER)
    flash.play({"answer": "true"})
    path.write_text(
        DECK.replace("slope", "param") + "  - {id: plain, claim: C, truth: 'true'}\n", encoding="utf-8"
    )
    (result,) = flash.play({"answer": "?"})
    assert result["card"] == "p/param"
    assert "passed over" not in flash.last.err
    assert flash("check").code == 0


def test_no_quiz_asks_what_cannot_be_asked(flash):
    """A quiz has the other cards, and names those that it passes over."""
    flash.deck(PASSED_OVER)
    result = flash("quiz", "--answers", "-", stdin='{"answer": "true"}\n')
    assert [line["ask"] for line in result.lines if "ask" in line] == ["p/plain"]
    for name in ("param", "none", "kind"):
        assert f"p/{name} is passed over: " in result.err


def test_params_fix_what_is_drawn(flash):
    """A deck may fix a given."""
    flash.deck(DECK.replace("sigmoid-derivative}", "sigmoid-derivative, params: {z: '1.5'}}"))
    flash.play({"answer": "?"})
    assert asks(flash)[0]["givens"] == {"z": 1.5}


def test_a_kind_that_is_gone_is_passed_over(flash, monkeypatch):
    """When the plug-in of a card has vanished since the deck was read, the card is named and the others go on."""
    flash.deck(DECK + "  - {id: plain, q: Q, a: A}\n")
    flash.due()
    from flashcards.problems.plugins import Kinds

    monkeypatch.setattr(
        "flashcards.cli.attempt.installed_kinds", lambda: Kinds({}, ["the plug-in 'x' breaks"])
    )
    (result,) = flash.play(4)
    assert result["card"] == "p/plain"
    assert "p/slope is passed over" in flash.last.err


def test_a_problem_in_plain_lines(flash):
    """Plain lines show the numbers, what to type, the hints one by one, and the worked solution when it is shown."""
    flash.deck(DECK)
    result = flash("review", "--plain", stdin=":hint\n:hint\n:show\n\n")
    assert "What is the derivative" in result.out
    assert "Type one number" in result.out
    assert result.out.count("Hint: ") == 2
    assert "Worked solution:" in result.out
    assert "a (1 - a)" in result.out


def test_the_solution_is_kept_for_the_numbers_that_come_again(flash):
    """After a wrong answer it is nowhere on the screen, and :show says when it can be had."""
    flash.deck(DECK)
    result = flash("review", "--plain", stdin="77\n:show\n\n:show\n\n")
    assert result.out.count("The same numbers come again, until") == 1
    assert result.out.count("the same numbers come again: :show") == 1
    assert "stands above" not in result.out
    assert result.out.count("Worked solution:") == 1


def test_a_wrong_part_is_said_to_be_gone_on_from(flash):
    """The next part is marked on the learner's own value, which is said before it is asked."""
    flash.deck(STEP)
    result = flash("review", "--plain", "--seed", "1", stdin="77\n78\n\n")
    assert result.out.count("Go on with your own value") == 1


def test_crammed_numbers_have_their_solution_at_once(flash):
    """Each card is crammed once, so a wrong answer is called wrong and followed by the solution."""
    flash.deck(DECK)
    result = flash("review", "--plain", "--cram", stdin="77\n:show\n\n")
    assert result.out.index("Wrong") < result.out.index("Worked solution:")
    assert "come again" not in result.out
    assert "the answer stands above" in result.out
    assert "0 of 1 answer right" in result.out


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("1; 2", ["1", "2"]),
        ("1\n2\n", ["1", "2"]),
        ("[1 2; 3 4]; 5", ["[1 2; 3 4]", "5"]),
        ("", []),
        (";;", []),
        ("1)); 2", ["1))", "2"]),
    ],
)
def test_parts_are_cut_outside_of_brackets(typed, parts):
    """Parts stand apart by line ends and semicolons, but a matrix keeps its own."""
    assert split_parts(typed) == parts


def test_a_plug_in_of_another_field(tmp_path, checkout):
    """A package that names its kinds under the entry point is asked like ours, without NumPy being loaded."""
    site = tmp_path / "site"
    record = site / "descriptive_statistics-0.1.0.dist-info"
    record.mkdir(parents=True)
    (record / "METADATA").write_text("Metadata-Version: 2.1\nName: descriptive-statistics\nVersion: 0.1.0\n")
    (record / "entry_points.txt").write_text(
        "[flashcards.problems]\nstatistics = descriptive_statistics:KINDS\n"
    )
    source = checkout / "tests" / "plugin" / "descriptive_statistics.py"
    (site / source.name).write_text(source.read_text("utf-8"), "utf-8")
    decks = tmp_path / "home" / "decks"
    decks.mkdir(parents=True)
    (decks / "s.yaml").write_text(
        "deck: s\ntitle: S\ncards:\n  - {id: mean, problem: mean}\n  - {id: var, problem: sample-variance}\n",
        "utf-8",
    )
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "from flashcards.cli.main import main; main()",
            "review",
            "s",
            "--answers",
            "-",
        ],
        input='{"answer": "?"}\n{"shown": true}\n{"shown": true}\n',
        capture_output=True,
        check=False,
        text=True,
        env=os.environ | {"PYTHONPATH": str(site), "FLASHCARDS_HOME": str(tmp_path / "home")},
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    results = [line for line in map(json.loads, run.stdout.splitlines()) if "verdict" in line]
    assert [(line["card"], line["verdict"]) for line in results] == [
        ("s/mean", "unreadable"),
        ("s/mean", "shown"),
        ("s/var", "shown"),
    ]
