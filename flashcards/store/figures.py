"""All progress figures of a database: the past from the daily sums, the present from the table of cards."""

import sqlite3
from collections.abc import Mapping, Sequence

from flashcards.core import card_sums, review_sums, topic_sums
from flashcards.core.figures import Figures, Period
from flashcards.core.review_figures import RETENTION_DAYS
from flashcards.store.card_figures import read_cards_now
from flashcards.store.heaps import Chosen
from flashcards.store.past_figures import Past
from flashcards.store.today import Selection


def read_figures(
    connection: sqlite3.Connection,
    selection: Selection,
    today: int,
    period: Period,
    *,
    tags: Mapping[str, Sequence[str]] | None = None,
    leech_lapses: int = 8,
) -> Figures:
    """The figures of the selection's decks, all of one state of the database.

    `tags` holds the entries of each tag that mastery tells of. The selection's entries are not looked at.
    """
    connection.execute("BEGIN")
    try:
        return _read(connection, selection, today, period, tags or {}, leech_lapses)
    finally:
        connection.execute("ROLLBACK")


def _read(
    connection: sqlite3.Connection,
    selection: Selection,
    today: int,
    period: Period,
    tags: Mapping[str, Sequence[str]],
    leech_lapses: int,
) -> Figures:
    order = [name for (name,) in connection.execute("SELECT name FROM decks ORDER BY position")]
    decks = None if selection.decks is None else [name for name in order if name in selection.decks]
    chosen = Chosen(connection, decks, selection.off if decks is None else frozenset())
    past = Past(connection, decks)
    days, studied = past.days(period), past.studied()
    calendar = review_sums.calendar_since(studied[0] if studied else None, period), period.until
    problems = past.problems(period.since, period.until)
    window = topic_sums.TREND_DAYS
    starts = [period.until - times * window + 1 for times in (1, 2)]
    lately, before = (past.problems(start, start + window - 1) for start in starts)
    now = read_cards_now(chosen, order if decks is None else decks, tags, today, leech_lapses)
    return Figures(
        day=today,
        period=period,
        decks=tuple(decks or ()),
        today=review_sums.today_of(past.states(today, today)),
        future_due=card_sums.future_of(now.due, now.load, today, period),
        calendar=review_sums.calendar_of(studied, past.day_counts(*calendar), today, period),
        reviews=review_sums.reviews_of(days),
        card_counts=now.counts,
        intervals=card_sums.intervals_of(now.intervals),
        ease=card_sums.ease_of(now.ease),
        retention=review_sums.retention_of(
            {
                name: past.states(*review_sums.retention_days(name, today), review_sums.RETAINED)
                for name in RETENTION_DAYS
            }
        ),
        hours=review_sums.hours_of(past.hours(period)),
        buttons=review_sums.buttons_of(past.grades(period)),
        added=review_sums.added_of(days),
        mastery=now.mastery,
        slips=topic_sums.slips_of(problems, lately, before),
        kinds=topic_sums.kinds_of(problems),
        quizzes=topic_sums.quizzes_of(past.quizzes(), None if decks is None else frozenset(decks), period),
        leeches=now.leeches,
        weakest=now.weakest,
    )
