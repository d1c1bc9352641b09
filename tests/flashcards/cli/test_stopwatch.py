"""The time that passes while a line is waited for."""

import signal

import pytest

from flashcards.cli import stopwatch


@pytest.fixture
def clock(monkeypatch):
    """A monotonic clock that is set by hand, in seconds."""
    now = [100.0]
    monkeypatch.setattr(stopwatch.time, "monotonic", lambda: now[0])
    return now


def test_what_passes_is_told_at_each_look_and_at_the_end(clock, monkeypatch):
    """Each look tells what has passed since the one before; afterwards nothing looks any more."""
    monkeypatch.setattr(stopwatch, "_EVERY_SECONDS", 1000)
    told = []
    with stopwatch.ticking(told.append):
        clock[0] += 0.5
        signal.raise_signal(signal.SIGALRM)
        clock[0] += 3600
        signal.raise_signal(signal.SIGALRM)
        clock[0] += 0.25
    assert told == [500, 3_600_000, 250]
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_an_error_leaves_the_alarm_off(clock):
    """The end of the input ends the ticking, too."""
    earlier = signal.getsignal(signal.SIGALRM)
    with pytest.raises(EOFError), stopwatch.ticking(lambda passed: None):
        raise EOFError
    assert signal.getsignal(signal.SIGALRM) == earlier
