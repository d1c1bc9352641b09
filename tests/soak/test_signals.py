"""Signals: it is noticed when one is not heeded, or the terminal is not given back."""

import sys
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fault import Trial
from faults import signals

from flashcards.cli import main
from flashcards.terminal import modes


def leaves_as_if_all_were_well():
    """A signal is no reason for another exit code."""

    def leave(_number, _frame):
        raise SystemExit(0)

    main._leave = leave  # noqa: SLF001


def keeps_the_terminal():
    """The modes of a sitting stay."""
    real = modes.termios.tcsetattr
    taken = []

    def once(*arguments):
        if not taken:
            taken.append(real(*arguments))

    modes.termios.tcsetattr = once


@pytest.mark.parametrize("sabotage", [leaves_as_if_all_were_well, keeps_the_terminal])
def test_a_program_that_minds_no_signal_is_noticed(tmp_path, monkeypatch, sabotage):
    """Exit codes, and terminals that are not as they were, are found."""
    play = signals.PLAYS["key mode"]
    monkeypatch.setitem(signals.PLAYS, "key mode", signals.Play(play.words, play.keys, play.waits[1:2]))
    trial = Trial(0, tmp_path, Random(1), is_long=False)
    assert signals.signals(trial, sabotage, ("key mode",)).broken
