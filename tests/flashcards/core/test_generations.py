"""Which backups are kept."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.generations import ALWAYS, LATEST, MOST_BYTES, Generation, kept

DAY = date(2026, 11, 21).toordinal()


def generations(days, size=1000):
    """A backup for each day, made in this order."""
    return [
        Generation(number, f"{number:04}_x_daily.db.gz", day, size)
        for number, day in enumerate(days, start=1)
    ]


MADE = st.lists(st.tuples(st.integers(1, DAY + 40_000), st.integers(0, 300_000_000)), max_size=60).map(
    lambda made: [
        Generation(number, f"{number:04}_x_daily.db.gz", day, size)
        for number, (day, size) in enumerate(made, start=1)
    ]
)


def test_two_years_of_days():
    """After two years of daily backups, those of 14 days, 8 weeks and 12 months are there, and no others."""
    days = [one.day for one in kept(generations(range(DAY - 730, DAY + 1)))]
    assert days[:14] == list(range(DAY, DAY - 14, -1))
    weeks, months = ({format(date.fromordinal(day), form) for day in days} for form in ("%G-%V", "%Y-%m"))
    assert {format(date.fromordinal(DAY - 7 * back), "%G-%V") for back in range(8)} <= weeks
    assert len(months) == 12
    assert len(days) <= 14 + 8 + 12


@given(MADE)
def test_the_newest_stay(made):
    """The last three are always kept, and the last ten unless they are too large together."""
    newest = sorted(made, key=lambda one: -one.number)
    left = kept(made)
    assert left[:ALWAYS] == newest[:ALWAYS]
    if sum(one.size for one in newest[:LATEST]) <= MOST_BYTES:
        assert left[:LATEST] == newest[:LATEST]


@given(MADE)
def test_what_is_kept_fits(made):
    """What is kept is within the bytes, or is only the last three."""
    left = kept(made)
    assert sum(one.size for one in left) <= MOST_BYTES or len(left) == min(ALWAYS, len(made))


@given(MADE)
def test_keeping_twice_is_keeping_once(made):
    """What is kept is kept the next time, too, while nothing new is made."""
    assert kept(kept(made)) == kept(made)


@given(MADE, st.randoms(use_true_random=False))
def test_the_order_of_looking_does_not_matter(made, rng):
    """In whatever order they are found, the same are kept."""
    shuffled = rng.sample(made, len(made))
    assert kept(shuffled) == kept(made)


@given(st.integers(1, 40), st.integers(-40_000, 40_000))
def test_a_jump_of_the_clock_lets_nothing_expire(count, jump):
    """One backup from a wrong day takes at most one place of each kind: ten and more stay."""
    before = generations(range(DAY - count, DAY))
    after = generations([*range(DAY - count, DAY), max(1, DAY + jump)])
    gone = set(kept(before)) - set(kept(after))
    assert len(gone) <= 4
    assert len(kept(after)) >= min(LATEST, len(after))


def test_the_name_tells_the_reason():
    """The reason is the last part of the name."""
    assert Generation(3, "0003_2026-11-21_before-version-4.db.gz", DAY, 1).reason == "before-version-4"
