"""The clock that stands still, in any zone."""

import time

import pytest

from flashcards.core.errors import UsageError


@pytest.fixture
def zone(monkeypatch):
    """Sets the system's zone for one test."""

    def set_zone(name):
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield set_zone
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("name", "now", "day"),
    [
        ("UTC", "2026-03-14T03:59", "2026-03-13"),
        ("UTC", "2026-03-14T04:00", "2026-03-14"),
        ("Asia/Tokyo", "2026-03-14T03:59", "2026-03-13"),
        ("Asia/Tokyo", "2026-03-14T20:00+00:00", "2026-03-15"),
        ("America/New_York", "2026-03-14T02:00+00:00", "2026-03-13"),
        ("America/New_York", "2026-03-08T03:30", "2026-03-07"),
    ],
)
def test_the_study_day_is_that_of_local_wall_time(flash, zone, name, now, day):
    """Without an offset the time is local; with one it is an instant, read on the local clock."""
    zone(name)
    flash.cards(1)
    assert flash("due", "--json", now=now).json["day"] == day


@pytest.mark.parametrize("change", ["2026-03-08T06:59:00+00:00", "2026-11-01T06:30:00+00:00"])
def test_a_change_of_summer_time_costs_no_day(flash, zone, change):
    """Around both changes of the year a card answered today is due tomorrow, and not again today."""
    zone("America/New_York")
    flash.cards(1)
    flash.play(4, now=change)
    assert flash.due(now=change)["due"] == 0
    (result,) = flash.play(
        4, now=change.replace("T06", "T20").replace("-08T", "-09T").replace("-01T", "-02T")
    )
    assert (result["counted"], result["interval_days"]) == (True, 6)


@pytest.mark.parametrize("now", ["soon", "2026-13-01", "9999-12-31T23:59", "0001-01-01"])
def test_nonsense_is_refused(monkeypatch, now):
    """What is no time within reach is refused, with how to write one."""
    from flashcards.cli.clock import wall_time

    monkeypatch.setenv("FLASHCARDS_NOW", now)
    with pytest.raises(UsageError, match="not a time") as refused:
        wall_time()
    assert "2026-11-21T09:30" in refused.value.hint
