"""Where a card stood before its last row, so that this can be taken back: read from one index alone."""

import sqlite3
from collections.abc import Sequence

from flashcards.core.journal import ONLY_TELLING, Row, Standing
from flashcards.core.memory import Scheduler
from flashcards.core.refold import Fold, history_of


def ids_of(connection: sqlite3.Connection, card: str) -> list[str]:
    """The card's id, and its former ones."""
    former = connection.execute("SELECT old FROM aliases WHERE id = ?", (card,))
    return [card, *(old for (old,) in former)]


def standing_before(
    connection: sqlite3.Connection, ids: Sequence[str], target: Row, scheduler: Scheduler
) -> Standing | None:
    """Where the card of these ids stood before the target; None if something moved the card after it."""
    of_card = f"FROM journal WHERE card IN ({', '.join('?' * len(ids))})"
    undone = set(connection.execute(f"SELECT target_device, target_seq {of_card} AND kind = 'undo'", ids))
    found = connection.execute(
        f"""SELECT device, seq, card, order_ms, day, kind, grade, elapsed_ms, CASE WHEN kind = 'placed' THEN detail END
            {of_card} ORDER BY order_ms, device, seq""",
        ids,
    )
    holding = [row for row in found if row[:2] not in undone and row[5] not in ONLY_TELLING]
    if not holding or holding[-1][:2] != target.key:
        return None
    fold = Fold(scheduler)
    fold.add(*history_of(ids[0], [row[2:] for row in holding[:-1]]))
    return fold.folded[ids[0]].standing()
