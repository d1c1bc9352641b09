"""Figures at their edges: nothing to tell, runs that break, cycles of needs, results that are none."""

import pytest

from flashcards.core.card_sums import footing
from flashcards.core.figures import Period, Share, period_until
from flashcards.core.review_sums import calendar_of
from flashcards.core.tallies import UNKNOWN_HOUR, hour_of
from flashcards.core.topic_sums import quizzes_of

TODAY = 739_000
ALL = period_until("all", TODAY)


def calendar(*days, period=ALL):
    studied = [TODAY + day for day in days]
    return calendar_of(studied, [(day, 1) for day in studied], TODAY, period)


@pytest.mark.parametrize(
    ("studied", "current", "longest"),
    [
        ([], 0, 0),
        ([0], 1, 1),
        ([-1], 1, 1),
        ([-2], 0, 1),
        ([-9, -8, -7, -1, 0], 2, 3),
        ([-3, -2, -1], 3, 3),
    ],
)
def test_streaks(studied, current, longest):
    """A run of days goes on until a whole day without reviews has passed; the longest one stays."""
    told = calendar(*studied)
    assert (told.current_streak, told.longest_streak) == (current, longest)


def test_a_calendar_shows_a_year_or_the_longer_period():
    """It begins a year back, or with the first review ever when all is asked for and that is longer ago."""
    assert calendar(0).since == TODAY - 364
    assert calendar(-500).since == TODAY - 500
    assert calendar(-500, period=period_until("month", TODAY)).since == TODAY - 364


def test_a_share_of_nothing_says_nothing():
    """Of nothing there is no share, and all is possible."""
    assert (Share(0, 0).share, Share(0, 0).interval) == (None, (0.0, 1.0))
    assert Share(0, 3).interval[0] == pytest.approx(0)
    assert Share(3, 3).interval[1] == pytest.approx(1)


def test_periods_hold_their_days():
    """Both ends belong to a period, and a month is 31 days as in Anki's graphs."""
    month = period_until("month", TODAY)
    assert [month.has(TODAY - back) for back in (-1, 0, 30, 31)] == [False, True, True, False]
    assert Period("all", None, TODAY).has(1)


def test_needs_in_a_circle_come_to_an_end():
    """Entries that need each other hold when all of them are known, and do not when one is not."""
    needs = {"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a", "nowhere"]}
    known = dict.fromkeys("abcd", True)
    assert footing(needs, known)("d")
    assert not footing(needs, known | {"c": False})("d")


def test_a_long_chain_of_needs_is_followed():
    """Ten thousand entries in a row are followed to the last."""
    needs = {str(number): [str(number + 1)] for number in range(10_000)}
    known = {str(number): True for number in range(10_000)}
    assert footing(needs, known)("0")
    assert not footing(needs, known | {"9999": False})("0")


@pytest.mark.parametrize(
    ("detail", "hour"),
    [
        ('{"zone": 60}', 10),
        ('{"zone": 345, "typed": "x"}', 15),
        ('{"zone": -600, "typed": "x"}', 23),
        ('{"typed": "x", "zone": 60}', 10),
        ('{"typed": "\\"zone\\": 60"}', UNKNOWN_HOUR),
        ('{"givens": {"zone": 60}}', UNKNOWN_HOUR),
        ('{"zone": "here"}', UNKNOWN_HOUR),
        ("{}", UNKNOWN_HOUR),
        ('["zone"]', UNKNOWN_HOUR),
    ],
)
def test_the_hour_on_the_wall(detail, hour):
    """The zone that a row tells gives its hour, with half hours; a row that tells none has none."""
    assert hour_of((9 * 60 + 30) * 60_000, detail) == hour


@pytest.mark.parametrize(
    "detail",
    [
        {},
        {"quiz": "q", "result": None},
        {"quiz": "q", "result": {"points": "many", "of": 3, "decks": [], "topics": {}}},
        {"quiz": "q", "result": {"points": 1, "of": 3, "decks": [], "topics": {"t": [1]}}},
        {"quiz": "q", "result": {"points": 1, "of": 3, "decks": [], "topics": []}},
    ],
)
def test_what_is_no_result_is_passed_over(detail):
    """A row that does not hold a quiz's result as this program writes it hides no other one."""
    good = {"quiz": "g", "result": {"points": 1.5, "of": 2, "decks": ["t"], "topics": {"t": [1.5, 2]}}}
    quizzes = quizzes_of([(TODAY, detail), (TODAY, good)], None, ALL)
    assert [each.quiz for each in quizzes.quizzes] == ["g"]
    assert [(each.topic, each.points, each.trend) for each in quizzes.topics] == [("t", Share(1.5, 2), None)]
