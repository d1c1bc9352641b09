"""All progress figures of a database: the past from the daily sums, the present from the table of cards."""

import json
import sqlite3
from collections.abc import Mapping, Sequence

from flashcards.core import card_sums, review_sums, topic_sums
from flashcards.core.figures import Figures, Period
from flashcards.core.grades import PASS
from flashcards.core.review_sums import DaySum
from flashcards.core.tallies import EVERYTHING
from flashcards.store.card_figures import Chosen, read_cards_now
from flashcards.store.today import Selection

_GRADES = [f"grade_{grade}" for grade in range(6)]
_SUMS = (*_GRADES, " + ".join(_GRADES), " + ".join(_GRADES[PASS:]), "ms")


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
    sums = _day_sums(connection, decks)
    problems = _problem_sums(connection, decks, period.since, period.until)
    window = topic_sums.TREND_DAYS
    starts = [period.until - times * window + 1 for times in (1, 2)]
    lately, before = (_problem_sums(connection, decks, start, start + window - 1) for start in starts)
    now = read_cards_now(chosen, order if decks is None else decks, tags, today, leech_lapses)
    return Figures(
        day=today,
        period=period,
        decks=tuple(decks or ()),
        today=review_sums.today_of(sums, today),
        future_due=card_sums.future_of(now.due, now.load, today, period),
        calendar=review_sums.calendar_of(sums, today, period),
        reviews=review_sums.reviews_of(sums, period),
        card_counts=now.counts,
        intervals=card_sums.intervals_of(now.heaps),
        ease=card_sums.ease_of(now.heaps),
        retention=review_sums.retention_of(sums, today),
        hours=review_sums.hours_of(_hour_sums(connection, decks, period)),
        buttons=review_sums.buttons_of(sums, period),
        added=review_sums.added_of(sums, period),
        mastery=now.mastery,
        slips=topic_sums.slips_of(problems, lately, before),
        kinds=topic_sums.kinds_of(problems),
        quizzes=topic_sums.quizzes_of(
            _quiz_rows(connection), None if decks is None else frozenset(decks), period
        ),
        leeches=now.leeches,
        weakest=now.weakest,
    )


def _day_sums(connection: sqlite3.Connection, decks: Sequence[str] | None) -> list[DaySum]:
    """Of all days, by day."""
    if decks is None:
        found = connection.execute(
            f"SELECT day, state, {', '.join(_SUMS)} FROM tally_days WHERE deck = ? ORDER BY day, state",
            (EVERYTHING,),
        )
    else:
        found = connection.execute(
            f"""SELECT day, state, {", ".join(f"sum({name})" for name in _SUMS)} FROM tally_days
                WHERE deck IN (SELECT value FROM json_each(?)) GROUP BY day, state ORDER BY day, state""",
            (_keys(decks),),
        )
    return list(map(DaySum._make, found))


def _hour_sums(
    connection: sqlite3.Connection, decks: Sequence[str] | None, period: Period
) -> dict[int, tuple[int, int]]:
    found = connection.execute(
        """SELECT hour, sum(reviews), sum(passed) FROM tally_hours
           WHERE deck IN (SELECT value FROM json_each(?)) AND day BETWEEN ? AND ? GROUP BY hour""",
        (_keys(decks), period.since or 0, period.until),
    )
    return {hour: (reviews, passed) for hour, reviews, passed in found}


def _problem_sums(
    connection: sqlite3.Connection, decks: Sequence[str] | None, since: int | None, until: int
) -> topic_sums.Sums:
    found = connection.execute(
        """SELECT kind, slip, sum(answers), sum("right") FROM tally_problems
           WHERE deck IN (SELECT value FROM json_each(?)) AND day BETWEEN ? AND ? GROUP BY kind, slip""",
        (_keys(decks), since or 0, until),
    )
    return {(kind, slip): (answers, right) for kind, slip, answers, right in found}


def _quiz_rows(connection: sqlite3.Connection) -> list[tuple[int, dict[str, object]]]:
    """Day and detail of every quiz that was handed in: the rows that stand for a quiz as a whole."""
    found = connection.execute(
        """SELECT day, detail FROM journal WHERE card = 'quiz' AND kind = 'quiz'
           ORDER BY order_ms, device, seq"""
    )
    rows = ((day, json.loads(detail)) for day, detail in found)
    return [(day, detail) for day, detail in rows if isinstance(detail, dict)]


def _keys(decks: Sequence[str] | None) -> str:
    return json.dumps([EVERYTHING] if decks is None else list(decks))
