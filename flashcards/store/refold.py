"""The whole journal folded anew, in place of what is kept."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter

from flashcards.core.errors import BrokenStore
from flashcards.core.journal import Row
from flashcards.core.memory import MOVES, SCHEDULERS
from flashcards.core.refold import Folded, Line, fold_lines
from flashcards.core.tallies import Tallies, hours_of
from flashcards.store.bulk import in_bulk, uncollected
from flashcards.store.cards import FOLDED, write_folded
from flashcards.store.database import DOCTOR
from flashcards.store.journal import COLUMNS
from flashcards.store.meta import read_meta
from flashcards.store.tallies import replace_sums

# By the number of the row, which is compared ten times as fast as its key.
_HOLDS = """journal.rowid NOT IN (
    SELECT target.rowid FROM journal AS undo JOIN journal AS target
    ON target.device = undo.target_device AND target.seq = undo.target_seq WHERE undo.target_seq IS NOT NULL)"""


@contextmanager
def _damage_told() -> Iterator[None]:
    """What no sound row has is said in a line; raises BrokenStore."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise BrokenStore(
            f"a row of the journal is damaged, and cannot be folded: {error}", DOCTOR
        ) from error


@_damage_told()
@uncollected()
def refold(connection: sqlite3.Connection) -> None:
    """Fold the whole journal, and count all its sums; the caller holds the transaction. Raises BrokenStore."""
    refold_memories(connection)
    aliases = dict(connection.execute("SELECT old, id FROM aliases"))
    answers = connection.execute(
        f"SELECT card, day, grade, at_ms, detail FROM journal WHERE kind = 'answer' AND {_HOLDS}"
    )
    hours, tallies = hours_of(answers, aliases), Tallies()
    marked = connection.execute(
        f"""SELECT {COLUMNS} FROM journal WHERE instr(detail, '"verdict"') > 0 AND instr(detail, '"seed"') > 0
            AND {_HOLDS}"""
    )
    for row in (Row(*values) for values in marked):
        tallies.add_problem(aliases.get(row.card, row.card), row)
    replace_sums(connection, "tally_hours", hours)
    replace_sums(connection, "tally_problems", tallies.problems)
    replace_sums(connection, "tally_answers", tallies.answers)


@_damage_told()
@uncollected()
def refold_memories(connection: sqlite3.Connection) -> None:
    """Fold only what goes by the scheduler: where the cards stand, and the sums by state. Raises BrokenStore."""
    name = read_meta(connection, "scheduler")
    folded, days = fold_lines(_histories(connection), MOVES[name], SCHEDULERS[name])
    # What was only practised is no card: it has rows, and stands nowhere.
    stands_nowhere = Folded()
    folded = {card: one for card, one in folded.items() if one != stands_nowhere}
    touched = " OR ".join(f"{name} <> 0" for name in FOLDED)
    kept = connection.execute(f"SELECT id FROM cards WHERE {touched}").fetchall()
    blank = {card: stands_nowhere for (card,) in kept if card not in folded}
    with in_bulk(connection):
        write_folded(connection, blank | folded)
    replace_sums(connection, "tally_days", days)


def _histories(connection: sqlite3.Connection) -> Iterator[tuple[str, Iterator[Line]]]:
    """Every card with its rows: one index has them in order, but for cards that have had other ids."""
    columns = "order_ms, day, kind, grade, elapsed_ms, CASE WHEN kind = 'placed' THEN detail END"
    order = "order_ms, device, seq"
    aliases = connection.execute("SELECT old, id FROM aliases").fetchall()
    renamed = {card for pair in aliases for card in pair}
    lines = connection.execute(
        f"SELECT card, {columns} FROM journal INDEXED BY journal_card WHERE {_HOLDS} ORDER BY card, {order}"
    )
    for card, history in groupby(lines, itemgetter(0)):
        if card not in renamed:
            yield card, history
    lines = connection.execute(
        f"""SELECT coalesce((SELECT id FROM aliases WHERE old = card), card) AS present, {columns} FROM journal
            WHERE card IN (SELECT value FROM json_each(?)) AND {_HOLDS} ORDER BY present, {order}""",
        (json.dumps(sorted(renamed)),),
    )
    yield from groupby(lines, itemgetter(0))
