"""Figures as pictures: what bars and levels stand for."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.figures import Share
from flashcards.core.pictures import (
    DayBars,
    Heat,
    amount,
    day_bars,
    heat_steps,
    part_of,
    percent,
    step_days,
    told,
)

DAY = date(2026, 3, 14).toordinal()


@st.composite
def charts(draw):
    """Charts of up to thirty years, forwards and backwards."""
    length = draw(st.integers(1, 11_000))
    days = draw(
        st.dictionaries(
            st.integers(DAY - 5, DAY + length + 5),
            st.tuples(st.integers(0, 99), st.integers(0, 99)),
            max_size=30,
        )
    )
    ahead = draw(st.booleans())
    return DayBars("Chart", "x", "count", ("a", "b"), DAY, DAY + length - 1, days, is_ahead=ahead)


@given(charts(), st.integers(1, 120))
def test_bars_hold_every_day_once(chart, most):
    """Bars lie side by side from the first day to the last, are few enough, and lose and add nothing."""
    bars = day_bars(chart, most)
    assert len(bars) <= most
    assert (bars[0].first, bars[-1].last) == (chart.first, chart.last)
    assert all(after.first == before.last + 1 for before, after in pairwise(bars))
    step = step_days(chart, most)
    lengths = [bar.last - bar.first + 1 for bar in bars]
    full = lengths[:-1] if chart.is_ahead else lengths[1:]
    assert set(full) <= {step}
    assert max(lengths) <= step
    inside = [pieces for day, pieces in chart.days.items() if chart.first <= day <= chart.last]
    assert [sum(bar.pieces[place] for bar in bars) for place in (0, 1)] == [
        sum(pieces[place] for pieces in inside) for place in (0, 1)
    ]


@given(st.lists(st.integers(1, 5000), min_size=1))
def test_levels_of_the_calendar(counts):
    """A day with reviews is never as light as one without, more is never lighter, and the legend tells the levels."""
    heat = Heat(0, 10_000, dict(enumerate(counts)), heat_steps(tuple(counts)))
    assert heat.level(len(counts) + 1) == 0
    by_count = sorted(range(len(counts)), key=counts.__getitem__)
    levels = [heat.level(day) for day in by_count]
    assert levels == sorted(levels)
    assert set(levels) <= {1, 2, 3, 4}
    for count, level in zip(sorted(counts), levels, strict=True):
        low, _, high = heat.levels()[level].rstrip("+").partition("–")
        assert int(low) <= count
        assert level == 4 or count <= int(high or low)


def test_one_long_day_leaves_the_others_their_shades():
    """A day of a thousand reviews does not turn all days of ten and forty into the same shade."""
    heat = Heat(0, 99, dict(enumerate([10, 40] * 20 + [1000])), heat_steps((*[10, 40] * 20, 1000)))
    assert (heat.level(0), heat.level(1), heat.level(40)) == (1, 4, 4)


@pytest.mark.parametrize(
    ("share", "says"),
    [
        (None, "–"),
        (0.0, "0 %"),
        (0.001, "<1 %"),
        (0.5, "50 %"),
        (0.994, "99 %"),
        (0.996, ">99 %"),
        (1.0, "100 %"),
    ],
)
def test_only_all_is_a_hundred_percent(share, says):
    """A share is rounded, but neither to all nor to nothing."""
    assert percent(share) == says


def test_shares_are_told_with_their_n():
    """A share comes with where it may well lie and of how many; of nothing there is none."""
    assert told(Share(9, 10)) == "90 % (60–98) of 10"
    assert told(Share(9.5, 24)) == "40 % (23–59) of 24"
    assert told(Share(0, 0)) == "–"
    assert part_of(1200, 4800) == "1 200 ·  25 %"
    assert [amount(value) for value in (0, 10, 1234567, 1.5, 2.0, 17.255)] == [
        "0",
        "10",
        "1 234 567",
        "1.5",
        "2",
        "17.25",
    ]
