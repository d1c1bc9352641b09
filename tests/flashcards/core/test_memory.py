"""Schedulers against SM-2's published numbers and laws."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.memory import LEAST_EASE, LONGEST_INTERVAL_DAYS, SCHEDULERS, Memory, sm2, sm2_1990

GRADES = st.integers(0, 5)
MEMORIES = st.builds(
    Memory,
    ease=st.integers(130, 500),
    interval_days=st.integers(1, LONGEST_INTERVAL_DAYS),
    repetitions=st.integers(0, 30),
    due_day=st.integers(700_000, 750_000),
    lapses=st.integers(0, 20),
)


def play(scheduler, grades):
    """The memories after each grade, every answer given on the day that the card is due."""
    memory, day, memories = None, 739_000, []
    for grade in grades:
        memory = scheduler(memory, grade, day)
        day = memory.due_day
        memories.append(memory)
    return memories


@pytest.mark.parametrize(
    ("name", "grades", "intervals"),
    [
        ("sm2", "5555", [1, 6, 16, 45]),
        ("sm2-1990", "5555", [1, 6, 17, 48]),
        ("sm2", "3333", [1, 6, 13, 27]),
        ("sm2-1990", "3333", [1, 6, 14, 30]),
    ],
)
def test_golden_intervals(name, grades, intervals):
    """Both readings of SM-2 give the intervals that were computed by hand from their rules."""
    memories = play(SCHEDULERS[name], map(int, grades))
    assert [memory.interval_days for memory in memories] == intervals


@pytest.mark.parametrize(("name", "interval", "ease"), [("sm2", 8, 130), ("sm2-1990", 17, 280)])
def test_golden_end_after_failures(name, interval, ease):
    """A history with three failures ends where each reading's treatment of the ease takes it."""
    last = play(SCHEDULERS[name], [5, 5, 5, 1, 2, 0, 4, 4, 4])[-1]
    assert (last.interval_days, last.ease) == (interval, ease)


@given(memory=st.none() | MEMORIES, grade=GRADES, day=st.integers(700_000, 760_000))
@pytest.mark.parametrize("scheduler", SCHEDULERS.values(), ids=SCHEDULERS)
def test_bounds(scheduler, memory, grade, day):
    """Whatever came before, the ease is at least 1.30, the interval 1 to 36,500 days, and due follows from it."""
    after = scheduler(memory, grade, day)
    assert after.ease >= LEAST_EASE
    assert 1 <= after.interval_days <= LONGEST_INTERVAL_DAYS
    assert after.due_day == day + after.interval_days


@given(memory=st.none() | MEMORIES, day=st.integers(700_000, 760_000), pair=st.tuples(GRADES, GRADES))
@pytest.mark.parametrize("scheduler", SCHEDULERS.values(), ids=SCHEDULERS)
def test_better_grades_are_never_punished(scheduler, memory, day, pair):
    """A better grade never gives a shorter interval or more lapses; nor a lower ease, where failures move it."""
    worse, better = (scheduler(memory, grade, day) for grade in sorted(pair))
    assert better.interval_days >= worse.interval_days
    assert better.ease >= worse.ease or scheduler is sm2_1990
    assert better.lapses <= worse.lapses


@given(memory=MEMORIES, grade=st.integers(3, 5))
def test_rounding_is_that_of_exact_fractions(memory, grade):
    """Intervals from the third pass on are the exact product of interval and ease, rounded as each reading says."""
    product = Fraction(memory.interval_days * memory.ease, 100)
    if memory.repetitions >= 2:
        assert sm2(memory, grade, 1).interval_days == min(round(product), LONGEST_INTERVAL_DAYS)
        assert sm2_1990(memory, grade, 1).interval_days == min(-(-product // 1), LONGEST_INTERVAL_DAYS)


@given(ease=st.integers(130, 400), grade=GRADES)
def test_the_ease_moves_by_the_published_formula(ease, grade):
    """EF' = EF + 0.1 - (5 - q)(0.08 + (5 - q) 0.02), computed in exact fractions, floor 1.3."""
    q = Fraction(grade)
    exact = Fraction(ease, 100) + Fraction(1, 10) - (5 - q) * (Fraction(8, 100) + (5 - q) * Fraction(2, 100))
    memory = Memory(ease=ease, interval_days=6, repetitions=2, due_day=1, lapses=0)
    assert Fraction(sm2(memory, grade, 1).ease, 100) == max(exact, Fraction(13, 10))


def test_a_lapse_is_a_failure_of_what_was_passed_before():
    """Failing a card that was never passed is no lapse; failing one that was is, each time."""
    assert [memory.lapses for memory in play(sm2, [1, 0, 4, 2, 1, 4, 1])] == [0, 0, 0, 1, 2, 2, 3]


def test_failure_starts_repetitions_again():
    """After a failure the passes lead through 1 and 6 days again."""
    assert [memory.interval_days for memory in play(sm2, [4, 4, 4, 1, 4, 4])] == [1, 6, 15, 1, 1, 6]
