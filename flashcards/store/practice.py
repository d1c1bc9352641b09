"""What the journal tells of kinds of problems."""

import json
import sqlite3

from flashcards.core.practice import Record
from flashcards.store.journal import undone_keys


def read_records(connection: sqlite3.Connection) -> dict[str, Record]:
    """The record of each kind that was ever answered, in reviews, quizzes or practice."""
    undone = undone_keys(connection)
    records: dict[str, Record] = {}
    rows = connection.execute(
        """SELECT device, seq, order_ms, day, detail FROM journal
           WHERE kind IN ('answer', 'practice', 'cram', 'quiz') AND detail LIKE '%"verdict"%' AND detail LIKE '%"seed"%'
           ORDER BY order_ms, device, seq"""
    )
    for device, seq, order, day, text in rows:
        detail = json.loads(text)
        if (device, seq) not in undone and "kind" in detail:
            record = records.setdefault(detail["kind"], Record())
            record.add(is_right=detail.get("verdict") == "right", day=day, order=order)
    return records
