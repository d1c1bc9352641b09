"""Study days: the rollover hour, and a clock that goes back."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.days import current_day, iso, span, study_day


@pytest.mark.parametrize(
    ("wall", "day"),
    [
        ("2026-11-21T03:59:59", "2026-11-20"),
        ("2026-11-21T04:00:00", "2026-11-21"),
        ("2026-11-22T00:30:00", "2026-11-21"),
        ("2026-01-01T00:00:00", "2025-12-31"),
    ],
)
def test_the_day_begins_at_the_rollover_hour(wall, day):
    """Before four in the morning it is still yesterday."""
    assert iso(study_day(datetime.fromisoformat(wall), 4)) == day


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)), st.integers(0, 23))
def test_days_follow_wall_time(wall, rollover_hour):
    """With any rollover hour the study day is the calendar day or the one before."""
    assert wall.toordinal() - study_day(wall, rollover_hour) in {0, 1}


@pytest.mark.parametrize(
    ("real", "last", "holds"),
    [(100, None, 100), (100, 99, 100), (100, 100, 100), (100, 101, 101), (100, 102, 102), (100, 103, 100)],
)
def test_a_clock_set_back(real, last, holds):
    """Up to two days behind the last study day keep that day; beyond, the real day holds."""
    assert current_day(real, last) == holds


@pytest.mark.parametrize(
    ("days", "text"), [(0, "0 d"), (30, "30 d"), (31, "1.0 mo"), (200, "6.6 mo"), (400, "1.1 y")]
)
def test_spans_fit_a_key_line(days, text):
    """Spans are days up to a month, then months, then years."""
    assert span(days) == text
