"""Figures to draw: of somebody who has studied for most of a year, and of somebody who has not begun."""

from datetime import date
from random import Random

import pytest

from flashcards.core.card_figures import (
    Bin,
    CardCounts,
    CardRecord,
    Ease,
    FutureDue,
    Intervals,
    Leeches,
    Weakest,
)
from flashcards.core.figures import Figures, Share, Spread, period_until
from flashcards.core.review_figures import (
    RETENTION_DAYS,
    Added,
    Button,
    Buttons,
    Calendar,
    DayCount,
    Hour,
    Hours,
    Retention,
    RetentionRow,
    ReviewDay,
    Reviews,
    Today,
)
from flashcards.core.topic_figures import (
    KindRecord,
    Kinds,
    Mastery,
    QuizRecord,
    QuizTopic,
    Quizzes,
    Slip,
    Slips,
    Topic,
)

DAY = date(2026, 11, 21).toordinal()
NOTHING = Share(0, 0)


def _reviews(rng):
    days = []
    for day in range(DAY - 240, DAY + 1):
        if rng.random() < 0.18 and day < DAY - 11:
            continue
        grown = (day - DAY + 250) / 250
        spread = Spread(
            rng.randint(0, 9), rng.randint(0, 6), rng.randint(4, 14), round(rng.randint(2, 22) * grown)
        )
        ms = Spread(
            *(
                count * rng.randint(6000, 14000)
                for count in (spread.new, spread.repeat, spread.young, spread.mature)
            )
        )
        days.append(ReviewDay(day, spread, ms))
    return tuple(days)


def _sum(spreads):
    return Spread(
        *(sum(getattr(each, name) for each in spreads) for name in ("new", "repeat", "young", "mature"))
    )


def _bins(rng, values):
    """1204 cards, spread over the values."""
    first = [Bin(value, rng.randint(2, 90)) for value in values[1:]]
    return (Bin(values[0], 1204 - sum(each.cards for each in first)), *first)


@pytest.fixture(scope="session")
def busy_figures():
    """A year with everything in it; the names of some things are hostile."""
    rng = Random(8)
    days = _reviews(rng)
    total = _sum([day.reviews for day in days])
    return Figures(
        DAY,
        period_until("year", DAY),
        (),
        Today(Spread(4, 2, 9, 21), 402_000, Share(33, 36), Share(20, 21)),
        FutureDue(
            12,
            tuple(DayCount(DAY + ahead, max(1, int(18 / (1 + ahead / 20)) + rng.randint(-2, 2))) for ahead in range(200)),
            1204,
            38.71,
        ),
        Calendar(
            DAY - 364, DAY, tuple(DayCount(day.day, day.reviews.total) for day in days), DAY - 240, len(days), 12, 31
        ),
        Reviews(days, total, _sum([day.ms for day in days])),
        CardCounts(2210, 6, 420, 778, 9, 3),
        Intervals(_bins(rng, (1, 2, 3, 6, 9, 15, 16, 22, 40, 75, 170, 300, 500)), 1204, 61.37, 24),
        Ease(_bins(rng, (130, 144, 158, 172, 196, 210, 222, 236, 250, 260, 270, 280)), 1204, 238.4, 246),
        Retention(
            tuple(
                RetentionRow(name, Share(young - young // 9, young), Share(mature - mature // 20, mature), Share(young - young // 9 + mature - mature // 20, young + mature))
                for name, (young, mature) in zip(RETENTION_DAYS, ((9, 21), (12, 18), (70, 120), (301, 512), (1821, 2210), (1821, 2210)), strict=True)
            )
        ),
        Hours(tuple(Hour(hour, Share(at - at // 8, at)) for hour in range(24) for at in ((0 if hour < 7 else (hour * 37) % 101 * 4,))), 17),
        Buttons(tuple(Button(grade, Spread(3 * grade, 2 * grade + 1, 40 * grade * grade, 30 * grade * grade)) for grade in range(6))),
        Added(tuple(DayCount(day.day, day.reviews.new) for day in days if day.reviews.new), total.new),
        Mastery(
            (
                Topic("foundations", "deck", Share(120, 120), Share(104, 120), Share(98, 120)),
                Topic("optimizers", "deck", Share(80, 95), Share(41, 95), Share(22, 95)),
                Topic("a-deck-with-a-very-long-name-indeed-for-one-line", "deck", Share(0, 40), Share(0, 40), Share(0, 40)),
                Topic("adam", "tag", Share(12, 14), Share(8, 14), Share(3, 14)),
                Topic("\x1b[31m<b>tag</b>\u202e", "tag", Share(3, 14), Share(1, 14), Share(1, 14)),
            )
        ),
        Slips(
            (
                Slip("swapped-averages", "adam-step", 17, 2, 9),
                Slip("no-bias-correction", "adam-step", 11, 6, 1),
                Slip("counted-without-padding", "conv-output-size", 4, 1, 1),
            ),
            32,
        ),
        Kinds(
            (
                KindRecord("adam-step", Share(11, 39)),
                KindRecord("conv-output-size", Share(30, 41)),
                KindRecord("softmax", Share(12, 12)),
            )
        ),
        _quizzes(),
        Leeches(8, (CardRecord("optimizers/adam-bias", 11, 130, 1, is_suspended=False), CardRecord("rnn/gates#c2", 8, 144, 6, is_suspended=True)), 2),
        Weakest(tuple(CardRecord(f"foundations/card-{number}", 6 - number // 3, 136 + 8 * number, 3 * number + 1, is_suspended=False) for number in range(12))),
    )  # fmt: skip


def _quizzes():
    records = tuple(
        QuizRecord(DAY - 60 + 20 * number, f"q{number}", Share(points, 20), passed, "handed in", 900.0)
        for number, (points, passed) in enumerate(((11.5, False), (14, True), (17.25, True)))
    )
    topics = (
        QuizTopic("optimizers", Share(9.5, 24), 3, 0.6, 0.6, 0.21),
        QuizTopic("foundations", Share(31, 36), 3, 1.0, 0.83, -0.04),
    )
    return Quizzes(records, Share(2, 3), records[2], records[2], topics)


@pytest.fixture(scope="session")
def no_figures():
    """Before the first answer."""
    return Figures(
        DAY,
        period_until("year", DAY),
        (),
        Today(Spread(), 0, NOTHING, NOTHING),
        FutureDue(0, (), 0, 0.0),
        Calendar(DAY - 364, DAY, (), None, 0, 0, 0),
        Reviews((), Spread(), Spread()),
        CardCounts(12, 0, 0, 0, 0, 0),
        Intervals((), 0, None, None),
        Ease((), 0, None, None),
        Retention(tuple(RetentionRow(name, NOTHING, NOTHING, NOTHING) for name in RETENTION_DAYS)),
        Hours(tuple(Hour(hour, NOTHING) for hour in range(24)), 0),
        Buttons(tuple(Button(grade, Spread()) for grade in range(6))),
        Added((), 0),
        Mastery((Topic("foundations", "deck", Share(0, 12), Share(0, 12), Share(0, 12)),)),
        Slips((), 0),
        Kinds(()),
        Quizzes((), NOTHING, None, None, ()),
        Leeches(8, (), 0),
        Weakest(()),
    )
