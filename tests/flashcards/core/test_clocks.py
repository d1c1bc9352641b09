"""Study days, the schedule and the queue under clocks that do anything."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.days import CLOCK_SLACK_DAYS, current_day, study_day
from flashcards.core.journal import NEW, Row, step
from flashcards.core.memory import sm2
from flashcards.core.queue import Allowance, due_today

START = datetime(2026, 3, 14, 9)
CARDS = ("d/a", "d/b", "d/c")

#: Minutes that pass, mostly a while, sometimes a jump of the clock by days or years, either way.
PASSING = st.one_of(
    st.integers(0, 3_000),
    st.integers(-180, 180),
    st.integers(-26 * 60, 26 * 60),
    st.integers(-10 * 1440, 10 * 1440),
    st.integers(-10 * 525_600, 100 * 525_600),
)
HISTORY = st.lists(st.tuples(PASSING, st.integers(0, 23), st.integers(0, 5)), max_size=60)


def asked(standings, day):
    """The cards that the day asks, as the store narrows them down and the queue takes them."""
    waiting = [
        (1, standing.memory.due_day, place, card)
        for place, (card, standing) in enumerate(standings.items())
        if standing.memory is not None
        and standing.memory.due_day <= day
        and (standing.last_day or 0) < day
        and (standing.buried_day or 0) < day
    ]
    due, _, _ = due_today(waiting, (), Allowance(1000))
    new = [
        card
        for card, standing in standings.items()
        if standing.memory is None and (standing.last_day or 0) < day
    ]
    return [*(card.id for card in due), *new]


def played(history):
    """Answer the first card that is asked at each moment; the rows, and where the cards stand after each."""
    standings = dict.fromkeys(CARDS, NEW)
    wall, last, rows = START, None, []
    for minutes, rollover, grade in history:
        wall = min(max(wall + timedelta(minutes=minutes), datetime(1971, 1, 1)), datetime(2900, 1, 1))
        day = current_day(study_day(wall, rollover), last)
        cards = asked(standings, day)
        if cards:
            number = len(rows) + 1
            row = Row("x", number, number, number, day, "answer", cards[0], grade)
            before = standings[cards[0]]
            standings[cards[0]] = step(before, row, sm2)
            rows.append((row, before, standings[cards[0]]))
            last = day
    return rows, standings, wall


@given(HISTORY)
def test_no_interval_is_negative(history):
    """However the clock jumps, and whatever the rollover becomes, a card that is answered is due on a later day."""
    for row, _, after in played(history)[0]:
        assert after.memory.interval_days >= 1
        assert after.memory.due_day > row.day


@given(HISTORY)
def test_no_card_is_asked_twice_in_a_study_day(history):
    """What the queue asked and was answered counts, and is not asked again on the same day."""
    counted = [(row.card, row.day) for row, before, after in played(history)[0] if after != before]
    assert len(counted) == len(set(counted))
    assert all(before.memory != after.memory for _, before, after in played(history)[0])


@given(HISTORY)
def test_no_card_is_lost(history):
    """When the clock runs on, every card is asked again."""
    rows, standings, wall = played(history)
    latest = max([study_day(wall, 0), *(standing.last_day or 0 for standing in standings.values())])
    late = max([latest, *(standing.memory.due_day for standing in standings.values() if standing.memory)]) + 1
    last = rows[-1][0].day if rows else None
    assert set(asked(standings, current_day(late, last))) == set(CARDS)


@given(
    st.lists(st.tuples(st.integers(0, 600), st.integers(-12 * 60, 14 * 60)), min_size=1, max_size=60),
    st.integers(0, 23),
)
def test_journeys_never_lead_back(moments, rollover):
    """Flying over the date line, changing to summer time and back: with a true clock no study day comes again."""
    utc, last = datetime(2026, 3, 14), None
    for minutes, offset in moments:
        utc += timedelta(minutes=minutes)
        day = current_day(study_day(utc + timedelta(minutes=offset), rollover), last)
        assert last is None or day >= last
        last = day


@given(st.integers(2, 3_000_000), st.integers(0, 23), st.integers(0, 23))
def test_another_rollover_is_less_than_a_day(minutes, one, other):
    """Changing the hour at which days begin moves today by a day at most, which the slack covers."""
    wall = datetime(1990, 1, 1) + timedelta(minutes=minutes)
    assert abs(study_day(wall, one) - study_day(wall, other)) <= 1 <= CLOCK_SLACK_DAYS
