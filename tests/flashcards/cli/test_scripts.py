"""The interface for scripts and tests: what goes in, what comes out, and the exit codes, which stay as they are."""

import json
import os
import subprocess
import sys
from threading import Timer

import pytest

HANG_SECONDS = 60

ASK_KEYS = {"ask", "question", "type", "options", "givens"}
RESULT_KEYS = {
    *("card", "question", "answer", "verdict", "slip"),
    *("grade", "counted", "interval_days", "due_day"),
}

EVERY_TYPE = """
    deck: d
    title: Every type
    cards:
      - {id: basic, q: What is it?, a: A thing.}
      - {id: cloze, cloze: "The {{gradient}} points uphill"}
      - {id: claim, claim: Two is even., truth: true}
      - {id: choice, q: Which is even?, right: two, wrong: [three, five, seven]}
      - {id: several, q: Which are even?, right: [two, four], wrong: [three, five]}
      - {id: typed, q: What points uphill?, accept: [gradient, the slope], reject: {hessian: Second order.}}
      - {id: steps, q: In which order?, steps: [forward, loss, backward, update]}
      - {id: list, q: Name colours., items: [red, [green, verdant], blue], at_least: 2}
"""
CARDS = ["basic", "cloze", "claim", "choice", "several", "typed", "steps", "list"]


def play(flash, *lines, options=(), now=None):
    """Play lines as they are; the command's result, with its answers and errors in `said`."""
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    return flash("review", *options, "--answers", "-", stdin=text, now=now)


def said(result):
    """Every line but the asks."""
    return [line for line in result.lines if "ask" not in line]


# ---- the lines


def test_a_line_before_and_after_every_answer(flash):
    """Before each answer comes its ask line and after it its result line, with the documented keys."""
    flash.deck(EVERY_TYPE)
    result = play(flash, *[{"grade": 4}] * 8)
    assert (result.code, result.err, len(result.lines)) == (0, "", 16)
    asks, results = result.lines[::2], result.lines[1::2]
    assert (
        [ask["ask"] for ask in asks] == [line["card"] for line in results] == [f"d/{card}" for card in CARDS]
    )
    assert all(ask.keys() == ASK_KEYS for ask in asks)
    assert all(RESULT_KEYS <= line.keys() <= RESULT_KEYS | {"says"} for line in results)
    assert [ask["type"] for ask in asks] == [
        *("basic", "cloze", "true/false", "choice", "choice", "typed", "steps", "list")
    ]


def test_what_an_ask_line_says(flash):
    """The question, and the options as they are shuffled; no givens without a computed question."""
    flash.deck(EVERY_TYPE)
    asks = {line["ask"]: line for line in play(flash, *[{"grade": 4}] * 8).lines if "ask" in line}
    assert all(ask["givens"] is None for ask in asks.values())
    assert asks["d/basic"]["question"] == "What is it?"
    assert asks["d/claim"]["question"] == "Two is even."
    assert "gradient" not in asks["d/cloze"]["question"]
    options = {card: asks[f"d/{card}"]["options"] for card in CARDS}
    assert options["basic"] == options["cloze"] == options["typed"] == options["list"] == []
    assert sorted(options["choice"]) == ["five", "seven", "three", "two"]
    assert sorted(options["several"]) == ["five", "four", "three", "two"]
    assert sorted(options["steps"]) == ["backward", "forward", "loss", "update"]
    assert options["steps"] != ["forward", "loss", "backward", "update"]


def test_what_a_result_line_says(flash):
    """Verdict, grade, whether it counted, and where the card stands, with nulls where there is nothing."""
    flash.deck(EVERY_TYPE)
    basic, wrong, unreadable, shown = said(
        play(
            flash,
            {"card": "d/basic", "grade": 5},
            {"card": "d/typed", "answer": "hessian"},
            {"card": "d/claim", "answer": "perhaps"},
            {"card": "d/claim", "shown": True},
        )
    )
    basic.pop("says", None)
    assert basic == {
        "card": "d/basic",
        "question": "What is it?",
        "answer": "A thing.",
        "verdict": None,
        "slip": None,
        "grade": 5,
        "counted": True,
        "interval_days": 1,
        "due_day": "2026-03-15",
    }
    assert (wrong["verdict"], wrong["grade"], wrong["answer"]) == ("wrong", 1, "gradient")
    assert (unreadable["verdict"], unreadable["grade"], unreadable["counted"]) == ("unreadable", None, False)
    assert (unreadable["interval_days"], unreadable["due_day"]) == (None, None)
    assert (shown["verdict"], shown["grade"], shown["answer"]) == ("shown", 0, "true")


def test_a_repeat_says_what_stands(flash):
    """A result that did not count gives the interval and due day that the first answer made."""
    flash.cards(1)
    first, again = said(play(flash, {"grade": 2}, {"grade": 5}))
    assert (first["counted"], again["counted"]) == (True, False)
    assert (first["interval_days"], first["due_day"]) == (again["interval_days"], again["due_day"])


# ---- naming cards


def test_a_named_card_is_answered_out_of_turn(flash):
    """A card of today's queue may be named, and the others keep their order."""
    flash.cards(4)
    result = play(flash, {"card": "d/c3", "grade": 4}, {"grade": 4}, {"grade": 4}, {"grade": 4})
    assert [line["card"] for line in said(result)] == ["d/c3", "d/c1", "d/c2", "d/c4"]
    assert result.code == 0


@pytest.mark.parametrize("name", ["d/c12", "d/nothing", "nothing", "", "d/c1"])
def test_a_card_that_is_not_in_the_queue(flash, name):
    """An error line comes, nothing is saved for it, the other lines count, and the exit code is 2."""
    flash.cards(12)
    result = play(flash, {"grade": 4}, {"card": name, "grade": 1}, {"grade": 5})
    right, error, other = said(result)
    assert (right["card"], right["grade"], other["card"], other["grade"]) == ("d/c1", 4, "d/c2", 5)
    assert error.keys() == {"error"}
    assert "queue" in error["error"]
    assert result.code == 2
    assert flash.due()["new"] == 8
    assert len(flash.show("d/c1")["journal"]) == 1
    assert flash.show("d/c12")["journal"] == []


def test_a_failed_card_can_be_named_before_its_turn(flash):
    """A repeat is in today's queue, too."""
    flash.cards(3)
    result = play(flash, {"grade": 1}, {"card": "d/c1", "grade": 4}, {"grade": 4})
    assert [line["card"] for line in said(result)] == ["d/c1", "d/c1", "d/c2"]


# ---- lines that answer nothing


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "grade 4",
        "[]",
        "4",
        "null",
        '"d/c1"',
        '{"grade": 4',
        '{"grade": 6}',
        '{"grade": -1}',
        '{"grade": "4"}',
        '{"grade": 4.0}',
        '{"grade": true}',
        '{"grade": null}',
        '{"grades": 4}',
        '{"card": 1, "grade": 4}',
        '{"answer": 4, "grade": 4}',
        '{"shown": 1, "grade": 4}',
        '{"hint": "yes", "grade": 4}',
        '{"seconds": "2", "grade": 4}',
        '{"seconds": -1, "grade": 4}',
        '{"seconds": NaN, "grade": 4}',
        '{"seconds": Infinity, "grade": 4}',
        '{"seconds": 1e400, "grade": 4}',
        '{"seconds": true, "grade": 4}',
        "[" * 100_000,
        '{"grade": ' + "9" * 5000 + "}",
        "{}",
        '{"answer": "A thing."}',
        '{"seconds": 3}',
    ],
)
def test_a_line_that_answers_nothing(flash, line):
    """What cannot be read, or leaves a self-graded card without a grade, is one error line and costs nothing."""
    flash.cards(2)
    result = play(flash, line, {"grade": 4})
    error, answer = said(result)
    assert error.keys() == {"error"}
    assert error["error"]
    assert (answer["card"], answer["grade"]) == ("d/c1", 4)
    assert result.code == 2
    assert not result.err
    assert len(flash.show("d/c1")["journal"]) == 1


def test_a_marked_card_needs_an_answer_a_grade_or_to_be_shown(flash):
    """A line without any of them is an error line."""
    flash.deck(EVERY_TYPE)
    error, result = said(play(flash, {"card": "d/claim", "hint": True}, {"card": "d/claim", "grade": 2}))
    assert error.keys() == {"error"}
    assert (result["verdict"], result["grade"]) == (None, 2)


def test_empty_lines_are_passed_over(flash):
    """Lines of white space are no answers and no mistakes."""
    flash.cards(2)
    result = play(flash, "", {"grade": 4}, "   ", {"grade": 5}, "")
    assert [line["grade"] for line in said(result)] == [4, 5]
    assert result.code == 0


def test_a_grade_alone_grades_any_card(flash):
    """By the person's own judgement, without a verdict."""
    flash.deck(EVERY_TYPE)
    results = said(play(flash, *[{"grade": 4}] * 8))
    assert {line["verdict"] for line in results} == {None}
    assert {line["grade"] for line in results} == {4}


# ---- answering


def numbers(ask, *texts):
    """The numbers that these options have in the order shown."""
    return [ask["options"].index(text) + 1 for text in texts]


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_choices_and_steps_are_answered_by_numbers_as_shuffled(flash, converse, days, seed):
    """The numbers are those of the options in the order of the ask line."""
    flash.deck(EVERY_TYPE)

    def person(ask):
        match ask["ask"].split("/")[1]:
            case "choice":
                (number,) = numbers(ask, "two")
                return {"answer": str(number)}
            case "several":
                return {"answer": " ".join(map(str, numbers(ask, "four", "two")))}
            case "steps":
                return {
                    "answer": "".join(map(str, numbers(ask, "forward", "loss", "backward", "update"))),
                }
            case _:
                return {"grade": 5}

    sitting = converse(person, "--seed", seed, now=days.at(0))
    verdicts = {line["card"]: line["verdict"] for line in sitting.results}
    assert [verdicts[f"d/{card}"] for card in ("choice", "several", "steps")] == ["right"] * 3


def test_choices_and_steps_are_answered_by_their_texts(flash):
    """The texts are right in whatever order they were shown."""
    flash.deck(EVERY_TYPE)
    results = said(
        play(
            flash,
            {"card": "d/choice", "answer": "two"},
            {"card": "d/several", "answer": "four, two"},
            {"card": "d/steps", "answer": "forward, loss, backward, update"},
        )
    )
    assert [line["verdict"] for line in results] == ["right"] * 3


def test_a_wrong_number_is_wrong(flash, converse, days):
    """The number of another option is that option's answer."""
    flash.deck(EVERY_TYPE)

    def person(ask):
        return {"answer": str(*numbers(ask, "seven"))} if ask["ask"] == "d/choice" else {"grade": 4}

    sitting = converse(lambda ask: None if ask["ask"] == "d/typed" else person(ask), now=days.at(0))
    first = next(line for line in sitting.results if line["card"] == "d/choice")
    assert (first["verdict"], first["grade"]) == ("wrong", 1)


def test_seed_makes_shuffles_repeat(flash):
    """The same seed shows the options in the same order; without one they differ from sitting to sitting."""
    flash.deck(
        """
        deck: d
        title: Options
        cards:
          - {id: a, q: Which?, right: "0", wrong: ["1", "2", "3", "4", "5", "6", "7", "8"]}
        """
    )

    def options(*arguments):
        return tuple(play(flash, options=arguments).lines[0]["options"])

    assert options("--seed", "x") == options("--seed", "x")
    assert len({options("--seed", str(seed)) for seed in range(5)}) > 1
    assert len({options() for _ in range(5)}) > 1


def test_hint_shown_and_seconds(flash):
    """`hint` lowers the grade to 3, `shown` gives 0, fewer than 5 `seconds` give 5; seconds are kept."""
    flash.deck(EVERY_TYPE)
    results = said(
        play(
            flash,
            {"card": "d/claim", "answer": "t", "hint": True},
            {"card": "d/typed", "shown": True},
            {"card": "d/choice", "answer": "two", "seconds": 1.5},
            {"card": "d/list", "answer": "red, verdant", "seconds": 500, "hint": False, "shown": False},
        )
    )
    assert [line["grade"] for line in results] == [3, 0, 5, 4]
    assert flash.show("d/choice")["journal"][0]["elapsed_ms"] == 1500
    assert flash.show("d/list")["journal"][0]["elapsed_ms"] == 60_000
    assert flash.show("d/claim")["journal"][0]["elapsed_ms"] is None


def test_a_hint_of_an_unanswered_line_lasts(flash):
    """A hint that was taken with a try holds for the answer that follows."""
    flash.deck(EVERY_TYPE)
    lines = {"card": "d/claim", "answer": "perhaps", "hint": True}, {"card": "d/claim", "answer": "t"}
    assert [line["grade"] for line in said(play(flash, *lines))] == [None, 3]


# ---- beginning and end


def test_a_sitting_ends_with_the_file(flash, tmp_path):
    """What the file does not answer stays for another sitting; the last ask line has no answer."""
    flash.cards(3)
    file = tmp_path / "answers.jsonl"
    file.write_text('{"grade": 4}\n{"grade": 1}', "utf-8")
    result = flash("review", "--answers", file)
    assert result.code == 0
    assert ["ask" in line for line in result.lines] == [True, False, True, False, True]
    assert (flash.due()["new"], flash.due()["due"]) == (1, 1)


def test_a_sitting_ends_with_the_queue(flash):
    """Lines beyond the last card answer nothing, and are no mistake."""
    flash.cards(2)
    result = play(flash, *[{"grade": 4}] * 5)
    assert (result.code, len(result.lines)) == (0, 4)
    result = play(flash, {"grade": 4})
    assert (result.code, result.out) == (0, "")


@pytest.mark.parametrize("cards", [0, 2])
def test_a_file_that_is_not_there(flash, tmp_path, cards):
    """One line names it, one says what to do, nothing is asked, and the exit code is 2, queue or no queue."""
    if cards:
        flash.cards(cards)
    result = flash("review", "--answers", tmp_path / "nowhere.jsonl")
    assert result.code == 2
    problem, *hint = result.err.splitlines()
    assert "nowhere.jsonl" in problem
    assert all(line.startswith("hint: ") for line in hint)
    assert len(hint) <= 1
    assert result.out == ""


def test_a_folder_for_a_file(flash, tmp_path):
    """A folder is refused in one line."""
    flash.cards(1)
    result = flash("review", "--answers", tmp_path)
    assert (result.code, result.out) == (2, "")


def test_bytes_that_are_no_text(flash, tmp_path):
    """A line that is not UTF-8 is an error line like any other."""
    flash.cards(1)
    file = tmp_path / "answers.jsonl"
    file.write_bytes(b'\xff\xfe\n{"answer": "\xff", "grade": 4}\n')
    result = flash("review", "--answers", file)
    assert result.code in {0, 2}
    assert said(result)[0].keys() == {"error"}


@pytest.fixture
def program(flash):
    """The program as a process of its own, with pipes; killed when it hangs."""
    flash.cards(3)
    environment = os.environ | {"FLASHCARDS_NOW": "2026-03-14T09:00", "PYTHONUNBUFFERED": ""}
    command = [sys.executable, "-c", "from flashcards.cli.main import main; main()"]
    process = subprocess.Popen(
        [*command, "review", "d", "--answers", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        text=True,
        bufsize=1,
    )
    guard = Timer(HANG_SECONDS, process.kill)
    guard.start()
    yield process
    guard.cancel()
    process.kill()
    with process:
        pass


def test_a_program_can_converse(program, flash):
    """Standard input is read line by line: each answer may wait for its ask line, and is saved at once."""
    for number, grade in enumerate((4, 1), start=1):
        assert json.loads(program.stdout.readline())["ask"] == f"d/c{number}"
        program.stdin.write(json.dumps({"grade": grade}) + "\n")
        program.stdin.flush()
        assert json.loads(program.stdout.readline())["grade"] == grade
        # Another process sees it while the sitting goes on.
        assert flash.show(f"d/c{number}")["memory"]["interval_days"] == 1
    assert json.loads(program.stdout.readline())["ask"] == "d/c3"
    program.stdin.close()
    assert program.stdout.read() == ""
    assert program.wait(HANG_SECONDS) == 0


# ---- what reads, as JSON


def test_due_json(flash):
    """`due --json` has the day, new and due cards in all and by deck, and how many cards each deck has."""
    flash.cards(12)
    flash.cards(2, deck="e")
    flash.play(1)
    assert flash.due() == {
        "day": "2026-03-14",
        "new": 9,
        "due": 1,
        "decks": [
            {"deck": "d", "new": 9, "due": 1, "cards": 12},
            {"deck": "e", "new": 0, "due": 0, "cards": 2},
        ],
    }


def test_due_exit_code(flash, days):
    """`due --exit-code` gives 3 when nothing is due, 0 otherwise; without it, 0 always."""
    assert flash("due", "--exit-code").code == 3
    flash.cards(1)
    assert flash("due", "--exit-code").code == 0
    flash.play(1)
    assert flash("due", "--exit-code", "--json").code == 0
    flash.play(4)
    assert flash("due", "--exit-code").code == 3
    assert flash("due", "--json", "--exit-code").json["due"] == 0
    assert flash("due").code == 0
    assert flash("due", "--exit-code", now=days.at(1)).code == 0


def test_card_show_json(flash):
    """`card show --json` has id, deck, type, memory (null when new), suspended, and the journal, oldest first."""
    flash.deck(EVERY_TYPE)
    card = flash.show("d/typed")
    assert (card["id"], card["deck"], card["type"]) == ("d/typed", "d", "typed")
    assert (card["memory"], card["suspended"], card["journal"]) == (None, False, [])
    flash.play({"card": "d/typed", "answer": "gradeint"}, {"answer": "gradient"})
    flash("card", "suspend", "d/typed")
    card = flash.show("d/typed")
    assert card["memory"] == {
        "ease": 2.5,
        "interval_days": 1,
        "repetitions": 1,
        "lapses": 0,
        "due_day": "2026-03-15",
    }
    assert card["suspended"] is True
    assert [row["kind"] for row in card["journal"]] == ["try", "answer", "suspend"]
    answer = card["journal"][1]
    assert (answer["day"], answer["grade"], answer["detail"]["typed"]) == ("2026-03-14", 4, "gradient")


def test_check_json(flash):
    """`check --json` is a list of path, line, column, severity and message; empty when all is well."""
    flash.cards(1)
    result = flash("check", "--json")
    assert (result.code, result.json) == (0, [])
    path = flash.deck(
        """
        deck: broken
        title: A mistake
        cards:
          - {id: a, q: What?, a: That., tag: [x]}
        """
    )
    result = flash("check", "--json")
    mistake = result.json[0]
    assert {"path", "line", "column", "severity", "message"} <= mistake.keys()
    assert (result.code, mistake["path"], mistake["line"], mistake["severity"]) == (1, str(path), 4, "error")


def test_decks_json(flash):
    """`decks --json` is a list with the deck, whether it is on, how many cards it has, and what today holds."""
    flash.cards(2, deck="a")
    flash.cards(1, deck="b")
    flash.play(4)
    flash("decks", "off", "b")
    first, second = flash("decks", "--json").json
    assert {"deck", "title", "path", "own", "on", "cards", "seen", "new", "due"} <= first.keys()
    assert (first["deck"], first["on"], first["cards"], first["seen"], first["new"]) == ("a", True, 2, 1, 1)
    assert (second["deck"], second["on"], second["new"]) == ("b", False, 0)


def test_config_json(flash, monkeypatch):
    """`config --json` is a list of setting, value and origin: environment before file before default."""
    flash("config", "new_per_day", "3")
    flash("config", "due_per_day", "30")
    monkeypatch.setenv("FLASHCARDS_DUE_PER_DAY", "40")
    settings = {line["setting"]: line for line in flash("config", "--json").json}
    assert all(line.keys() == {"setting", "value", "origin"} for line in settings.values())
    assert settings["new_per_day"]["value"] == 3
    assert settings["due_per_day"]["value"] == 40
    assert settings["due_per_day"]["origin"] == "FLASHCARDS_DUE_PER_DAY"
    assert settings["scheduler"] == {"setting": "scheduler", "value": "sm2", "origin": "default"}


# ---- names that nothing has


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("review", "optimisers"), "optimizers"),
        (("review", "--tag", "gradients"), "gradient"),
        (("card", "show", "optimizers/adm"), "optimizers/adam"),
        (("card", "suspend", "optimizers/adm"), "optimizers/adam"),
        (("card", "reset", "optimizers/adm"), "optimizers/adam"),
        (("decks", "off", "optimiser"), "optimizers"),
        (("config", "new_pre_day", "3"), "new_per_day"),
        (("revew",), "review"),
        (("card", "shw", "optimizers/adam"), "show"),
    ],
)
def test_did_you_mean(flash, arguments, meant):
    """An unknown deck, tag, id, setting, command or option is a usage error that names the nearest one."""
    flash.deck(
        """
        deck: optimizers
        title: Optimizers
        cards:
          - {id: adam, q: Who?, a: Adam., tags: [gradient]}
        """
    )
    result = flash(*arguments)
    assert (result.code, result.out) == (2, "")
    assert "did you mean" in result.err.lower()
    assert meant in result.err
    assert "Traceback" not in result.err
    assert flash.show("optimizers/adam")["journal"] == []


# ---- broken decks


BROKEN = """
    deck: broken
    title: Broken
    cards:
      - {id: fine, q: What?, a: That.}
      - {id: bad, q: What?}
"""


def test_a_broken_deck_is_left_out_and_the_others_are_reviewed(flash):
    """Its mistakes stand on standard error with their place, none of its cards is asked, and nothing else fails."""
    path = flash.deck(BROKEN)
    flash.cards(2)
    result = play(flash, {"grade": 4}, {"grade": 4}, {"grade": 4})
    assert result.code == 0
    assert [line["card"] for line in said(result)] == ["d/c1", "d/c2"]
    assert f"{path}:5:" in result.err
    due = flash("due", "--json")
    assert [deck["deck"] for deck in due.json["decks"]] == ["d"]
    assert f"{path}:5:" in due.err


def test_check_names_the_mistakes_of_a_broken_deck(flash):
    """`check` says path, line and column, and exits with 1; the same for the file alone."""
    path = flash.deck(BROKEN)
    flash.cards(2)
    for arguments in ((), (path,)):
        result = flash("check", *arguments)
        assert result.code == 1
        assert f"{path}:5:" in result.out
    assert flash("check", path.with_name("d.yaml")).code == 0


def test_a_deck_that_breaks_keeps_its_progress(flash):
    """While it is broken its cards are not asked; mended, they stand where they stood."""
    path = flash.cards(2)
    flash.play(4)
    memory = flash.show("d/c1")["memory"]
    good = path.read_text("utf-8")
    path.write_text(good + "  - {id: c1, q: Again?, a: Twice.}\n", "utf-8")
    assert (flash.due()["new"], flash.due()["decks"]) == (0, [])
    path.write_text(good, "utf-8")
    assert flash.show("d/c1")["memory"] == memory
    assert flash.due()["new"] == 1
