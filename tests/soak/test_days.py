"""Study days: it is noticed when days begin at another hour, or go back."""

import sys
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from fault import Trial
from faults import days


def begins_at_midnight(monkeypatch):
    """The rollover hour is not minded."""
    monkeypatch.setattr("flashcards.cli.home.study_day", lambda wall, _hour: wall.toordinal())


def goes_back(monkeypatch):
    """A clock that is a little behind begins an earlier day once more."""
    monkeypatch.setattr("flashcards.cli.home.current_day", lambda real, _last: real)


def is_late(monkeypatch):
    """Days begin half an hour too early."""
    monkeypatch.setattr(
        "flashcards.cli.home.study_day",
        lambda wall, hour: (wall + timedelta(minutes=30 - 60 * hour)).toordinal(),
    )


@pytest.mark.parametrize("sabotage", [begins_at_midnight, goes_back, is_late])
def test_other_days_are_noticed(tmp_path, monkeypatch, sabotage):
    """Around changes of the clocks and on journeys the day is another one."""
    sabotage(monkeypatch)
    assert days.study_days(Trial(3, tmp_path, Random(1), is_long=False)).broken


def test_the_changes_of_a_zone_are_found():
    """New York changes its clocks twice a year, and UTC never does."""
    assert len(days.changes_of("America/New_York")) == 42
    assert days.changes_of("UTC") == []
