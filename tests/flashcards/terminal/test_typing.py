"""Keys and lines, read from a pipe as from a terminal."""

import os
import signal
import threading

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from flashcards.terminal.keys import key_line, read_key
from flashcards.terminal.lines import LineReader
from flashcards.terminal.picks import read_picks

KEYS = (("space", "answer"), ("q", "save & quit"))


@pytest.fixture
def typed():
    """A terminal's input, to be written to."""
    with create_pipe_input() as pipe:
        yield pipe


def key(pipe):
    """The key that comes next."""
    return read_key(KEYS, input=pipe, output=DummyOutput())


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("a", "a"),
        ("A", "A"),
        ("1", "1"),
        (" ", "space"),
        ("\r", "enter"),
        ("\n", "enter"),
        ("\x04", "quit"),
        ("?", "?"),
        ("é", "é"),
        ("深", "深"),
    ],
)
def test_keys_have_names(typed, sent, name):
    """Space, enter and Ctrl-D have names, every other sign is itself."""
    typed.send_text(sent)
    assert key(typed) == name


@pytest.mark.parametrize("sent", ["\x1b[A", "\x1b[24~", "\x1b", "\t", "\x7f", "\x00"], ids=repr)
def test_other_keys_are_no_letters(typed, sent):
    """No key of another kind is taken for a letter, space or enter."""
    typed.send_text(sent)
    assert key(typed) not in {"space", "enter", "quit"}


def test_keys_typed_ahead_wait(typed):
    """What is typed faster than it is read is read in order, none is lost."""
    typed.send_text(" 3\r")
    assert [key(typed) for _ in range(3)] == ["space", "3", "enter"]


def test_interrupt(typed):
    """Ctrl-C is KeyboardInterrupt."""
    typed.send_text("\x03")
    with pytest.raises(KeyboardInterrupt):
        key(typed)


def test_interrupt_from_outside(typed):
    """`kill -INT` ends a wait for a key as Ctrl-C does."""
    timers = [
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)),
        threading.Timer(5, typed.send_text, "x"),  # ends the wait of a program that did not hear it
    ]
    for timer in timers:
        timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            key(typed)
    finally:
        for timer in timers:
            timer.cancel()
            timer.join()


def test_a_terminal_that_is_gone(typed):
    """The end of input is EOFError."""
    typed.close()
    with pytest.raises(EOFError):
        key(typed)


def test_a_paste_is_no_key(typed):
    """Text that is pasted where a key is wanted does nothing."""
    typed.send_text("\x1b[200~qqq 333\x1b[201~x")
    assert key(typed) == "x"


def test_the_line_below_names_the_keys():
    """All keys and what they do stand in one line."""
    assert "".join(text for _, text in key_line(KEYS, 80)) == " space answer · q save & quit"


def test_a_key_without_words_leaves_no_space():
    """A key that explains itself leaves no gap behind."""
    assert "".join(text for _, text in key_line(((":hint", ""), (":show", "")), 80)) == " :hint · :show"


@pytest.fixture
def line(typed):
    """Read lines from the pipe."""
    reader = LineReader(input=typed, output=DummyOutput())
    return lambda: reader.read(KEYS)


@pytest.mark.parametrize(
    "sent",
    ["gradient descent", "", " x ", "é深", ":hint", "x" * 5000, "[red]x[/]"],
    ids=lambda sent: sent[:20],
)
def test_lines(typed, line, sent):
    """A line is what was typed."""
    typed.send_text(f"{sent}\r")
    assert line() == sent


def test_editing(typed, line):
    """The usual keys edit the line, and the one before comes back, for this sitting."""
    typed.send_text("abd\x7fc\r")
    assert line() == "abc"
    typed.send_text("\x1b[A\r")
    assert line() == "abc"


@pytest.mark.parametrize(
    ("sent", "error"), [("\x03", KeyboardInterrupt), ("half\x03", KeyboardInterrupt), ("\x04", EOFError)]
)
def test_leaving_a_line(typed, line, sent, error):
    """Ctrl-C leaves at any time, Ctrl-D an empty line."""
    typed.send_text(sent)
    with pytest.raises(error):
        line()


def test_a_pasted_line_end_does_not_answer(typed, line):
    """A paste of several lines waits for the person's own enter."""
    typed.send_text("\x1b[200~a\nb\x1b[201~")
    typed.send_text("c\r")
    assert line().replace("\n", "|") == "a|bc"


@pytest.mark.parametrize(
    ("sent", "ended_by", "picked"),
    [
        ("13\r", "enter", ["1", "3"]),
        ("31\r", "enter", ["3", "1"]),
        ("121\r", "enter", ["2"]),
        ("12\x7f\r", "enter", ["1"]),
        ("\x7f\r", "enter", []),
        ("1 2\r", "enter", ["1", "2"]),
        ("19", "9", ["1"]),
        ("2q", "q", ["2"]),
        ("1\x04", "quit", ["1"]),
        ("1\x1b[200~23\x1b[201~\r", "enter", ["1"]),
    ],
)
def test_picking(typed, sent, ended_by, picked):
    """A number key takes its option in or out, Backspace the last; any other key ends it and leaves what is picked."""
    numbers = []
    typed.send_text(sent)
    assert read_picks(3, numbers, lambda: "", KEYS, input=typed, output=DummyOutput()) == ended_by
    assert numbers == picked


@pytest.mark.parametrize("columns", [20, 30, 40, 80])
def test_keys_are_not_broken_in_the_middle(columns):
    """Where a line of keys is full, the next key begins another line."""
    keys = [*KEYS, ("?", "all keys"), ("u", "undo")]
    lines = "".join(text for _, text in key_line(keys, columns)).split("\n")
    assert max(map(len, lines)) <= columns
    assert [part.strip() for line in lines for part in line.split(" · ")] == [
        f"{key} {what}" for key, what in keys
    ]
