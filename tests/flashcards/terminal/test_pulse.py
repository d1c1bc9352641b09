"""The clock beside what is typed: it beats while one types, and ends what is read when the time is up."""

import os
import signal

import pytest
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from flashcards.terminal.keys import read_key
from flashcards.terminal.lines import LineReader
from flashcards.terminal.picks import read_picks
from flashcards.terminal.pulse import Pulse, woken

KEYS = (("enter", "answer"),)


@pytest.fixture
def typed():
    """A terminal's input, to be written to."""
    with create_pipe_input() as pipe:
        yield pipe


class Clock:
    """A time that is up at some beat; at each beat before, something may be typed."""

    def __init__(self, beats, at_beat=lambda number: None):
        self.beats = 0
        self._last = beats
        self._at_beat = at_beat

    def pulse(self):
        """The pulse of this clock."""
        return Pulse(self._beat, lambda columns: FormattedText([("", f"clock {self.beats} of {columns}")]))

    def _beat(self):
        self.beats += 1
        self._at_beat(self.beats)
        return self.beats >= self._last


def test_a_key_ends_before_the_time(typed):
    """A key that is pressed in time is the key, and the time is not up."""
    pulse = Clock(100).pulse()
    typed.send_text("a")
    assert read_key(KEYS, pulse=pulse, input=typed, output=DummyOutput()) == "a"
    assert not pulse.is_up


def test_the_time_ends_a_wait_for_a_key(typed):
    """When the time is up no key is waited for any more."""
    clock = Clock(3)
    pulse = clock.pulse()
    assert read_key(KEYS, pulse=pulse, input=typed, output=DummyOutput()) == "time"
    assert pulse.is_up
    assert clock.beats == 3


def test_the_time_may_be_up_at_once(typed):
    """A time that was up before leaves no time for a key."""
    pulse = Clock(1).pulse()
    assert read_key(KEYS, pulse=pulse, input=typed, output=DummyOutput()) == "time"


def test_half_a_line_is_given_when_the_time_is_up(typed):
    """What is typed so far is what was read."""
    clock = Clock(3, lambda number: typed.send_text("half a li") if number == 1 else None)
    pulse = clock.pulse()
    assert LineReader(input=typed, output=DummyOutput()).read(KEYS, pulse=pulse) == "half a li"
    assert pulse.is_up


def test_a_pulse_serves_again(typed):
    """After the time was up, the next line that is read in time is no longer said to be late."""
    lines = LineReader(input=typed, output=DummyOutput())
    pulse = Clock(1).pulse()
    assert lines.read(KEYS, pulse=pulse) == ""
    late = pulse.is_up
    pulse.beat = Clock(100).pulse().beat
    typed.send_text("in time\r")
    assert lines.read(KEYS, pulse=pulse) == "in time"
    assert (late, pulse.is_up) == (True, False)


def test_picks_stay_when_the_time_is_up(typed):
    """What is picked by then is picked."""
    clock = Clock(3, lambda number: typed.send_text("31") if number == 1 else None)
    picked = []
    key = read_picks(3, picked, lambda: "", KEYS, pulse=clock.pulse(), input=typed, output=DummyOutput())
    assert (key, picked) == ("time", ["3", "1"])


def test_the_clock_stands_above_the_keys():
    """Its line comes first, and nothing is put before the keys where it has none."""
    keys = FormattedText([("bold", "enter"), ("", " answer")])
    assert Clock(1).pulse().above(keys, 40) == [("", "clock 0 of 40"), ("", "\n"), *keys]
    silent = Pulse(lambda: False, lambda columns: FormattedText([]))
    assert silent.above(keys, 40) == keys


def test_going_on_is_told(monkeypatch):
    """A program that goes on after having been stopped is told so, within the block alone."""
    told = []
    before = signal.getsignal(signal.SIGCONT)
    with woken(lambda: told.append("on")):
        os.kill(os.getpid(), signal.SIGCONT)
    os.kill(os.getpid(), signal.SIGCONT)
    assert told == ["on"]
    assert signal.getsignal(signal.SIGCONT) is before
