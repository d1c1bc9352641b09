"""Quizzes on a real pseudo-terminal: the clock runs while one types, and nothing that was answered is lost."""

import json
import re
import signal
import time

import pytest

DECK = """
deck: d
title: One of each
cards:
  - {id: claim, claim: Water is wet., truth: true, why: Touch it.}
  - {id: choice, q: Which is even?, right: Twelve, wrong: [{text: Seven, why: Seven is prime.}, Nine]}
  - {id: several, q: Which are odd?, right: [Three, Five], wrong: [Six, Eight]}
  - {id: typed, q: What goes downhill?, accept: [gradient descent, descent]}
  - {id: word, q: What rolls on?, accept: [momentum]}
  - {id: steps, q: How is tea made?, steps: [Boil water, Add leaves, Pour it out]}
  - {id: listing, q: Name two primes., items: [[two, '2'], [three, '3'], [five, '5']], at_least: 2}
  - {id: problem, problem: momentum-step}
"""


@pytest.fixture
def ask(flash, start):
    """Begin a quiz of some of the cards of that deck."""

    def begin(*cards, options=("--minutes", "10"), **more):
        lines = DECK.strip().splitlines()
        entries = [line for card in cards for line in lines if f"id: {card}," in line]
        flash.deck("\n".join([*lines[:3], *entries]))
        return start("quiz", "--seed", "4", *options, **more)

    return begin


def told(flash, card):
    """What the journal has of the question when it was handed in."""
    rows = [row["detail"] for row in flash.show(f"d/{card}")["journal"] if row["kind"] == "quiz"]
    (row,) = [row for row in rows if "verdict" in row]
    return row


def last(flash):
    """The quiz that was handed in."""
    (past,) = flash("quiz", "--history", "--json").json["quizzes"]
    return past


def left_s(terminal):
    """The seconds that the clock shows of the exam's time."""
    minutes, seconds = re.findall(r"exam (\d\d):(\d\d)", terminal.text)[-1]
    return 60 * int(minutes) + int(seconds)


def hand_in(terminal, *texts):
    """From a question with keys: over the grid to the result, and out."""
    terminal.press("g", "All questions")
    terminal.enter(":hand-in", "Questions", *texts)
    terminal.shows("q end")
    terminal.press("q")
    return terminal.end()


# ---- time


def test_the_time_of_a_question_runs_out(flash, ask):
    """Half an answer that is typed when the question's time is up is its answer, and the quiz goes on."""
    terminal = ask("typed", options=("--seconds", "2.5"))
    terminal.until("What goes downhill?", "›")
    terminal.press(
        "gradient des", "The time for this question is up; what was typed is taken.", "0 of 1 points"
    )
    terminal.shows("q end")
    terminal.press("q")
    assert terminal.end() == 1
    assert told(flash, "typed")["typed"] == "gradient des"
    assert last(flash)["ending"] == "handed in"


def test_after_the_time_of_a_question_comes_the_next(flash, ask):
    """The next question has its time whole, and what was typed before is not in its line."""
    terminal = ask("typed", "word", options=("--seconds", "3"))
    terminal.until("1 of 2", "›")
    terminal.press("gradi", "what was typed is taken", "2 of 2", "forgiven.")
    word = "momentum" if "What rolls on?" in terminal.fresh else "descent"
    terminal.enter(word, "1 of 2 points")
    terminal.shows("q end")
    terminal.press("q")
    assert terminal.end() == 1
    assert {told(flash, card)["typed"] for card in ("typed", "word")} == {"gradi", word}


def test_ticks_stand_when_the_time_is_up(flash, ask):
    """Options that are ticked count when the question's time runs out; a command half typed does not."""
    terminal = ask("several", options=("--seconds", "2.5"))
    terminal.until("Which are odd?", "tick")
    number = terminal.number_of("Three")
    terminal.press(number, "0.5 of 1 points")
    terminal.press("q")
    assert terminal.end() == 1
    assert told(flash, "several")["typed"] == number


def test_a_command_is_no_answer_when_the_time_is_up(flash, ask):
    """A command half typed at the end of the time is no answer."""
    terminal = ask("typed", options=("--seconds", "2"))
    terminal.until("What goes downhill?", "›")
    terminal.press(":sk", "The time for this question is up.", "0 of 1 points")
    terminal.press("q")
    assert terminal.end() == 1
    assert told(flash, "typed")["verdict"] == "empty"


def test_the_time_of_the_exam_runs_out(flash, ask):
    """When the exam's time is up it is handed in, with what was being typed."""
    terminal = ask("typed", options=("--minutes", "0.05"))
    terminal.until("What goes downhill?", "›")
    terminal.press("gradient descent", "The time is up: the quiz is handed in", "Passed", "time is up")
    terminal.press("q")
    assert terminal.end() == 0
    assert last(flash)["ending"] == "time is up"
    assert terminal.is_as_before


def test_the_time_of_the_exam_runs_out_over_the_grid(flash, ask):
    """The clock runs in the grid, too."""
    terminal = ask("claim", options=("--minutes", "0.05"))
    terminal.until("Water is wet.", "t true")
    terminal.press("g", "All questions")
    terminal.until("time is up", "Not passed")
    terminal.press("q")
    assert terminal.end() == 1


def test_a_closed_last_question_leaves_the_grid_open(flash, ask):
    """When the last question's time is up while others are open, the grid waits for one to be chosen."""
    terminal = ask("claim", "choice", options=("--seconds", "2"))
    terminal.until("1 of 2")
    terminal.press("s", "2 of 2")
    terminal.until("is up", "All questions", "number go to it")
    terminal.enter("2", "type the number of an open question")
    terminal.enter("1", "1 of 2:")
    terminal.until("0 of 2 points")
    terminal.press("q")
    assert terminal.end() == 1


def test_killed_and_resumed(flash, ask, start):
    """A killed quiz goes on where it was: answers, flags, place, and the time to the second."""
    terminal = ask("claim", "word")
    terminal.until("1 of 2", "marking")
    is_claim = "Water is wet." in terminal.fresh
    if is_claim:
        terminal.press("!", "flagged")
        terminal.press("t", "2 of 2", "›")
    else:
        terminal.enter(":flag", "flagged")
        terminal.enter("momentum", "2 of 2", "t true")
    terminal.waits(lambda: left_s(terminal) <= 597)
    seen = left_s(terminal)
    terminal.child.kill(signal.SIGKILL)
    assert terminal.end() == -signal.SIGKILL
    terminal = start("quiz", "--resume")
    terminal.until("2 of 2", "1 flagged")
    assert seen - 1 <= left_s(terminal) <= seen + 2
    terminal.enter(":grid", "answered 1") if is_claim else terminal.press("g", "answered 1")
    terminal.enter(":hand-in", "1 of 2 points")
    terminal.press("q")
    assert terminal.end() == 1


@pytest.mark.parametrize(
    ("key", "code"), [("\x03", 130), ("\x04", 0), ("q", 0)], ids=["Ctrl-C", "Ctrl-D", "q"]
)
def test_left_and_resumed(flash, ask, start, key, code):
    """Leaving keeps the quiz, says how to go on, and gives the terminal back."""
    terminal = ask("claim")
    terminal.until("Water is wet.", "t true")
    terminal.press(key, "Left with 0 of 1 answered", "Next: flashcards quiz --resume")
    assert terminal.end() == code
    assert terminal.is_as_before
    terminal = start("quiz", "--resume")
    terminal.until("Water is wet.", "t true")
    terminal.press("t", "All questions")
    terminal.enter("hand-in", "1 of 1 points, 100 %")
    terminal.press("q")
    assert terminal.end() == 0


def test_what_was_begun_is_there_when_the_quiz_goes_on(flash, ask, start):
    """Items that were named and a line that was not entered come back; a command that was begun does not."""
    terminal = ask("listing")
    terminal.until("Name two primes.", "next item")
    terminal.enter("three", "done, 1 named")
    terminal.press("fi")
    terminal.shows("› fi")
    terminal.press("\x03", "Left with 0 of 1 answered")
    assert terminal.end() == 130
    terminal = start("quiz", "--resume")
    terminal.until("done, 1 named")
    terminal.shows("› fi")
    terminal.enter("ve", "done, 2 named")
    terminal.press(":fl")
    terminal.shows("› :fl")
    terminal.press("\x03", "Left with")
    assert terminal.end() == 130
    terminal = start("quiz", "--resume")
    terminal.until("done, 2 named")
    terminal.enter("", "All questions")
    terminal.enter(":hand-in", "1 of 1 points")
    terminal.press("q")
    assert terminal.end() == 0
    assert told(flash, "listing")["typed"] == "three\nfive"


def test_stopped_and_continued(flash, ask, shell):
    """While the program is stopped its clock stands still, and what was begun is there afterwards."""
    ask("typed", options=("--history",)).end()
    shell, command = shell
    shell.enter(f"{command} quiz --minutes 10", "What goes downhill?", "›")
    shell.shows("exam 09:5")
    shell.press("gradient", "gradient")
    before, stopped = left_s(shell), time.monotonic()
    shell.press("\x1a", "ready>")
    shell.waits(lambda: time.monotonic() > stopped + 3)
    shell.enter("fg")
    shell.shows("› gradient", "exam 09:5")
    shell.waits(lambda: left_s(shell) < before)
    assert left_s(shell) >= before - 2
    shell.enter(" descent", "All questions")
    shell.enter(":hand-in", "1 of 1 points")
    shell.press("q", "ready>")


def test_a_terminal_that_dies(flash, ask, start):
    """A window that is closed leaves the quiz as it was, and no program behind."""
    terminal = ask("claim", "choice")
    terminal.until("1 of 2")
    terminal.press("g", "All questions")
    terminal.close_window()
    terminal = start("quiz", "--resume")
    terminal.until("1 of 2")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_leaves_the_quiz(flash, ask, start, number):
    """A signal ends the program with 128 and its number, and the quiz is kept."""
    terminal = ask("claim")
    terminal.until("t true")
    terminal.child.kill(number)
    assert terminal.end() == 128 + number
    assert terminal.is_as_before
    terminal = start("quiz", "--resume")
    terminal.until("Water is wet.")


def test_dropped_meanwhile(flash, ask):
    """An answer to a quiz that was dropped in another terminal is met with what happened, tidily."""
    terminal = ask("claim")
    terminal.until("t true")
    assert flash("quiz", "--drop").code == 0
    terminal.press("t", "this quiz was handed in or dropped in another terminal", "hint: ")
    assert terminal.end() == 2
    assert terminal.is_as_before


def test_ctrl_c_at_the_result(flash, ask):
    """A quiz that is handed in stays handed in."""
    terminal = ask("claim")
    terminal.until("t true")
    terminal.press("t", "All questions")
    terminal.enter(":hand-in", "1 of 1 points")
    terminal.press("\x03")
    assert terminal.end() == 130
    assert "Left with" not in terminal.fresh
    assert last(flash)["points"] == 1


# ---- moving


def test_flag_skip_back_and_grid(flash, ask):
    """Keys move between the questions, and the grid shows what is answered, empty and flagged."""
    terminal = ask("claim", "choice", "several")
    terminal.until("1 of 3")
    terminal.press("b", "there is no question before this")
    terminal.press("!", "flagged")
    terminal.shows("1 flagged")
    terminal.press("s", "2 of 3")
    terminal.press("s", "3 of 3")
    terminal.press("b", "2 of 3")
    terminal.press("b", "1 of 3", "! flagged")
    terminal.press("!", "the flag is taken away")
    terminal.press("g", "answered 0", "empty 3", "flagged 0", "back to 1")
    terminal.enter("9", "type the number of an open question")
    terminal.enter("x", "type the number of an open question")
    terminal.enter("", "1 of 3")
    terminal.press("g", "All questions")
    terminal.enter("3", "3 of 3")
    terminal.press("s", "All questions")
    terminal.enter(":leave", "Left with 0 of 3 answered")
    assert terminal.end() == 0


def test_no_going_back(flash, ask):
    """With `--no-back` what was left stays left, and the grid says which questions are closed."""
    terminal = ask("claim", "choice", options=("--no-back",))
    terminal.until("1 of 2")
    terminal.press("s", "2 of 2")
    terminal.press("b", "there is no question before this that can still be answered")
    terminal.press("g", "closed")
    terminal.enter("1", "type the number of an open question")
    terminal.enter(":hand-in", "0 of 2 points")
    terminal.press("q")
    assert terminal.end() == 1


def test_keys_that_are_no_answer(flash, ask):
    """The clock can be hidden, all keys be listed, commands be typed, and other keys do nothing."""
    terminal = ask("claim")
    terminal.until("t true")
    terminal.shows("exam 09:5")
    terminal.press("h")
    terminal.shows("clock hidden")
    terminal.press("h")
    terminal.shows("exam 09:5")
    terminal.press("?", ":flag", ":leave", "hide the clock")
    terminal.press("x", "Water is wet.")
    terminal.press("\x1b[A7é")
    terminal.press(":", "› :")
    terminal.enter("nothing", "there is no command :nothing")
    terminal.press("f", "All questions")
    terminal.enter("1", "so far false")
    terminal.press("\r", "All questions")
    terminal.enter(":hand-in", "0 of 1 points", "yours false", "why Touch it.")
    terminal.press("q")
    assert terminal.end() == 1


@pytest.mark.parametrize("columns", [40, 120])
def test_another_size(flash, ask, columns):
    """The window may change while a question stands there: the clock and the keys fit it."""
    terminal = ask("several")
    terminal.until("Which are odd?", "nothing is ticked yet")
    terminal.resize(24, columns)
    terminal.press("1", "✓ 1")
    terminal.shows("✓ 1", "? all keys", "exam 09:5")
    assert max(len(line.rstrip()) for line in terminal.screen.display[-4:]) <= columns
    assert hand_in(terminal) in {0, 1}


# ---- every type of question


def test_several_choices(flash, ask):
    """Number keys tick and untick, a flag leaves the ticks where they are, enter answers."""
    terminal = ask("several")
    terminal.until("Which are odd?", "nothing is ticked yet")
    three, five, six = map(terminal.number_of, ("Three", "Five", "Six"))
    terminal.press("\r", "nothing is answered yet")
    terminal.press(six)
    terminal.shows(f"✓ {six} Six")
    terminal.press(six + three)
    terminal.shows(f"✓ {three} Three")
    terminal.press("!", "flagged")
    terminal.shows(f"✓ {three} Three")
    terminal.press(five)
    terminal.shows(f"{five} Five")
    terminal.press("\r", "All questions")
    terminal.enter(":hand-in", "1 of 1 points")
    terminal.press("q")
    assert terminal.end() == 0


def test_steps(flash, ask):
    """Number keys put steps in order; a part of the order is told and asked again."""
    terminal = ask("steps")
    terminal.until("How is tea made?", "nothing is in order yet")
    boil, add, pour = map(terminal.number_of, ("Boil water", "Add leaves", "Pour it out"))
    terminal.press(boil)
    terminal.shows("1. Boil water")
    terminal.press("\r", "Cannot read that")
    terminal.press(add + pour)
    terminal.shows("3. Pour it out")
    terminal.press("\r", "All questions")
    terminal.enter("1", "so far")
    terminal.press("\x7f\x7f" + pour + add + "\r", "All questions")
    terminal.enter(":hand-in", "partly", "0.3 of 1 points")
    terminal.press("q")
    assert terminal.end() == 1


def test_a_list(flash, ask):
    """Items are typed a line each, a command between them loses none, and an empty line ends the list."""
    terminal = ask("listing")
    terminal.until("Name two primes.", "enter next item")
    terminal.enter("", "nothing is answered yet")
    terminal.enter("two", "done, 1 named")
    terminal.enter(":flag", "flagged", "done, 1 named")
    terminal.enter("5", "done, 2 named")
    terminal.enter("", "All questions")
    terminal.enter(":hand-in", "1 of 1 points")
    terminal.press("q")
    assert terminal.end() == 0
    assert told(flash, "listing")["typed"] == "two\n5"


def test_a_problem_with_a_part_passed_over(flash, ask):
    """Parts come one after the other; an empty line passes one over, and what cannot be read is asked again."""
    terminal = ask("problem")
    terminal.until("1/2 a part", "enter next part")
    terminal.enter("many", "Cannot read that")
    terminal.enter("", "enter next part")
    terminal.enter(":hide", "clock hidden")
    terminal.enter("0.25", "All questions")
    terminal.enter("1", "so far ; 0.25")
    terminal.enter(":skip", "All questions")
    terminal.enter(":hand-in", "of 1 points", "worked solutions")
    terminal.press("w", "v1 = beta * v0")
    terminal.press("q")
    assert terminal.end() == 1
    assert told(flash, "problem")["typed"] == "; 0.25"


def test_feedback_at_once(flash, ask):
    """With `--practice` each answer is marked when it is given, and stays as it was given."""
    terminal = ask("choice", "claim", options=("--practice",))
    terminal.until("1 of 2", "all keys")
    for _ in range(2):
        if "Which is even?" in terminal.fresh:
            terminal.press(
                terminal.number_of("Seven"), "Wrong", "Seven is prime.", "yours Seven", "right Twelve"
            )
        else:
            terminal.press("t", "Right", "why Touch it.")
        terminal.press("x1")
        terminal.press("\r")
        terminal.waits(lambda: re.search("t true|choose|points", terminal.fresh))
    terminal.until("1 of 2 points")
    terminal.press("q")
    assert terminal.end() == 1


# ---- the result


def test_what_can_be_done_with_a_result(flash, ask, tmp_path):
    """Export, worked solutions, the next review's front, and a retry of what was missed, which is a quiz of its own."""
    terminal = ask("choice")
    terminal.until("Which is even?", "choose")
    terminal.press(terminal.number_of("Nine"), "All questions")
    terminal.enter(":hand-in", "0 of 1 points")
    terminal.shows("r retry what was missed", "q end")
    terminal.press("z7")
    terminal.press("a", "0 of 1 put in front of the next review; 1 is new, and comes in its turn.")
    terminal.press("w", "d/choice", "Twelve")
    terminal.press("e", "› quiz-2026-03-14.json")
    terminal.press("\r", "Written: quiz-2026-03-14.json")
    terminal.press("e", "› quiz-2026-03-14-2.json")
    terminal.press("\x15no/such/folder.json\r", "flashcards: ")
    terminal.shows("q end")
    terminal.press("r", "1 of 1", "Which is even?", "choose")
    terminal.press(terminal.number_of("Twelve"), "All questions")
    terminal.enter(":hand-in", "1 of 1 points", "e export")
    assert "r retry" not in terminal.fresh
    terminal.press("q")
    assert terminal.end() == 0
    written = json.loads((tmp_path / "quiz-2026-03-14.json").read_text("utf-8"))
    assert written["percent"] == 0
    assert [past["points"] for past in flash("quiz", "--history", "--json").json["quizzes"]] == [0, 1]


def test_the_history_on_a_screen(flash, ask, start):
    """The history says what was taken, and where there is nothing how to begin."""
    terminal = start("quiz", "--history")
    terminal.until("No quiz was handed in yet")
    terminal.end()
    terminal = ask("claim")
    terminal.until("t true")
    terminal.press("t", "All questions")
    terminal.enter(":hand-in", "1 of 1 points")
    terminal.press("q")
    terminal.end()
    terminal = start("quiz", "--history", size=(24, 40))
    terminal.until("2026-03-14", "passed", "Topics")
    assert terminal.end() == 0
