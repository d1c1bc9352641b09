"""Whole sittings on a real pseudo-terminal: keys in, a screen out, and the terminal as it was before."""

import os
import re
import signal
import sqlite3
import sys
import termios
from textwrap import dedent

import pytest

from flashcards.core.grades import NAMES

DECK = """
deck: d
title: One of each
cards:
  - {id: basic, q: What is a basic card?, a: Two sides., hint: Think of paper., why: It has a front and a back.}
  - {id: gap, cloze: 'A text with {{a gap}} in it.'}
  - {id: claim, claim: 'Water is wet.', truth: true}
  - {id: choice, q: Which is even?, right: Twelve, wrong: [{text: Seven, why: Seven is prime.}, Nine]}
  - {id: several, q: Which are odd?, right: [Three, Five], wrong: [Six, Eight]}
  - {id: typed, q: What goes downhill?, accept: [gradient descent, descent], reject: {momentum: That rolls.}}
  - {id: steps, q: How is tea made?, steps: [Boil water, Add leaves, Pour it out]}
  - {id: listing, q: Name two primes., items: [[two, '2'], [three, '3'], [five, '5']], at_least: 2}
"""


@pytest.fixture
def one_of_each(flash):
    """A deck with a card of every type, and the program."""
    flash.deck(DECK)
    return flash


def answers(flash, card):
    """The grades that count in a card's journal, oldest first."""
    return [
        row["grade"] for row in flash.show(card)["journal"] if row["kind"] == "answer" and not row["undone"]
    ]


def tries(flash, card):
    """The verdicts on what was typed and was no answer yet."""
    return [row["detail"]["verdict"] for row in flash.show(card)["journal"] if row["kind"] == "try"]


# ---- every type of card


@pytest.mark.parametrize("size", [(24, 80), (40, 120)], ids=["80x24", "120x40"])
def test_a_sitting_with_every_type_of_card(one_of_each, start, size):
    """Each type of card is asked, answered and graded by the keys that it shows, up to the summary."""
    terminal = start("review", "--seed", "1", size=size)
    terminal.until("What is a basic card?", "space answer", "1/8")
    terminal.press(" ", "Two sides.", "It has a front and a back.", "Again", "Hard", "Good ◂", "Easy")
    terminal.press("3", "A text with", "in it.", "2/8")
    terminal.press("\r", "A text with a gap in it.", "enter take")
    terminal.press("4", "Water is wet.", "t true", "f false")
    terminal.press("t", "Right", "Good ◂")
    terminal.press("\r", "Which is even?", "1-3 choose")
    terminal.press(terminal.number_of("Twelve"), "Right")
    terminal.press(" ", "Which are odd?", "enter check")
    terminal.enter(f"{terminal.number_of('Three')} {terminal.number_of('Five')}", "Right")
    terminal.press("\r", "What goes downhill?")
    terminal.enter("Gradient Descent", "Right")
    terminal.press("\r", "How is tea made?", "enter check")
    order = "".join(terminal.number_of(step) for step in ("Boil water", "Add leaves", "Pour it out"))
    terminal.enter(order, "Right")
    terminal.press("\r", "Name two primes.")
    terminal.enter("five, two", "Right")
    terminal.press(
        "\r",
        "8 cards reviewed",
        "8 of 8 answers right (100 %)",
        "All done",
        "Tomorrow: 8 due",
        "Next: flashcards",
    )
    assert terminal.end() == 0
    assert terminal.is_as_before
    cards = ("basic", "gap", "claim", "choice", "several", "typed", "steps", "listing")
    assert [answers(one_of_each, f"d/{card}") for card in cards] == [[4], [5], *[[4]] * 6]


@pytest.mark.parametrize(
    ("key", "grade"),
    [("1", 2), ("2", 3), ("3", 4), ("4", 5), (" ", 4), ("\r", 4)],
    ids=["1", "2", "3", "4", "space", "enter"],
)
def test_grade_keys(flash, start, key, grade):
    """The keys 1 to 4 grade, and space and enter take the proposed grade."""
    flash.cards(2)
    terminal = start("review")
    terminal.until("Question 1?")
    terminal.press(" ", "Answer 1", NAMES[4])
    terminal.press(key, "Question 2?")
    terminal.press("q", "You stopped here")
    assert terminal.end() == 0
    assert answers(flash, "d/c1") == [grade]
    assert not answers(flash, "d/c2")


def test_wrong_answers_say_so_and_come_again(one_of_each, start):
    """A wrong choice gives its own reason, counts at once, and comes again at the end, named in the summary."""
    flash = one_of_each
    flash.deck("\n".join(line for line in dedent(DECK).splitlines() if "id:" not in line or "choice" in line))
    terminal = start("review")
    terminal.until("Which is even?", "choose")
    terminal.press(terminal.number_of("Seven"), "Wrong", "Seven is prime.", "Twelve", "Again ◂")
    assert answers(flash, "d/choice") == [1], "saved before the next key"
    terminal.press("\r", "Which is even?", "1 again", "choose")
    terminal.press(terminal.number_of("Twelve"), "Right")
    terminal.press("\r", "1 of 2 answers right", "Failed:", "d/choice", "Which is even?")
    assert terminal.end() == 0


def typed_card(flash):
    flash.deck("\n".join(line for line in dedent(DECK).splitlines() if "id:" not in line or "typed" in line))


def test_a_typo_is_confirmed(flash, start):
    """A near miss costs nothing; typed again, or corrected, it is right."""
    typed_card(flash)
    terminal = start("review")
    terminal.until("What goes downhill?")
    terminal.enter("gradint descent", "A typo?", "gradient descent")
    assert not answers(flash, "d/typed")
    terminal.enter("gradint descent", "Right")
    terminal.press("\r", "All done")
    assert terminal.end() == 0
    assert answers(flash, "d/typed") == [4]
    assert tries(flash, "d/typed") == ["typo"]


def test_a_typo_tells_how_to_confirm_it(flash, start):
    """Whoever meets the question of a typo is told what to do now."""
    typed_card(flash)
    terminal = start("review")
    terminal.until("What goes downhill?")
    terminal.enter("gradint descent", "A typo?")
    terminal.until("again")


def test_an_unreadable_answer_costs_nothing(flash, start):
    """An empty line is no answer: the question waits, and nothing is graded."""
    typed_card(flash)
    terminal = start("review")
    terminal.until("What goes downhill?", "enter check")
    terminal.enter("", "Cannot read that", "Type an answer first.")
    terminal.enter("momentum", "Wrong", "That rolls.", "yours", "momentum", "right", "gradient descent")
    terminal.press("q", "You stopped here")
    assert terminal.end() == 0
    assert answers(flash, "d/typed") == [1]


@pytest.mark.parametrize("card", ["several", "steps", "listing"])
def test_words_that_stand_for_nothing(one_of_each, start, card):
    """Numbers that no option has, and too few steps, are unreadable; the line says what is wanted."""
    flash = one_of_each
    flash.deck(
        "\n".join(line for line in dedent(DECK).splitlines() if "id:" not in line or f"{card}," in line)
    )
    terminal = start("review")
    terminal.until("enter check")
    terminal.enter("  ,  " if card == "listing" else "99", "Cannot read that", "enter check")
    terminal.press("\x04", "Nothing was answered", "You stopped here")
    assert terminal.end() == 0
    assert not answers(flash, f"d/{card}")


def test_a_proposed_grade_is_overruled(one_of_each, start):
    """Another key than the proposed one changes the grade, and only the new one counts."""
    flash = one_of_each
    typed_card(flash)
    terminal = start("review")
    terminal.until("What goes downhill?")
    terminal.enter("nonsense", "Wrong", "Again ◂")
    terminal.press("3", "1 of 1 answer right")
    assert terminal.end() == 0
    assert answers(flash, "d/typed") == [4]


# ---- answers in several steps


def only(flash, *cards):
    """Leave these cards of the deck."""
    lines = dedent(DECK).splitlines()
    flash.deck(
        "\n".join(line for line in lines if "id:" not in line or any(f"{card}," in line for card in cards))
    )


def typed_of(flash, card):
    """What was typed in the answers that a card got."""
    return [row["detail"].get("typed") for row in flash.show(card)["journal"] if row["kind"] == "answer"]


def test_several_right_options_are_ticked(flash, start):
    """Number keys tick options and take the tick away again; Enter has all that are ticked checked as one answer."""
    only(flash, "several")
    terminal = start("review")
    terminal.until("Which are odd?", "nothing is ticked yet", "1-4 tick")
    three, five, six = (terminal.number_of(option) for option in ("Three", "Five", "Six"))
    terminal.press(three).shows(f"✓ {three} Three")
    terminal.press(six).shows(f"✓ {six} Six")
    terminal.press(six)
    terminal.press(" ")
    terminal.press(five).shows(f"✓ {five} Five")
    assert f"✓ {six} Six" not in terminal.text
    terminal.press("\r", "Right", "Good ◂")
    terminal.press("\r", "All done")
    assert terminal.end() == 0
    assert typed_of(flash, "d/several") == [f"{three} {five}"]
    assert answers(flash, "d/several") == [4]


def test_ticks_stay_while_something_is_looked_up(flash, start):
    """A command in between loses no tick."""
    only(flash, "several")
    terminal = start("review")
    terminal.until("Which are odd?", "nothing is ticked yet")
    three = terminal.number_of("Three")
    terminal.press(three).shows(f"✓ {three} Three")
    terminal.press("?", ":suspend", f"✓ {three} Three")
    terminal.press("\r", "Wrong", "1 of the 2 right options found")
    terminal.press("q", "You stopped here")
    assert terminal.end() == 0


def test_steps_are_put_in_order_by_their_numbers(flash, start):
    """Each number key adds the next step, Backspace takes one back, and too few steps cost nothing."""
    only(flash, "steps")
    terminal = start("review")
    terminal.until("How is tea made?", "nothing is in order yet")
    boil, leaves, pour = (terminal.number_of(step) for step in ("Boil water", "Add leaves", "Pour it out"))
    terminal.press(boil).shows("1. Boil water")
    terminal.press(pour).shows("2. Pour it out")
    terminal.press("\r", "There are 3 steps and you named 2").shows("2. Pour it out")
    terminal.press("\x7f")
    terminal.press(leaves + pour).shows("2. Add leaves 3. Pour it out")
    terminal.press("\r", "Right")
    terminal.press("\r", "All done")
    assert terminal.end() == 0
    assert typed_of(flash, "d/steps") == [f"{boil} {leaves} {pour}"]
    assert tries(flash, "d/steps") == ["unreadable"]


def test_a_list_is_named_item_by_item(flash, start):
    """Items are ticked off as they are named; the last that was wanted ends the list, which is one answer."""
    only(flash, "listing")
    terminal = start("review")
    terminal.until("Name two primes.", "enter check")
    terminal.enter("three", "✓ three", "done, 1 of 2")
    terminal.enter(":hint", "there is none", "done, 1 of 2")
    assert not flash.show("d/listing")["journal"], "nothing is saved before the list is complete"
    terminal.enter("5", "Right", "Good ◂")
    terminal.press("\r", "All done")
    assert terminal.end() == 0
    assert typed_of(flash, "d/listing") == ["three\n5"]
    assert answers(flash, "d/listing") == [4]


def test_an_empty_line_ends_a_list(flash, start):
    """Who knows no more is marked for what was named, strange items among it."""
    only(flash, "listing")
    terminal = start("review")
    terminal.until("Name two primes.")
    terminal.enter("two", "✓ two")
    terminal.enter("nine", "✗ nine (not on the list)")
    terminal.enter("", "Wrong", "1 found, 2 wanted, 1 not on the list")
    terminal.press("q", "You stopped here")
    assert terminal.end() == 0
    assert typed_of(flash, "d/listing") == ["two\nnine"]


def test_letters_that_differ_are_marked(flash, start):
    """A typo stands above what was meant, with a sign below each letter that differs."""
    typed_card(flash)
    terminal = start("review")
    terminal.until("What goes downhill?")
    terminal.enter("gradiant descent", "A typo?", "yours", "right gradient descent")
    marks = [line.rstrip() for line in terminal.screen.display if line.strip() == "^"]
    assert marks == [" " * len("yours  gradi") + "^"] * 2


# ---- how it is shown


def test_formulas_as_tex_and_back(flash, start):
    """`x` shows the card again, before and after its answer, and so does `:tex` while a line is typed."""
    flash.deck(
        "deck: d\ntitle: D\ncards: [{id: a, q: What is $x$?, a: It is $y$.}, {id: b, q: Type $z$, accept: z}]"
    )
    terminal = start("review")
    terminal.until("What is", "x TeX")
    terminal.press("x", "What is $x$?", "x set")
    terminal.press(" ", "It is $y$.", "Good ◂")
    terminal.press("x", "What is", "It is", "Good ◂")
    terminal.press("3", "Type", "enter check")
    terminal.enter(":tex", "Type", "$z$", "enter check")
    terminal.enter("z", "Right")
    terminal.press("\r", "All done")
    assert terminal.end() == 0


def test_a_resize_loses_nothing_typed(flash, start):
    """A line that is being typed, and what was picked, stand there after the window has changed its size."""
    only(flash, "typed", "several")
    terminal = start("review")
    terminal.until("Which are odd?", "nothing is ticked yet")
    three = terminal.number_of("Three")
    terminal.press(three).shows(f"✓ {three} Three")
    terminal.resize(20, 50)
    terminal.press("c", "Which are odd?").shows(f"✓ {three} Three")
    assert max(len(line.rstrip()) for line in terminal.screen.display) == 50
    terminal.press("?", ":suspend", f"✓ {three} Three")
    terminal.press("a", "Shown", "enter take")
    terminal.press("\r", "What goes downhill?", "enter check")
    terminal.press("gradient", "gradient")
    terminal.resize(30, 100)
    terminal.press(" descent", "descent")
    terminal.press("\r", "Right")
    terminal.press("q", "You stopped here")
    assert terminal.end() == 0
    assert typed_of(flash, "d/typed") == ["gradient descent"]


def test_the_screen_in_ascii(one_of_each, start):
    """With `--ascii` panels, keys and typed lines are ASCII, and what is typed is still what is meant."""
    flash = one_of_each
    flash.deck("deck: d\ntitle: D\ncards: [{id: a, q: Größe?, a: ja…}, {id: b, q: Käse?, accept: Käse}]")
    terminal = start("review", "--ascii")
    terminal.until("Gro?e?", "space answer . u undo")
    terminal.press(" ", "ja~", "Good <", "enter take <")
    terminal.press("3", "Kase?", "enter check")
    terminal.enter("Käse", "+ Right")
    terminal.press("\r", "All done")
    assert terminal.end() == 0
    assert terminal.raw.isascii()
    assert typed_of(flash, "d/b") == ["Käse"]


# ---- the commands between


def test_undo_reaches_back(flash, start):
    """Undo takes back the last answer and the one before it, and asks them again; then there is nothing more."""
    flash.cards(3)
    terminal = start("review")
    terminal.until("Question 1?")
    terminal.press(" ", "Answer 1", "enter take").press("4", "Question 2?")
    terminal.press(" ", "Answer 2", "enter take").press("1", "Question 3?")
    terminal.press("u", "taken back: answer of d/c2", "Question 2?", "2/3")
    terminal.press("u", "taken back: answer of d/c1", "Question 1?", "1/3")
    terminal.press("u", "there is nothing to take back", "space answer")
    terminal.press("q", "Nothing was answered")
    assert terminal.end() == 0
    assert not answers(flash, "d/c1") + answers(flash, "d/c2")


def test_undo_on_the_first_card_reaches_the_sitting_before(flash, start):
    """On the first card shown, undo takes back the last answer of the sitting before."""
    flash.cards(3)
    flash.play(4)
    terminal = start("review")
    terminal.until("Question 2?")
    terminal.press("u", "taken back: answer of d/c1", "Question 1?")
    terminal.press("q", "You stopped here")
    assert terminal.end() == 0
    assert not answers(flash, "d/c1")


def test_undo_after_the_answer_is_shown(one_of_each, start):
    """Undo on a marked answer takes that answer back and asks the card again."""
    flash = one_of_each
    typed_card(flash)
    terminal = start("review")
    terminal.until("What goes downhill?")
    terminal.enter("nonsense", "Wrong", "enter take")
    terminal.press("u", "taken back", "What goes downhill?", "1 new")
    terminal.enter("descent", "Right")
    terminal.press("\r", "1 of 1 answer right")
    assert terminal.end() == 0
    assert answers(flash, "d/typed") == [4]


def test_suspend_and_bury(flash, start):
    """A suspended and a buried card are asked no more, and undo brings them back."""
    flash.cards(3)
    terminal = start("review")
    terminal.until("Question 1?")
    terminal.press("s", "suspended", "Question 2?")
    terminal.press("b", "buried until tomorrow", "Question 3?")
    terminal.press("u", "taken back: bury of d/c2", "Question 2?")
    terminal.press("q", "You stopped here")
    assert terminal.end() == 0
    assert flash.show("d/c1")["suspended"]
    assert flash.asked() == ["d/c2", "d/c3"]


def test_hint_makes_the_proposal_hard(one_of_each, start):
    """A hint is shown under the question, and the proposed grade is then Hard."""
    terminal = start("review")
    terminal.until("What is a basic card?", "h hint")
    terminal.press("h", "Think of paper.")
    terminal.press(" ", "Two sides.", "Hard ◂")
    terminal.press("\r", "A text with")
    terminal.press("q", "You stopped here")
    assert terminal.end() == 0
    assert answers(one_of_each, "d/basic") == [3]


def test_show_gives_the_answer_away(one_of_each, start):
    """`a` on a marked card shows the answer, which is graded 0, and a typed line has `:show` for it."""
    flash = one_of_each
    flash.deck(
        "\n".join(
            line
            for line in dedent(DECK).splitlines()
            if "id:" not in line or "claim" in line or "typed" in line
        )
    )
    terminal = start("review")
    terminal.until("Water is wet.")
    terminal.press("a", "Shown", "true")
    terminal.press("\r", "What goes downhill?")
    terminal.enter(":show", "Shown", "gradient descent")
    terminal.press("q", "You stopped here")
    assert terminal.end() == 0
    assert answers(flash, "d/claim") == [0]
    assert answers(flash, "d/typed") == [0]


def test_info_and_help(one_of_each, start):
    """`i` shows all about the card without its answer's being counted, `?` all keys; the question stays."""
    terminal = start("review")
    terminal.until("What is a basic card?")
    terminal.press("i", "d/basic", "memory new", "space answer")
    terminal.press("?", ":hint", ":suspend", "ask it no more", ":quit", "space answer")
    terminal.press("z", "")
    terminal.press(" ", "Two sides.", "enter take")
    terminal.press("i", "d/basic", "enter take")
    terminal.press("?", ":bury", "enter take")
    terminal.press("q", "Nothing was answered")
    assert terminal.end() == 0


def test_info_does_not_give_the_answer_away(one_of_each, start):
    """Info on a question that is not answered yet keeps the answer to itself."""
    terminal = start("review")
    terminal.until("What is a basic card?")
    terminal.press("i", "memory new", "space answer")
    assert "Two sides." not in terminal.text


def test_an_unknown_command_is_told(flash, start):
    """A misspelt command is no answer: it says where the right ones are listed."""
    typed_card(flash)
    terminal = start("review")
    terminal.until("›", "enter check")
    terminal.enter(":frobnicate", "there is no command :frobnicate", ":help")
    terminal.enter(":help", ":suspend", "ask it no more")
    terminal.enter(":quit", "Nothing was answered")
    assert terminal.end() == 0
    assert not flash.show("d/typed")["journal"]


# ---- editing


def editor(tmp_path, old, new):
    """A program that replaces text in the file that it is given, as a person would in an editor."""
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[-1])\n"
        "assert sys.argv[-2].startswith('+') and sys.argv[-2][1:].isdigit()\n"
        f"text = file.read_text('utf-8'); assert {old!r} in text\n"
        f"file.write_text(text.replace({old!r}, {new!r}), 'utf-8')\n",
        "utf-8",
    )
    return f"{sys.executable} {script}"


def test_edit_and_go_on(flash, start, tmp_path):
    """After an edit the card is asked as it now stands, and its history stays."""
    flash.cards(2)
    terminal = start("review", EDITOR=editor(tmp_path, "Question 1?", "What is one?"))
    terminal.until("Question 1?", "space answer")
    terminal.press("e", "What is one?", "space answer", "1/2")
    terminal.press(" ", "Answer 1", "enter take")
    terminal.press("4", "Question 2?")
    terminal.press("q", "You stopped here")
    assert terminal.end() == 0
    assert answers(flash, "d/c1") == [5]


def test_edit_after_the_answer(flash, start, tmp_path):
    """An edit while the answer is shown asks the edited card again."""
    flash.cards(2)
    terminal = start("review", EDITOR=editor(tmp_path, "Answer 1", "One"))
    terminal.until("Question 1?")
    terminal.press(" ", "Answer 1", "enter take")
    terminal.press("e", "Question 1?", "space answer")
    terminal.press(" ", "One", "enter take")
    terminal.press("q", "Nothing was answered")
    assert terminal.end() == 0


def test_edit_that_breaks_the_deck(flash, start, tmp_path):
    """A mistake made in the editor is told with its place, the other decks go on, and all answers stay."""
    path = flash.cards(2, deck="a")
    flash.cards(1, deck="b")
    terminal = start("review", EDITOR=editor(tmp_path, "q: Question 2?", "qq: Question 2?"))
    terminal.until("Question 1?")
    terminal.press(" ", "Answer 1", "enter take").press("4", "Question")
    terminal.press("e", f"{path.name}:5:", "qq", "Question 1?", "1 new")
    terminal.press("q", "You stopped here")
    assert terminal.end() == 0
    assert answers(flash, "a/c1") == [5]


def test_edit_of_a_broken_deck_can_be_mended(flash, start, tmp_path):
    """When the only deck is broken by an edit, the sitting says so, and does not say that all is done."""
    flash.cards(2)
    terminal = start("review", EDITOR=editor(tmp_path, "q: Question 1?", "qq: Question 1?"))
    terminal.until("Question 1?", "space answer")
    terminal.press("e", "d.yaml:4:", "qq")
    assert terminal.end() == 0
    assert "All done" not in terminal.text


def test_edit_of_a_bundled_deck_copies_it_first(flash, start, tmp_path):
    """A bundled deck stays as it came; the copy in one's own folder is edited and takes its place."""
    flash.cards(2)
    own = flash.home / "decks" / "d.yaml"
    bundled = tmp_path / "bundled" / "d.yaml"
    own.rename(bundled)
    before = bundled.read_bytes()
    terminal = start("review", EDITOR=editor(tmp_path, "Question 1?", "What is one?"))
    terminal.until("Question 1?", "space answer")
    terminal.press("e", "What is one?", "1/2")
    terminal.press("q", "Nothing was answered")
    assert terminal.end() == 0
    assert bundled.read_bytes() == before
    assert "What is one?" in own.read_text("utf-8")


def test_no_editor(flash, start, tmp_path):
    """An editor that is not there is told in a line, and the question stays."""
    flash.cards(1)
    terminal = start("review", EDITOR=str(tmp_path / "no-such-editor"))
    terminal.until("Question 1?", "space answer")
    terminal.press("e", "cannot start the editor", "hint:", "space answer")
    terminal.press("q", "Nothing was answered")
    assert terminal.end() == 0


@pytest.mark.parametrize("command", ["'unclosed", " ", '""'], ids=["open quote", "blank", "empty word"])
def test_a_nonsense_editor(flash, start, command):
    """An EDITOR that is no command is told in a line, and the sitting goes on."""
    flash.cards(1)
    terminal = start("review", EDITOR=command)
    terminal.until("Question 1?", "space answer")
    terminal.press("e", "hint:", "space answer")
    terminal.press("q", "Nothing was answered")
    assert terminal.end() == 0


# ---- the end


def test_the_limit_is_the_reason(flash, start):
    """A sitting that ended by its limit says that more cards wait, and how to get at them."""
    flash.cards(3)
    terminal = start("review", "--new", "1")
    terminal.until("Question 1?", "1/1")
    terminal.press(" ", "Answer 1", "enter take")
    terminal.press("3", "1 card reviewed", "limit is reached", "--new", "Tomorrow: 1 due", "Next: flashcards")
    assert terminal.end() == 0


def test_nothing_to_do(flash, start):
    """With nothing due the sitting ends at once and says so, with what comes tomorrow."""
    flash.cards(1)
    flash.play(4)
    terminal = start("review")
    terminal.until("Nothing was answered", "nothing is left for today", "Tomorrow: 1 due", "Next:")
    assert terminal.end() == 0


# ---- leaving by force


def graded_once(flash, start, **options):
    """A sitting of three cards of which the first is graded."""
    flash.cards(3)
    terminal = start("review", **options)
    terminal.until("Question 1?", "space answer")
    terminal.press(" ", "Answer 1", "enter take").press("4", "Question 2?", "space answer")
    return terminal


def went_on(flash, start):
    """The answer is in the journal, and the next sitting begins with the next card."""
    assert answers(flash, "d/c1") == [5]
    terminal = start("review")
    terminal.until("Question 2?", "1/2")
    terminal.press("q", "You stopped here")
    assert terminal.end() == 0


@pytest.mark.parametrize("where", ["question", "answer"])
@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 0)], ids=["Ctrl-C", "Ctrl-D"])
def test_leaving_by_a_key(flash, start, key, code, where):
    """Ctrl-C and Ctrl-D save, show the summary and leave the terminal as it was."""
    terminal = graded_once(flash, start)
    if where == "answer":
        terminal.press(" ", "Answer 2", "enter take")
    terminal.press(key, "1 card reviewed", "You stopped here: everything is saved", "Next:")
    assert terminal.end() == code
    assert terminal.is_as_before
    assert "Traceback" not in terminal.raw
    went_on(flash, start)


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 0)], ids=["Ctrl-C", "Ctrl-D"])
def test_leaving_while_a_line_is_typed(flash, start, key, code):
    """The same keys work where a line is typed; half a line is no answer."""
    typed_card(flash)
    terminal = start("review")
    terminal.until("What goes downhill?", "enter check")
    if key == "\x03":
        terminal.press("half", "half")
    terminal.press(key, "Nothing was answered")
    assert terminal.end() == code
    assert terminal.is_as_before
    assert not flash.show("d/typed")["journal"]


@pytest.mark.parametrize("where", ["key", "line"])
@pytest.mark.parametrize(
    "number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda number: number.name
)
def test_leaving_by_a_signal(flash, start, number, where):
    """A signal ends the sitting with 128 and its number, everything saved and the terminal as it was."""
    if where == "key":
        terminal = graded_once(flash, start)
    else:
        typed_card(flash)
        terminal = start("review")
        terminal.until("What goes downhill?", "enter check")
    terminal.child.kill(number)
    assert terminal.end() == 128 + number
    assert terminal.is_as_before
    assert "Traceback" not in terminal.raw
    if where == "key":
        went_on(flash, start)


#: Runs the program, and sends it a signal when it comes by a place for the first time.
RUN_INTO = """
import os, signal, sys
from importlib import import_module
import prompt_toolkit.application, prompt_toolkit.input.vt100, prompt_toolkit.renderer
module, owner, name = {place!r}.split(":")
owner = getattr(import_module(module), owner)
real, sent = getattr(owner, name), []

def interrupted(*arguments, **options):
    if not sent:
        sent.append(True)
        os.kill(os.getpid(), signal.{signal})
    return real(*arguments, **options)

setattr(owner, name, interrupted)
"""

#: What happens around a key, wherever a signal may find it.
MOMENTS = {
    "begins": "prompt_toolkit.application.application:Application:run_async",
    "takes the terminal": "prompt_toolkit.input.vt100:raw_mode:__enter__",
    "draws": "prompt_toolkit.renderer:Renderer:render",
    "asks for the cursor": "prompt_toolkit.renderer:Renderer:request_absolute_cursor_position",
    "reads": "prompt_toolkit.input.vt100:Vt100Input:read_keys",
    "flushes": "prompt_toolkit.input.vt100:Vt100Input:flush_keys",
    "wipes": "prompt_toolkit.renderer:Renderer:erase",
    "gives the terminal back": "prompt_toolkit.input.vt100:raw_mode:__exit__",
    "saves": "flashcards.cli.sitting:Sitting:grade",
    "writes": "flashcards.store.journal:Journal:append",
}


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
@pytest.mark.parametrize(
    "number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda number: number.name
)
def test_a_signal_at_any_moment(flash, launch, run, number, moment):
    """Whatever the program is doing, a signal ends it at once and tidily: nothing hangs, nothing is left behind."""
    flash.cards(2)
    code = RUN_INTO.format(place=moment, signal=number.name) + run[2]
    terminal = launch(run[0], "-c", code, "review")
    terminal.until("Question 1?")
    terminal.press(" 4")
    assert terminal.end() == 128 + number
    assert terminal.is_as_before
    assert "Traceback" not in terminal.raw
    assert "Warning" not in terminal.raw
    assert "Press ENTER" not in terminal.raw
    assert set(answers(flash, "d/c1")) <= {5}


@pytest.mark.parametrize("where", ["question", "answer", "line", "practice"])
def test_a_closed_terminal(flash, start, where):
    """A terminal window that is closed loses nothing that was graded, and leaves no program behind."""
    terminal = graded_once(flash, start)
    if where == "answer":
        terminal.press(" ", "Answer 2", "enter take")
    elif where != "question":
        terminal.press("q", "You stopped here")
        assert terminal.end() == 0
        typed_card(flash)
        terminal = start(*("review", "d") if where == "line" else ("practice", "sigmoid"))
        terminal.until("enter check")
        terminal.press("half a line", "half a line")
    terminal.close_window()
    assert answers(flash, "d/c1") == [5]
    if where in {"question", "answer"}:
        went_on(flash, start)
    else:
        assert not flash.show("d/typed")["journal"]


def test_stopped_and_continued(flash, shell):
    """Ctrl-Z gives the shell its terminal back, and `fg` shows the question's keys again."""
    flash.cards(2)
    shell, command = shell
    shell.enter(f"{command} review; echo left with $?", "Question 1?", "space answer")
    shell.press("\x1a", "ready>")
    shell.enter("echo the shell $((20 + 3)) hears", "the shell 23 hears")
    shell.enter("fg", "space answer")
    shell.press(" ", "Answer 1", "enter take")
    shell.press("4", "Question 2?", "space answer")
    shell.press("\x04", "You stopped here", "ready>")
    shell.enter("exit")
    shell.end()
    assert answers(flash, "d/c1") == [5]


def test_stopped_while_a_line_is_typed(flash, shell):
    """After Ctrl-Z and `fg`, in a window of another size, the half of a line that was typed is still there."""
    typed_card(flash)
    shell, command = shell
    shell.enter(f"{command} review", "What goes downhill?", "enter check")
    shell.press("gradient des", "gradient des")
    shell.press("\x1a", "ready>")
    shell.resize(30, 60)
    shell.enter("fg").shows("gradient des", "enter check")
    shell.press("cent\r", "Right", "enter take")
    shell.press("q", "You stopped here", "ready>")
    assert shell.is_as_before
    assert typed_of(flash, "d/typed") == ["gradient descent"]


def test_cram_promises_nothing(flash, start):
    """Cramming changes no memory, and so its keys tell of no days, and its summary of no cards left today."""
    flash.cards(2)
    terminal = start("review", "--cram")
    terminal.until("Question 1?", "space answer")
    terminal.press(" ", "Answer 1", "enter take")
    assert "Again" in terminal.fresh
    assert "again today" not in terminal.fresh
    assert "1 d" not in terminal.fresh
    terminal.press("3", "Question 2?", "space answer")
    terminal.press("q", "You stopped here")
    assert terminal.end() == 0
    assert flash.show("d/c1")["memory"] is None


def test_an_overruled_grade_counts_in_cram_too(flash, start):
    """Overruling a proposed grade while cramming changes the grade that the summary counts."""
    typed_card(flash)
    terminal = start("review", "--cram")
    terminal.until("What goes downhill?", "enter check")
    terminal.enter("nonsense", "Wrong", "Again ◂")
    terminal.press("3", "1 of 1 answer right")
    assert terminal.end() == 0


# ---- what the screen holds


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_nothing_is_cut(flash, start, columns):
    """Every word of a long card stands on the screen, at any width."""
    words = [f"word{number}" for number in range(30)]
    text = " ".join(words)
    flash.deck(f"""
        deck: d
        title: Long
        cards:
          - id: long
            q: {text}
            a: {text} end
            why: because {text}
            source: {"x" * 100}
            tags: [a-rather-long-tag-for-a-narrow-screen]
        """)
    terminal = start("review", size=(60, columns))
    terminal.until("word29", "space answer")
    assert all(word in terminal.text for word in words)
    assert "q save & quit" in terminal.text
    assert "1/1" in terminal.text
    terminal.press(" ", "end", "Again", "Hard", "Good ◂", "Easy", "enter take")
    assert terminal.text.replace("│ │", "").count("word29") >= 3
    assert "again today" in terminal.text
    assert "…" not in terminal.text.replace("d › a-rather", "")[200:]
    terminal.press("q", "Nothing was answered", "Next: flashcards")
    assert terminal.end() == 0


@pytest.mark.parametrize("columns", [40, 80])
def test_all_keys_are_named_where_a_line_is_typed(flash, start, columns):
    """Below a line that is typed stand the words that work there, also on a narrow screen."""
    typed_card(flash)
    terminal = start("review", size=(24, columns))
    terminal.until("What goes downhill?", "›", "all commands")
    terminal.enter("nonsense", "Wrong", "Again ◂", "enter take")
    assert all(name in terminal.text for name in ("Again", "Hard", "Good", "Easy", "gradient descent"))


def test_question_and_answer_fit_on_24_lines(one_of_each, start):
    """After an answer is shown, its question is still on the screen at 80x24."""
    terminal = start("review")
    terminal.until("What is a basic card?")
    terminal.press(" ", "Two sides.", "enter take")
    assert "What is a basic card?" in terminal.text
    assert "4 Easy" in terminal.text


def test_no_colour(flash, start):
    """NO_COLOR leaves colours out, and nothing is lost by it."""
    flash.cards(1)
    terminal = start("review", NO_COLOR="1")
    terminal.until("Question 1?", "space answer")
    terminal.press(" ", "Answer 1", "Good ◂", "enter take")
    assert not re.search(r"\x1b\[[0-9;]*3[1-7]m", terminal.raw)


def test_a_burst_of_keys_is_not_lost(flash, start):
    """Keys typed ahead are taken one by one, each by the card that it is for."""
    flash.cards(3)
    terminal = start("review")
    terminal.until("Question 1?", "space answer")
    terminal.press(" 3 3 4", "3 cards reviewed")
    assert terminal.end() == 0
    assert [answers(flash, f"d/c{number}") for number in (1, 2, 3)] == [[4], [4], [5]]


def test_keys_are_not_echoed_between_the_cards(flash, start):
    """A key that comes while an answer is being saved is not written into the middle of the next card."""
    flash.cards(2)
    terminal = start("review")
    terminal.until("Question 1?", "space answer")
    terminal.press(" ", "Answer 1", "enter take")
    other = sqlite3.connect(flash.home / "flashcards.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        terminal.press("4")
        terminal.waits(lambda: "enter take" not in terminal.text)
        echoes = termios.tcgetattr(terminal.child.child_fd)[3] & termios.ECHO
    finally:
        other.execute("ROLLBACK")
        other.close()
    terminal.until("Question 2?", "space answer")
    assert not echoes


def test_a_choice_is_named_by_its_words(one_of_each, start):
    """After a wrong choice stands what was chosen, not only the number that was typed."""
    flash = one_of_each
    flash.deck("\n".join(line for line in dedent(DECK).splitlines() if "id:" not in line or "choice" in line))
    terminal = start("review")
    terminal.until("Which is even?", "choose")
    terminal.press(terminal.number_of("Nine"), "Wrong", "enter take")
    assert re.search(r"yours\W+(\d )?Nine", terminal.fresh)


@pytest.mark.parametrize(
    "keys", ["\x1b[A", "\x1b[24~", "\x1b", "\t", "\x7f", "é", "深", "\x00", "\x1f"], ids=repr
)
def test_other_keys_do_nothing(flash, start, keys):
    """Arrows, function keys, Escape and letters of other scripts neither grade nor end anything."""
    flash.cards(1)
    terminal = start("review")
    terminal.until("Question 1?", "space answer")
    terminal.press(keys)
    terminal.press(" ", "Answer 1", "enter take")
    terminal.press(keys)
    terminal.press("4", "All done")
    assert terminal.end() == 0
    assert answers(flash, "d/c1") == [5]


@pytest.mark.parametrize(
    "line",
    [
        "\x1b[200~two\nlines\x1b[201~",
        "x" * 20_000,
        "caf\u0301e",
        "\x1b[200~\x1b]52;c;eA==\x07\x1b[201~",
        "[red]x[/]",
    ],
    ids=["paste of lines", "very long", "combining", "pasted escape", "markup"],
)
def test_odd_typed_answers(flash, start, line):
    """Whatever is typed or pasted is an answer or none, and the sitting goes on."""
    typed_card(flash)
    terminal = start("review")
    terminal.until("What goes downhill?", "enter check")
    terminal.enter(line)
    terminal.waits(lambda: re.search("(Wrong|Cannot read that).* enter ", terminal.fresh))
    if "Wrong" in terminal.fresh:
        terminal.press("q", "You stopped here")
    else:
        terminal.press("\x04", "You stopped here")
    assert terminal.end() == 0
    assert "Traceback" not in terminal.raw
    assert "\x1b]52" not in terminal.raw


LONG = "\x1b[200~" + "word " * 2000 + "\x1b[201~"


def test_a_long_paste_into_a_line(flash, start):
    """A paste of 10,000 characters into a line is an answer like any other, and its card goes on."""
    typed_card(flash)
    terminal = start("review")
    terminal.until("What goes downhill?", "enter check")
    terminal.press(LONG)
    terminal.press("\r").shows("enter take")
    terminal.press("q", "You stopped here")
    assert terminal.end() == 0
    assert terminal.is_as_before
    (kept,) = typed_of(flash, "d/typed")
    assert kept == ("word " * 2000)[: len(kept)]


def test_a_long_paste_where_a_key_is_wanted(flash, start):
    """A paste of 10,000 characters where a key is wanted does nothing: no letter of it is taken for a key."""
    flash.cards(2)
    terminal = start("review")
    terminal.until("Question 1?", "space answer")
    terminal.press(LONG)
    terminal.press(" ", "Answer 1", "enter take")
    terminal.press(LONG)
    terminal.press("3", "Question 2?", "space answer")
    terminal.press("q", "You stopped here")
    assert terminal.end() == 0
    assert answers(flash, "d/c1") == [4]


def test_bytes_that_are_no_text(flash, start):
    """Bytes that are no UTF-8 end nothing."""
    typed_card(flash)
    terminal = start("review")
    terminal.until("What goes downhill?", "enter check")
    os.write(terminal.child.child_fd, b"\xff\xfe\x80\r")
    terminal.waits(lambda: re.search("(Wrong|Cannot read that).* enter ", terminal.fresh))
    terminal.press("\x04", "You stopped here")
    assert terminal.end() == 0
    assert "Traceback" not in terminal.raw


# ---- plain lines in a terminal


def test_plain_lines_in_a_terminal(one_of_each, start):
    """`--plain` plays in lines, without a single escape sequence."""
    flash = one_of_each
    terminal = start("review", "--plain")
    terminal.until("What is a basic card?", "Enter shows the answer >")
    terminal.enter("", "Two sides.", "Grade (Enter: 3) >")
    terminal.enter("4", "A text with", "Enter shows the answer >")
    terminal.enter(":undo", "taken back: answer of d/basic", "What is a basic card?")
    terminal.enter(":hint", "Think of paper.")
    terminal.enter("", "Grade (Enter: 2) >")
    terminal.enter("7", "Type one of 1, 2, 3, 4")
    terminal.enter("", "A text with")
    terminal.press("\x04", "You stopped here: everything is saved.")
    assert terminal.end() == 0
    assert "\x1b" not in terminal.raw
    assert answers(flash, "d/basic") == [3]


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 0)], ids=["Ctrl-C", "Ctrl-D"])
def test_leaving_plain_lines(flash, start, key, code):
    """Ctrl-C and Ctrl-D end plain lines as they end the screen."""
    flash.cards(2)
    terminal = start("review", "--plain")
    terminal.until("Enter shows the answer >")
    terminal.enter("", "Grade")
    terminal.enter("4", "Question 2?", "Enter shows the answer >")
    terminal.press(key, "1 card reviewed", "You stopped here")
    assert terminal.end() == code
    assert terminal.is_as_before
    assert "\n1 card reviewed" in terminal.raw
    assert answers(flash, "d/c1") == [5]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_signals_in_plain_lines(flash, start, number):
    """Signals end plain lines with 128 and their number."""
    flash.cards(2)
    terminal = start("review", "--plain")
    terminal.until("Enter shows the answer >")
    terminal.enter("", "Grade")
    terminal.enter("4", "Question 2?", "Enter shows the answer >")
    terminal.child.kill(number)
    assert terminal.end() == 128 + number
    assert answers(flash, "d/c1") == [5]


def test_a_terminal_that_can_do_nothing(flash, start):
    """Even a dumb terminal can be reviewed on."""
    flash.cards(1)
    terminal = start("review", TERM="dumb")
    terminal.until("Question 1?", "answer")
    terminal.press(" ", "Answer 1")
    terminal.press("4", "All done")
    assert terminal.end() == 0
    assert answers(flash, "d/c1") == [5]
