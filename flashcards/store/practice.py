"""What the journal tells of kinds of problems, out of the kept answers."""

import sqlite3

from flashcards.core.practice import LATEST, Record


def read_records(connection: sqlite3.Connection) -> dict[str, Record]:
    """The record of each kind that was ever answered, in reviews, quizzes or practice."""
    sums = connection.execute("""SELECT kind, sum(answers), sum("right") FROM tally_answers GROUP BY kind""")
    return {kind: _record(connection, kind, answers, right) for kind, answers, right in sums.fetchall()}


def _record(connection: sqlite3.Connection, kind: str, answers: int, right: int) -> Record:
    latest = connection.execute(
        """SELECT "right", day, order_ms FROM tally_answers WHERE kind = ?
           ORDER BY order_ms DESC, device DESC, seq DESC LIMIT ?""",
        (kind, LATEST),
    ).fetchall()
    _, last_day, last_order = latest[0]
    record = Record(answers, right, last_day, last_order)
    record.latest.extend(bool(is_right) for is_right, _, _ in reversed(latest))
    return record
